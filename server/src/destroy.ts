import type { Core } from '@strapi/strapi';

import { connectorOf } from './compose';

const destroy = async ({ strapi }: { strapi: Core.Strapi }) => {
  const { schedule, runs, uploads } = connectorOf(strapi);
  schedule.stop();
  try {
    await runs.stop();
  } finally {
    await uploads.close();
  }
};

export default destroy;
