import { problem } from '../../../../shared/codes/problems';
import { type Issue, ofWholeRun } from '../../../../shared/contracts/issues';
import type { Detection } from '../../../../shared/contracts/sources';
import type { CsvFormat } from '../../../../shared/profile/csv';
import { columnName } from '../../../../shared/text';
import { SourceError } from '../../utils/errors';
import type { Reading } from '../csv/decode';
import { areUsualNames, findHeader } from '../table/header';
import { previewTable, reasonOf } from '../table/preview';
import {
  type AsMeant,
  type Corrections,
  tableContent,
  type TableContent,
  tableOf,
} from '../table/read';
import type { FoundHeader, FoundTable, TableRecord } from '../table/types';
import { openWorkbook } from './open';
import type { Sheet, Workbook } from './types';

/** So many rows show where the column names are. */
const SAMPLE_ROWS = 200;

/** Empty cells at the end of a row are not in the file. */
const filledUp: AsMeant = (record, width) =>
  record.fields.length < width
    ? { ...record, fields: Array.from({ length: width }, (_, index) => record.fields[index] ?? '') }
    : record;

/** Records of one width. */
const aligned = (records: TableRecord[]): TableRecord[] => {
  const width = Math.max(0, ...records.map(({ fields }) => fields.length));
  return records.map((record) => filledUp(record, width));
};

/** The records of a sheet from a row on. */
async function* recordsFrom(
  sheet: Sheet,
  row: number,
  onRead?: Reading['onRead']
): AsyncGenerator<TableRecord[]> {
  for await (const records of sheet.records(onRead)) {
    const found = row > 1 ? records.filter(({ line }) => line >= row) : records;
    if (found.length > 0) yield found;
  }
}

const sampleFrom = async (sheet: Sheet, row: number): Promise<TableRecord[]> => {
  const sample: TableRecord[] = [];
  for await (const records of recordsFrom(sheet, row)) {
    sample.push(...records);
    if (sample.length >= SAMPLE_ROWS) break;
  }
  return aligned(sample.slice(0, SAMPLE_ROWS));
};

/** A sheet of a workbook, and its first rows. */
interface ChosenSheet {
  sheet: Sheet;
  sample: TableRecord[];
}

const namedSheet = ({ sheets }: Workbook, name: string): Sheet => {
  const key = columnName(name).toLowerCase();
  const found =
    sheets.find((sheet) => sheet.name === name) ??
    sheets.find((sheet) => columnName(sheet.name).toLowerCase() === key);
  if (found) return found;
  const names = sheets.map((sheet) => sheet.name);
  throw new SourceError(problem('sheet-not-found', { sheet: name, sheets: names }));
};

/** Whether a sheet has column names as people give them. */
const isUsual = ({ sample }: ChosenSheet): boolean =>
  areUsualNames(sample[findHeader(sample)]?.fields ?? []);

/** The sheet that a profile names, else the first visible one with usual column names, else the first with rows. */
const chooseSheet = async (workbook: Workbook, wanted: string): Promise<ChosenSheet> => {
  if (wanted !== 'auto') {
    const sheet = namedSheet(workbook, wanted);
    return { sheet, sample: await sampleFrom(sheet, 1) };
  }
  let first: ChosenSheet | null = null;
  for (const sheet of workbook.sheets) {
    if (sheet.isHidden) continue;
    const chosen = { sheet, sample: await sampleFrom(sheet, 1) };
    if (chosen.sample.length > 1 && isUsual(chosen)) return chosen;
    if (chosen.sample.length > (first?.sample.length === 1 ? 1 : 0)) first ??= chosen;
  }
  if (first) return first;
  throw new SourceError(problem('empty-file/workbook'));
};

const headerIn = (records: TableRecord[]): FoundHeader | null => {
  const header = records[findHeader(records)];
  return header ? { names: header.fields.map(columnName), delimiter: '' } : null;
};

/** How a workbook is read, nothing left to be found out. */
interface Resolved {
  sheet: Sheet;
  found: FoundTable;
  /** Null where the sheet has no column names. */
  header: TableRecord | null;
  /** The first records below them. */
  sample: TableRecord[];
}

