import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { problem } from '../../../../shared/codes/problems';
import type { Issue } from '../../../../shared/contracts/issues';
import { columnName } from '../../../../shared/text';
import { deniedIn } from '../../utils/denied';
import { ConnectorError, explainDisk, kindOf, SourceError } from '../../utils/errors';
import { download } from '../download';
import { createSpool, readSpool } from '../spool';
import { rowValue, scalarText } from '../row-values';
import type { OpenSource, RowValue, SourceContext, SourceRow, Validators } from '../types';
import { hiddenError, hiding } from '../hide';
import type { Downloaded, ReadSource, SourceEntry, SourceTools } from './types';

/** A registered source as it is handed to the process that reads it: plain data. */
export interface SourceModule {
  path: string;
  label: string;
  /** As its schema gives them, secrets in clear. */
  settings: Record<string, unknown>;
  /** What no text of the module may show. */
  secrets: string[];
  /** The origins of its addresses, which alone are told what is sent along. */
  origins: string[];
  /** Files and folders that it may read besides code. */
  reads: readonly string[];
  /** Whether it may load native add-ons. */
  addons: boolean;
}

/** The server's word that nothing has changed, on its way through the module. */
class Unchanged extends Error {}

/** What a module has found out, besides its rows. */
interface Found {
  notes: Issue[];
  validators: Validators | null;
  isUnchanged: boolean;
  /** What ends the reading, whatever the module makes of it. */
  misuse: SourceError | null;
}

const NOTES = 100;
const NOTE_CHARACTERS = 1000;
/** How many rows are written at a time. */
const ROWS = 100;

/** What a module says, without secrets and not too long; null where that is no text. */
type Said = (given: unknown) => string | null;

/** Makes rows of what a module gives, and collects the columns that they have. */
const createRows = (label: string, said: Said) => {
  const columns = new Set<string>();

  const wrong = (row: number, why: 'row' | 'value' | 'twice', column: string | null) =>
    new SourceError(problem('source-row-invalid', { source: label, row, column, why }));

  const valuesOf = (given: object, row: number): Record<string, RowValue> => {
    const values: Record<string, RowValue> = {};
    for (const [key, value] of Object.entries(given)) {
      const column = columnName(key);
      const text = rowValue(value);
      // What is named like the prototype would be something else in a row.
      if (text === null || column === '__proto__') throw wrong(row, 'value', column);
      if (Object.hasOwn(values, column)) throw wrong(row, 'twice', column);
      values[column] = text;
      columns.add(column);
    }
    return values;
  };

  return {
    columns,
    build(entry: SourceEntry | undefined, number: number): SourceRow {
      const { values, problem: reason } = entry ?? {};
      if (typeof values !== 'object' || values === null) throw wrong(number, 'row', null);
      // Whoever has none to tell may say so in several ways.
      const failed =
        reason !== undefined &&
        reason !== null &&
        problem('source-row-failed', { reason: said(reason) });
      const issues: Issue[] = failed
        ? [{ row: number, column: null, value: null, severity: 'error', ...failed }]
        : [];
      return { number, values: valuesOf(values, number), issues };
    },
  };
};

/** What a module reads with, and what it has found out. */
const createTools = (of: SourceModule, context: SourceContext, said: Said) => {
  const { label: source, origins } = of;
  const { maxBytes } = context.network;
  const found: Found = { notes: [], validators: null, isUnchanged: false, misuse: null };
  let asksIfChanged = false;
  const named = new Set<string>();
  let files = 0;
  let bytes = 0;

  /** Counts what is read, whether it is downloaded or comes as rows. */
  const count = (more: number): void => {
    bytes += more;
    if (bytes > maxBytes) {
      throw new SourceError(problem('file-too-large/source', { source, limit: maxBytes }));
    }
  };

  const tools: SourceTools = {
    async download(address, { headers = {}, accept = '*/*', ifChanged = false } = {}) {
      const origin = URL.canParse(address) ? new URL(address).origin : '';
      const isKnown = origins.length === 0 || origins.includes(origin);
      if (!isKnown && Object.keys(headers).length > 0) {
        throw new SourceError(problem('address-not-entered', { source, address: origin }));
      }
      if (ifChanged && asksIfChanged) {
        // Of several answers one would be kept, and changes of the others lost.
        found.misuse = new SourceError(problem('if-changed-twice', { source }));
        throw found.misuse;
      }
      asksIfChanged ||= ifChanged;
      files += 1;
      const validators = ifChanged ? context.validators : null;
      const target = { url: address, accept, headers };
      const got = await download(target, { ...context, validators }, `download-${files}`).catch(
        (error: unknown) => {
          throw ofSource(error, source);
        }
      );
      if (got.notModified) {
        found.isUnchanged = true;
        throw new Unchanged();
      }
      if (ifChanged) found.validators = got.validators;
      count((await stat(got.file)).size);
      return answer(got, origin);
    },
    columns(names) {
      names.forEach((name) => named.add(columnName(name)));
    },
    note(given) {
      if (found.notes.length === NOTES) return;
      const heard = said(given);
      if (heard === null) return;
      const text = problem('source-note', { source, text: heard });
      found.notes.push({ row: null, column: null, value: null, severity: 'info', ...text });
    },
    failure: (reason) =>
      refused(reason, source) ??
      new SourceError(problem('source-failed', { source, reason: said(reason) })),
    folder: join(context.folder, 'module'),
  };
  return { tools, found, named, count };
};

