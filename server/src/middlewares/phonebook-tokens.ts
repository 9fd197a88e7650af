import type { Context, Next } from 'koa';

import { withoutTokens } from '../remote-phonebooks/access';

/**
 * Takes the token out of the address of a phone's request, before anything logs it or passes it on: Strapi's
 * logger, an error's report, whatever an app has added. The phonebook finds it in the request's state.
 */
export const takeTokens = (ctx: Context, next: Next): Promise<void> => {
  const { address, token } = withoutTokens(ctx.url);
  if (token !== null) {
    ctx.url = address;
    ctx.originalUrl = address;
    ctx.request.originalUrl = address;
    ctx.state.phonebookToken = token;
  }
  return next();
};
