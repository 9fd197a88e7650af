import type { Problem } from '../../../../shared/codes/kinds';
import { problem } from '../../../../shared/codes/problems';
import { type Archive, damaged, encrypted } from './archive';
import { MergedCells } from './merged-cells';
import { recordsOf, RowBuilder, type SheetRow } from './sheet-rows';
import type { Sheet, Workbook } from './types';
import { type Attributes, parseXml, readXml, type XmlHandler } from './xml';

const CONTENT = 'content.xml';
const MANIFEST = 'META-INF/manifest.xml';

interface Listed {
  name: string;
  isHidden: boolean;
}

/** The names of elements whose texts and tables are no cells of the sheet. */
const IGNORED: ReadonlySet<string> = new Set([
  'office:annotation',
  'table:shapes',
  'table:tracked-changes',
  'table:dde-links',
  'table:detective',
  'text:ruby-text',
  'text:note',
  'draw:frame',
  'draw:custom-shape',
  'draw:g',
  'draw:rect',
  'draw:line',
  'draw:control',
  'draw:caption',
  'draw:a',
]);

const isCell = (name: string): boolean =>
  name === 'table:table-cell' || name === 'table:covered-table-cell';

const countIn = (attributes: Attributes, name: string): number => {
  const count = Number(attributes[name] ?? 1);
  if (Number.isInteger(count) && count > 0) return count;
  throw damaged('xml');
};

/** Finds the sheets, and which of them are hidden. */
class SheetList implements XmlHandler {
  readonly sheets: Listed[] = [];
  private readonly hidden = new Set<string>();
  private style = '';
  private ignored = 0;

  open(name: string, attributes: Attributes): void {
    if (IGNORED.has(name)) this.ignored += 1;
    if (this.ignored > 0) return;
    if (name === 'style:style') this.style = attributes['style:name'] ?? '';
    if (name === 'style:table-properties' && attributes['table:display'] === 'false') {
      this.hidden.add(this.style);
    }
    if (name !== 'table:table') return;
    const style = attributes['table:style-name'] ?? '';
    this.sheets.push({
      name: attributes['table:name'] ?? '',
      isHidden: this.hidden.has(style) || attributes['table:display'] === 'false',
    });
  }

  close(name: string): void {
    if (IGNORED.has(name)) this.ignored -= 1;
  }
}

interface Cell {
  attributes: Attributes;
  /** Its text as it is shown, by paragraphs. */
  paragraphs: string[];
}

/** Digits that are left out, where a whole number is shown with an exponent. */
const EXPONENT = /^-?\d(?:[.,]\d+)?E[+-]?\d+$/i;

/** All digits of a whole number; null where it is none, or has more of them than can be known. */
const wholeNumber = (value: string): string | null => {
  if (/^-?\d+$/.test(value)) return value;
  const number = value.trim() === '' ? NaN : Number(value);
  return Number.isSafeInteger(number) ? String(number) : null;
};

/** What a cell shows, or, in a file of a program that has not said so, what it holds. */
const shown = ({ attributes, paragraphs }: Cell): string => {
  const value = attributes['office:value'] ?? '';
  const text = paragraphs.join('\n');
  if (EXPONENT.test(text)) return wholeNumber(value) ?? text;
  if (paragraphs.length > 0) return text;
  return (
    attributes['office:string-value'] ??
    attributes['office:date-value'] ??
    attributes['office:boolean-value'] ??
    value
  );
};

const unreadOf = ({ attributes }: Cell, text: string): Problem | null => {
  if (attributes['calcext:value-type'] === 'error') return problem('cell-error', { found: text });
  const isEmpty = text === '' && attributes['office:value-type'] === undefined;
  const isFormula = attributes['table:formula'] !== undefined;
  return isFormula && isEmpty ? problem('formula-without-value') : null;
};

/** Makes rows of one sheet of the content of an OpenDocument spreadsheet. */
class OdsSheet implements XmlHandler {
  private readonly merged = new MergedCells();
  private readonly rows = new RowBuilder(this.merged);
  private sheet = -1;
  private ignored = 0;
  private row = 1;
  private times = 1;
  private column = 0;
  private cell: Cell | null = null;
  private paragraph: string | null = null;

