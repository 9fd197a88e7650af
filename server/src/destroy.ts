import type { Core } from '@strapi/strapi';

import { connectorOf } from './compose';

const destroy = async ({ strapi }: { strapi: Core.Strapi }) => {
  const { schedule, runs } = connectorOf(strapi);
  schedule.stop();
  await runs.stop();
};

export default destroy;
