import { inPlaceOf, problem, type Problem } from '../../../shared/codes/texts';
import type { Issue } from '../../../shared/contracts/issues';
import type { RunCounts } from '../../../shared/contracts/runs';
import type { ReadyProfile } from '../../../shared/profile';
import type { MappedRow } from '../mapping/types';
import { ConnectorError } from '../utils/errors';
import type { Opened } from '../worker/protocol';

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
            ...inPlaceOf(first, 'rows-alike', { count, first: first.row, reason: first }),
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

/** Why no row has a key: the delimiter, the header row or the column. */
const keyless = ({ profile, opened, rows: { read } }: Unmapped): Problem => {
  const { sourceColumns, columns } = opened;
  const attribute = profile.match.user;
  const csv = profile.source.type === 'csv';
  const column = columns[`user.${attribute}`];
  const isMatched = opened.matching?.matched.some(
    (one) => one.type === 'user' && one.attribute === attribute
  );
  const found = { read, attribute, columns: sourceColumns };
  if (csv && sourceColumns.length === 1) return problem('nothing-mapped/one-column', found);
  if (isMatched === false) return problem('nothing-mapped/unmatched', { ...found, csv });
  if (column !== undefined && !sourceColumns.includes(column)) {
    return problem('nothing-mapped/no-column', { ...found, column, csv });
  }
  return problem('nothing-mapped/empty', { read, attribute, column: column ?? null, csv });
};

const reasonOf = (unmapped: Unmapped): Problem => {
  const { read, filtered, skipped } = unmapped.rows;
  if (read === 0) return problem('nothing-mapped');
  if (filtered + skipped === read) {
    return problem('nothing-mapped/filtered', { read, filtered, skipped });
  }
  const { main } = unmapped.failures;
  if (main === null) return problem('nothing-mapped/template', { read });
  const { count, first } = main;
  if (KEYLESS.includes(first.code)) return keyless(unmapped);
  return problem('nothing-mapped/failed', { read, count, reason: first });
};

/** The error of a run in which no row gave a record: that is taken for a broken source or profile, and nothing is removed. */
export const nothingMapped = (unmapped: Unmapped): ConnectorError =>
  new ConnectorError(reasonOf(unmapped));
