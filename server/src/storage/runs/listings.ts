import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';

import type { Params } from '../../../../shared/codes/kinds';
import { inEnglish } from '../../../../shared/codes/texts';
import {
  SHARED_SECRET_ROW,
  type IssueView,
  type Severity,
} from '../../../../shared/contracts/issues';
import type { IssueGroup, Pagination } from '../../../../shared/contracts/reports';
import type { ChangeView, RunCounts } from '../../../../shared/contracts/runs';
import { RECORD_TYPES } from '../../../../shared/records';
import { readBoolean } from '../cells';
import { CHUNK_SIZE, chunked } from '../../utils/collections';
import { deleteInSlices, from, inBatches, sizeOfColumns } from '../database';
import { modelTable } from '../tables';
import { CHANGE_UID, CREDENTIAL_UID, ISSUE_UID, SEARCH_BLOCK_UID } from './models';
import { findBlocks, searchable } from './search-blocks';

export interface Page {
  /** From 1. */
  page: number;
  pageSize: number;
}

/** One page of a list, with Strapi's account of it. */
export interface Paged<Item> {
  results: Item[];
  pagination: Pagination;
}

export interface ChangeFilter {
  action?: ChangeView['action'];
  type?: ChangeView['type'];
  /** Part of a name or key, in any case. */
  search?: string;
  /** Those that failed, and those of rows with an issue. */
  onlyProblems?: boolean;
}

export interface IssueFilter {
  severity?: Severity;
  code?: string;
  /** Part of the column, value or message, in any case. */
  search?: string;
  /** Left out: for those who may not fetch credentials. */
  hidden?: string;
}

/** A change, and the id of the run's entity that it belongs to. */
export type RunChange = ChangeView & { runId: number };
/** An issue, with an id to tell it from others. */
export type RunIssue = IssueView & { id: number };

interface ChangeCells {
  id: number;
  run_id: number;
  row_number: number | null;
  type: ChangeView['type'];
  action: ChangeView['action'];
  kind: ChangeView['kind'];
  record_key: string;
  label: string;
  difference: string;
  applied: unknown;
}

interface IssueCells {
  id: number;
  row_number: number | null;
  column_name: string | null;
  value: string | null;
  code: string;
  severity: Severity;
  message: string | null;
  params: string | null;
}

const CHANGE_COLUMNS = [
  'id',
  'run_id',
  'row_number',
  'type',
  'action',
  'kind',
  'record_key',
  'label',
  'difference',
  'applied',
];

const ISSUE_COLUMNS = [
  'id',
  'row_number',
  'column_name',
  'value',
  'code',
  'severity',
  'message',
  'params',
];

const readChange = (entity: ChangeCells): RunChange => ({
  id: entity.id,
  runId: entity.run_id,
  row: entity.row_number,
  type: entity.type,
  action: entity.action,
  kind: entity.kind,
  key: entity.record_key,
  label: entity.label,
  difference: JSON.parse(entity.difference) as ChangeView['difference'],
  applied: readBoolean(entity.applied),
});

/** A change as it is shown with its run. */
export const viewOf = ({ runId: _runId, ...change }: RunChange): ChangeView => change;

const readIssue = (entity: IssueCells): RunIssue => {
  const params = entity.params === null ? null : (JSON.parse(entity.params) as Params);
  return inEnglish({
    id: entity.id,
    row: entity.row_number,
    column: entity.column_name,
    value: entity.value,
    code: entity.code,
    severity: entity.severity,
    message: entity.message,
    params,
  });
};

const containing = (query: Knex.QueryBuilder, search: string | undefined): Knex.QueryBuilder =>
  search
    ? query.whereRaw("?? like ? escape '!'", [
        'search_text',
        `%${searchable(search).replace(/[!%_]/g, '!$&')}%`,
      ])
    : query;

const paged = async <Cells, Item>(
  matching: () => Knex.QueryBuilder,
  columns: string[],
  { page, pageSize }: Page,
  read: (cells: Cells) => Item,
  order: 'asc' | 'desc' = 'asc'
): Promise<Paged<Item>> => {
  // Searching text is what costs: once for the page and the number of all.
  const found: { id: number; total: unknown }[] = await matching()
    .select('id', matching().client.raw('count(*) over () as total'))
    .orderBy('id', order)
    .offset((page - 1) * pageSize)
    .limit(pageSize);
  const [first] = found;
  const total =
    first || page === 1
      ? Number(first?.total ?? 0)
      : Number((await matching().count({ total: '*' }).first())?.total ?? 0);
  const entities: Cells[] =
    found.length === 0
      ? []
      : await matching()
          .clearWhere()
          .select(columns)
          .whereIn(
            'id',
            found.map(({ id }) => id)
          )
          .orderBy('id', order);
  const pagination = { page, pageSize, pageCount: Math.ceil(total / pageSize), total };
  return { results: entities.map(read), pagination };
};

