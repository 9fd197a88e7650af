import type { Core } from '@strapi/strapi';

import { connectorOf } from './compose';

const destroy = async ({ strapi }: { strapi: Core.Strapi }) => {
  const {
    alarms,
    filing,
    forgetting,
    moving,
    queue,
    renewal,
    retention,
    runs,
    schedule,
    uploads,
    watch,
    work,
    workers,
  } = connectorOf(strapi);
  schedule.stop();
  watch.stop();
  retention.stop();
  try {
    await Promise.all([
      forgetting.stop(),
      runs.stop(),
      filing.stop(),
      renewal.stop(),
      moving.end(),
      alarms.end(),
    ]);
  } finally {
    await Promise.all([workers.end(), work.end(), queue.close()]);
    await uploads.close();
  }
};

export default destroy;
