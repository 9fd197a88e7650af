import type {
  ExceededLimit,
  Matching,
  RunCounts,
  RunError,
  RunKind,
  RunProgress,
  RunStatus,
  RunTrigger,
} from '../../../shared/contracts/runs';
import type { Detected, Validators } from '../sources/types';

/** A run as its table has it. */
export interface RunRow {
  id: number;
  documentId: string;
  profileId: string;
  profileName: string;
  /** Of the profile as the run found it; empty until it is loaded. */
  profileFingerprint: string;
  /** Of the file that was read and its corrections; null for an address, whose file nobody keeps. */
  inputFingerprint: string | null;
  kind: RunKind;
  trigger: RunTrigger;
  status: RunStatus;
  /** Times are milliseconds by the database's clock. */
  startedAtMs: number;
  finishedAtMs: number | null;
  startedBy: string | null;
  decidedBy: string | null;
  sourceName: string | null;
  /** The instance that works on it. */
  owner: string | null;
  heartbeatAtMs: number | null;
  /** Set on another instance than its owner's. */
  cancelRequested: boolean;
  /** Held while it is going on: `<profile>`, for a test run `<profile>:test`. Unique. */
  lock: string | null;
  /** The time of a schedule that it stands for. Unique. */
  slot: string | null;
  counts: RunCounts | null;
  progress: RunProgress | null;
  error: RunError | null;
  matching: Matching | null;
  /** How its file was read, where that was detected. */
  detected: Detected | null;
  /** The form of its stored plan, see `PLAN_FORM`; null for one of before there were forms. */
  planForm: number | null;
  exceeded: ExceededLimit[] | null;
  validators: Validators | null;
  notModified: boolean;
}

export interface StartRequest {
  profileId: string;
  kind: RunKind;
  trigger: RunTrigger;
  /** A CSV file to read instead of the profile's uploaded one. */
  file?: string;
  /** Writes even what exceeds the limits. */
  approve?: boolean;
  startedBy?: string;
  slot?: string;
}

/** How a run ends; what is absent stays as the row has it. */
export interface Outcome {
  status: Exclude<RunStatus, 'running'>;
  error: RunError | null;
  counts?: RunCounts;
  validators?: Validators | null;
  notModified?: boolean;
}
