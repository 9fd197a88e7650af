import type { Core } from '@strapi/strapi';

import { inEnglish } from '../../../shared/codes/texts';
import { overviewOf } from '../profiles/overview';
import { getService } from '../utils/get-service';
import { adminName, readId, type RequestContext } from './request';
import { validate } from '../utils/validation';
import { assertMayReveal, mayRevealAnew } from './reveal';
import { checkSchema, readVersion, switchSchema } from './profile-schemas';

const createProfilesController = ({ strapi }: { strapi: Core.Strapi }) => {
  const profiles = () => getService('profiles', { strapi });

  const delegation = () => getService('delegation', { strapi });

  const authorOf = ({ state }: RequestContext) => delegation().author(state);

  return {
    async list(ctx: RequestContext) {
      const data = await profiles().list(
        await delegation().profilesFor(ctx.state, 'profiles.read')
      );
      ctx.body = { data: await overviewOf(getService('storage', { strapi }), data) };
    },

    async find(ctx: RequestContext) {
      ctx.body = { data: await profiles().find(readId(ctx)) };
    },

    async create(ctx: RequestContext) {
      await assertMayReveal(strapi, ctx, ctx.request.body, null);
      ctx.status = 201;
      ctx.body = { data: await profiles().create(ctx.request.body, { author: authorOf(ctx) }) };
    },

    async update(ctx: RequestContext) {
      await assertMayReveal(strapi, ctx, ctx.request.body, { id: readId(ctx) });
      const { version, profile } = readVersion(ctx.request.body);
      const options = { version, by: adminName(ctx), author: authorOf(ctx) };
      ctx.body = { data: await profiles().update(readId(ctx), profile, options) };
    },

    async switchSchedule(ctx: RequestContext) {
      const { enabled } = validate(switchSchema, ctx.request.body);
      ctx.body = { data: await profiles().switchSchedule(readId(ctx), enabled, adminName(ctx)) };
    },

    /** Lets a schedule go on that rests after failures. */
    async resume(ctx: RequestContext) {
      await profiles().resume(readId(ctx), adminName(ctx) ?? null);
      ctx.status = 204;
    },

    async remove(ctx: RequestContext) {
      await profiles().remove(readId(ctx));
      ctx.status = 204;
    },

    async clone(ctx: RequestContext) {
      const author = authorOf(ctx);
      ctx.status = 201;
      ctx.body = {
        data: await profiles().clone(readId(ctx), mayRevealAnew(strapi, ctx), { author }),
      };
    },

    /** Ends the pinned matching, so that the next run matches the columns anew. */
    async matchAnew(ctx: RequestContext) {
      await profiles().matchAnew(readId(ctx));
      ctx.status = 204;
    },

    /** The portable form as a file, so not wrapped in `data`. */
    async exportFile(ctx: RequestContext) {
      const file = await profiles().exportFile(readId(ctx));
      ctx.attachment(`${file.name}.json`);
      ctx.body = file;
    },

    async importFile(ctx: RequestContext) {
      const { name } = (ctx.request.body ?? {}) as { name?: unknown };
      await assertMayReveal(strapi, ctx, ctx.request.body, { name });
      const { profile, created, missing } = await profiles().importFile(ctx.request.body, {
        by: adminName(ctx),
        author: authorOf(ctx),
      });
      ctx.status = created ? 201 : 200;
      ctx.body = { data: profile, meta: { missing: missing && inEnglish(missing) } };
    },

    /** What the person may do with which profiles. */
    async delegation(ctx: RequestContext) {
      ctx.body = { data: await delegation().viewFor(ctx.state) };
    },

    async check(ctx: RequestContext) {
      const { profile = null, draft } = validate(checkSchema, ctx.request.body);
      await assertMayReveal(strapi, ctx, draft, profile === null ? null : { id: profile });
      const problems = await profiles().check(profile, draft);
      ctx.body = { data: { problems: problems.map(inEnglish) } };
    },
  };
};

export default createProfilesController;
