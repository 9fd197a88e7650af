import { type Archive, damaged } from './archive';
import { MergedCells } from './merged-cells';
import { builtInFormat, type Shown, shownIn, type Showing } from './number-formats';
import { partOfType, relationships } from './parts';
import { SharedStrings } from './shared-strings';
import { recordsOf } from './sheet-rows';
import type { Sheet, Workbook } from './types';
import { type Attributes, localName, parseXml, readXml } from './xml';
import { type CellContext, isTrue, MergedAreas, unescaped, XlsxSheet } from './xlsx-sheet';

/** What Excel in a language calls worksheets, which it writes into each file. */
const WORKSHEETS: Readonly<Record<string, string>> = {
  Arbeitsblätter: 'de',
  'Feuilles de calcul': 'fr',
  'Hojas de cálculo': 'es',
  'Fogli di lavoro': 'it',
  Werkbladen: 'nl',
  Листы: 'ru',
};

/** The language of the Excel that wrote a file. */
const languageOf = async (archive: Archive, part: string | undefined): Promise<string | null> => {
  if (part === undefined || !archive.has(part)) return null;
  let language: string | null = null;
  let text = '';
  await readXml(archive.part(part), {
    open: () => (text = ''),
    text: (found) => (text += found),
    close: () => (language ??= WORKSHEETS[text] ?? null),
  });
  return language;
};

interface Listed {
  name: string;
  isHidden: boolean;
  id: string;
}

const readSheetList = async (
  archive: Archive,
  part: string
): Promise<{ sheets: Listed[]; from1904: boolean }> => {
  const sheets: Listed[] = [];
  let from1904 = false;
  await readXml(archive.part(part), {
    open(element, attributes: Attributes) {
      const name = localName(element);
      if (name === 'workbookPr') from1904 = isTrue(attributes['date1904']);
      if (name !== 'sheet') return;
      const id = Object.entries(attributes).find(([key]) => /:id$/.test(key))?.[1] ?? '';
      const isHidden = (attributes['state'] ?? 'visible') !== 'visible';
      sheets.push({ name: attributes['name'] ?? '', isHidden, id });
    },
    close: () => undefined,
  });
  return { sheets, from1904 };
};

/** How numbers are shown, by the number of a cell's style. */
const readStyles = async (
  archive: Archive,
  part: string | undefined,
  showing: Showing
): Promise<Shown[]> => {
  const ids: number[] = [];
  const own = new Map<number, string>();
  let isCells = false;
  if (part !== undefined && archive.has(part)) {
    await readXml(archive.part(part), {
      open(element, { numFmtId = '0', formatCode = '' }: Attributes) {
        const name = localName(element);
        if (name === 'cellXfs') isCells = true;
        if (name === 'numFmt') own.set(Number(numFmtId), formatCode);
        if (name === 'xf' && isCells) ids.push(Number(numFmtId));
      },
      close(element) {
        if (localName(element) === 'cellXfs') isCells = false;
      },
    });
  }
  const made = new Map<number, Shown>();
  return (ids.length === 0 ? [0] : ids).map((id) => {
    const shown = made.get(id) ?? shownIn(own.get(id) ?? builtInFormat(id, showing), showing);
    made.set(id, shown);
    return shown;
  });
};

/** The texts that cells share, without the readings that Japanese texts have beside them. */
const readStrings = async (archive: Archive, part: string | undefined): Promise<SharedStrings> => {
  const strings = new SharedStrings();
  if (part === undefined || !archive.has(part)) return strings;
  let text = '';
  let isText = false;
  let isPhonetic = false;
  await readXml(archive.part(part), {
    open(element) {
      const name = localName(element);
      if (name === 'si') text = '';
      if (name === 'rPh') isPhonetic = true;
      isText = name === 't' && !isPhonetic;
    },
    text(found) {
      if (isText) text += found;
    },
    close(element) {
      const name = localName(element);
      if (name === 'si') strings.add(unescaped(text));
      if (name === 'rPh') isPhonetic = false;
      isText = false;
    },
  });
  return strings;
};

/** Whether a part may say anything of merged cells; far faster to find out than to read it. */
const mentions = async (chunks: AsyncIterable<Buffer>, word: string): Promise<boolean> => {
  let end: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const seen = Buffer.concat([end, chunk]);
    if (seen.includes(word)) return true;
    end = seen.subarray(-word.length);
  }
  return false;
};

const readMerged = async (archive: Archive, part: string): Promise<MergedCells> => {
  if (!(await mentions(archive.part(part), 'mergeCell'))) return new MergedCells();
  const merged = new MergedAreas();
  await readXml(archive.part(part), merged);
  return new MergedCells(merged.areas);
};

/** A workbook of Excel. Its formulas are not looked at, only what they gave when it was saved. */
export const openXlsx = async (archive: Archive, part: string): Promise<Workbook> => {
  const [document, links] = [await relationships(archive, ''), await relationships(archive, part)];
  const { sheets, from1904 } = await readSheetList(archive, part);
  const language = await languageOf(archive, partOfType(document, 'extended-properties'));
  let context: Promise<CellContext> | null = null;

  const readContext = async (): Promise<CellContext> => {
    const showing = { language, from1904 };
    const styles = await readStyles(archive, partOfType(links, 'styles'), showing);
    const strings = await readStrings(archive, partOfType(links, 'sharedStrings'));
    return { showing, styles, strings };
  };

  async function* records(
    name: string,
    onRead: Parameters<Sheet['records']>[0]
  ): ReturnType<Sheet['records']> {
    context ??= readContext();
    const sheet = new XlsxSheet(await context, await readMerged(archive, name));
    for await (const rows of parseXml(archive.part(name, onRead), sheet, sheet.take)) {
      yield* recordsOf(rows);
    }
  }

  return {
    kind: 'xlsx',
    sheets: sheets.flatMap(({ name, isHidden, id }) => {
      const link = links.get(id);
      // Charts and dialogues stand in the list as well, and old modules, which have no part.
      if (link ? link.type !== 'worksheet' : id === '') return [];
      const target = () => link?.target ?? missing(name);
      return [{ name, isHidden, records: (onRead) => records(target(), onRead) }];
    }),
  };
};

const missing = (sheet: string): never => {
  throw damaged('part', sheet);
};
