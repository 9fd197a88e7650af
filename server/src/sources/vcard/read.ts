import { problem } from '../../../../shared/codes/problems';
import type { Detection } from '../../../../shared/contracts/sources';
import type { CsvFormat } from '../../../../shared/profile/csv';
import { SourceError } from '../../utils/errors';
import { decode, readHead, type Reading } from '../csv/decode';
import { previewTable, reasonOf } from '../table/preview';
import { type Corrections, tableContent, type TableContent, tableOf } from '../table/read';
import { MOST_CHARACTERS_OF_RECORD, type TableRecord } from '../table/types';
import { cardOf, ColumnCounts, isReadProperty } from './card';
import { contentLines } from './lines';
import { type Property, propertyOf } from './property';

const BEGINNING_BYTES = 256;
const UTF_16: Readonly<Record<string, string>> = { fffe: 'utf-16le', feff: 'utf-16be' };

/** The byte order mark of UTF-8. */
const UTF_8_MARK = /^\xEF\xBB\xBF/;

const utf16Of = (head: Buffer): string | undefined => UTF_16[head.subarray(0, 2).toString('hex')];

/** Whether a file has contacts as vCards, by its beginning. */
export const isVCard = (head: Buffer): boolean => {
  const encoding = utf16Of(head);
  const text = encoding ? new TextDecoder(encoding).decode(head) : head.toString('utf8');
  return /^\uFEFF?\s*BEGIN:VCARD\s/i.test(text);
};

/** The bytes of a file, one a character: each property may be in an encoding of its own. */
async function* bytesOf(file: string, reading: Reading): AsyncGenerator<string> {
  const utf16 = utf16Of(await readHead(file, BEGINNING_BYTES, reading));
  let isFirst = true;
  for await (const text of decode(file, utf16 ?? 'binary', '\n', reading)) {
    const bytes = utf16 ? Buffer.from(text).toString('latin1') : text;
    yield isFirst ? bytes.replace(UTF_8_MARK, '') : bytes;
    isFirst = false;
  }
}

interface Card {
  line: number;
  values: ReturnType<typeof cardOf>;
}

const cutOff = (line: number): SourceError =>
  new SourceError(problem('file-truncated/card', { line }));

/** The cards of a file. One within another, such as that of an assistant, is left out. */
async function* cardsOf(
  file: string,
  { encoding }: CsvFormat,
  reading: Reading
): AsyncGenerator<Card> {
  const otherwise = encoding === 'auto' ? 'windows-1252' : encoding;
  const isKnown = (name: string) => name === 'BEGIN' || name === 'END' || isReadProperty(name);
  let properties: Property[] = [];
  let [line, depth, length] = [0, 0, 0];
  for await (const content of contentLines(bytesOf(file, reading), isKnown)) {
    const isBorder = /:\s*VCARD\s*$/i.test(content.text);
    if (content.name === 'BEGIN' && isBorder) {
      depth += 1;
      if (depth > 1) continue;
      [line, length, properties] = [content.number, 0, []];
    } else if (content.name === 'END' && isBorder) {
      depth = Math.max(depth - 1, 0);
      if (depth === 0 && line > 0) yield { line, values: cardOf(properties) };
      if (depth === 0) line = 0;
    } else if (depth === 1) {
      length += content.text.length;
      if (length > MOST_CHARACTERS_OF_RECORD) {
        throw new SourceError(
          problem('record-too-long', { line, most: MOST_CHARACTERS_OF_RECORD })
        );
      }
      properties.push(propertyOf(content, otherwise));
    }
  }
  if (depth > 0) throw cutOff(line);
}

/** The columns that the cards of a file have. */
const countColumns = async (
  file: string,
  format: CsvFormat,
  reading: Reading
): Promise<ColumnCounts> => {
  const counts = new ColumnCounts();
  for await (const { values } of cardsOf(file, format, reading)) counts.add(values);
  return counts;
};

const BATCH = 500;

async function* recordsOf(
  cards: AsyncIterable<Card>,
  counts: ColumnCounts
): AsyncGenerator<TableRecord[]> {
  let batch: TableRecord[] = [];
  for await (const { line, values } of cards) {
    // In other cards there may come columns to be, which this one's cells would show.
    const text = JSON.stringify([...values]);
    batch.push({ line, fields: counts.cells(values), text, malformed: null, terminated: true });
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Cards have no header; their columns are made here. */
const FOUND = { headerRow: 0, byItself: null, otherHeaderRow: null, delimiter: '' };

const headerOf = (counts: ColumnCounts): TableRecord => ({
  line: 0,
  fields: counts.names(),
  malformed: null,
  terminated: true,
});

interface VCardReading extends Reading, Corrections {
  secret?: string[];
}

/**
 * Opens a file of vCards: a row for each, whose number is the line that it begins on. It is read
 * twice, since only its end tells which columns there are.
 * @throws SourceError `file-truncated`, `record-too-long`
 */
export const readVCards = async (
  file: string,
  format: CsvFormat,
  { fixes, lines, secret = [], onRead, ...reading }: VCardReading = {}
): Promise<TableContent> => {
  const counts = await countColumns(file, format, reading);
  const asMeant = (record: TableRecord) => record;
  const table = tableOf(headerOf(counts), [], FOUND, { known: secret, asMeant });
  const cards = (quietly?: boolean) =>
    cardsOf(file, format, { ...reading, ...(onRead && !quietly && { onRead }) });
  return tableContent(table, (quietly) => recordsOf(cards(quietly), counts), { fixes, lines });
};

/** Shows the first cards of a file. */
export const detectVCards = async (
  file: string,
  format: CsvFormat,
  secret: string[] = []
): Promise<Detection> => {
  const kind: Detection['file'] = { kind: 'vcard', sheets: [] };
  try {
    const counts = await countColumns(file, format, {});
    async function* records(): AsyncGenerator<TableRecord[]> {
      yield [headerOf(counts)];
      yield* recordsOf(cardsOf(file, format, {}), counts);
    }
    return {
      format,
      file: kind,
      ...(await previewTable({
        found: { ...FOUND, headerRow: 1 },
        records: records(),
        asMeant: (record) => record,
        known: secret,
        open: () => readVCards(file, format, { secret }),
      })),
    };
  } catch (error) {
    return { format, file: kind, columns: [], rows: [], issues: [], problem: reasonOf(error) };
  }
};
