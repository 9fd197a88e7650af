import type { IssueView } from '../../../shared/contracts/issues';
import type { ChangeView, RunReport } from '../../../shared/contracts/runs';
import type { RunStatus } from '../../../shared/run-statuses';
import { exitCodeOf, reportText } from '../../../server/src/cli/report';
import { table } from '../../../server/src/cli/table';

async function* batches<Item>(...all: Item[][]): AsyncGenerator<Item[]> {
  yield* all;
}

const textOf = async (
  about: RunReport,
  issues: IssueView[] = [],
  changes: ChangeView[] | null = null
): Promise<string> => {
  const halves = [issues.slice(0, 49), issues.slice(49)];
  let text = '';
  const pieces = reportText(about, batches(...halves), changes && batches(changes));
  for await (const piece of pieces) text += piece;
  return text;
};

const none = { create: 0, update: 0, unchanged: 0, remove: 0, error: 0 };

const report = (change: Partial<RunReport> = {}): RunReport => ({
  id: 'r1',
  profile: 'Users from CSV',
  kind: 'run',
  purpose: 'import',
  status: 'succeeded',
  trigger: 'cli',
  startedAt: '2026-01-01T00:00:00.000Z',
  finishedAt: '2026-01-01T00:00:01.000Z',
  notModified: false,
  matching: null,
  rows: { read: 3, filtered: 1, skipped: 0, failed: 0 },
  user: { ...none, create: 2 },
  phonebookEntry: none,
  phone: none,
  error: null,
  ...change,
});

describe('exit code', () => {
  it.each<[RunStatus, number]>([
    ['succeeded', 0],
    ['failed', 1],
    ['canceled', 1],
    ['interrupted', 1],
    ['rejected', 1],
    ['succeeded-with-errors', 3],
    ['held', 4],
  ])('of %s is %d', (status, code) => {
    expect(exitCodeOf(status)).toBe(code);
  });
});

describe('table', () => {
  it('aligns text left and numbers right', () => {
    const rows = [
      ['a', 1],
      ['long name', 1000],
    ];
    expect(table(['Name', 'Count'], rows)).toBe(
      ['Name       Count', '---------  -----', 'a              1', 'long name   1000'].join('\n')
    );
  });

  it('keeps one record on one line', () => {
    expect(table(['A'], [['x\ny\tz']]).split('\n')).toEqual(['A', '-----', 'x y z']);
  });

  it('shows nothing for null and works without rows', () => {
    expect(
      table(['A', 'B'], [[null, 'b']])
        .split('\n')
        .at(-1)
    ).toBe('   b');
    expect(table(['A', 'B'], [])).toBe('A  B\n-  -');
  });
});

describe('report for people', () => {
  it('has the counts', async () => {
    const text = await textOf(report());
    expect(text).toContain('Users from CSV: run r1 succeeded');
    expect(text).toContain('Rows: 3 read, 1 filtered, 0 skipped, 0 failed');
    expect(text).toMatch(/^Users +2 +0 +0 +0 +0$/m);
  });

  it('says why a run failed', async () => {
    const text = await textOf(
      report({ status: 'failed', error: { code: 'html-page', message: 'It is a page.' } })
    );
    expect(text).toContain('html-page: It is a page.');
  });

  it('says that nothing has changed, and what a test run is', async () => {
    const text = await textOf(report({ notModified: true, kind: 'test' }));
    expect(text).toContain('has not changed');
    expect(text).toContain('test run r1');
  });

  it('names matched columns and those left over', async () => {
    const matched = [
      { column: 'mail', type: 'user', attribute: 'email', reason: 'synonym' },
    ] as const;
    const text = await textOf(
      report({ matching: { matched: [...matched], unmatched: ['shoe size'] } })
    );
    expect(text).toContain('Columns matched: mail → user.email');
    expect(text).toContain('Columns left over: shoe size');
  });

  it('shows the first fifty issues and how many there are more', async () => {
    const issue = {
      row: 3,
      column: 'phone',
      value: '345',
      severity: 'error' as const,
      message: 'It is taken.',
    };
    const issues = Array.from({ length: 53 }, (_, index) => ({ ...issue, code: `code-${index}` }));
    const text = await textOf(report(), issues);
    expect(text).toContain('code-49');
    expect(text).not.toContain('code-50');
    expect(text).toContain('and 3 more');
  });
});
