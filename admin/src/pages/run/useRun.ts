import type { RunDetail } from '../../../../shared/contracts/reports';
import type { RunProgress } from '../../../../shared/contracts/runs';
import { useGetRunProgressQuery, useGetRunQuery } from '../../services/runs';

const POLLING_INTERVAL = 1000;

interface RunState {
  run: RunDetail | undefined;
  isError: boolean;
  /** Null unless the run is going on. */
  progress: RunProgress | null;
}

/**
 * A run as the server has it, followed while it is going on; its end is noticed by the progress query.
 * Never the run that was looked at before: its result would stand under the address of the next one.
 */
export const useRun = (id: string): RunState => {
  const { currentData: run, isError } = useGetRunQuery(id, { refetchOnMountOrArgChange: true });
  const isRunning = run?.status === 'running';
  const { currentData: latest } = useGetRunProgressQuery(id, {
    skip: !isRunning,
    pollingInterval: POLLING_INTERVAL,
    refetchOnMountOrArgChange: true,
  });
  return { run, isError, progress: isRunning ? (latest ?? run.progress) : null };
};
