import type { Core } from '@strapi/strapi';
import { z } from 'zod';

import { getService } from '../utils/get-service';
import { validate } from '../utils/validation';
import { paging, type RequestContext } from './request';

const listSchema = z.strictObject(paging);

const createSecretReadsController = ({ strapi }: { strapi: Core.Strapi }) => ({
  /** Who has read which record's secrets back, the latest first. */
  async list(ctx: RequestContext) {
    const query = validate(listSchema, ctx.request.query);
    const { results, pagination } = await getService('storage', { strapi }).secretReads.find(query);
    ctx.body = { data: results, meta: { pagination } };
  },
});

export default createSecretReadsController;
