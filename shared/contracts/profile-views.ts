import type { LdapSource } from './ldap';
import type { ConnectorProfileFile, CsvUploadSource, CsvUrlSource } from './profiles';
import type { RunCounts, RunStatus } from './runs';

/** Stands in a response where a secret is kept; sent back, it leaves the secret as it is. */
export interface SecretMarker {
  set: boolean;
}

export type MaskedAuth =
  | { type: 'basic'; username: string; password: SecretMarker }
  | { type: 'bearer'; token: SecretMarker };

export type MaskedLdapSource = Omit<LdapSource, 'bindPassword' | 'clientKey'> & {
  bindPassword?: SecretMarker;
  clientKey?: SecretMarker;
};

export type MaskedSource =
  CsvUploadSource | (Omit<CsvUrlSource, 'auth'> & { auth?: MaskedAuth }) | MaskedLdapSource;

/** A connector profile as the admin API shows it. */
export interface ProfileView extends Omit<ConnectorProfileFile, 'source'> {
  id: string;
  /** Counts what was saved; whoever saves says which one they read. */
  version: number;
  /** What of the stored profile does not fit any more, and has its default here; such a profile cannot run. */
  problems: ProfileProblem[];
  source: MaskedSource;
  createdAt: string;
  updatedAt: string;
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
  /** True when a time of the schedule has passed without a run. */
  overdue: boolean;
}

/** What is wrong with a profile, found without running it. */
export interface ProfileProblem {
  path: string[];
  code: string;
  message: string;
  /** 1-based, within the text of an expression or template. */
  line: number | null;
  column: number | null;
}
