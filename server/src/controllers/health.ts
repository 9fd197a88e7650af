import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';

import { metricsOf } from '../health/metrics';
import { getService } from '../utils/get-service';

const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

const createHealthController = ({ strapi }: { strapi: Core.Strapi }) => {
  const look = (ctx: Context) => {
    ctx.set('Cache-Control', 'no-store');
    return getService('health', { strapi })();
  };

  return {
    async find(ctx: Context) {
      ctx.body = { data: await look(ctx) };
    },

    /** The same for Prometheus. */
    async metrics(ctx: Context) {
      const { profiles } = await look(ctx);
      ctx.type = METRICS_TYPE;
      ctx.body = metricsOf(profiles);
    },
  };
};

export default createHealthController;
