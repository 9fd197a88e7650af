import type { HistoryQuery } from './query';
import type { useHistoryQuery } from './useHistoryQuery';

/** What both views of the history get: what the address says, and how to change it. */
export interface HistoryViewProps {
  query: HistoryQuery;
  change: ReturnType<typeof useHistoryQuery>['change'];
}
