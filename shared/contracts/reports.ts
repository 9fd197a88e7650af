import type { Severity, Issue } from './issues';
import type { ChangeView, RunKind, RunSummary } from './runs';

/** One run as its page shows it. */
export interface RunDetail extends RunSummary {
  /** How many records have generated credentials that nobody has fetched yet. */
  credentials: number;
}

/** One kind of issue of a run, with how often it occurs and its first occurrence. */
export interface IssueGroup {
  code: string;
  severity: Severity;
  count: number;
  example: Issue;
}

/** A change and the run that made it, in the history of a person or phone. */
export interface HistoryEntry extends ChangeView {
  run: { id: string; profile: string; kind: RunKind; startedAt: string };
}

/** Strapi's account of a page. */
export interface Pagination {
  page: number;
  pageSize: number;
  pageCount: number;
  total: number;
}
