import type { Problem, ProblemView } from '../codes/kinds';
import type { CellStep, LineCells } from '../line-cells';
import type { IssueView } from './issues';
import type { ChangeView } from './runs';
import type { RowValue } from './trials';

/** A CSV file that was delivered for a profile of delivery `upload`. */
export interface UploadInfo {
  id: string;
  /** The profile's id; null while the file waits for its profile to be saved. */
  profile: string | null;
  /** The file's name on the computer it came from. */
  name: string;
  /** In bytes. */
  size: number;
  /** Of the file's bytes, in hexadecimal. */
  sha256: string;
  createdAt: string;
  /** How many corrections are kept with it. */
  fixes: number;
}

export const SKIPS = ['keep', 'no-record'] as const;
/** Why a row is left out: its person is to stay as stored, or the line is no person (a total, a heading). */
export type Skip = (typeof SKIPS)[number];

/**
 * What a person corrects in a row: that it is left out, the value of a column, or how the cells of its line become
 * those of its columns.
 */
export type Correction = { skip: Skip } | { column: string; value: string } | { steps: CellStep[] };

/** A correction of one row of an uploaded file; `row` is the line of the file. */
export type RowFix = { row: number } & Correction;

/**
 * A correction of a line of whichever file a profile reads, where none is uploaded: bound to the text of the line.
 * `row` is where the text stood last, `found` how many lines of the file that was read last have it; the correction
 * holds where that is one.
 */
export type LineFix = RowFix & { line: string; found: number };

/** A line as it is divided into cells, before anybody corrects it. */
export interface RowLine extends LineCells {
  /** The keyed digest of its text; null where corrections go by the row's number. */
  digest: string | null;
  /** How many lines of the file have it; 1 where corrections go by the row's number. */
  count: number;
}

/** One row of a file as it is read with its corrections. */
export interface FileRow {
  row: number;
  values: Record<string, RowValue>;
  /** Whom the row is about; null where that is not certain. */
  person: string | null;
  columns: string[];
  /** Null where it has none, as an entry of a directory. */
  line: RowLine | null;
}

/** What becomes of one row of a file with its corrections. */
export interface RowCheck {
  row: number;
  /** What is still wrong with it. */
  issues: IssueView[];
  skipped: Skip | null;
  changes: ChangeView[];
}

/** A file as a profile reads it, at a glance. */
export interface FileSurvey {
  columns: string[];
  /** Those that the profile's mapping names. */
  used: string[];
  /** Null where there are more than are counted while a person waits. */
  rows: number | null;
  /** Why the file cannot be read; null when nothing speaks against it. */
  problem: Problem | null;
}

/** What is different in a new file from the one that a profile has. */
export interface FileComparison {
  /** The profile's file; null where it has none that can be read. */
  last: UploadInfo | null;
  /** Columns of the new file only. */
  added: string[];
  /** Columns of the last file only. */
  gone: string[];
  /** Those of the profile's mapping that the new file lacks. */
  missed: string[];
  /** How many there are; null where they are not counted. */
  rows: { before: number | null; after: number | null };
  /** Why the new file cannot be read. */
  problem: ProblemView | null;
}
