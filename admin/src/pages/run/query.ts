import type { Severity } from '../../../../shared/contracts/issues';
import type { ChangeView } from '../../../../shared/contracts/runs';
import { RECORD_TYPES, type RecordType } from '../../../../shared/records';
import type { ChangesQuery, IssuesQuery } from '../../services/runs';

/** What the page's address may hold. Everything in an address is text, and anybody may have typed it. */
export interface PageQuery {
  tab?: string;
  page?: string;
  pageSize?: string;
  action?: string;
  type?: string;
  problems?: string;
  group?: string;
  _q?: string;
}

export const TABS = ['changes', 'issues', 'matching'] as const;
export type Tab = (typeof TABS)[number];

export const CHANGE_ACTIONS = ['create', 'update', 'remove', 'error'] as const;

export const DEFAULT_PAGE_SIZE = 20;
const MAX_PAGE_SIZE = 100;
const MAX_SEARCH = 200;

const oneOf = <Value extends string>(
  values: readonly Value[],
  text: string | undefined
): Value | undefined => values.find((value) => value === text);

const wholeNumber = (text: string | undefined, fallback: number, maximum: number): number => {
  const number = Number(text);
  return Number.isInteger(number) && number >= 1 ? Math.min(number, maximum) : fallback;
};

const pageOf = ({ page, pageSize }: PageQuery) => ({
  page: wholeNumber(page, 1, 1_000_000),
  pageSize: wholeNumber(pageSize, DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE),
});

/** The tab that the address asks for. */
export const tabOf = ({ tab }: PageQuery): Tab => oneOf(TABS, tab) ?? 'changes';

export interface ChangeFilters {
  action: ChangeView['action'] | undefined;
  type: RecordType | undefined;
  onlyProblems: boolean;
  search: string;
}

/** The filters of the changes that the address asks for. */
export const filtersOf = (query: PageQuery): ChangeFilters => ({
  action: oneOf(CHANGE_ACTIONS, query.action),
  type: oneOf(RECORD_TYPES, query.type),
  onlyProblems: query.problems === 'true',
  search: typeof query._q === 'string' ? query._q.trim().slice(0, MAX_SEARCH) : '',
});

export const isFiltered = ({ action, type, onlyProblems, search }: ChangeFilters): boolean =>
  action !== undefined || type !== undefined || onlyProblems || search !== '';

/** What is asked of the server for one page of changes. */
export const changesQueryOf = (query: PageQuery): ChangesQuery => {
  const { action, type, onlyProblems, search } = filtersOf(query);
  return {
    ...pageOf(query),
    ...(action && { action }),
    ...(type && { type }),
    ...(onlyProblems && { onlyProblems }),
    ...(search && { search }),
  };
};

interface Cause {
  code: string;
  severity: Severity;
}

/** Names a group of issues in the address. */
export const groupName = ({ code, severity }: Cause): string => `${severity}.${code}`;

/** What is asked of the server for one page of the issues of a group. */
export const issuesQueryOf = (query: PageQuery, { code, severity }: Cause): IssuesQuery => ({
  ...pageOf(query),
  code,
  severity,
});
