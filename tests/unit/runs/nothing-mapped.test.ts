import { inEnglish } from '../../../shared/codes/texts';
import type { MappedRow } from '../../../server/src/mapping/types';
import { nothingMapped, RowFailures, type Unmapped } from '../../../server/src/runs/plan';
import type { Issue } from '../../../shared/contracts/issues';

const issue = (
  row: number,
  code = 'missing-key',
  severity: Issue['severity'] = 'error'
): Issue => ({
  row,
  column: 'username',
  value: null,
  code,
  severity,
  params: { variant: 'invalid-value/of-source', reason: `What is wrong in row ${row}.` },
});

const failed = (...issues: Issue[]): RowFailures => {
  const failures = new RowFailures();
  failures.add(
    issues.map((one): MappedRow => ({
      row: one.row ?? 0,
      filtered: false,
      records: [],
      issues: [one],
    }))
  );
  return failures;
};

const CSV = { type: 'csv', delivery: 'upload' } as Unmapped['profile']['source'];
const LDAP = { type: 'ldap' } as Unmapped['profile']['source'];

const messageOf = (part: {
  source?: Unmapped['profile']['source'];
  rows?: Partial<Unmapped['rows']>;
  columns?: Record<string, string>;
  sourceColumns?: string[];
  matching?: Unmapped['opened']['matching'];
  failures?: RowFailures;
}): string => {
  const error = nothingMapped({
    profile: {
      source: part.source ?? CSV,
      match: { user: 'username', phonebookEntry: 'externalId', phone: 'mac' },
    },
    rows: { read: 3, filtered: 0, skipped: 0, failed: 3, ...part.rows },
    opened: {
      notModified: false,
      keys: { user: 'username', phonebookEntry: 'externalId', phone: 'mac' },
      validators: null,
      isPartial: false,
      detected: null,
      file: null,
      matching: part.matching ?? null,
      issues: [],
      columns: part.columns ?? {},
      keeps: [],
      namesOwners: false,
      secret: [],
      sourceColumns: part.sourceColumns ?? ['username', 'phone'],
    },
    failures: part.failures ?? failed(issue(2), issue(3), issue(4)),
  });
  expect(error.code).toBe('nothing-mapped');
  return error.message;
};

describe('a run in which no row gave a record', () => {
  it.each([
    ['no rows', { rows: { read: 0, failed: 0 }, failures: failed() }, 'The source has no rows'],
    [
      'the pre-filter',
      { rows: { filtered: 3, failed: 0 }, failures: failed() },
      'No row was taken: the pre-filter left out 3 of 3.',
    ],
    [
      'corrections',
      { rows: { filtered: 1, skipped: 2, failed: 0 }, failures: failed() },
      'corrections skip 2',
    ],
    [
      'the delimiter',
      { sourceColumns: ['username|phone'] },
      'one single column, "username|phone": the delimiter',
    ],
    [
      'the header row',
      { columns: { 'user.username': 'login' } },
      'filled from "login", which the source does not have (it has "username", "phone")',
    ],
    [
      'matching by name',
      { matching: { matched: [], unmatched: [] } },
      'None of the columns ("username", "phone") is one that is known for it',
    ],
    [
      'the key column',
      { columns: { 'user.username': 'username' } },
      'The column "username" that fills it is empty in all of them',
    ],
    [
      'another reason',
      { failures: failed(issue(2, 'expression-error'), issue(3, 'expression-error'), issue(4)) },
      '2 of them failed for this reason: What is wrong in row 2.',
    ],
    ['an empty template', { rows: { failed: 0 }, failures: failed() }, 'check the template'],
  ])('says the likely reason: %s', (_, part, expected) => {
    expect(messageOf(part)).toContain(expected);
  });

  it('speaks of delimiters and header rows only of files', () => {
    for (const part of [
      { columns: { 'user.username': 'uid' } },
      { sourceColumns: ['dn'] },
      { matching: { matched: [], unmatched: [] } },
    ]) {
      expect(messageOf({ ...part, source: LDAP })).not.toMatch(/delimiter|header row/);
    }
  });

  it('shows what cannot be seen in a name', () => {
    expect(messageOf({ columns: { 'user.username': 'log\u200Bin' } })).toContain('log<U+200B>in');
  });

  it('tells each kind of failure once, with a count', () => {
    const folded = failed(
      issue(2),
      issue(3),
      issue(5),
      issue(7, 'expression-error'),
      issue(8, 'x', 'warning')
    ).folded();
    expect(folded.map(inEnglish)).toMatchObject([
      {
        code: 'missing-key',
        row: null,
        message: '3 rows, the first of them row 2: What is wrong in row 2.',
      },
      { code: 'expression-error', row: 7, message: 'What is wrong in row 7.' },
    ]);
  });
});
