import type { Problem } from '../../../../shared/codes/kinds';
import { problem } from '../../../../shared/codes/problems';
import { type Issue, ofWholeRun } from '../../../../shared/contracts/issues';
import { cellKindOf } from './header';
import type { Columns, FoundTable, TableRecord } from './types';

const SHOWN_CELLS = 5;

/** Which line was taken for the header, where that is not the first one. */
const headerFound = ({ line, names }: Columns): Issue[] =>
  line < 2 ? [] : [ofWholeRun(problem('header-found', { line, names }), 'info')];

/** Columns without a name, such as the index that pandas writes first. */
const unnamedColumns = ({ line, names, lettered }: Columns): Issue[] => {
  if (lettered.length === 0) return [];
  const what = problem('unnamed-columns', {
    line,
    columns: lettered,
    count: lettered.length,
    names: lettered.map((number) => names[number - 1] ?? ''),
  });
  return [ofWholeRun(what, 'warning')];
};

/** What is quoted of such a line would be a person's data: it is named by its kind. */
const headerLikeData = ({ fields, line }: TableRecord): Issue[] => {
  const found = fields.flatMap((field, index) => {
    const kind = cellKindOf(field);
    return kind ? [problem('cell-of-kind', { column: index + 1, what: kind })] : [];
  });
  if (found.length === 0) return [];
  const cells = found.slice(0, SHOWN_CELLS);
  const more = found.length > SHOWN_CELLS;
  return [ofWholeRun(problem('header-looks-like-data', { line, cells, more }), 'warning')];
};

const otherHeader = ({ headerRow, otherHeaderRow: other }: FoundTable): Issue[] =>
  other === null
    ? []
    : [ofWholeRun(problem('other-header-row', { line: headerRow, other }), 'warning')];

/** What there is to say about a table before its rows are read. */
export const openingIssues = (
  found: FoundTable,
  columns: Columns,
  header: TableRecord | null
): Issue[] => [
  ...(header ? headerFound(columns) : []),
  ...unnamedColumns(columns),
  ...(header ? headerLikeData(header) : []),
  ...otherHeader(found),
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
    return count === 0 ? [] : [ofWholeRun(tell({ count, first }), 'warning')];
  }
}

/** Counts what rows have in common, to be told once at the end. */
export class RowSummary {
  readonly repeatedHeaders = new Lines();
  readonly rules = new Lines();
  readonly trailing = new Lines();
  readonly unwrapped = new Lines();
  readonly hidden = new Lines();
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
      ...this.hidden.issue((found) => problem('hidden-rows', found)),
      ...this.endingEarly.issue((found) =>
        problem('cells-not-given', { ...found, names: [...this.absent] })
      ),
    ];
  }
}