  /** @param wanted the index of the sheet */
  constructor(private readonly wanted: number) {}

  readonly take = (): SheetRow[] => this.rows.take();

  open(name: string, attributes: Attributes): void {
    if (IGNORED.has(name)) this.ignored += 1;
    if (this.ignored > 0) return;
    if (name === 'table:table') this.sheet += 1;
    if (this.sheet !== this.wanted) return;
    if (name === 'table:table-row') this.openRow(attributes);
    else if (isCell(name)) this.cell = { attributes, paragraphs: [] };
    else if (this.cell) this.openText(name, attributes);
  }

  close(name: string): void {
    if (IGNORED.has(name)) {
      this.ignored -= 1;
      return;
    }
    if (this.ignored > 0 || this.sheet !== this.wanted) return;
    if (name === 'table:table-row') this.closeRow();
    else if (isCell(name)) this.closeCell(name);
    else if (name === 'text:p' && this.cell && this.paragraph !== null) {
      this.cell.paragraphs.push(this.paragraph);
      this.paragraph = null;
    }
  }

  text(text: string): void {
    if (this.paragraph === null || this.ignored > 0) return;
    this.add(text.replace(/[ \t\r\n]+/g, ' '));
  }

  private add(text: string): void {
    if (this.paragraph !== null) this.paragraph += text;
  }

  private openText(name: string, attributes: Attributes): void {
    if (name === 'text:p') this.paragraph = '';
    if (name === 'text:s') this.add(' '.repeat(Math.min(countIn(attributes, 'text:c'), 1000)));
    if (name === 'text:tab') this.add('\t');
    if (name === 'text:line-break') this.add('\n');
  }

  private openRow(attributes: Attributes): void {
    this.times = countIn(attributes, 'table:number-rows-repeated');
    const isHidden = (attributes['table:visibility'] ?? 'visible') !== 'visible';
    this.column = 0;
    this.rows.begin(this.row, { isHidden, times: this.times });
  }

  private closeRow(): void {
    this.rows.end();
    this.row += this.times;
  }

  private closeCell(name: string): void {
    const cell = this.cell ?? { attributes: {}, paragraphs: [] };
    const times = countIn(cell.attributes, 'table:number-columns-repeated');
    const text = name === 'table:covered-table-cell' ? '' : shown(cell);
    const unread = unreadOf(cell, text);
    const filled = text === '' && !unread ? 0 : times;
    for (let after = 0; after < filled; after += 1)
      this.rows.set(this.column + after, text, unread);
    const height = countIn(cell.attributes, 'table:number-rows-spanned');
    if (height > 1 && filled > 0) {
      this.merged.add({ top: this.row, bottom: this.row + height - 1, column: this.column });
    }
    this.column += times;
    this.cell = null;
  }
}

const isEncrypted = async (archive: Archive): Promise<boolean> => {
  let found = false;
  if (!archive.has(MANIFEST)) return found;
  await readXml(archive.part(MANIFEST), {
    open: (name) => (found ||= name === 'manifest:encryption-data'),
    close: () => undefined,
  });
  return found;
};

/** A spreadsheet of LibreOffice and others that write OpenDocument. */
export const openOds = async (archive: Archive): Promise<Workbook> => {
  if (await isEncrypted(archive)) throw encrypted();
  const list = new SheetList();
  await readXml(archive.part(CONTENT), list);

  async function* records(
    index: number,
    onRead: Parameters<Sheet['records']>[0]
  ): ReturnType<Sheet['records']> {
    const sheet = new OdsSheet(index);
    for await (const rows of parseXml(archive.part(CONTENT, onRead), sheet, sheet.take)) {
      yield* recordsOf(rows);
    }
  }

  return {
    kind: 'ods',
    sheets: list.sheets.map((sheet, index) => ({
      ...sheet,
      records: (onRead) => records(index, onRead),
    })),
  };
};
