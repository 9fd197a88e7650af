import type { Issue } from '../../../shared/contracts/issues';
import type { RunCounts } from '../../../shared/contracts/runs';
import type { ReadyProfile } from '../../../shared/profile';
import { visible } from '../../../shared/text';
import { attributeWords } from '../../../shared/words';
import type { MappedRow } from '../mapping/types';
import { ConnectorError } from '../utils/errors';
import type { Opened } from '../worker/protocol';

const SHOWN_COLUMNS = 8;

/** Issues of these codes say that a row has no key. */
const KEYLESS = ['missing-key', 'too-few-fields'];

interface Failure {
  count: number;
  first: Issue;
}

/** Remembers why rows failed: of each kind how many, and the first of them. */
export class RowFailures {
  private readonly kinds = new Map<string, Failure>();

  add(rows: MappedRow[]): void {
    for (const { issues } of rows) {
      for (const issue of issues) this.note(issue);
    }
  }

  private note(issue: Issue): void {
    if (issue.severity !== 'error') return;
    const known = this.kinds.get(issue.code);
    if (known) known.count += 1;
    else this.kinds.set(issue.code, { count: 1, first: issue });
  }

  /** The most frequent one. */
  get main(): Failure | null {
    return [...this.kinds.values()].sort((a, b) => b.count - a.count)[0] ?? null;
  }

  /** One issue for each kind, with the number of rows that have it. */
  folded(): Issue[] {
    return [...this.kinds.values()].map(({ count, first }) =>
      count === 1
        ? first
        : {
            ...first,
            row: null,
            value: null,
            message: `${count} rows, the first of them row ${first.row}: ${first.message}`,
          }
    );
  }
}

/** What is known of a source of which no row gave a record. */
export interface Unmapped {
  profile: Pick<ReadyProfile, 'source' | 'match'>;
  rows: RunCounts['rows'];
  opened: Extract<Opened, { notModified: false }>;
  failures: RowFailures;
}

const list = (columns: string[]): string =>
  columns
    .slice(0, SHOWN_COLUMNS)
    .map((column) => `"${visible(column)}"`)
    .join(', ') + (columns.length > SHOWN_COLUMNS ? ', …' : '');

/** Why no row has a key: the delimiter, the header row or the column. */
const whyKeyless = ({ profile, opened }: Unmapped): string => {
  const { sourceColumns, columns } = opened;
  const isCsv = profile.source.type === 'csv';
  const column = columns[`user.${profile.match.user}`];
  const isMatched = opened.matching?.matched.some(
    ({ type, attribute }) => type === 'user' && attribute === profile.match.user
  );
  if (isCsv && sourceColumns.length === 1) {
    return `The file came out as one single column, ${list(sourceColumns)}: the delimiter is probably not the right one, or the column names stand in another line than the header row`;
  }
  if (isMatched === false) {
    const elsewhere = isCsv ? ', check the delimiter and the header row' : '';
    return `None of the columns (${list(sourceColumns)}) is one that is known for it${elsewhere}, name a column so, or write a template`;
  }
  if (column !== undefined && !sourceColumns.includes(column)) {
    const elsewhere = isCsv ? ', or the header row if the column names stand in another line' : '';
    return `It is filled from "${visible(column)}", which the source does not have (it has ${list(sourceColumns)}): correct the name${elsewhere}`;
  }
  const filled =
    column === undefined ? 'What fills it' : `The column "${visible(column)}" that fills it`;
  return `${filled} is empty in all of them: check it${isCsv ? ', and the header row' : ''}, or match users by another attribute`;
};

const reasonOf = (unmapped: Unmapped): string => {
  const { rows, failures, profile } = unmapped;
  if (rows.read === 0) return 'The source has no rows, at least one was expected: check the source';
  if (rows.filtered + rows.skipped === rows.read) {
    const skipped = rows.skipped > 0 ? `, and corrections skip ${rows.skipped}` : '';
    return `No row was taken: the pre-filter left out ${rows.filtered} of ${rows.read}${skipped}. Check the pre-filter and the names of columns in it`;
  }
  const none = `None of the ${rows.read} rows gave a record`;
  const { main } = failures;
  if (main === null) return `${none}: check the template, which makes none of them`;
  return KEYLESS.includes(main.first.code)
    ? `${none}: they have no ${attributeWords(profile.match.user)}, by which users are told apart. ${whyKeyless(unmapped)}`
    : `${none}. ${main.count} of them failed for this reason: ${main.first.message}`;
};

/** The error of a run in which no row gave a record: that is taken for a broken source or profile, and nothing is removed. */
export const nothingMapped = (unmapped: Unmapped): ConnectorError =>
  new ConnectorError('nothing-mapped', reasonOf(unmapped));
