import type { Core } from '@strapi/strapi';
import { z } from 'zod';

import { getService } from '../utils/get-service';
import { validate } from '../utils/validation';
import { adminName, paging, readId, readRecord, type RequestContext } from './request';

const listSchema = z.strictObject(paging);

const startSchema = z.strictObject({
  keepOut: z.boolean().default(true),
  reference: z.string().trim().max(200).nullish(),
});

const allowSchema = z.strictObject({ key: z.string().trim().min(1).max(300) });

/** Privacy requests. */
const createForgettingsController = ({ strapi }: { strapi: Core.Strapi }) => {
  const forgetting = () => getService('forgetting', { strapi });
  return {
    /** What is stored of a person, and where. */
    async preview(ctx: RequestContext) {
      const { type, id } = readRecord(ctx);
      ctx.set('Cache-Control', 'no-store');
      ctx.body = { data: await forgetting().preview(type, id) };
    },

    async start(ctx: RequestContext) {
      const { type, id: documentId } = readRecord(ctx);
      const { keepOut, reference } = validate(startSchema, ctx.request.body ?? {});
      const { id } = await forgetting().start({
        type,
        documentId,
        keepOut,
        reference: reference || null,
        askedBy: adminName(ctx) ?? '',
      });
      ctx.status = 202;
      ctx.body = { data: await forgetting().findOne(id) };
    },

    async find(ctx: RequestContext) {
      ctx.body = { data: await forgetting().findOne(readId(ctx)) };
    },

    async list(ctx: RequestContext) {
      const page = validate(listSchema, ctx.request.query);
      const { results, pagination } = await forgetting().find(page);
      ctx.body = { data: results, meta: { pagination } };
    },

    /** How many people the runs of each profile leave out. */
    async keptOut(ctx: RequestContext) {
      ctx.body = { data: await forgetting().keptOut() };
    },

    /** Lets runs of a profile bring somebody again. */
    async allowAgain(ctx: RequestContext) {
      const { key } = validate(allowSchema, ctx.request.body);
      await forgetting().allowAgain(readId(ctx), key);
      ctx.status = 204;
    },
  };
};

export default createForgettingsController;
