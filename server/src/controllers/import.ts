import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import type { z } from 'zod';

import { problem } from '../../../shared/codes/problems';
import { SHARED_SECRET_ROW } from '../../../shared/contracts/issues';
import {
  changesQuery,
  idempotencyKey,
  issuesQuery,
  type MachineChange,
  type MachineReport,
  type MachineRun,
  personStartBody,
  pushBody,
  type PushedRows,
  REPORTED_ISSUES,
  runsQuery,
  startBody,
} from '../../../shared/contracts/machines';
import type { ProfileView } from '../../../shared/contracts/profiles';
import type { RunKind, RunSummary } from '../../../shared/contracts/runs';
import { PLUGIN_ID } from '../constants';
import { type Authentication, callerOf } from '../machines/caller';
import { type Delivery, digestOfFile } from '../machines/starts';
import { isUploaded } from '../profiles/delivery';
import { linesOfPushed, PUSHED_NAME } from '../sources/push/lines';
import { digestOf } from '../storage/digests';
import { withRecords } from '../storage/runs/change-listings';
import { assertWhole, deliveredFiles } from '../uploads/delivered-files';
import { ConnectorError, NotFoundError } from '../utils/errors';
import { getService } from '../utils/get-service';
import { invalid, invalidAt, validate } from '../utils/validation';
import { readId } from './request';

type ImportContext = Context & {
  params: Record<string, string>;
  request: { body?: unknown };
  state: { auth?: Authentication };
};

/** Which rows share a password is for those only who may fetch credentials: no program. */
const hidden = SHARED_SECRET_ROW;

const runOf = ({
  id,
  profile,
  kind,
  purpose,
  status,
  rows,
  user,
  phonebookEntry,
  phone,
  trigger,
  startedBy,
  startedAt,
  finishedAt,
  notModified,
  error,
}: RunSummary): MachineRun => ({
  id,
  profile,
  kind,
  purpose,
  status,
  rows,
  user,
  phonebookEntry,
  phone,
  trigger,
  startedBy,
  startedAt,
  finishedAt,
  notModified,
  error,
});

/** The file of a request, if it brings one. @throws ValidationError for several; SourceError `disk-error` */
const fileOf = async (ctx: ImportContext): Promise<Delivery | null> => {
  const [file, ...others] = deliveredFiles(ctx);
  if (others.length > 0) {
    const count = others.length + 1;
    throw invalid([invalidAt(['files'], problem('invalid-value/one-file', { count }))]);
  }
  if (!file) return null;
  await assertWhole(file);
  return { name: file.name, content: file.path, digest: await digestOfFile(file.path) };
};

/** The file of a profile whose file is uploaded. */
const deliveredFile = async (
  ctx: ImportContext,
  { source }: ProfileView
): Promise<Delivery | null> => {
  const file = await fileOf(ctx);
  if (file && !isUploaded(source)) throw new ConnectorError(problem('file-not-used'));
  return file;
};

/** The rows of a request, as they are kept. */
const deliveryOfRows = (rows: PushedRows): Delivery => ({
  name: PUSHED_NAME,
  content: linesOfPushed(rows),
  digest: digestOf(JSON.stringify(rows)),
});

const asksForOne = (body: unknown): boolean => (body as { key?: unknown }).key !== undefined;

/** What a request says, and the rows or the file that come along with it. */
const readStart = async (
  ctx: ImportContext,
  profile: ProfileView
): Promise<{ body: z.output<typeof startBody>; delivery: Delivery | null }> => {
  const given: unknown = ctx.request.body ?? {};
  const file = await deliveredFile(ctx, profile);
  if (profile.source.type !== 'push') return { body: validate(startBody, given), delivery: file };
  // Who asks for one person sends nothing, but has what was sent last read again.
  if (asksForOne(given)) return { body: validate(personStartBody, given), delivery: null };
  const { rows, complete, count, ...body } = validate(pushBody, given);
  return { body, delivery: deliveryOfRows({ rows, complete, count }) };
};
/** @throws ConnectorError `incomplete-for-replace` for single people where everybody would be replaced */
const assertComplete = ({ mode, source }: ProfileView, body: unknown): void => {
  const { complete } = (body ?? {}) as { complete?: unknown };
  if (asksForOne(body ?? {})) return;
  if (mode !== 'replace' || source.type !== 'push' || complete === true) return;
  throw new ConnectorError(problem('incomplete-for-replace'));
};