/** The error of what a module tried and may not do; null for any other. */
export const refused = (thrown: unknown, source: string): SourceError | null => {
  const denied = deniedIn(thrown);
  const what = denied && problem('access-denied/source', { source, ...denied });
  return what && new SourceError(what, { cause: thrown });
};

/** An error that people read; whatever else a module throws says at least whose it is. */
const foreseen = (thrown: unknown, source: string): ConnectorError => {
  const error = refused(thrown, source) ?? explainDisk(thrown);
  if (error instanceof ConnectorError) return error;
  const what = problem('source-failed/unexpected', { source, kind: kindOf(error) });
  return new SourceError(what, { cause: error });
};

/** The error of an address, which is that of a CSV file elsewhere. */
const ofSource = (error: unknown, source: string): unknown => {
  if (!(error instanceof SourceError) || error.code !== 'invalid-address') return error;
  return new SourceError(problem('invalid-address/source', { source }));
};

const answer = (
  { file, header }: Pick<Downloaded, 'file' | 'header'>,
  origin: string
): Downloaded => {
  const text = async (): Promise<string> => (await readFile(file, 'utf8')).replace(/^\uFEFF/, '');
  return {
    file,
    header: (name) => header(name.toLowerCase()),
    text,
    async json() {
      const given = await text();
      try {
        return JSON.parse(given) as unknown;
      } catch {
        // The error of JavaScript quotes what it has found.
        throw new SourceError(problem('not-json', { address: origin }));
      }
    },
  };
};

/**
 * Has a registered module read its source to the end, into a file of the folder: only then are its
 * columns known, and a module that fails half-way has given nothing.
 * @throws SourceError what the module says, or what is wrong with its rows
 */
export const openRegistered = async (
  read: ReadSource,
  of: SourceModule,
  context: SourceContext
): Promise<OpenSource> => {
  const hide = hiding(of.secrets);
  const said: Said = (given) => {
    const text = given instanceof Error ? given.message : scalarText(given);
    return text?.trim() ? hide(text).slice(0, NOTE_CHARACTERS) : null;
  };
  const { tools, found, named, count } = createTools(of, context, said);
  const rows = createRows(of.label, said);
  await mkdir(tools.folder);
  const file = join(context.folder, 'rows');
  const spool = await createSpool(file);
  let batch: SourceRow[] = [];
  let number = 0;
  const flush = async (): Promise<void> => {
    count(await spool.append(batch));
    batch = [];
  };
  const isUnchanged = (): boolean => {
    if (found.misuse) throw found.misuse;
    return found.isUnchanged;
  };
  try {
    for await (const entry of read(of.settings, tools)) {
      number += 1;
      batch.push(rows.build(entry, number));
      if (batch.length === ROWS) await flush();
      if (number === context.most) break;
    }
    await flush();
  } catch (error) {
    if (isUnchanged()) return { notModified: true };
    throw hiddenError(foreseen(error, of.label), hide);
  } finally {
    await spool.close();
  }
  if (isUnchanged()) return { notModified: true };
  if (number === 0) throw new SourceError(problem('no-rows/source', { source: of.label }));
  const columns = [...rows.columns, ...[...named].filter((name) => !rows.columns.has(name))];
  const { notes: issues, validators } = found;
  return { notModified: false, columns, issues, validators, rows: readSpool(file) };
};
