import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';

import { SHARED_SECRET_ROW } from '../../../../shared/contracts/issues';
import type { ChangeKind, ChangeView, ListedChange } from '../../../../shared/contracts/runs';
import { RECORD_TYPES } from '../../../../shared/records';
import { UIDS } from '../../constants';
import { from, inBatches, sizeOfColumns } from '../database';
import { modelTable } from '../tables';
import { findBlocks, searchable } from './change-search';
import { CHANGE_UID, ISSUE_UID } from './models';
import { type Page, type Paged, paged } from './pages';
import { CHANGE_COLUMNS, type ChangeCells, readInParts, type RunChange } from './read-changes';

export interface ChangeFilter {
  action?: ChangeView['action'];
  type?: ChangeView['type'];
  kind?: ChangeView['kind'];
  /** Part of a name or key, in any case. */
  search?: string;
  /** Those that failed, and those of rows with an issue. */
  onlyProblems?: boolean;
  /** The ids of the profiles whose runs are meant, where all runs are; absent: of all. */
  among?: string[];
}

/** A change as it is shown with its run. */
export const viewOf = ({ runId: _run, recordId: _record, ...change }: RunChange): ChangeView =>
  change;

/** Changes with the records that they are about, as far as these are there. */
export const withRecords = async (
  strapi: Core.Strapi,
  changes: RunChange[]
): Promise<ListedChange[]> => {
  const records = new Map<string, string>();
  for (const type of RECORD_TYPES) {
    const ids = changes.flatMap((change) => (change.type === type ? (change.recordId ?? []) : []));
    if (ids.length === 0) continue;
    const found: { id: number; documentId: string }[] = await strapi.db
      .query(UIDS[type])
      .findMany({ where: { id: { $in: ids } }, select: ['id', 'documentId'] });
    for (const { id, documentId } of found) records.set(`${type}/${id}`, documentId);
  }
  return changes.map((change) => ({
    ...viewOf(change),
    record: records.get(`${change.type}/${change.recordId}`) ?? null,
  }));
};

const containing = (query: Knex.QueryBuilder, search: string | undefined): Knex.QueryBuilder =>
  search
    ? query.whereRaw("?? like ? escape '!'", [
        'search_text',
        `%${searchable(search).replace(/[!%_]/g, '!$&')}%`,
      ])
    : query;

const rowsWithIssues = (strapi: Core.Strapi, runId: number): Knex.QueryBuilder =>
  from(strapi, modelTable(strapi, ISSUE_UID))
    .select('row_number')
    .where('run_id', runId)
    .whereNot('code', SHARED_SECRET_ROW)
    .whereNotNull('row_number');

/** The ids of the runs of some profiles. */
const runsOfProfiles = (strapi: Core.Strapi, profiles: string[]): Knex.QueryBuilder =>
  from(strapi, modelTable(strapi, UIDS.run)).select('id').whereIn('profile_id', profiles);

const changesOf = (
  strapi: Core.Strapi,
  runId: number | null,
  { action, type, kind, onlyProblems, among }: Omit<ChangeFilter, 'search'>
): Knex.QueryBuilder => {
  const query = from(strapi, modelTable(strapi, CHANGE_UID));
  if (runId !== null) query.where('run_id', runId);
  else if (among) query.whereIn('run_id', runsOfProfiles(strapi, among));
  if (action) query.where('action', action);
  if (type) query.where('type', type);
  if (kind) query.where('kind', kind);
  if (onlyProblems) {
    query.where((either) => {
      either.where('action', 'error');
      // Row numbers mean the same only within a run.
      if (runId !== null) either.orWhereIn('row_number', rowsWithIssues(strapi, runId));
    });
  }
  return query;
};

/** The changes that a search finds: only those of blocks that may have some are looked at. */
const searchedChanges = async (
  strapi: Core.Strapi,
  runId: number | null,
  { search, ...filter }: ChangeFilter
): Promise<() => Knex.QueryBuilder> => {
  const blocks = search ? await findBlocks(strapi, runId, search) : null;
  return () => {
    const query = containing(changesOf(strapi, runId, filter), search);
    if (blocks === null) return query;
    return query.where((filed) => {
      filed.whereNull('block');
      if (blocks.length > 0) filed.orWhereIn('block', blocks);
    });
  };
};

/**
 * A page of the changes of a run, in the order of its plan. With `runId` null of all runs, the latest
 * first, where `onlyProblems` means those that failed.
 *
 * @param runId the id of the run's entity
 */
export const listChanges = async (
  strapi: Core.Strapi,
  runId: number | null,
  { page, pageSize, ...filter }: ChangeFilter & Page
): Promise<Paged<RunChange>> => {
  const { results: entities, pagination } = await paged<ChangeCells, ChangeCells>(
    await searchedChanges(strapi, runId, filter),
    CHANGE_COLUMNS,
    { page, pageSize },
    (entity) => entity,
    {
      ...(runId === null ? { order: 'desc' } : { by: 'sequence' }),
      isCostly: filter.search !== undefined || filter.onlyProblems === true,
    }
  );
  const results: RunChange[] = [];
  for await (const part of readInParts(strapi, entities)) results.push(...part);
  return { results, pagination };
};

/** All changes of a run in the order of its plan, some hundred at a time. */
export async function* streamChanges(
  strapi: Core.Strapi,
  runId: number,
  filter: Pick<ChangeFilter, 'action' | 'type' | 'kind'> = {}
): AsyncGenerator<ChangeView[]> {
  const query = () => changesOf(strapi, runId, filter).select(CHANGE_COLUMNS);
  const sizes = sizeOfColumns(strapi, ['difference']);
  for await (const entities of inBatches<ChangeCells & Record<string, unknown>>(query, 'id', 'id', {
    sizes,
  })) {
    for await (const part of readInParts(strapi, entities)) yield part.map(viewOf);
  }
}

/** Of how many people of a run's plan somebody has to say whether they are the same. */
export const countUndecided = (strapi: Core.Strapi, runId: number): Promise<number> => {
  const kind: ChangeKind = 'perhaps-renamed';
  // They are updates; a look at each of the others would take long.
  const where = { runId, type: { $in: RECORD_TYPES }, action: 'update', kind };
  return strapi.db.query(CHANGE_UID).count({ where });
};

/** Whom a run's plan takes for whom, by the ids of the pairs: false where somebody has said that they are two. */
export const pairsOf = async (
  strapi: Core.Strapi,
  runId: number
): Promise<Map<string, { key: string; isSame: boolean }>> => {
  const pairs = new Map<string, { key: string; isSame: boolean }>();
  for (const kind of ['renamed', 'perhaps-renamed', 'somebody-new'] satisfies ChangeKind[]) {
    for await (const changes of streamChanges(strapi, runId, { kind })) {
      for (const { key, renaming } of changes) {
        if (renaming) pairs.set(renaming.id, { key, isSame: kind !== 'somebody-new' });
      }
    }
  }
  return pairs;
};
