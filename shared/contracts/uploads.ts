import type { Problem, ProblemView } from '../codes/kinds';

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

/** A correction that a person made to one row of an uploaded file; `row` is the line of the file. */
export type RowFix = { row: number; skip: Skip } | { row: number; column: string; value: string };

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
