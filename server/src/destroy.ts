import type { Core } from '@strapi/strapi';

import { connectorOf } from './compose';

const destroy = async ({ strapi }: { strapi: Core.Strapi }) => {
  const { filing, schedule, runs, uploads } = connectorOf(strapi);
  schedule.stop();
  try {
    await Promise.all([runs.stop(), filing.stop()]);
  } finally {
    await uploads.close();
  }
};

export default destroy;