/** @throws ValidationError unless a run that replaces everybody names its profile */
const assertConfirmed = (
  kind: RunKind,
  { mode, name }: ProfileView,
  { confirm, key }: z.output<typeof startBody>
): void => {
  if (kind === 'test' || mode !== 'replace' || confirm === name || key !== undefined) return;
  const what = problem('invalid-value/confirmation', { profile: name, why: 'replace' });
  throw invalid([invalidAt(['confirm'], what)]);
};

const keyOf = (ctx: ImportContext): string | null => {
  const given = ctx.get('Idempotency-Key');
  return given === '' ? null : validate(idempotencyKey, given);
};

/** Aborted when nobody waits for the answer any more. */
const leavingOf = ({ res }: ImportContext): AbortSignal => {
  const gone = new AbortController();
  res.once('close', () => gone.abort());
  return gone.signal;
};

/** What other programs do by the content API: start runs, look at them and cancel them. */
const createImportController = ({ strapi }: { strapi: Core.Strapi }) => {
  const runs = () => getService('runs', { strapi });
  const storage = () => getService('storage', { strapi });
  const starts = () => getService('starts', { strapi });

  /** @throws NotFoundError */
  const profileNamed = async (name: string): Promise<ProfileView> => {
    const found = await getService('profiles', { strapi }).findByName(name);
    if (found) return found;
    throw new NotFoundError(problem('profile-not-found', { profile: name }));
  };

  const addressOf = (id: string): string =>
    `${strapi.config.get('api.rest.prefix', '/api')}/${PLUGIN_ID}/runs/${id}`;

  const issuesOf = async (id: string, query: { page: number; pageSize: number }) => {
    const rowId = await runs().rowId(id);
    const { results, pagination } = await storage().issues(rowId, { ...query, hidden });
    return { results: results.map(({ id: _id, ...issue }) => issue), pagination };
  };

  const answerReport = async (ctx: ImportContext, id: string): Promise<void> => {
    const { error, ...run } = runOf(await runs().findOne(id));
    const { results, pagination } = await issuesOf(id, { page: 1, pageSize: REPORTED_ISSUES });
    const data: MachineReport = { ...run, issues: results, error };
    ctx.set('Cache-Control', 'no-store');
    ctx.body = { data, meta: { issues: { total: pagination.total } } };
  };

  const start =
    (kind: RunKind) =>
    async (ctx: ImportContext): Promise<void> => {
      const profile = await profileNamed(ctx.params['name'] ?? '');
      const key = keyOf(ctx);
      const { body, delivery } = await readStart(ctx, profile);
      const { wait, ...said } = body;
      assertConfirmed(kind, profile, body);
      assertComplete(profile, ctx.request.body);
      const { id, isKnown } = await starts().start({
        profileId: profile.id,
        kind,
        caller: callerOf(ctx.state.auth),
        delivery,
        key,
        said,
        ...(body.key !== undefined && {
          person: await getService('persons', { strapi }).keyOf(profile.id, { key: body.key }),
        }),
      });
      await starts().wait(id, wait, leavingOf(ctx));
      ctx.set('Location', addressOf(id));
      if (isKnown) ctx.set('Idempotency-Replayed', 'true');
      await answerReport(ctx, id);
      const { status } = await runs().findOne(id);
      ctx.status = status === 'running' ? 202 : 200;
    };

  return {
    test: start('test'),

    run: start('run'),

    /** The history, the latest first. */
    async find(ctx: ImportContext) {
      const { profile, ...query } = validate(runsQuery, ctx.query);
      const { results, pagination } = await runs().find({
        ...query,
        ...(profile !== undefined && { profileId: (await profileNamed(profile)).id }),
      });
      ctx.body = { data: results.map(runOf), meta: { pagination } };
    },

    async findOne(ctx: ImportContext) {
      await answerReport(ctx, readId(ctx));
    },

    async issues(ctx: ImportContext) {
      const { results, pagination } = await issuesOf(readId(ctx), validate(issuesQuery, ctx.query));
      ctx.body = { data: results, meta: { pagination } };
    },

    async changes(ctx: ImportContext) {
      const query = validate(changesQuery, ctx.query);
      const { results, pagination } = await storage().changes(
        await runs().rowId(readId(ctx)),
        query
      );
      const listed = await withRecords(strapi, results);
      const data = listed.map(({ renaming: _renaming, ...change }): MachineChange => change);
      ctx.body = { data, meta: { pagination } };
    },

    /** Asks a run to end, which it does soon. */
    async cancel(ctx: ImportContext) {
      const id = readId(ctx);
      await runs().cancel(id);
      await answerReport(ctx, id);
      ctx.status = 202;
    },
  };
};

export default createImportController;
