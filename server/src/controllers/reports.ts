import { buffer } from 'node:stream/consumers';

import type { Core } from '@strapi/strapi';

import {
  DOWNLOADS,
  type GeneratedCredential,
  type HistoryEntry,
} from '../../../shared/contracts/reports';
import type { ChangeView } from '../../../shared/contracts/runs';
import { SHARED_SECRET_ROW } from '../../../shared/contracts/issues';
import { PLUGIN_ID } from '../constants';
import { csvOf } from './csv';
import { getService } from '../utils/get-service';

import { adminName, readId, readRecord, type RequestContext } from './request';
import { validate } from '../utils/validation';
import { streamChanges, viewOf, withRecords } from '../storage/runs/change-listings';
import type { RunChange } from '../storage/runs/read-changes';
import { issueGroups, streamIssues, type RunIssue } from '../storage/runs/issue-listings';
import { isoTime } from '../storage/clock';
import { withPeople } from '../storage/runs/credentials';
import {
  changesSchema,
  credentialsSchema,
  historySchema,
  issuesSchema,
  pageSchema,
} from './run-schemas';

/** A line for each attribute that differs, one without when none does. */
const changeLines = (change: ChangeView): unknown[][] => {
  const { row, type, action, key, label, difference, applied } = change;
  const attributes = Object.entries(difference);
  const lines = attributes.length > 0 ? attributes : [['', { before: null, after: null }] as const];
  return lines.map(([name, { before, after }]) => [
    row,
    type,
    action,
    key,
    label,
    name,
    before,
    after,
    applied,
  ]);
};

const issueLine = (issue: RunIssue): unknown[] => [
  issue.row,
  issue.column,
  issue.value,
  issue.code,
  issue.severity,
  issue.message,
];

const credentialLine = (credential: GeneratedCredential): unknown[] =>
  DOWNLOADS.credentials.map((column) => credential[column]);

/** Of which a spreadsheet drops zeros, or makes a date. */
const TEXT_COLUMNS = ['extension', 'username', 'password', 'sipPassword', 'pin'];

const DELIMITERS = { comma: ',', semicolon: ';' } as const;

async function* mapBatches<From, To>(
  batches: AsyncIterable<From[]>,
  map: (item: From) => To[]
): AsyncGenerator<To[]> {
  for await (const batch of batches) yield batch.flatMap(map);
}

