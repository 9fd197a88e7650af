import { columnName, escapePattern, foldBlanks, trimInvisible } from '../../../../shared/text';
import words from './trailing-words.json';
import type { Columns, TableRecord } from './types';

/** A line that programs write below a table is not longer. */
const CHARACTERS = 200;
/** How many lines below a table are left out at most. */
const MOST_TRAILING_LINES = 10;

const anyOf = (list: readonly string[]): string =>
  [...list]
    .sort((one, other) => other.length - one.length)
    .map((word) => escapePattern(word.normalize('NFC')))
    .join('|');

const NUMBER = String.raw`\d[\d.,'  ]*`;
const ROWS = anyOf(words.rows);
const TOTAL = anyOf(words.totals);
/** How programs frame such a line. */
const FRAME = String.raw`[-–—=*#_~<>\[\](){}\s.:!]*`;

const FORMS: readonly RegExp[] = [
  // (2 rows affected), (1 row), (5 Zeilen): the parentheses say that it is no value.
  new RegExp(String.raw`^\(\s*(?:${NUMBER}|no|keine|aucune)\s*\p{L}[\p{L}\s()]*[^()]*\)$`, 'iu'),
  // 5 rows in set (0.01 sec), 14 rows selected., 2 Zeilen ausgewählt
  new RegExp(
    String.raw`^(?:${NUMBER}|no )\s*(?:${ROWS})(?:[\s,]+[\p{L} ]+)?(?: ?\([^)]*\))?[.!]?$`,
    'iu'
  ),
  // Summe: 120, Total records: 5, Anzahl der Datensätze = 12, Total 5 users
  new RegExp(
    String.raw`^${FRAME}(?:${TOTAL})(?:(?: [\p{L}()]+){0,3}\s*[:=]\s*|\s+)${NUMBER}(?:\s*(?:${ROWS}))?[.!]?${FRAME}$`,
    'iu'
  ),
  new RegExp(String.raw`^${FRAME}(?:${anyOf(words.ends)})${FRAME}$`, 'iu'),
  // Generated on 2026-11-28 by admin: with a date.
  new RegExp(
    String.raw`^${FRAME}(?:${anyOf(words.stamps)})[\s:]+(?=\P{N}*\d)(?=.*\d{4}|.*\d[./-]\d).*$`,
    'iu'
  ),
  // Page 1 of 3, Seite 1 von 3, Page 1/3
  new RegExp(
    String.raw`^${FRAME}(?:${anyOf(words.pages)})\s*\d+\s*(?:/|\p{L}+)\s*\d+${FRAME}$`,
    'iu'
  ),
  // A rule, which is drawn of one character.
  /^\s*([-–—=*_#~.])(?:\s?\1){2,}\s*$/u,
  // What clients of databases say at the end.
  /^(?:Time: [\d.,]+ ?ms\b.*|SQL>.*|Query OK\b.*|Disconnected from .*|Export (?:completed|complete)\b.*|The command has completed successfully\.?|PL\/SQL procedure successfully completed\.)$/iu,
];

/** A number whose thousands a comma divides, where commas divide the fields as well. */
const joinThousands = (cells: string[], delimiter: string): string[] =>
  cells.reduce<string[]>((joined, cell) => {
    const last = joined.at(-1);
    const isOneNumber =
      delimiter === ',' && last !== undefined && /\d$/.test(last) && /^\d{3}(?!\d)/.test(cell);
    return isOneNumber ? [...joined.slice(0, -1), `${last},${cell}`] : [...joined, cell];
  }, []);

/**
 * Whether a line is one that programs write below a table, such as `(2 rows affected)`,
 * `-- End of report --`, `Total: 5`: a single cell in such words, and nothing that a person is called.
 */
const isTrailingLine = ({ fields }: TableRecord, delimiter: string): boolean => {
  if (fields.some((field) => field.length > CHARACTERS)) return false;
  const filled = fields
    .map((field) => foldBlanks(trimInvisible(field)).normalize('NFC'))
    .filter((field) => field !== '');
  const [text, ...others] = joinThousands(filled, delimiter);
  return text !== undefined && others.length === 0 && FORMS.some((form) => form.test(text));
};

/** Holds lines back that may stand below the table, until a row shows that they do not. */
export class TrailingLines {
  private held: TableRecord[] = [];

  constructor(
    private readonly delimiter: string,
    private readonly columns: number,
    /** Whether a person has corrected something in a line: then it is what they say. */
    private readonly isCorrected: (line: number) => boolean
  ) {}

  /** The records that are known to be no such lines, once this one has been read. */
  next(record: TableRecord): TableRecord[] {
    if (this.isTrailing(record) && this.held.length < MOST_TRAILING_LINES) {
      this.held.push(record);
      return [];
    }
    return [...this.held.splice(0), record];
  }

  /** The lines below the table. */
  end(): TableRecord[] {
    return this.held;
  }

  private isTrailing(record: TableRecord): boolean {
    // Where there is one column only, such a line cannot be told from a value.
    const mayBe = this.columns > 1 && !this.isCorrected(record.line);
    return mayBe && isTrailingLine(record, this.delimiter);
  }
}

/** In other case too, where a person could not have all the names by chance. */
export const repeatsHeader = ({ fields }: TableRecord, { names, line }: Columns): boolean => {
  const spelled = (name: string): string => (names.length > 1 ? name.toLowerCase() : name);
  return (
    line > 0 &&
    fields.length >= names.length &&
    fields.every((field, index) => spelled(columnName(field)) === spelled(names[index] ?? ''))
  );
};

/** What clients of databases draw below the column names. */
const RULE = /^\s*(?:-{2,}|={2,})\s*$/;
export const isRule = ({ fields }: TableRecord, { names, line }: Columns): boolean =>
  line > 0 && fields.length === names.length && fields.every((field) => RULE.test(field));
