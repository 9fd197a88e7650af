import { createHash } from 'node:crypto';

import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { z } from 'zod';

import {
  newPhonebookSchema,
  phonebookContentSchema,
  phonebookPathSchema,
  phonebookQuerySchema,
} from '../../../shared/contracts/remote-phonebooks';
import { getService } from '../utils/get-service';
import { validate } from '../utils/validation';
import { readId, type RequestContext, search } from './request';

const searchSchema = z.object({ q: search });

const CHALLENGE = 'Basic realm="Phonebook", charset="UTF-8"';

/** Cisco's phones keep what has not expired when it comes: "Exit" leads through all of it, page by page. */
const EXPIRED = new Date(0).toUTCString();

const etagOf = (body: string): string =>
  `"${createHash('sha256').update(body).digest('base64url')}"`;

const createRemotePhonebooksController = ({ strapi }: { strapi: Core.Strapi }) => {
  const phonebooks = () => getService('remotePhonebooks', { strapi });

  /** The address that the app is told to have; else the one that the phone has found it by. */
  const originOf = (ctx: Context): string =>
    strapi.config.get<string>('server.url')
      ? strapi.config.get<string>('server.absoluteUrl')
      : ctx.origin;

  return {
    async list(ctx: RequestContext) {
      ctx.body = { data: await phonebooks().list() };
    },

    async create(ctx: RequestContext) {
      ctx.set('Cache-Control', 'no-store');
      ctx.body = {
        data: await phonebooks().create(validate(newPhonebookSchema, ctx.request.body)),
      };
    },

    /** Whose a phonebook can be. */
    async users(ctx: RequestContext) {
      const { q = '' } = validate(searchSchema, ctx.query);
      ctx.body = { data: await phonebooks().users(q) };
    },

    /** Which labels a phonebook can be limited to. */
    async labels(ctx: RequestContext) {
      const { q = '' } = validate(searchSchema, ctx.query);
      ctx.body = { data: await phonebooks().labels(q) };
    },

    async update(ctx: RequestContext) {
      const content = validate(phonebookContentSchema, ctx.request.body);
      ctx.body = { data: await phonebooks().update(readId(ctx), content) };
    },

    async renew(ctx: RequestContext) {
      ctx.set('Cache-Control', 'no-store');
      ctx.body = { data: await phonebooks().renew(readId(ctx)) };
    },

    async revoke(ctx: RequestContext) {
      ctx.body = { data: await phonebooks().revoke(readId(ctx)) };
    },

    async remove(ctx: RequestContext) {
      await phonebooks().remove(readId(ctx));
      ctx.status = 204;
    },

    /** What a phone reads, which shows by itself that it may. */
    async read(ctx: Context) {
      const { id, file } = validate(phonebookPathSchema, ctx.params);
      const { phonebookToken: token = null }: { phonebookToken?: string | null } = ctx.state;
      const answer = await phonebooks().read({
        id,
        file,
        query: phonebookQuerySchema.parse(ctx.query),
        token,
        authorization: ctx.get('Authorization') || undefined,
        from: ctx.request.ip,
        origin: originOf(ctx),
      });
      ctx.set('Cache-Control', 'private, no-cache');
      ctx.vary('Authorization');
      switch (answer.kind) {
        case 'document': {
          ctx.status = 200;
          ctx.set('ETag', etagOf(answer.body));
          ctx.set('Content-Type', answer.contentType);
          if (answer.isLaterPage) ctx.set('Expires', EXPIRED);
          if (ctx.fresh) ctx.status = 304;
          else ctx.body = answer.body;
          return;
        }
        case 'missing':
          ctx.notFound();
          return;
        case 'refused':
          ctx.set('WWW-Authenticate', CHALLENGE);
          ctx.unauthorized();
          return;
        case 'too-many':
          ctx.set('Retry-After', String(answer.retryAfterSeconds));
          ctx.tooManyRequests();
          return;
      }
    },
  };
};

export default createRemotePhonebooksController;
