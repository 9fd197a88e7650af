import { decode, encode } from 'iconv-lite';
import type { Problem } from '../../../../shared/codes/kinds';
import { problem } from '../../../../shared/codes/texts';
import { columnNames, normalizeName } from '../../../../shared/column-names';
import type { Issue } from '../../../../shared/contracts/issues';
import { isHiddenColumn } from '../../../../shared/secret-names';
import type { Columns } from './header';
import type { ResolvedFormat } from './detect';
import { cellKindOf } from './header';
import type { CsvRecord } from './records';

/** An issue of a file as a whole. */
const ofFile = (severity: Issue['severity'], what: Problem): Issue => ({
  row: null,
  column: null,
  value: null,
  severity,
  ...what,
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
  const inEncoding = (candidate: string): Problem => {
    const shown = words.map((word) => decode(encode(word, encoding), candidate));
    return problem('read-in-encoding', {
      encoding: candidate,
      words: shown.length === 0 ? null : shown,
    });
  };
  const samples = [encoding, ...candidates].map(inEncoding);
  return [ofFile('warning', problem('encoding-unsure', { encoding, samples }))];
};

const mixed = ({ encoding, utf8Lines: { count, first } }: ResolvedFormat): Issue[] =>
  count === 0 ? [] : [ofFile('warning', problem('mixed-encodings', { count, first, encoding }))];

/** What there is to say about the encoding that a file was read in. */
const encodingIssues = (
  resolved: ResolvedFormat,
  names: string[],
  records: CsvRecord[],
  secret: string[]
): Issue[] => [...unsure(resolved, names, records, secret), ...mixed(resolved)];

const SHOWN_CELLS = 5;

/** Which line was taken for the header, where that is not the first one. */
const headerFound = ({ line, names }: Columns): Issue[] =>
  line < 2 ? [] : [ofFile('info', problem('header-found', { line, names }))];

/** Columns without a name, such as the index that pandas writes first. */
const unnamedColumns = ({ line, names, lettered }: Columns): Issue[] => {
  if (lettered.length === 0) return [];
  const what = problem('unnamed-columns', {
    line,
    columns: lettered,
    count: lettered.length,
    names: lettered.map((number) => names[number - 1] ?? ''),
  });
  return [ofFile('warning', what)];
};

/** What is quoted of such a line would be a person's data: it is named by its kind. */
const headerLikeData = ({ fields, line }: CsvRecord): Issue[] => {
  const found = fields.flatMap((field, index) => {
    const kind = cellKindOf(field);
    return kind ? [problem('cell-of-kind', { column: index + 1, what: kind })] : [];
  });
  if (found.length === 0) return [];
  const cells = found.slice(0, SHOWN_CELLS);
  const more = found.length > SHOWN_CELLS;
  return [ofFile('warning', problem('header-looks-like-data', { line, cells, more }))];
};

const otherHeader = ({ headerRow, otherHeaderRow: other }: ResolvedFormat): Issue[] =>
  other === null
    ? []
    : [ofFile('warning', problem('other-header-row', { line: headerRow, other }))];

const wrappedLines = ({ layout }: ResolvedFormat): Issue[] =>
  layout.wrapped ? [ofFile('warning', problem('whole-lines-quoted'))] : [];

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

  issue(tell: (found: { count: number; first: number }) => Problem): Issue[] {
    const { count, first } = this;
    return count === 0 ? [] : [ofFile('warning', tell({ count, first }))];
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
      ...this.repeatedHeaders.issue((found) => problem('repeated-header', found)),
      ...this.rules.issue((found) => problem('line-of-dashes', found)),
      ...this.trailing.issue((found) => problem('lines-below-table', found)),
      ...this.unwrapped.issue((found) => problem('whole-lines-quoted/some', found)),
      ...this.endingEarly.issue((found) =>
        problem('cells-not-given', { ...found, names: [...this.absent] })
      ),
    ];
  }
}
