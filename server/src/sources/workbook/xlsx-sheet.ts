import type { Problem } from '../../../../shared/codes/kinds';
import { problem } from '../../../../shared/codes/problems';
import { parseDate } from 'numfmt';
import { damaged } from './archive';
import { type Shown, shownTruth, type Showing } from './number-formats';
import type { SharedStrings } from './shared-strings';
import type { MergedArea, MergedCells } from './merged-cells';
import { RowBuilder, type SheetRow } from './sheet-rows';
import { type Attributes, localName, type XmlHandler } from './xml';

/** What the cells of a workbook refer to. */
export interface CellContext {
  strings: SharedStrings;
  /** How a number is shown, by the number of its style. */
  styles: readonly Shown[];
  showing: Showing;
}

/** `_x000D_`, as characters are written that XML cannot hold. */
const ESCAPED = /_x([\dA-F]{4})_/gi;

/** The text as it is meant. */
export const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replace(ESCAPED, (_all, code: string) => String.fromCharCode(parseInt(code, 16)))
    : text;

export const isTrue = (value: string | undefined): boolean => value === '1' || value === 'true';

/** The index of the column in a reference such as `AB12`; -1 where it has none. */
const columnOf = (reference: string): number => {
  let column = 0;
  for (const letter of reference) {
    const place = letter.charCodeAt(0) - 64;
    if (place < 1 || place > 26) break;
    column = column * 26 + place;
  }
  return column - 1;
};

/** A number as XML has it; what JavaScript makes of blanks or `0x10` is none. */
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
/** More digits than a number keeps, as other programs than Excel write them: rounded, it would be somebody else's. */
const MANY_DIGITS = /^-?\d{16,}$/;
const TRUTH = /^(?:[01]|true|false)$/;

const rowOf = (reference: string): number => Number(/\d+$/.exec(reference)?.[0]);

interface Cell {
  column: number;
  type: string;
  style: number;
  isFormula: boolean;
  /** Null where the cell has none. */
  value: string | null;
}

/** Makes rows of the XML of a sheet. */
export class XlsxSheet implements XmlHandler {
  private readonly rows: RowBuilder;
  private isData = false;
  private row = 0;
  private cell: Cell | null = null;
  private column = -1;
  private isCollecting = false;
  private isPhonetic = false;

  constructor(
    private readonly context: CellContext,
    merged: MergedCells
  ) {
    this.rows = new RowBuilder(merged);
  }

  readonly take = (): SheetRow[] => this.rows.take();

  open(name: string, attributes: Attributes): void {
    const local = localName(name);
    if (local === 'sheetData') this.isData = true;
    if (!this.isData) return;
    switch (local) {
      case 'row':
        this.openRow(attributes);
        break;
      case 'c':
        this.openCell(attributes);
        break;
      case 'f':
        if (this.cell) this.cell.isFormula = true;
        break;
      case 'rPh':
        this.isPhonetic = true;
        break;
      case 'v':
      case 't':
        if (!this.cell || this.isPhonetic) return;
        this.isCollecting = true;
        this.cell.value ??= '';
    }
  }

  close(name: string): void {
    if (!this.isData) return;
    switch (localName(name)) {
      case 'sheetData':
        this.isData = false;
        break;
      case 'row':
        this.rows.end();
        break;
      case 'c':
        if (this.cell) this.closeCell(this.cell);
        this.cell = null;
        break;
      case 'rPh':
        this.isPhonetic = false;
        break;
      case 'v':
      case 't':
        this.isCollecting = false;
    }
  }

  text(text: string): void {
    if (this.isCollecting && this.cell) this.cell.value += text;
  }

  private openRow({ r, hidden }: Attributes): void {
    const row = r === undefined ? this.row + 1 : Number(r);
    if (!Number.isInteger(row) || row <= this.row) throw damaged('xml');
    this.row = row;
    this.column = -1;
    this.rows.begin(row, { isHidden: isTrue(hidden) });
  }

  private openCell({ r, t = 'n', s = '0' }: Attributes): void {
    this.column = r === undefined ? this.column + 1 : columnOf(r);
    if (this.column < 0) throw damaged('xml');
    this.cell = { column: this.column, type: t, style: Number(s), isFormula: false, value: null };
  }

  private closeCell(cell: Cell): void {
    const unread = this.unreadOf(cell);
    const text = unread && cell.type !== 'e' ? '' : this.shown(cell);
    this.rows.set(cell.column, text, unread);
  }

  private unreadOf({ type, isFormula, value }: Cell): Problem | null {
    if (type === 'e') return problem('cell-error', { found: value ?? '' });
    const isEmpty = value === null || (value === '' && type === 'n');
    return isFormula && isEmpty ? problem('formula-without-value') : null;
  }

  private shown({ type, style, value }: Cell): string {
    if (value === null || value === '') return '';
    const { strings, showing } = this.context;
    switch (type) {
      case 's': {
        const text = strings.get(Number(value));
        if (text === undefined) throw damaged('xml');
        return text;
      }
      case 'b':
        return TRUTH.test(value.trim()) ? shownTruth(isTrue(value.trim()), showing) : value;
      case 'n':
        return this.shownNumber(value.trim(), style);
      case 'd':
        return this.date(value, style) ?? value;
      default:
        return unescaped(value);
    }
  }

  private shownNumber(value: string, style: number): string {
    if (!NUMBER.test(value) || MANY_DIGITS.test(value)) return value;
    return this.number(Number(value), style) ?? value;
  }

  private number(value: number, style: number): string | null {
    if (!Number.isFinite(value)) return null;
    return this.context.styles[style]?.(value) ?? String(value);
  }

  /** A date in the words of ISO 8601, as a strict workbook may have it. */
  private date(value: string, style: number): string | null {
    const days = parseDate(value.replace('T', ' ').replace(/Z$/, ''))?.v;
    return typeof days === 'number' ? this.number(days, style) : null;
  }
}

/** Collects the merged cells of a sheet, which stand below its rows. */
export class MergedAreas implements XmlHandler {
  readonly areas: MergedArea[] = [];

  open(name: string, { ref = '' }: Attributes): void {
    if (localName(name) !== 'mergeCell') return;
    const [first = '', last = first] = ref.split(':');
    const [top, bottom] = [rowOf(first), rowOf(last)];
    if (bottom > top) this.areas.push({ top, bottom, column: columnOf(first) });
  }

  close(): void {
    // Only the beginnings of elements matter.
  }
}
