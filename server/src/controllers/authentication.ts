import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';

import { credentialsBody } from '../../../shared/contracts/authentication';
import { getService } from '../utils/get-service';
import { validate } from '../utils/validation';

const REFUSED = 'Invalid user name or password.';
const UNAVAILABLE = 'The password cannot be checked at present. Try again later.';
const TOO_MANY = 'Too many attempts. Try again later.';

/**
 * The action that checks user name and password. It has a route only where the plugin's option
 * `authentication.enabled` is set. Whatever speaks against a login, the answer is the same.
 */
export const createAuthenticate =
  (strapi: Core.Strapi) =>
  async (ctx: Context): Promise<void> => {
    ctx.set('Cache-Control', 'no-store');
    const { body, ip: address }: { body?: unknown; ip: string } = ctx.request;
    const credentials = validate(credentialsBody, body);
    const verdict = await getService('authentication', { strapi }).authenticate({
      ...credentials,
      address,
    });
    switch (verdict.kind) {
      case 'accepted': {
        const { documentId, username } = verdict;
        ctx.body = { data: { documentId, username } };
        return;
      }
      case 'refused':
        ctx.unauthorized(REFUSED);
        return;
      case 'unavailable':
        ctx.serviceUnavailable(UNAVAILABLE);
        return;
      case 'too-many':
        ctx.set('Retry-After', String(verdict.retryAfterSeconds));
        ctx.tooManyRequests(TOO_MANY);
        return;
    }
  };
