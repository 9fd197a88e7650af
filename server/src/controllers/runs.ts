import type { Core } from '@strapi/strapi';

import { problem } from '../../../shared/codes/texts';
import type { DatabaseState } from '../../../shared/contracts/database';
import type { RunKind } from '../../../shared/contracts/runs';
import { encodingProblem } from '../storage/encoding';
import { getService } from '../utils/get-service';
import { adminName, readId, type RequestContext } from './request';
import { invalid, invalidAt, validate } from '../utils/validation';
import { confirmSchema, listSchema } from './run-schemas';

const createRunsController = ({ strapi }: { strapi: Core.Strapi }) => {
  const runs = () => getService('runs', { strapi });

  const start = async (ctx: RequestContext, profileId: string, kind: RunKind) => {
    const { id } = await runs().start({
      profileId,
      kind,
      trigger: 'manual',
      startedBy: adminName(ctx),
    });
    ctx.status = 202;
    ctx.body = { data: { id } };
  };

  /** @throws ValidationError unless the person typed the profile's name */
  const confirmed = (ctx: RequestContext, profile: string, why: 'replace' | 'limits'): void => {
    const { confirm } = validate(confirmSchema, ctx.request.body ?? {});
    if (confirm === profile) return;
    throw invalid([
      invalidAt(['confirm'], problem('invalid-value/confirmation', { profile, why })),
    ]);
  };

  return {
    async test(ctx: RequestContext) {
      const { id } = await getService('profiles', { strapi }).find(readId(ctx));
      await start(ctx, id, 'test');
    },

    async run(ctx: RequestContext) {
      const { id, mode, name } = await getService('profiles', { strapi }).find(readId(ctx));
      if (mode === 'replace') {
        confirmed(ctx, name, 'replace');
      }
      await start(ctx, id, 'run');
    },

    async list(ctx: RequestContext) {
      const { profile, ...query } = validate(listSchema, ctx.request.query);
      const { results, pagination } = await runs().find({
        ...query,
        ...(profile !== undefined && { profileId: profile }),
      });
      ctx.body = { data: results, meta: { pagination } };
    },

    async find(ctx: RequestContext) {
      ctx.body = { data: await runs().detail(readId(ctx)) };
    },

    async progress(ctx: RequestContext) {
      ctx.body = { data: await runs().progress(readId(ctx)) };
    },

    async cancel(ctx: RequestContext) {
      await runs().cancel(readId(ctx));
      ctx.status = 202;
      ctx.body = { data: await runs().findOne(readId(ctx)) };
    },

    async approve(ctx: RequestContext) {
      const id = readId(ctx);
      const run = await runs().findOne(id);
      confirmed(ctx, run.profile, 'limits');
      await runs().approve(id, adminName(ctx) ?? null);
      ctx.status = 202;
      ctx.body = { data: await runs().findOne(id) };
    },

    async reject(ctx: RequestContext) {
      const id = readId(ctx);
      await runs().reject(id, adminName(ctx) ?? null);
      ctx.body = { data: await runs().findOne(id) };
    },

    /** Why the database lets no run start, if it does not. */
    async database(ctx: RequestContext) {
      const data: DatabaseState = { problem: await encodingProblem(strapi) };
      ctx.body = { data };
    },
  };
};

export default createRunsController;
