import type { RunReport } from '../../../shared/contracts/runs';
import type { StartRequest } from '../runs/types';

export interface EnteredRun {
  id: string;
  /** The report, once the run is over; null where another process will work on it. */
  done: Promise<RunReport> | null;
}

/** Where the runs begin that people and schedules ask for. */
export interface RunQueue {
  /** @throws as `start` of runs */
  start(request: Omit<StartRequest, 'file'>): Promise<EnteredRun>;
  /** @throws as `approve` of runs; ConnectorError `queue-unreachable` */
  approve(id: string, by: string | null, areSame?: boolean): Promise<EnteredRun>;
  /** @throws ConnectorError `queue-package-missing` */
  open(): Promise<void>;
  /** Begins to look for jobs that were lost, now and from time to time. */
  restore(): void;
  close(): Promise<void>;
}
