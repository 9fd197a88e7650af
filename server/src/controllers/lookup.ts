import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { z } from 'zod';

import { lookupQuery, searchQuery } from '../../../shared/contracts/lookup';
import { getService } from '../utils/get-service';
import { validate } from '../utils/validation';
import { idSchema } from './request';

/** Whose private entries count as well. */
const userParameter = z.object({ documentId: idSchema });

type Answer = (ctx: Context, user?: string) => Promise<unknown>;

/** `find` leaves private entries out; whoever may call `findPrivate` vouches for who is asking. */
const createController = (answer: (needs: { strapi: Core.Strapi }) => Answer) =>
  function controller(needs: { strapi: Core.Strapi }) {
    const answering = answer(needs);
    const send = async (ctx: Context, user?: string): Promise<void> => {
      ctx.set('Cache-Control', 'no-store');
      ctx.body = await answering(ctx, user);
    };
    return {
      find: (ctx: Context) => send(ctx),
      findPrivate: (ctx: Context) => send(ctx, validate(userParameter, ctx.params).documentId),
    };
  };

/** Whose number it is. */
export const lookup = createController(
  (needs) =>
    ({ query }, user) =>
      getService('lookup', needs).lookup(validate(lookupQuery, query).number, user)
);

/** Who is called so. */
export const search = createController((needs) => async ({ query }, user) => ({
  data: await getService('lookup', needs).search(validate(searchQuery, query).q, user),
}));
