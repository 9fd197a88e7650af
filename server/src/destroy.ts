import type { Core } from '@strapi/strapi';

import { connectorOf } from './compose';

const destroy = async ({ strapi }: { strapi: Core.Strapi }) => {
  const { alarms, filing, moving, queue, retention, schedule, watch, runs, uploads } =
    connectorOf(strapi);
  const { work, workers } = connectorOf(strapi);
  schedule.stop();
  watch.stop();
  retention.stop();
  try {
    await Promise.all([runs.stop(), filing.stop(), moving.end(), alarms.end()]);
  } finally {
    workers.end();
    await Promise.all([work.end(), queue.close()]);
    await uploads.close();
  }
};

export default destroy;
