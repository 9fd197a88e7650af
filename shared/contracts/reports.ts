import type { IssueView, Severity } from './issues';
import type { ChangeView, RunKind, RunSummary } from './runs';
import type { RecordType } from '../records';
import type { RunStatus } from '../run-statuses';

/** One run as its page shows it. */
export interface RunDetail extends RunSummary {
  /** How many records have generated credentials that nobody has fetched yet. */
  credentials: number;
  /** Of how many people of its plan somebody has to say whether they are the same. */
  undecided: number;
  /** What a run would find different today. */
  changedSince: {
    profile: boolean;
    file: boolean;
    /** True for a held plan that an earlier version has made: it is never written. */
    form: boolean;
  };
  /** Whether the file that it has read, and nobody has uploaded, is kept: its rows can be looked at and corrected. */
  keepsFile: boolean;
  /** The id of the run that was started in its place, since it was interrupted. */
  retriedAs: string | null;
  /** Until when it can be undone, ISO 8601; null: not, or not any more. */
  undoableUntil: string | null;
  /** The id of the latest run that has undone it, or what was left of it. */
  undoneBy: string | null;
}

/** One kind of issue of a run, with how often it occurs and its first occurrence. */
export interface IssueGroup {
  code: string;
  severity: Severity;
  count: number;
  example: IssueView;
}

/** A change and the run that made it, in the history of a person or phone. */
export interface HistoryEntry extends ChangeView {
  run: { id: string; profile: string; kind: RunKind; startedAt: string };
}

/** Strapi's account of a page. */
export interface Pagination {
  page: number;
  pageSize: number;
  pageCount: number;
  total: number;
}

/** What a person has changed of an imported record by hand. */
export interface HandEditView {
  attribute: string;
  /** What the source says, or said when it was last written; masked where nobody may see it. */
  source: unknown;
  /** What the record has. */
  stored: unknown;
  /** ISO 8601. */
  at: string;
}

/** A record with what people have changed of it. */
export interface EditedRecordView {
  type: RecordType;
  documentId: string;
  label: string;
  edits: HandEditView[];
}

/** One of several profiles that own a record. */
export interface OwnerView {
  profile: { id: string; name: string };
  key: string;
  /** The attributes that it fills and no other one that stands before it. */
  leads: string[];
}

/** Where an imported record comes from. */
export interface RecordOrigin {
  /** Null when no profile owns it: it was made by hand, or its profile is deleted. */
  profile: { id: string; name: string } | null;
  /** Identifies the record from run to run. */
  key: string | null;
  /** Where several profiles own it, those of them that may be seen, the leading ones first; else empty. */
  owners: OwnerView[];
  /** The run that changed it last; null where that is no longer known. */
  run: { id: string; status: RunStatus; startedAt: string } | null;
  /** Since when the source no longer has it; users of profiles that disable only. */
  missingSince: string | null;
  /** In how many runs it was missing, and in how many it has to be before anything happens; null while the source has it. */
  missingRuns: { found: number; needed: number } | null;
  /** When the next run after that removes it, because its time of grace is over; null: never. */
  removedAt: string | null;
  handEdits: HandEditView[];
}

/** The secrets that a run generated for one record, in clear, and whose they are. */
export interface GeneratedCredential {
  extension: string | null;
  /** What people call whoever has the record. */
  name: string;
  username: string | null;
  email: string | null;
  type: RecordType;
  key: string;
  password: string | null;
  sipPassword: string | null;
  pin: string | null;
}

/** The columns of the CSV files that can be downloaded. By them such a file is known when it comes back. */
export const DOWNLOADS = {
  changes: ['row', 'type', 'action', 'key', 'label', 'attribute', 'before', 'after', 'applied'],
  issues: ['row', 'column', 'value', 'code', 'severity', 'message'],
  credentials: [
    'extension',
    'name',
    'username',
    'email',
    'type',
    'key',
    'password',
    'sipPassword',
    'pin',
  ],
} as const satisfies Record<string, string[]>;
