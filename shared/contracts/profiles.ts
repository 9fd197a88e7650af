import type { Problem, ProblemView } from '../codes/kinds';
import type { MaskedProfile } from '../profile';
import type { RunCounts } from './runs';
import type { RunStatus } from '../run-statuses';

/** A connector profile as the admin API shows it. */
export interface ProfileView extends MaskedProfile {
  id: string;
  /** Counts what was saved; whoever saves says which one they read. */
  version: number;
  /** What of the stored profile does not fit any more, and has its default here; such a profile cannot run. */
  problems: ProfileProblemView[];
  createdAt: string;
  updatedAt: string;
  /** When a mail about it could not be sent; null since one could. */
  mailFailedAt: string | null;
}

/** What was saved of a profile, and by whom. */
export interface ProfileChange {
  /** The one that it made. */
  version: number;
  at: string;
  /** Null when that is not known. */
  by: string | null;
  /** Such as `limits.removePercent`. */
  settings: string[];
}

export interface LastRun {
  id: string;
  status: RunStatus;
  startedAt: string;
  finishedAt: string | null;
  counts: RunCounts;
}

/** One line of the list of profiles. */
export interface ProfileListItem extends ProfileView {
  /** Test runs aside. */
  lastRun: LastRun | null;
  /** The id of the test run that is going on; null when none is. */
  testRun: string | null;
  /** ISO time; null when no schedule is enabled. */
  nextRunAt: string | null;
  /** True when there was no success for longer than two times of the schedule. */
  overdue: boolean;
  /** How many scheduled runs have failed in a row. */
  failures: number;
  /** How its schedule goes on after them: as it says, less often, or not at all. */
  pace: 'usual' | 'stretched' | 'quarantined';
}

/** What is wrong with a profile, found without running it. */
export interface ProfileProblem extends Problem {
  path: string[];
  /** 1-based, within the text of an expression or template. */
  line: number | null;
  column: number | null;
}

/** The same as it is answered. */
export interface ProfileProblemView extends Omit<ProfileProblem, keyof Problem>, ProblemView {}
