import type { Context } from 'koa';

interface AdminUser {
  id: number;
  email: string;
}

/** Koa's context with what Strapi's router, body parser and admin authentication add to it. */
export type RequestContext = Context & {
  params: Record<string, string>;
  request: { body?: unknown; files?: Record<string, unknown> };
  state: { user?: AdminUser; userAbility?: { can(action: string): boolean } };
};

/** Who is asking, as runs remember it. */
export const adminName = (ctx: RequestContext): string | undefined => ctx.state.user?.email;
