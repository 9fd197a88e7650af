import type { Core } from '@strapi/strapi';

import { connectorOf } from './compose';

const destroy = async ({ strapi }: { strapi: Core.Strapi }) => {
  const { filing, moving, schedule, runs, uploads, workers } = connectorOf(strapi);
  schedule.stop();
  try {
    await Promise.all([runs.stop(), filing.stop(), moving.end()]);
  } finally {
    workers.end();
    await uploads.close();
  }
};

export default destroy;
