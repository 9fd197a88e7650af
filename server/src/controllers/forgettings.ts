import type { Core } from '@strapi/strapi';
import { z } from 'zod';

import { personKey } from '../../../shared/contracts/person';
import type { Whom } from '../forgetting';
import { getService } from '../utils/get-service';
import { validate } from '../utils/validation';
import { adminName, idSchema, paging, readId, readRecord, type RequestContext } from './request';

const listSchema = z.strictObject(paging);

const how = {
  keepOut: z.boolean().default(true),
  reference: z.string().trim().max(200).nullish(),
};

const startSchema = z.strictObject(how);

const whom = { key: personKey, profile: idSchema.nullish() };

const askSchema = z.strictObject(whom);
const askedSchema = z.strictObject({ ...whom, ...how });

const allowSchema = z.strictObject({ key: z.string().trim().min(1).max(300) });

/** Privacy requests. */
const createForgettingsController = ({ strapi }: { strapi: Core.Strapi }) => {
  const forgetting = () => getService('forgetting', { strapi });

  const begin = async (
    ctx: RequestContext,
    person: Whom,
    { keepOut, reference }: z.output<typeof startSchema>
  ): Promise<void> => {
    const { id } = await forgetting().start(person, {
      keepOut,
      reference: reference || null,
      askedBy: adminName(ctx) ?? '',
    });
    ctx.status = 202;
    ctx.body = { data: await forgetting().findOne(id) };
  };

  return {
    /** What is stored of a person, and where. */
    async preview(ctx: RequestContext) {
      const { type, id } = readRecord(ctx);
      ctx.set('Cache-Control', 'no-store');
      ctx.body = { data: await forgetting().preview({ type, documentId: id }) };
    },

    /** The same of somebody who may have no record any more. The key is in no address, which logs would keep. */
    async previewAsked(ctx: RequestContext) {
      const { key, profile = null } = validate(askSchema, ctx.request.body);
      ctx.set('Cache-Control', 'no-store');
      ctx.body = { data: await forgetting().preview({ key, profile }) };
    },

    async start(ctx: RequestContext) {
      const { type, id: documentId } = readRecord(ctx);
      await begin(ctx, { type, documentId }, validate(startSchema, ctx.request.body ?? {}));
    },

    async startAsked(ctx: RequestContext) {
      const { key, profile = null, ...rest } = validate(askedSchema, ctx.request.body);
      await begin(ctx, { key, profile }, rest);
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
