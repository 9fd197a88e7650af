import type { RunKind } from '../../../../shared/contracts/runs';
import { RUN_STATUSES, type RunStatus } from '../../../../shared/run-statuses';

type HistoryView = 'runs' | 'people';

/** What the history page shows, as its address says it. */
export interface HistoryQuery {
  view: HistoryView;
  profile: string | undefined;
  status: RunStatus | undefined;
  kind: RunKind | undefined;
  /** Part of a name or key, in the view of people. */
  search: string;
  page: number;
  pageSize: number;
}

export const PAGE_SIZES = ['10', '20', '50', '100'];
export const DEFAULT_PAGE_SIZE = 20;

const KINDS: readonly RunKind[] = ['run', 'test'];

const oneOf = <Value extends string>(values: readonly Value[], value: unknown): Value | undefined =>
  values.find((known) => known === value);

const wholeNumber = (value: unknown, fallback: number): number =>
  typeof value === 'string' && /^[1-9]\d{0,5}$/.test(value) ? Number(value) : fallback;

/** Reads the address; what the server would not understand is left out. */
export const readHistoryQuery = (raw: Record<string, unknown>): HistoryQuery => {
  const { profile, _q: search } = raw;
  const isId = typeof profile === 'string' && /^[A-Za-z0-9-]{1,64}$/.test(profile);
  return {
    view: raw.view === 'people' ? 'people' : 'runs',
    profile: isId ? profile : undefined,
    status: oneOf(RUN_STATUSES, raw.status),
    kind: oneOf(KINDS, raw.kind),
    search: typeof search === 'string' ? search.trim().slice(0, 200) : '',
    page: wholeNumber(raw.page, 1),
    pageSize: Number(oneOf(PAGE_SIZES, raw.pageSize) ?? DEFAULT_PAGE_SIZE),
  };
};

/** Whether the runs are narrowed down by anything. */
export const isFiltered = ({ profile, status, kind }: HistoryQuery): boolean =>
  [profile, status, kind].some((filter) => filter !== undefined);