const rowsWithIssues = (strapi: Core.Strapi, runId: number): Knex.QueryBuilder =>
  from(strapi, modelTable(strapi, ISSUE_UID))
    .select('row_number')
    .where('run_id', runId)
    .whereNot('code', SHARED_SECRET_ROW)
    .whereNotNull('row_number');

const changesOf = (
  strapi: Core.Strapi,
  runId: number | null,
  { action, type, onlyProblems }: Omit<ChangeFilter, 'search'>
): Knex.QueryBuilder => {
  const query = from(strapi, modelTable(strapi, CHANGE_UID));
  if (runId !== null) query.where('run_id', runId);
  if (action) query.where('action', action);
  if (type) query.where('type', type);
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
): Promise<Paged<RunChange>> =>
  paged(
    await searchedChanges(strapi, runId, filter),
    CHANGE_COLUMNS,
    { page, pageSize },
    readChange,
    runId === null ? 'desc' : 'asc'
  );

/** All changes of a run in the order of its plan, some hundred at a time. */
export async function* streamChanges(
  strapi: Core.Strapi,
  runId: number,
  filter: Pick<ChangeFilter, 'action' | 'type'> = {}
): AsyncGenerator<ChangeView[]> {
  const query = () => changesOf(strapi, runId, filter).select(CHANGE_COLUMNS);
  const sizes = sizeOfColumns(strapi, ['difference']);
  for await (const entities of inBatches<ChangeCells & Record<string, unknown>>(query, 'id', 'id', {
    sizes,
  })) {
    yield entities.map(readChange).map(viewOf);
  }
}

const issuesOf = (
  strapi: Core.Strapi,
  runId: number,
  { severity, code, hidden }: Omit<IssueFilter, 'search'>
): Knex.QueryBuilder => {
  const query = from(strapi, modelTable(strapi, ISSUE_UID)).where('run_id', runId);
  if (severity) query.where('severity', severity);
  if (code) query.where('code', code);
  if (hidden) query.whereNot('code', hidden);
  return query;
};

/** A page of the issues that a search finds. Their texts are stored nowhere: they are made for it. */
const searchedIssues = async (
  strapi: Core.Strapi,
  runId: number,
  { page, pageSize, search = '', ...filter }: IssueFilter & Page
): Promise<Paged<RunIssue>> => {
  const sought = searchable(search);
  const start = (page - 1) * pageSize;
  const results: RunIssue[] = [];
  let total = 0;
  for await (const issues of streamIssues(strapi, runId, filter)) {
    for (const issue of issues) {
      const { column, value, message } = issue;
      if (!searchable([column, value, message].join('\n')).includes(sought)) continue;
      if (total >= start && results.length < pageSize) results.push(issue);
      total += 1;
    }
  }
  return { results, pagination: { page, pageSize, pageCount: Math.ceil(total / pageSize), total } };
};

/** A page of a run's issues, in the order in which they were found. */
export const listIssues = (
  strapi: Core.Strapi,
  runId: number,
  { page, pageSize, search, ...filter }: IssueFilter & Page
): Promise<Paged<RunIssue>> =>
  search
    ? searchedIssues(strapi, runId, { page, pageSize, search, ...filter })
    : paged(() => issuesOf(strapi, runId, filter), ISSUE_COLUMNS, { page, pageSize }, readIssue);

/** All issues of a run, some hundred at a time. */
export async function* streamIssues(
  strapi: Core.Strapi,
  runId: number,
  filter: Omit<IssueFilter, 'search'> = {}
): AsyncGenerator<RunIssue[]> {
  const query = () => issuesOf(strapi, runId, filter).select(ISSUE_COLUMNS);
  for await (const entities of inBatches<IssueCells & Record<string, unknown>>(query, 'id', 'id')) {
    yield entities.map(readIssue);
  }
}

