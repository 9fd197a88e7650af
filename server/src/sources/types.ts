import type { Issue } from '../../../shared/contracts/issues';
import type { BytesRead } from '../../../shared/contracts/runs';
import type { RowValue } from '../../../shared/contracts/trials';
import type { RowFix, RowLine, Skip } from '../../../shared/contracts/uploads';
import type { FoundLine, LineFixes } from './table/lines';

export type { RowValue } from '../../../shared/contracts/trials';

export interface Row {
  /** The row's number in the source; for CSV the line of the file that it starts on. */
  number: number;
  values: Record<string, RowValue>;
  /** Columns whose cells the row lacks, because who wrote the file leaves empty ones at the end out: read as empty, but what only they fill stays as it is. */
  missingCells?: string[];
}

/** A row as a source gives it. With an issue of severity `error` it is not mapped, and its key is not known. */
export interface SourceRow extends Row {
  issues: Issue[];
  /** Why a correction leaves it out; absent where none does. */
  skip?: Skip;
}

/** What lets a server answer "not modified" the next time. */
export interface Validators {
  etag: string | null;
  lastModified: string | null;
}

export type { RowFix, Skip } from '../../../shared/contracts/uploads';

/** Which hosts a source may reach, and how long and how much it may read. From the plugin's options. */
export interface NetworkOptions {
  /** Host names, addresses and CIDR ranges in private networks that may be reached all the same. */
  allowedHosts: string[];
  connectTimeoutSeconds: number;
  timeoutSeconds: number;
  maxBytes: number;
  /** How often a transport error is tried again. */
  retries: number;
}

/** What a source is doing with a file. */
export type ReadStage = 'fetching' | 'reading';

/** A value that the wanted rows have in a column, in whatever spelling. */
export interface AskedValue {
  column: string;
  /** What the column fills, as `username`: by it one spelling is the same as another. */
  attribute: string;
  value: string;
}

/** Everything that a source needs besides its own settings. Plain data, but for signal and `onRead`: it crosses into the worker. */
export interface SourceContext {
  /** The delivered file, for sources with delivery `upload`. */
  file: string | null;
  fixes: RowFix[];
  /** Corrections that go by the text of lines; null for a file that is uploaded. */
  lines: LineFixes | null;
  /** An empty folder for temporary files; whoever made it removes it. */
  folder: string;
  network: NetworkOptions;
  /** Null reads the source whether it changed or not. */
  validators: Validators | null;
  /** How many rows are enough, where only the first ones are looked at; null reads to the end. */
  most: number | null;
  /**
   * What the wanted rows have in columns; all that have it are among those that come, and a source that can ask for
   * them need not give any others. Absent: every row is wanted.
   */
  asked?: readonly AskedValue[];
  /** What the profile's expressions and template name: columns of a source that has no header to list them. */
  names: string[];
  /** Columns whose cells no finding may quote, besides those that their names tell. */
  secret: string[];
  signal: AbortSignal;
  /** Is told how far fetching or reading a file is. */
  onRead?: (stage: ReadStage, bytes: BytesRead) => void;
}

/** How a file was read, whether its profile says so or it was detected. */
export interface Detected {
  /** Absent for what has none, as a workbook. */
  encoding?: string;
  /** 0: the file has no column names. */
  headerRow: number;
  /** Of a workbook: which one, and that from the left. */
  sheet?: { name: string; place: number };
}

/** A source that is open, and its rows. */
export interface SourceContent {
  columns: string[];
  /** True where it has single people only: who is not in it is not missing. */
  isPartial?: boolean;
  /** True where only rows came that were asked for. */
  isExcerpt?: boolean;
  /** What there is to say about the source as a whole. */
  issues?: Issue[];
  detected?: Detected;
  /** Columns that hold secrets though their names do not say so. */
  secret?: string[];
  /** What reading its rows to the end has found, told once for all of them. */
  closing?: () => Issue[];
  /** What of the corrections that go by the text of lines was found in reading its rows. */
  foundLines?: () => FoundLine[];
  /** The line of a row, before it is corrected; absent for what has no lines. */
  lineAt?: (row: number) => Promise<RowLine | null>;
  /** Where the file is that was read; absent for what is none. */
  file?: string;
  validators: Validators | null;
  rows: AsyncIterable<SourceRow>;
}

/**
 * What opening a source gives. Reaching the end of `rows` without an exception means that it was
 * read completely and with success; anything else throws a `SourceError`, and nothing may be removed.
 */
export type OpenSource = { notModified: true } | ({ notModified: false } & SourceContent);

/** One kind of source. It is opened and read in the worker process. */
export interface SourceReader<Settings = unknown> {
  open(settings: Settings, context: SourceContext): Promise<OpenSource>;
}