const createReportsController = ({ strapi }: { strapi: Core.Strapi }) => {
  const storage = () => getService('storage', { strapi });

  const delegation = () => getService('delegation', { strapi });

  /** Which rows share a password is for those only who may fetch credentials. */
  const hiddenFrom = async (
    { state }: RequestContext,
    { profileId }: { profileId: string }
  ): Promise<{ hidden?: string }> =>
    (await delegation().may(state, 'runs.credentials', profileId))
      ? {}
      : { hidden: SHARED_SECRET_ROW };

  const rowOf = (ctx: RequestContext) => storage().runs.get(readId(ctx));

  const sendFile = (
    ctx: RequestContext,
    { id, profile }: { id: string; profile: string },
    name: string,
    content: NodeJS.ReadableStream
  ) => {
    ctx.attachment(`${profile} ${id} ${name}.csv`);
    ctx.type = 'text/csv; charset=utf-8';
    ctx.set('Cache-Control', 'no-store');
    ctx.body = content;
  };

  /** The runs of changes, by the ids of their rows. */
  const runsOf = async (changes: RunChange[]): Promise<Map<number, HistoryEntry['run']>> => {
    const ids = [...new Set(changes.map(({ runId }) => runId))];
    const found = await storage().runs.findAll({ id: { $in: ids } });
    return new Map(
      found.map(({ id, documentId, profileName, kind, startedAtMs }) => [
        id,
        {
          id: documentId,
          profile: profileName,
          kind,
          startedAt: isoTime(startedAtMs),
        },
      ])
    );
  };

  return {
    async changes(ctx: RequestContext) {
      const query = validate(changesSchema, ctx.request.query);
      const { id } = await rowOf(ctx);
      const { results, pagination } = await storage().changes(id, query);
      ctx.body = {
        data: await withRecords(strapi, results),
        meta: { pagination },
      };
    },

    async issues(ctx: RequestContext) {
      const query = validate(issuesSchema, ctx.request.query);
      const run = await rowOf(ctx);
      const filter = { ...query, ...(await hiddenFrom(ctx, run)) };
      const { results, pagination } = await storage().issues(run.id, filter);
      ctx.body = { data: results, meta: { pagination } };
    },

    async issueGroups(ctx: RequestContext) {
      const run = await rowOf(ctx);
      ctx.body = { data: await issueGroups(strapi, run.id, await hiddenFrom(ctx, run)) };
    },

    async changesFile(ctx: RequestContext) {
      const { id, documentId, profileName } = await rowOf(ctx);
      const batches = mapBatches(streamChanges(strapi, id), changeLines);
      const run = { id: documentId, profile: profileName };
      sendFile(ctx, run, 'changes', csvOf(DOWNLOADS.changes, batches));
    },

    async issuesFile(ctx: RequestContext) {
      const run = await rowOf(ctx);
      const { id, documentId, profileName } = run;
      const batches = mapBatches(streamIssues(strapi, id, await hiddenFrom(ctx, run)), (issue) => [
        issueLine(issue),
      ]);
      const file = { id: documentId, profile: profileName };
      sendFile(ctx, file, 'issues', csvOf(DOWNLOADS.issues, batches));
    },

    /** Once: what is sent here is kept nowhere in clear, and gone. */
    async credentials(ctx: RequestContext) {
      const { id, documentId, profileName, profileId, kind, purpose } = await rowOf(ctx);
      const { separator } = validate(credentialsSchema, ctx.request.query);
      const taken = await storage().ofRun(id).takeCredentials();
      const credentials = await withPeople(strapi, taken);
      const who = adminName(ctx) ?? 'an administrator';
      strapi.log.info(
        `${PLUGIN_ID}: ${who} fetched ${credentials.length} generated credentials of run ${documentId}`
      );
      const run = { id: documentId, profile: profileName };
      await getService('events', { strapi }).emit('directory-connector.credentials-taken', {
        run: { ...run, profileId, kind, purpose: purpose ?? 'import' },
        count: credentials.length,
        by: who,
      });
      const content = csvOf(DOWNLOADS.credentials, [credentials.map(credentialLine)], {
        delimiter: DELIMITERS[separator],
        texts: TEXT_COLUMNS,
      });
      if (ctx.accepts('text/csv', 'application/json') === 'text/csv') {
        return sendFile(ctx, run, 'credentials', content);
      }
      // The admin panel's client reads nothing but JSON after a POST.
      ctx.set('Cache-Control', 'no-store');
      ctx.body = { data: { csv: (await buffer(content)).toString(), credentials } };
    },

    /** What runs did with a person or phone, over all runs, by part of a name or key. */
    async history(ctx: RequestContext) {
      const query = validate(historySchema, ctx.request.query);
      const among = await delegation().profilesFor(ctx.state, 'runs.history');
      const { results, pagination } = await storage().changes(null, {
        ...query,
        ...(among && { among }),
      });
      const runs = await runsOf(results);
      const data: HistoryEntry[] = results.flatMap((change) => {
        const run = runs.get(change.runId);
        return run ? [{ ...viewOf(change), run }] : [];
      });
      ctx.body = { data, meta: { pagination } };
    },

    /** Which profile and run a record comes from. */
    async handEdits(ctx: RequestContext) {
      const page = validate(pageSchema, ctx.request.query);
      const { results, pagination } = await getService('origins', { strapi }).edited(
        readId(ctx),
        page
      );
      ctx.body = { data: results, meta: { pagination } };
    },

    async origin(ctx: RequestContext) {
      const { type, id } = readRecord(ctx);
      const { may } = delegation();
      const sees = (profile: string) => may(ctx.state, 'profiles.read', profile);
      const origin = await getService('origins', { strapi }).of(type, id, sees);
      const { profile, handEdits } = origin;
      // The fields of a record are for those to see who may see what runs have done to them.
      const mayLook = profile !== null && (await may(ctx.state, 'runs.history', profile.id));
      ctx.body = { data: { ...origin, handEdits: mayLook ? handEdits : [] } };
    },
  };
};

export default createReportsController;
