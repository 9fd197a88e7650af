/** What a row may have in a column: text, or what is one as text; null and undefined are empty. */
export type SourceValue =
  string | number | bigint | boolean | null | undefined | readonly (string | number | boolean)[];

/** One row of a source: a person, most often. */
export interface SourceEntry {
  /** By column. */
  values: Readonly<Record<string, SourceValue>>;
  /**
   * Why it cannot be taken, for a person to read. The others go on; since nobody knows whom it is
   * about, nothing is removed in a run that has one.
   */
  problem?: string;
}

export interface DownloadOptions {
  /** Such as `Authorization`. Another origin is never told them, whoever redirects there. */
  headers?: Readonly<Record<string, string>>;
  /** What kinds of content are understood. */
  accept?: string;
  /**
   * The answer is all that the source has: where the server says that it is as it was at the last
   * run that took everything over, reading ends there. For one address of a source only: a second
   * one ends the run.
   */
  ifChanged?: boolean;
}

/** What a server has sent, unpacked, in a file. */
export interface Downloaded {
  file: string;
  header(name: string): string | null;
  text(): Promise<string>;
  json(): Promise<unknown>;
}

/** What a source is read with. */
export interface SourceTools {
  /**
   * Fetches an address by GET, within the plugin's limits of time and size, and from hosts that it
   * may reach; errors that may pass are tried again. What fails ends the run.
   */
  download(address: string, options?: DownloadOptions): Promise<Downloaded>;
  /** Names columns that rows may have, for those that no row has at present. */
  columns(names: readonly string[]): void;
  /** Says something in the report of the run. */
  note(text: string): void;
  /** The error to be thrown where the source cannot be read to its end, with the reason for a person. */
  failure(reason: string): Error;
  /** An empty folder for temporary files; it is removed afterwards. */
  folder: string;
}

/**
 * Reads a source: the default export of a registered module. It runs in a process of its own, which
 * a stopped run simply ends. Returning says that the source was read to its end, so that records
 * without a row may be removed; whoever could not read everything throws.
 */
export type ReadSource<Settings = Record<string, unknown>> = (
  settings: Settings,
  tools: SourceTools
) => AsyncIterable<SourceEntry>;
