import type { Problem } from '../../../../shared/codes/kinds';

/** A record of a file that is a table: the fields of a line of CSV, the cells of a row of a sheet. */
export interface TableRecord {
  /** The line of the file that it starts on, or its row in the sheet. */
  line: number;
  fields: string[];
  /** The text that it was made of, without its end; absent in a sheet. */
  text?: string;
  /** The index of a field with text behind its closing quote; null where all are sound. */
  malformed: number | null;
  /** Whether a line end follows it; without one it is the file's last. */
  terminated: boolean;
  /** Whether it was taken out of quotation marks around the whole line, unlike the file's others. */
  unwrapped?: true;
  /** Whether a sheet hides its row. */
  isHidden?: true;
  /** Why the values of cells cannot be known, by their index. */
  unread?: ReadonlyMap<number, Problem>;
}

/** A record longer than this is damage: it bounds the memory that a record can take. */
export const MOST_CHARACTERS_OF_RECORD = 1_048_576;

/** The columns of a file. */
export interface Columns {
  names: string[];
  /** The line of the header; 0 where there is none. */
  line: number;
  /** The numbers of columns that have no name in a header and are called by their letters. */
  lettered: number[];
  /** Columns at the end that have no name; harmless as long as no row has a value there. */
  unnamed: number;
}

/** Column names as they stand in a file. */
export interface FoundHeader {
  names: string[];
  /** What divides them; empty in a sheet. */
  delimiter: string;
}

/** Where the column names of a file are, whether its profile says so or it was found out. */
export interface FoundTable {
  /** The line of the column names; 0 where the file has none. */
  headerRow: number;
  /** The header that the file has by itself, where a profile may have it read otherwise. */
  byItself: FoundHeader | null;
  /** Another line that the column names seem to stand in. */
  otherHeaderRow: number | null;
  /** What divides the fields; empty in a sheet. */
  delimiter: string;
}
