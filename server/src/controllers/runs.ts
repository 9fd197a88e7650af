import type { Core } from '@strapi/strapi';
import { errors } from '@strapi/utils';

import { problem } from '../../../shared/codes/problems';
import type { DatabaseState } from '../../../shared/contracts/database';
import type { Person } from '../../../shared/contracts/person';
import type { PeopleAnswer, RunKind } from '../../../shared/contracts/runs';
import { encodingProblem } from '../storage/encoding';
import { ConnectorError } from '../utils/errors';
import { getService } from '../utils/get-service';
import { adminName, readId, type RequestContext } from './request';
import { invalid, invalidAt, validate } from '../utils/validation';
import {
  approveSchema,
  confirmSchema,
  listSchema,
  personBody,
  startSchema,
  testSchema,
} from './run-schemas';

const createRunsController = ({ strapi }: { strapi: Core.Strapi }) => {
  const runs = () => getService('runs', { strapi });

  const queue = () => getService('queue', { strapi });

  const profiles = () => getService('profiles', { strapi });

  const persons = () => getService('persons', { strapi });

  const delegation = () => getService('delegation', { strapi });

  /** Who approves the removal of a profile's people deletes the profile. @throws ForbiddenError */
  const assertMayDelete = async ({ state }: RequestContext, profileId: string): Promise<void> => {
    if (!(await delegation().may(state, 'profiles.edit', profileId)))
      throw new errors.ForbiddenError();
  };

  const asked = (ctx: RequestContext, profileId: string) => ({
    profileId,
    trigger: 'manual' as const,
    startedBy: adminName(ctx),
  });

  const undoing = (undoOf: string) => ({ purpose: 'undo' as const, undoOf });

  const answer = (ctx: RequestContext, { id }: { id: string }) => {
    ctx.status = 202;
    ctx.body = { data: { id } };
  };

  const start = async (
    ctx: RequestContext,
    profileId: string,
    kind: RunKind,
    { people, person }: { people?: PeopleAnswer; person?: Person } = {}
  ) => {
    const key = person && (await persons().keyOf(profileId, person));
    const about = { ...(people && { people }), ...(key && { person: key }) };
    answer(ctx, await queue().start({ ...asked(ctx, profileId), kind, ...about }));
  };

  /** @throws ValidationError unless the person typed the profile's name */
  const confirmed = (
    { confirm }: { confirm?: string },
    profile: string,
    why: 'replace' | 'removal' | 'limits'
  ): void => {
    if (confirm === profile) return;
    throw invalid([
      invalidAt(['confirm'], problem('invalid-value/confirmation', { profile, why })),
    ]);
  };

  return {
    async test(ctx: RequestContext) {
      const { id } = await profiles().find(readId(ctx));
      await start(ctx, id, 'test', validate(testSchema, ctx.request.body ?? {}));
    },

    /** What syncing one person would do. */
    async trial(ctx: RequestContext) {
      const { id } = await profiles().find(readId(ctx));
      const { person } = validate(personBody, ctx.request.body ?? {});
      const key = await persons().keyOf(id, person);
      ctx.body = { data: await getService('trials', { strapi }).ofPerson(id, key) };
    },

    async run(ctx: RequestContext) {
      const { id, mode, name } = await profiles().find(readId(ctx));
      const body = validate(startSchema, ctx.request.body ?? {});
      // Who syncs one person removes nobody.
      if (mode === 'replace' && !body.person) confirmed(body, name, 'replace');
      if (body.people && !(await delegation().may(ctx.state, 'runs.approve', id))) {
        throw new ConnectorError(problem('answer-not-allowed'));
      }
      await start(ctx, id, 'run', body);
    },

    /** Shows who would be removed with a profile. */
    async testRemoval(ctx: RequestContext) {
      const { id } = await profiles().find(readId(ctx));
      answer(ctx, await profiles().testRemoval(asked(ctx, id)));
    },

    /** Removes a profile with its people. */
    async remove(ctx: RequestContext) {
      const { id, name } = await profiles().find(readId(ctx));
      confirmed(validate(confirmSchema, ctx.request.body ?? {}), name, 'removal');
      answer(ctx, await profiles().removeWithPeople(asked(ctx, id)));
    },

    /** Shows what undoing a run would do. */
    async testUndo(ctx: RequestContext) {
      const { id, profileId } = await runs().undoable(readId(ctx));
      answer(ctx, await queue().start({ ...asked(ctx, profileId), ...undoing(id), kind: 'test' }));
    },

    async undo(ctx: RequestContext) {
      const { id, profileId } = await runs().undoable(readId(ctx));
      answer(ctx, await queue().start({ ...asked(ctx, profileId), ...undoing(id), kind: 'run' }));
    },

    async list(ctx: RequestContext) {
      const { profile, ...query } = validate(listSchema, ctx.request.query);
      const among = await delegation().profilesFor(ctx.state, 'runs.history');
      const { results, pagination } = await runs().find({
        ...query,
        ...(profile !== undefined && { profileId: profile }),
        ...(among && { among }),
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
      const body = validate(approveSchema, ctx.request.body ?? {});
      confirmed(body, run.profile, 'limits');
      const by = adminName(ctx) ?? null;
      if (run.purpose === 'removal') {
        await assertMayDelete(ctx, run.profileId);
        await profiles().approveRemoval(run, by);
      } else {
        await queue().approve(id, by, body.people === 'same');
      }
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
