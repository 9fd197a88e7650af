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