const resolve = async (workbook: Workbook, format: CsvFormat): Promise<Resolved> => {
  const { sheet, sample: top } = await chooseSheet(workbook, format.sheet);
  const { headerRow } = format;
  const isSet = headerRow !== 'auto';
  const sample = isSet && headerRow > 1 ? await sampleFrom(sheet, headerRow) : top;
  const likely = findHeader(sample);
  const index = isSet ? 0 : likely;
  const header = sample[index];
  if (!header) {
    throw new SourceError(
      isSet && headerRow > 1
        ? problem('no-header', { line: headerRow })
        : problem('empty-file/workbook')
    );
  }
  const byItself = isSet ? headerIn(top) : null;
  if (headerRow === 0) {
    const found = { headerRow, byItself, otherHeaderRow: null, delimiter: '' };
    return { sheet, found, header: null, sample };
  }
  const other = sample[likely]?.line ?? 0;
  const otherHeaderRow = isSet && other > header.line ? other : null;
  const found = { headerRow: header.line, byItself, otherHeaderRow, delimiter: '' };
  return { sheet, found, header, sample: sample.slice(index + 1) };
};

const recordsOf = ({ sheet, found }: Resolved, onRead?: Reading['onRead']) =>
  recordsFrom(sheet, found.headerRow, onRead);

/** Which sheet was read, where there are others with something in them or with names only. */
const sheetFound = (workbook: Workbook, { sheet }: Resolved, format: CsvFormat): Issue[] => {
  const others = workbook.sheets.filter((other) => other !== sheet).map(({ name }) => name);
  if (format.sheet !== 'auto' || others.length === 0) return [];
  return [ofWholeRun(problem('sheet-found', { sheet: sheet.name, others }), 'info')];
};

interface WorkbookReading extends Corrections, Pick<Reading, 'signal' | 'onRead'> {
  secret?: string[];
}

const contentOf = (
  workbook: Workbook,
  resolved: Resolved,
  format: CsvFormat,
  { secret: known = [], onRead, ...corrections }: WorkbookReading
): TableContent => {
  const { sheet, found, header, sample } = resolved;
  const table = tableOf(header, sample, found, { known, asMeant: filledUp });
  const read = (quietly?: boolean) => recordsOf(resolved, quietly ? undefined : onRead);
  const content = tableContent(table, read, corrections);
  const place = workbook.sheets.indexOf(sheet) + 1;
  return {
    ...content,
    detected: { headerRow: found.headerRow, sheet: { name: sheet.name, place } },
    issues: [...sheetFound(workbook, resolved, format), ...content.issues],
  };
};

/**
 * Opens a workbook: the column names of one of its sheets, and its rows as they are read. Each row's
 * number is its row in the sheet.
 * @throws SourceError when the file as a whole cannot be used; from `rows` also at its end
 */
export const readWorkbook = async (
  file: string,
  format: CsvFormat,
  reading: WorkbookReading = {}
): Promise<TableContent> => {
  const workbook = await openWorkbook(file, reading.signal);
  return contentOf(workbook, await resolve(workbook, format), format, reading);
};

/** Finds the sheet and the column names of a workbook and shows its first rows, damaged ones too. */
export const detectWorkbook = async (
  file: string,
  format: CsvFormat,
  secret: string[] = []
): Promise<Detection> => {
  const nothing = { format, columns: [], rows: [], issues: [] };
  let workbook: Workbook;
  try {
    workbook = await openWorkbook(file);
  } catch (error) {
    return { ...nothing, problem: reasonOf(error) };
  }
  const kind = { kind: workbook.kind, sheets: workbook.sheets.map(({ name }) => name) };
  try {
    const resolved = await resolve(workbook, format);
    const { sheet, found } = resolved;
    return {
      format: { ...format, sheet: sheet.name, headerRow: found.headerRow },
      file: kind,
      ...(await previewTable({
        found,
        records: recordsOf(resolved),
        asMeant: filledUp,
        known: secret,
        open: async () => contentOf(workbook, resolved, format, { secret }),
      })),
    };
  } catch (error) {
    return { ...nothing, file: kind, problem: reasonOf(error) };
  }
};
