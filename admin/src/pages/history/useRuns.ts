import { type RunsQuery, useGetRunsQuery } from '../../services/runs';

const POLL_MS = 4000;

/** A page of runs, looked at again and again while one of them is going on. */
export const useRuns = (params: RunsQuery) => {
  const runs = useGetRunsQuery(params, { refetchOnMountOrArgChange: true });
  const isGoingOn = runs.data?.results.some(({ status }) => status === 'running') ?? false;
  // Whether to poll is known only once the page is there: a second subscription to it does.
  useGetRunsQuery(params, { skip: !isGoingOn, pollingInterval: POLL_MS });
  return runs;
};
