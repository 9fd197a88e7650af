import { useQueryParams } from '@strapi/strapi/admin';

import { usePolling } from '../../hooks/usePolling';
import { type RunsQuery, useGetRunsQuery } from '../../services/runs';
import { withTypedText } from '../../utils/address-query';
import { type HistoryQuery, readHistoryQuery } from './query';

type Changes = Partial<Pick<HistoryQuery, 'view' | 'profile' | 'status' | 'kind' | 'search'>>;

/** What the page shows, kept in its address; a change leads back to the first page of the list. */
export const useHistoryQuery = () => {
  const [{ query: raw }, setRaw] = useQueryParams();

  const change = (changes: Changes, { replace = false } = {}): void => {
    const { search, ...rest } = changes;
    // Strapi's hook writes values as they are; its lists read what a person typed from `_q`.
    const typed = search === undefined ? {} : { _q: encodeURIComponent(search) || undefined };
    const next = withTypedText(raw, { ...rest, ...typed, page: undefined });
    setRaw(next, 'push', replace);
  };

  return { query: readHistoryQuery(raw), change };
};

/** What both views of the history get: what the address says, and how to change it. */
export type HistoryViewProps = ReturnType<typeof useHistoryQuery>;

const POLL_MS = 4000;

/** A page of runs, looked at again and again while one of them is going on. */
export const useRuns = (params: RunsQuery) => {
  const runs = useGetRunsQuery(params, { refetchOnMountOrArgChange: true });
  const isGoingOn = runs.data?.results.some(({ status }) => status === 'running') ?? false;
  usePolling(runs, { interval: POLL_MS, isOn: isGoingOn });
  return runs;
};
