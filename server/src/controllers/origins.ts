import { z } from 'zod';
import type { Core } from '@strapi/strapi';

import { RECORD_TYPES } from '../../../shared/records';
import { getService } from '../utils/get-service';
import type { RequestContext } from '../utils/request-context';
import { validate } from '../utils/validation';
import { idSchema } from './validation/parameters';

const originSchema = z.object({ type: z.enum(RECORD_TYPES), id: idSchema });

const createOriginsController = ({ strapi }: { strapi: Core.Strapi }) => ({
  async find(ctx: RequestContext) {
    const { type, id } = validate(originSchema, ctx.params);
    ctx.body = { data: await getService('origins', { strapi }).of(type, id) };
  },
});

export default createOriginsController;
