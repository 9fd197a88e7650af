import { decode, encode } from 'iconv-lite';
import { columnNames, normalizeName } from '../../../../shared/column-names';
import type { Issue } from '../../../../shared/contracts/issues';
import { isHiddenColumn } from '../../../../shared/secret-names';
import { quoted } from '../../../../shared/text';
import { type Columns, listColumns } from './columns';
import type { ResolvedFormat } from './detect';
import { cellKindOf } from './header';
import type { CsvRecord } from './records';

/** An issue of a file as a whole. */
const ofFile = (code: string, severity: Issue['severity'], message: string): Issue => ({
  row: null,
  column: null,
  value: null,
  code,
  severity,
  message,
});

const WORDS = 3;
const WORD = /[^\s\d.,;:|/()<>"]*[^\0-\x7F][^\s\d.,;:|/()<>"]*/gu;

/** Attributes that every reader of a report may see. */
const SHOWN = ['displayName', 'firstName', 'lastName', 'groupName', 'organisation', 'labels'];
const NAMES_OF_SHOWN = new Set([
  ...SHOWN.map(normalizeName),
  ...SHOWN.flatMap((attribute) => [
    ...columnNames('user', attribute),
    ...columnNames('phonebookEntry', attribute),
  ]),
]);

const wordsOf = (texts: string[]): string[] => texts.flatMap((text) => text.match(WORD) ?? []);

/** Words by which a person sees whether the encoding is right: of names where there are some, and never of a secret. */
const sampleWords = (names: string[], records: CsvRecord[], secret: string[]): string[] => {
  const cellsOf = (isTaken: (name: string) => boolean): string[] => {
    const places = names.flatMap((name, index) => (isTaken(name) ? [index] : []));
    return records.flatMap(({ fields }) => places.map((place) => fields[place] ?? ''));
  };
  const isHidden = isHiddenColumn(secret);
  const isName = (name: string): boolean => NAMES_OF_SHOWN.has(normalizeName(name));
  const words = [
    ...wordsOf(cellsOf((name) => isName(name) && !isHidden(name))),
    ...wordsOf(names),
    ...wordsOf(cellsOf((name) => !isName(name) && !isHidden(name))),
  ];
  return [...new Set(words)].slice(0, WORDS);
};

const unsure = (
  { encoding, candidates }: ResolvedFormat,
  names: string[],
  records: CsvRecord[],
  secret: string[]
): Issue[] => {
  if (candidates.length === 0) return [];
  const words = sampleWords(names, records, secret);
  const inEncoding = (candidate: string): string => {
    const shown = words.map((word) => `"${decode(encode(word, encoding), candidate)}"`);
    return shown.length === 0 ? candidate : `as ${candidate}: ${shown.join(', ')}`;
  };
  return [
    ofFile(
      'encoding-unsure',
      'warning',
      `the encoding of the file is not certain; it was read as ${encoding}. Look which words are right, and set the encoding: ${[encoding, ...candidates].map(inEncoding).join('; ')}`
    ),
  ];
};

const mixed = ({ encoding, utf8Lines: { count, first } }: ResolvedFormat): Issue[] => {
  if (count === 0) return [];
  const which =
    count === 1 ? `line ${first} is` : `${count} lines, the first of them line ${first}, are`;
  return [
    ofFile(
      'mixed-encodings',
      'warning',
      `${which} in UTF-8, but the file is not: read as ${encoding}, letters such as "ü" come out as "Ã¼" there. Have all of the file saved in one encoding`
    ),
  ];
};

/** What there is to say about the encoding that a file was read in. */
const encodingIssues = (
  resolved: ResolvedFormat,
  names: string[],
  records: CsvRecord[],
  secret: string[]
): Issue[] => [...unsure(resolved, names, records, secret), ...mixed(resolved)];

const SHOWN_NAMES = 5;

const firstOf = (names: string[]): string =>
  quoted(names.slice(0, SHOWN_NAMES)) + (names.length > SHOWN_NAMES ? ', …' : '');

/** Which line was taken for the header, where that is not the first one. */
const headerFound = ({ line, names }: Columns): Issue[] =>
  line < 2
    ? []
    : [
        ofFile(
          'header-found',
          'info',
          `the column names were taken from line ${line} (${firstOf(names)}), and what stands above it was left out; if that is not right, set the header row`
        ),
      ];

