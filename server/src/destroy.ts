import type { Core } from '@strapi/strapi';

import { connectorOf } from './compose';

const destroy = async ({ strapi }: { strapi: Core.Strapi }) => {
  const { schedule, runs, uploads } = connectorOf(strapi);
  schedule.stop();
  await runs.stop();
  await uploads.close();
};

export default destroy;
