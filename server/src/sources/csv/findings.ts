import type { Issue } from '../../../../shared/contracts/issues';
import { visible } from '../../../../shared/text';
import { kindOf } from './cells';
import { listColumns, type Columns } from './columns';
import type { ResolvedFormat } from './detect';
import { encodingIssues } from './encoding-findings';
import { ofFile } from './of-file';
import type { CsvRecord } from './record';

const SHOWN_NAMES = 5;

const quoted = (names: string[]): string =>
  names
    .slice(0, SHOWN_NAMES)
    .map((name) => `"${visible(name)}"`)
    .join(', ') + (names.length > SHOWN_NAMES ? ', …' : '');

/** Which line was taken for the header, where that is not the first one. */
const headerFound = ({ line, names }: Columns): Issue[] =>
  line < 2
    ? []
    : [
        ofFile(
          'header-found',
          'info',
          `the column names were taken from line ${line} (${quoted(names)}), and what stands above it was left out; if that is not right, set the header row`
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
          `line ${line}: ${listColumns(lettered)} without a name, called ${quoted(lettered.map((number) => names[number - 1] ?? ''))} here: name every column, if it is needed, or leave it out`
        ),
      ];

/** What is quoted of such a line would be a person's data: it is named by its kind. */
const headerLikeData = ({ fields, line }: CsvRecord): Issue[] => {
  const found = fields.flatMap((field, index) => {
    const kind = kindOf(field);
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
export class RowFindings {
  readonly repeatedHeaders = new Lines();
  readonly rules = new Lines();
  readonly trailing = new Lines();
  readonly unwrapped = new Lines();
  readonly endingEarly = new Lines();
  private readonly absent = new Set<string>();

  notGiven(line: number, columns: string[]): void {
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
          `${which} ${isOne ? 'ends' : 'end'} before the last columns (${quoted([...this.absent])}), which are mostly empty in the other rows too, as Excel writes them: what these columns fill is left as it is`
      ),
    ];
  }
}
