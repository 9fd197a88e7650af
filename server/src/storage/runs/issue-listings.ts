import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';

import type { Params } from '../../../../shared/codes/kinds';
import { inEnglish } from '../../../../shared/codes/texts';
import type { IssueView, Severity } from '../../../../shared/contracts/issues';
import type { IssueGroup } from '../../../../shared/contracts/reports';
import { CHUNK_SIZE } from '../../utils/collections';
import { from, inBatches } from '../database';
import { modelTable } from '../tables';
import { ISSUE_UID } from './models';
import { type Page, type Paged, paged, paginationOf } from './pages';
import { searchable } from './change-search';

export interface IssueFilter {
  severity?: Severity;
  code?: string;
  /** Part of the column, value or message, in any case. */
  search?: string;
  /** Left out: for those who may not fetch credentials. */
  hidden?: string;
}

/** An issue, with an id to tell it from others. */
export type RunIssue = IssueView & { id: number };

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
  return { results, pagination: paginationOf({ page, pageSize }, total) };
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
      // By itself, for the index: of the two cases below, databases would read all issues for each batch.
      .where('row_number', '>=', row_number)
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

/** Whether any issue of a run is of a single row. */
export const hasRowIssues = async (strapi: Core.Strapi, runId: number): Promise<boolean> =>
  (await issuesOf(strapi, runId, {}).whereNotNull('row_number').select('id').first()) !== undefined;

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
