import type {
  RunCounts,
  RunError,
  RunKind,
  RunStatus,
  RunTrigger,
} from '../../../shared/contracts/runs';
import type { Validators } from '../sources/types';

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
