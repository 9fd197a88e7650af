import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { encode } from 'iconv-lite';

import { readCsv } from '../../../server/src/sources/csv/read';
import { detectFile, fileSource } from '../../../server/src/sources/files';
import type { Detected, RowFix, SourceContext, SourceRow } from '../../../server/src/sources/types';
import { ConnectorError } from '../../../server/src/utils/errors';
import type { Issue } from '../../../shared/contracts/issues';
import type { Detection } from '../../../shared/contracts/sources';
import type { CsvFormat } from '../../../shared/profile/csv';

export const AUTO: CsvFormat = {
  encoding: 'auto',
  delimiter: 'auto',
  lineSeparator: 'auto',
  enclosure: 'auto',
  headerRow: 'auto',
  sheet: 'auto',
};

const folders: string[] = [];
let files = 0;

/** A new folder, removed by `removeFolders`. */
export const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'sources-'));
  folders.push(folder);
  return folder;
};

export const removeFolders = (): void => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
};

/** Writes a file and returns its path. */
export const fileOf = (content: string | Buffer, encoding = 'utf-8'): string => {
  const file = join(folders[0] ?? newFolder(), `file-${(files += 1)}.csv`);
  writeFileSync(file, typeof content === 'string' ? encode(content, encoding) : content);
  return file;
};

export interface Read {
  columns: string[];
  rows: SourceRow[];
}

/** The codes of what is said about a file as a whole. */
export const foundIn = async (
  content: string | Buffer,
  settings: ReadSettings = {}
): Promise<string[]> => (await readWhole(content, settings)).issues.map(({ code }) => code);

export interface ReadSettings extends Partial<CsvFormat> {
  fixes?: RowFix[];
  chunkBytes?: number;
  /** How the test writes the text to the file. */
  saved?: string;
}

/** Reads a text as the source does, to its end, with what is said about it as a whole. */
export const readWhole = async (
  content: string | Buffer,
  settings: ReadSettings = {}
): Promise<Read & { issues: Issue[]; detected: Detected | undefined }> => {
  const { fixes, chunkBytes, saved, ...format } = settings;
  const file = fileOf(content, saved);
  const source = await readCsv(file, { ...AUTO, ...format }, { fixes, chunkBytes });
  const { columns, detected } = source;
  const rows: SourceRow[] = [];
  for await (const row of source.rows) rows.push(row);
  const issues = [...(source.issues ?? []), ...(source.closing?.() ?? [])];
  return { columns, rows, issues, detected };
};

/** Reads a text as the source does, to its end. */
export const read = async (
  content: string | Buffer,
  settings: ReadSettings = {}
): Promise<Read> => {
  const { columns, rows } = await readWhole(content, settings);
  return { columns, rows };
};

/** The cells of every row, in the order of the columns. */
export const cellsOf = ({ columns, rows }: Read) =>
  rows.map(({ values }) => columns.map((column) => values[column]));

/** The error of a promise that has to fail, and has to fail in words. */
export const errorOf = async (promise: Promise<unknown>): Promise<ConnectorError> => {
  const error = await promise.then(
    () => new Error('no error where one was expected'),
    (reason: unknown) => reason
  );
  if (!(error instanceof ConnectorError)) throw error;
  return error;
};

export const codeOf = async (promise: Promise<unknown>): Promise<string> =>
  (await errorOf(promise)).code;

export const contextOf = (context: Partial<SourceContext>): SourceContext => ({
  file: null,
  fixes: [],
  lines: null,
  folder: newFolder(),
  secret: [],
  network: {
    allowedHosts: [],
    connectTimeoutSeconds: 5,
    timeoutSeconds: 30,
    maxBytes: 1_000_000,
    retries: 0,
  },
  validators: null,
  most: null,
  names: [],
  signal: new AbortController().signal,
  ...context,
});

/** Reads a file of any kind as the source does, to its end; given as bytes or by its path. */
export const readWorkbook = async (
  given: Buffer | string,
  { fixes = [], ...format }: Partial<CsvFormat> & { fixes?: RowFix[] } = {}
): Promise<Read & { issues: Issue[]; detected: Detected | undefined }> => {
  const file = typeof given === 'string' ? given : fileOf(given);
  const settings = { type: 'csv', delivery: 'upload', ...AUTO, ...format } as const;
  const opened = await fileSource.open(settings, contextOf({ file, fixes }));
  if (opened.notModified) throw new Error('expected a file');
  const rows: SourceRow[] = [];
  for await (const row of opened.rows) rows.push(row);
  const issues = [...(opened.issues ?? []), ...(opened.closing?.() ?? [])];
  return { columns: opened.columns, rows, issues, detected: opened.detected };
};

/** What a file of any kind looks like. */
export const detect = (
  given: Buffer | string,
  format: Partial<CsvFormat> = {},
  secret: string[] = []
): Promise<Detection> =>
  detectFile(typeof given === 'string' ? given : fileOf(given), { ...AUTO, ...format }, secret);
