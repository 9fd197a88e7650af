import type { ProblemView } from '../codes/kinds';
import type { RecordType } from '../records';
import type { AppliedPreset } from './presets';
import type { RunStatus } from '../run-statuses';

export type RunKind = 'run' | 'test';
/**
 * `person`: an import of one person, which says nothing of anybody else; `removal`: of everything that a profile
 * brought; the profile is deleted once that is done; `undo`: of what another run has written.
 */
export const RUN_PURPOSES = ['import', 'person', 'removal', 'undo'] as const;
export type RunPurpose = (typeof RUN_PURPOSES)[number];
/** `api`: another program, by the content API. */
export const RUN_TRIGGERS = ['manual', 'schedule', 'cli', 'api'] as const;
export type RunTrigger = (typeof RUN_TRIGGERS)[number];

export type Action = 'create' | 'update' | 'unchanged' | 'remove' | 'error';
export type Counts = Record<Action, number>;

export interface RowCounts {
  read: number;
  /** Left out by the pre-filter. */
  filtered: number;
  /** Left out by a correction. */
  skipped: number;
  failed: number;
}

export interface RunCounts extends Record<RecordType, Counts> {
  rows: RowCounts;
  /** How many of the users that are updated are disabled by it; runs of earlier versions did not count them. */
  disabled?: number;
}

/** A column that fills an attribute, and by what it was found. */
export interface MatchedColumn {
  column: string;
  type: RecordType;
  attribute: string;
  reason: 'name' | 'synonym' | 'preset';
}

/** Which column automatic matching took for which attribute, and which it left over. */
export interface Matching {
  matched: MatchedColumn[];
  unmatched: string[];
  /** The export that the columns were recognised as, which then says what fills what; absent: none. */
  preset?: AppliedPreset;
  /** True where it is the one that the profile's first real run wrote by. */
  pinned?: boolean;
}

/** What a run's report says, to people and to scripts; on the command line its issues and changes follow. */
export interface RunReport extends RunCounts {
  id: string;
  profile: string;
  kind: RunKind;
  purpose: RunPurpose;
  status: RunStatus;
  trigger: RunTrigger;
  startedAt: string;
  finishedAt: string | null;
  /** True when the server said that the file has not changed since the last run. */
  notModified: boolean;
  /** Null unless the template is empty. */
  matching: Matching | null;
  error: ProblemView | null;
}

/** Attribute-level before and after; a secret shows as `'•••'` on the side where it is set. */
export type Difference = Record<string, { before: unknown; after: unknown }>;

/**
 * What a change is besides its action: `returned`, a person who returns under a new id has their record
 * again; `renamed`, a person has another key and keeps their record; `perhaps-renamed`, the same where
 * somebody has to say so first; `somebody-new`, where somebody has said that they are two.
 */
export const CHANGE_KINDS = ['returned', 'renamed', 'perhaps-renamed', 'somebody-new'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** What a stored person and a row agree in; a name alone says nothing and is no clue. */
export type Clue = 'externalId' | 'email' | 'username' | 'mobileNumbers' | 'mac';

/** Why only a person can say: their ids differ, others come into question, rows could not be read, or only one person was. */
export type Doubt = 'ids' | 'others' | 'rows' | 'alone';

/** A person of the source who is taken for one that is stored under another key and would leave. */
export interface Renaming {
  /** Of the pair as it is shown: with other values on either side it is another one. */
  id: string;
  by: Clue[];
  doubts: Doubt[];
  /** What is known of both, by attribute: before, the stored record; after, what the row makes of it. */
  sides: Difference;
}

/** What somebody has said of the pairs that a run shows. */
export interface PeopleAnswer {
  /** The run whose plan shows them. */
  of: string;
  /** The ids of those that are two people; all others are one each. */
  two: string[];
}

/** One record's change as it is shown; unchanged records are counted, not stored. */
export interface ChangeView {
  id: number;
  row: number | null;
  type: RecordType;
  action: Exclude<Action, 'unchanged'>;
  kind: ChangeKind | null;
  /** Identifies the record from run to run. */
  key: string;
  /** What a person calls the record. */
  label: string;
  difference: Difference;
  /** Whom a person is taken for; null where there is nobody. */
  renaming: Renaming | null;
  /** Whether it has been written. */
  applied: boolean;
}

/** A change as a run's page lists it. */
export interface ListedChange extends ChangeView {
  /** The documentId of the record that it is about; null where there is none yet, or no more. */
  record: string | null;
}

/** `waiting`: for a free worker; `fetching`: the file of an address, or an uploaded one from the database; `planning`: what is missing from the source is being looked for. */
export type RunPhase = 'waiting' | 'fetching' | 'reading' | 'planning' | 'writing';

/** How much of a file has come in, of how much; null where nobody has said that. */
export interface BytesRead {
  done: number;
  total: number | null;
}

/** How far a run is that is going on, as whoever works on it knows. */
export interface OwnProgress {
  phase: RunPhase;
  /** As far as they are known. */
  counts: RunCounts;
  /** Of the file that is fetched or read; null where that is not known. */
  bytes: BytesRead | null;
  /** Changes written, of all that are to be written. */
  written: number;
  total: number;
  /** Of the phase's last seconds; rows while reading, changes while writing. */
  perSecond: number;
}

export interface RunProgress extends OwnProgress {
  /** Somebody has asked it to end, which it does as soon as what it is about to write is written. */
  isCanceling: boolean;
}

/** A safety limit that a plan exceeds. */
export interface ExceededLimit extends ProblemView {
  type: RecordType;
  limit: 'removePercent' | 'removeCount' | 'updatePercent';
  found: number;
  allowed: number;
}

/** A run in the history: its report, and what is known besides. */
export interface RunSummary extends RunReport {
  profileId: string;
  /** Who started it; null for a schedule. */
  startedBy: string | null;
  /** Who approved or rejected it. */
  decidedBy: string | null;
  /** The uploaded file's name, or the address without its query. */
  sourceName: string | null;
  /** The id of the interrupted run that it was started in place of. */
  retryOf: string | null;
  /** The id of the run that it undoes. */
  undoOf: string | null;
  exceeded: ExceededLimit[];
  /** Null once it is over. */
  progress: RunProgress | null;
}

export interface RunQuery {
  page: number;
  pageSize: number;
  profileId?: string;
  /** The ids of the profiles whose runs are meant; absent: of all. */
  among?: string[];
  kind?: RunKind;
  status?: RunStatus;
}