/** All issues of a run in the order of rows, some hundred at a time; those of the whole run come last. */
export async function* streamIssuesByRow(
  strapi: Core.Strapi,
  runId: number
): AsyncGenerator<IssueView[]> {
  const query = () => issuesOf(strapi, runId, {}).select(ISSUE_COLUMNS);
  const withoutId = (cells: IssueCells): IssueView => {
    const { id: _id, ...issue } = readIssue(cells);
    return issue;
  };
  let last = { id: 0, row_number: 0 };
  for (;;) {
    const { id, row_number } = last;
    const entities: (IssueCells & { row_number: number })[] = await query()
      .where((next) =>
        next
          .where('row_number', '>', row_number)
          .orWhere((same) => same.where({ row_number }).where('id', '>', id))
      )
      .orderBy(['row_number', 'id'])
      .limit(CHUNK_SIZE);
    if (entities.length > 0) yield entities.map(withoutId);
    last = entities.at(-1) ?? last;
    if (entities.length < CHUNK_SIZE) break;
  }
  const ofRun = () => query().whereNull('row_number');
  for await (const entities of inBatches<IssueCells & Record<string, unknown>>(ofRun, 'id', 'id')) {
    yield entities.map(withoutId);
  }
}

/** Whether a run has an issue that is an error. */
export const hasErrorIssues = async (strapi: Core.Strapi, runId: number): Promise<boolean> =>
  (await issuesOf(strapi, runId, { severity: 'error' }).select('id').first()) !== undefined;

const SEVERITIES: Severity[] = ['error', 'warning', 'info'];

/** The kinds of a run's issues, worst and most frequent first, each with its first one. */
export const issueGroups = async (
  strapi: Core.Strapi,
  runId: number,
  filter: Pick<IssueFilter, 'hidden'> = {}
): Promise<IssueGroup[]> => {
  const groups: { code: string; severity: Severity; count: unknown; first: number }[] =
    await issuesOf(strapi, runId, filter)
      .select('code', 'severity')
      .count({ count: '*' })
      .min({ first: 'id' })
      .groupBy('code', 'severity');
  const examples: IssueCells[] = await issuesOf(strapi, runId, {})
    .select(ISSUE_COLUMNS)
    .whereIn(
      'id',
      groups.map(({ first }) => first)
    );
  const byId = new Map(examples.map((entity) => [Number(entity.id), readIssue(entity)]));

  return groups
    .flatMap(({ code, severity, count, first }) => {
      const example = byId.get(Number(first));
      return example ? [{ code, severity, count: Number(count), example }] : [];
    })
    .sort(
      (one, other) =>
        SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity) ||
        other.count - one.count
    );
};

/** Removes the changes with their search blocks, the issues and the credentials of runs, by the ids of their entities. */
export const prune = async (strapi: Core.Strapi, runIds: number[]): Promise<void> => {
  for (const chunk of chunked(runIds)) {
    for (const uid of [CHANGE_UID, SEARCH_BLOCK_UID, ISSUE_UID, CREDENTIAL_UID]) {
      await deleteInSlices(() => from(strapi, modelTable(strapi, uid)).whereIn('run_id', chunk));
    }
  }
};

const ACTIONS = ['create', 'update', 'remove'] as const;

/** The rows that did not fail in the plan, and of which something could not be written. */
const rowsFailedLater = async (strapi: Core.Strapi, runId: number): Promise<number> => {
  const failed = () =>
    from(strapi, modelTable(strapi, CHANGE_UID))
      .where({ run_id: runId, action: 'error' })
      .whereNotNull('row_number');
  const entity: { count: unknown } | undefined = await failed()
    .whereNot('planned', 'error')
    .whereNotIn('row_number', failed().where('planned', 'error').select('row_number'))
    .countDistinct({ count: 'row_number' })
    .first();
  return Number(entity?.count ?? 0);
};

/**
 * What a run has written, whether to the end of its plan or not, and what it could not write.
 * @param planned the counts of its whole plan
 */
export const countWritten = async (
  strapi: Core.Strapi,
  runId: number,
  planned: RunCounts
): Promise<RunCounts> => {
  const count = (where: object): Promise<number> =>
    strapi.db.query(CHANGE_UID).count({ where: { runId, ...where } });
  const counts = structuredClone(planned);
  counts.rows.failed += await rowsFailedLater(strapi, runId);
  for (const type of RECORD_TYPES) {
    counts[type].error = await count({ type, action: 'error' });
    for (const action of ACTIONS) {
      counts[type][action] = await count({ type, action, applied: true });
    }
  }
  return counts;
};
