import type { Problem } from '../../../../shared/codes/kinds';
import { problem } from '../../../../shared/codes/problems';
import { SourceError } from '../../utils/errors';
import { MOST_CHARACTERS_OF_RECORD, type TableRecord } from '../table/types';
import { damaged, tooLarge } from './archive';
import type { CellValue, MergedCells } from './merged-cells';

/** As many as Excel and LibreOffice have. */
const MOST_ROWS = 1_048_576;
const MOST_COLUMNS = 16_384;
/** The cells of a sheet that hold something. */
const MOST_CELLS = 50_000_000;

/** A row that holds something, and how many rows from it on are the same. */
export interface SheetRow {
  record: TableRecord;
  times: number;
}

/** Makes records of a sheet's cells, within the bounds of what a sheet can be. */
export class RowBuilder {
  private readonly done: SheetRow[] = [];
  private row = 0;
  private times = 1;
  private isHidden = false;
  private cells = new Map<number, CellValue>();
  private count = 0;

  constructor(private readonly merged: MergedCells) {}

  begin(row: number, { isHidden, times = 1 }: { isHidden: boolean; times?: number }): void {
    this.row = row;
    this.times = times;
    this.isHidden = isHidden;
    this.cells = new Map();
  }

  /** @throws SourceError `workbook-too-large`; `damaged-workbook` for a second value of one cell */
  set(column: number, text: string, unread: Problem | null): void {
    if (text === '' && !unread) return;
    if (column < 0 || column >= MOST_COLUMNS) throw tooLarge('cells', MOST_COLUMNS);
    if (this.cells.has(column)) throw damaged('xml');
    this.cells.set(column, { text, unread });
  }

  /** @throws SourceError `workbook-too-large`, `record-too-long` */
  end(): void {
    this.merged.complete(this.row, this.cells);
    if (this.cells.size === 0) return;
    if (this.row + this.times - 1 > MOST_ROWS) throw tooLarge('rows', MOST_ROWS);
    this.count += this.cells.size * this.times;
    if (this.count > MOST_CELLS) throw tooLarge('cells', MOST_CELLS);
    this.done.push({ record: this.record(), times: this.times });
  }

  take(): SheetRow[] {
    return this.done.splice(0);
  }

  private record(): TableRecord {
    const width = Math.max(...this.cells.keys()) + 1;
    const fields = new Array<string>(width).fill('');
    const unread = new Map<number, Problem>();
    let length = 0;
    for (const [column, { text, unread: why }] of this.cells) {
      fields[column] = text;
      length += text.length;
      if (why) unread.set(column, why);
    }
    if (length > MOST_CHARACTERS_OF_RECORD) throw tooLong(this.row);
    return {
      line: this.row,
      fields,
      malformed: null,
      terminated: true,
      ...(this.isHidden && { isHidden: true }),
      ...(unread.size > 0 && { unread }),
    };
  }
}

const tooLong = (line: number): SourceError =>
  new SourceError(problem('record-too-long/sheet', { line, most: MOST_CHARACTERS_OF_RECORD }));

const BATCH = 1000;

/** The records of rows, each as often as it stands in the sheet. */
export function* recordsOf(rows: SheetRow[]): Generator<TableRecord[]> {
  let batch: TableRecord[] = [];
  for (const { record, times } of rows) {
    for (let after = 0; after < times; after += 1) {
      batch.push(after === 0 ? record : { ...record, line: record.line + after });
      if (batch.length < BATCH) continue;
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}
