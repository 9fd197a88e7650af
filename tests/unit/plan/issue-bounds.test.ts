import { englishOf } from '../../../shared/codes/texts';
import type { Issue } from '../../../shared/contracts/issues';
import {
  IssueBounds,
  IssueList,
  MOST_CHARACTERS,
  MOST_OF_A_KIND,
} from '../../../server/src/plan/issues';

const issue = (row: number | null, code: string, severity: Issue['severity'] = 'error'): Issue => ({
  row,
  column: 'email',
  value: 'ann@',
  code,
  severity,
  params: {},
});

const many = (count: number, code: string, severity?: Issue['severity']): Issue[] =>
  Array.from({ length: count }, (_, index) => issue(index + 1, code, severity));

describe('the issues of a run', () => {
  it.each(['missing-key', 'duplicate-extension', 'invalid-email'])(
    'are bounded for each kind, and the rest is counted: %s',
    (code) => {
      const list = new IssueList();
      for (const one of many(MOST_OF_A_KIND + 2345, code)) list.push(one);
      const all = list.all();
      expect(all).toHaveLength(MOST_OF_A_KIND + 1);
      expect(all.at(-1)).toMatchObject({ row: null, column: null, value: null, code });
      expect(englishOf(all.at(-1)!)).toMatch(/^2345 more .* row 12345\b/);
    }
  );

  it('are all there while they are few, one of a kind too many is said', () => {
    const list = new IssueList();
    list.push(...many(MOST_OF_A_KIND, 'missing-key'));
    expect(list.all()).toHaveLength(MOST_OF_A_KIND);
    list.push(issue(7, 'missing-key'));
    expect(englishOf(list.all().at(-1)!)).toMatch(/^1 more /);
  });

  it('are counted apart by code and severity, and those of the whole run always stay', () => {
    const bounds = new IssueBounds();
    expect(bounds.take(many(MOST_OF_A_KIND + 1, 'conflict'))).toHaveLength(MOST_OF_A_KIND);
    expect(bounds.take([issue(1, 'conflict', 'warning'), issue(1, 'unknown-user')])).toHaveLength(
      2
    );
    expect(bounds.take([issue(null, 'conflict')])).toHaveLength(1);
    expect(bounds.rest()).toHaveLength(1);
  });

  it.each<[string, (index: number) => Partial<Issue>]>([
    ['params', () => ({ params: { reason: 'm'.repeat(64_000) } })],
    ['values', () => ({ value: 'v'.repeat(64_000) })],
    ['columns', () => ({ column: 'c'.repeat(64_000) })],
    [
      'params of one in ten',
      (index) => (index % 10 === 0 ? { params: { reason: 'm'.repeat(640_000) } } : {}),
    ],
  ])('are bounded by what they hold, the first of them: long %s', (_what, parts) => {
    const list = new IssueList();
    const all = many(1000, 'write-refused').map((one, index) => ({ ...one, ...parts(index) }));
    for (const one of all) list.push(one);
    list.push(issue(1001, 'write-refused'));
    const kept = list.all().filter(({ row }) => row !== null);
    expect(kept).toEqual(all.slice(0, kept.length));
    expect(kept.length).toBeGreaterThan(50);
    expect(JSON.stringify(kept).length).toBeLessThan(MOST_CHARACTERS * 1.1);
    expect(englishOf(list.all().at(-1)!)).toMatch(
      new RegExp(`^${1001 - kept.length} more of this kind .* row 1001\\b`)
    );
  });
});