/** Columns without a name, such as the index that pandas writes first. */
const unnamedColumns = ({ line, names, lettered }: Columns): Issue[] =>
  lettered.length === 0
    ? []
    : [
        ofFile(
          'unnamed-columns',
          'warning',
          `line ${line}: ${listColumns(lettered)} without a name, called ${firstOf(lettered.map((number) => names[number - 1] ?? ''))} here: name every column, if it is needed, or leave it out`
        ),
      ];

/** What is quoted of such a line would be a person's data: it is named by its kind. */
const headerLikeData = ({ fields, line }: CsvRecord): Issue[] => {
  const found = fields.flatMap((field, index) => {
    const kind = cellKindOf(field);
    return kind ? [`column ${index + 1}: ${kind}`] : [];
  });
  if (found.length === 0) return [];
  const shown = found.slice(0, SHOWN_NAMES).join(', ') + (found.length > SHOWN_NAMES ? ', …' : '');
  return [
    ofFile(
      'header-looks-like-data',
      'warning',
      `line ${line}, which was taken for the column names, looks like data (${shown}): set the header row to 0 if the file has no column names, or to the line that they stand in`
    ),
  ];
};

const otherHeader = ({ headerRow, otherHeaderRow }: ResolvedFormat): Issue[] =>
  otherHeaderRow === null
    ? []
    : [
        ofFile(
          'other-header-row',
          'warning',
          `the column names were taken from line ${headerRow}, as the header row is set, but seem to stand in line ${otherHeaderRow}: set it to that, or have it found automatically`
        ),
      ];

const wrappedLines = ({ layout }: ResolvedFormat): Issue[] =>
  layout.wrapped
    ? [
        ofFile(
          'whole-lines-quoted',
          'warning',
          'each line of the file is enclosed in quotation marks as a whole; they were taken off. Have it exported with quotation marks around single values'
        ),
      ]
    : [];

/** What there is to say about a file before its rows are read. */
export const openingIssues = (
  resolved: ResolvedFormat,
  columns: Columns,
  header: CsvRecord | null,
  records: CsvRecord[],
  secret: string[]
): Issue[] => [
  ...encodingIssues(resolved, columns.names, records, secret),
  ...wrappedLines(resolved),
  ...(header ? headerFound(columns) : []),
  ...unnamedColumns(columns),
  ...(header ? headerLikeData(header) : []),
  ...otherHeader(resolved),
];

/** Lines of a kind that is told once, with their number. */
class Lines {
  private count = 0;
  private first = 0;

  add(line: number): void {
    this.count += 1;
    this.first ||= line;
  }

  issue(code: string, tell: (which: string, isOne: boolean) => string): Issue[] {
    if (this.count === 0) return [];
    const isOne = this.count === 1;
    const which = isOne
      ? `line ${this.first}`
      : `${this.count} lines, the first of them line ${this.first},`;
    return [ofFile(code, 'warning', tell(which, isOne))];
  }
}

/** Counts what rows have in common, to be told once at the end. */
export class RowSummary {
  readonly repeatedHeaders = new Lines();
  readonly rules = new Lines();
  readonly trailing = new Lines();
  readonly unwrapped = new Lines();
  readonly endingEarly = new Lines();
  private readonly absent = new Set<string>();

  endsEarly(line: number, columns: string[]): void {
    this.endingEarly.add(line);
    for (const column of columns) this.absent.add(column);
  }

  issues(): Issue[] {
    return [
      ...this.repeatedHeaders.issue(
        'repeated-header',
        (which, isOne) =>
          `${which} ${isOne ? 'repeats' : 'repeat'} the column names and ${isOne ? 'was' : 'were'} left out: several files seem to be put together`
      ),
      ...this.rules.issue(
        'line-of-dashes',
        (which, isOne) =>
          `${which} ${isOne ? 'consists' : 'consist'} of dashes, as clients of databases draw below the column names, and ${isOne ? 'was' : 'were'} left out`
      ),
      ...this.trailing.issue(
        'lines-below-table',
        (which, isOne) =>
          `${which} ${isOne ? 'stands' : 'stand'} below the table, as programs write their counts, totals and ends there, and ${isOne ? 'was' : 'were'} left out`
      ),
      ...this.unwrapped.issue(
        'whole-lines-quoted',
        (which, isOne) =>
          `${which} ${isOne ? 'is' : 'are'} enclosed in quotation marks as a whole; they were taken off. Have the file exported with quotation marks around single values`
      ),
      ...this.endingEarly.issue(
        'cells-not-given',
        (which, isOne) =>
          `${which} ${isOne ? 'ends' : 'end'} before the last columns (${firstOf([...this.absent])}), which are mostly empty in the other rows too, as Excel writes them: what these columns fill is left as it is`
      ),
    ];
  }
}
