import type { Core } from '@strapi/strapi';

import { getService } from './utils/get-service';

const destroy = async ({ strapi }: { strapi: Core.Strapi }) => {
  getService('schedule', { strapi }).stop();
  await getService('runs', { strapi }).stop();
};

export default destroy;
