import {
  bothFilters,
  type FilterCondition,
  filterRows,
  FILTER_TESTS,
  type FilterRows,
  filterText,
} from '../../../shared/filter';
import { rounds } from '../../support/rounds';
import { checkMapping } from '../../../server/src/mapping';
import { definition, mapOne } from '../mapping/support';

const one = (column: string, test: FilterCondition['test'], ...values: string[]): FilterRows => ({
  match: 'all',
  conditions: [{ column, test, values }],
});

const takes = async (
  rows: FilterRows,
  row: Record<string, string | string[]>
): Promise<boolean> => {
  const { filtered, issues } = await mapOne(
    {
      preFilter: filterText(rows),
      fields: [{ type: 'user', values: { username: { text: 'x' } } }],
    },
    row
  );
  expect(issues).toEqual([]);
  return !filtered;
};

describe('a filter in rows', () => {
  it.each<[FilterRows, string]>([
    [{ match: 'all', conditions: [] }, ''],
    [one('Abteilung', 'is', 'Vertrieb'), '$is(Abteilung, "Vertrieb")'],
    [one('Abteilung', 'is', 'a', 'b'), '$is(Abteilung, ["a", "b"])'],
    [one('Abteilung (neu)', 'isNot', 'x'), '$not($is(`Abteilung (neu)`, "x"))'],
    [one('A', 'doesNotContain', 'x'), '$not($has(A, "x"))'],
    [one('A', 'doesNotStartWith', 'x', 'y'), '$not($startsWith(A, ["x", "y"]))'],
    [one('A', 'doesNotEndWith', 'x'), '$not($endsWith(A, "x"))'],
    [one('Ext', 'isAtLeast', '200'), '$atLeast(Ext, "200")'],
    [one('a`b', 'contains', '"\\'), '$has($row."a`b", "\\"\\\\")'],
    [one('and', 'isEmpty'), '$isEmpty(`and`)'],
    [
      {
        match: 'any',
        conditions: [
          { column: 'A', test: 'isNotEmpty', values: [] },
          { column: 'B', test: 'startsWith', values: ['x'] },
        ],
      },
      '$not($isEmpty(A)) or $startsWith(B, "x")',
    ],
  ])('%j is %s, and opens as rows again', (rows, text) => {
    expect(filterText(rows)).toBe(text);
    expect(filterRows(text)).toEqual(rows);
    expect(filterRows(`\n${text.replaceAll(', "', ' ,\n"').replaceAll(' or ', '\nor ')} `)).toEqual(
      rows
    );
  });

  it.each([
    'Abteilung = "Vertrieb"',
    '$exists(A)',
    '$is(A, "x") and $is(B, "y") or $is(C, "z")',
    '($is(A, "x"))',
    '$is(A, B)',
    "$is(A, 'x')",
    '$is(A)',
    '$isEmpty(A, "x")',
    '$not($atLeast(A, "1"))',
    '$not($not($has(A, "x")))',
    '$not($is(A, "x")',
    '$is(A, "x"))',
    '$is(A.B, "x")',
    '$is($row.A, "x")',
    '$is(A, "\\q")',
    '$is(A, [])',
    '$is(A, "x") and',
    '$is(A, "x") /* why */',
  ])('%s stays code', (text) => {
    expect(filterRows(text)).toBeNull();
  });

  it.each<[FilterRows, string | string[], boolean]>([
    [one('c', 'is', 'vertrieb'), ' Vertrieb ', true],
    [one('c', 'is', 'a b'), 'A\u00a0 B', true],
    [one('c', 'is', 'Müller'), 'MU\u0308LLER', true],
    [one('c', 'is', 'a', 'b'), 'B', true],
    [one('c', 'isNot', 'a'), 'A', false],
    [one('c', 'isNot', 'a'), '', true],
    [one('c', 'contains', 'ERT'), 'Vertrieb', true],
    [one('c', 'startsWith', 'ver'), 'Vertrieb', true],
    [one('c', 'endsWith', 'ver'), 'Vertrieb', false],
    [one('c', 'doesNotContain', 'ERT'), 'Vertrieb', false],
    [one('c', 'doesNotContain', 'x', 'y'), 'Vertrieb', true],
    [one('c', 'doesNotContain', 'x'), '', true],
    [one('c', 'doesNotStartWith', 'ver'), 'Vertrieb', false],
    [one('c', 'doesNotEndWith', 'ver'), 'Vertrieb', true],
    [one('c', 'isAtLeast', '200'), '0200', true],
    [one('c', 'isAtLeast', '200'), '199', false],
    [one('c', 'isAtLeast', '1.5'), ' 1,5 ', true],
    [one('c', 'isAtLeast', '0'), 'n/a', false],
    [one('c', 'isAtLeast', 'x'), '5', false],
    [one('c', 'isAtLeast', '0'), '', false],
    [one('c', 'isAtMost', '9'), '10', false],
    [one('c', 'isAtMost', '10'), ['11', '9'], true],
    [one('c', 'isEmpty'), ' ', true],
    [one('c', 'isNotEmpty'), 'x', true],
    [one('c', 'is', 'admins'), ['Users', 'Admins'], true],
    [one('c', 'isNot', 'admins'), ['Users', 'Admins'], false],
    [one('c', 'isEmpty'), [], true],
    [one('c', 'contains', 'x'), [], false],
  ])('%j of %j is %j', async (rows, value, expected) => {
    expect(await takes(rows, { c: value })).toBe(expected);
  });

  it('takes a column that is not there as empty', async () => {
    expect(await takes(one('gone', 'isEmpty'), { c: 'x' })).toBe(true);
    expect(await takes(one('gone', 'isNot', 'x'), { c: 'x' })).toBe(true);
    expect(await takes(one('gone', 'contains', 'x'), { c: 'x' })).toBe(false);
  });

  it('may ask of a secret column only whether it is empty', () => {
    const problems = (rows: FilterRows) =>
      checkMapping(
        definition({
          preFilter: filterText(rows),
          fields: [{ type: 'user', values: { username: { column: 'c' } } }],
        }),
        ['c', 'Passwort']
      ).map(({ code }) => code);
    expect(problems(one('Passwort', 'isNotEmpty'))).toEqual([]);
    expect(problems(one('Passwort', 'startsWith', 'a'))).toEqual(['secret-in-filter']);
  });

  it('leaves undecided what a short row lacks', async () => {
    const rows: FilterRows = {
      match: 'all',
      conditions: [...one('a', 'is', 'x').conditions, ...one('b', 'isNot', 'y').conditions],
    };
    const text = filterText(rows);
    expect(text).toBe('$is(a, "x") and $not($is(b, "y"))');
    const fields = [{ type: 'user' as const, values: { username: { column: 'a' } } }];
    const { mapping } = await mapOne({ preFilter: text, fields }, { a: 'x', b: '' });
    const short = await mapping.map({ number: 3, values: { a: 'z' }, missingCells: ['b'] });
    expect([short.filtered, short.issues]).toEqual([true, []]);
  });

  const PIECES = [
    'a',
    'B',
    ' ',
    '`',
    '"',
    "'",
    '\\',
    '\n',
    '(',
    ')',
    ',',
    '$',
    '{{',
    'ü',
    '😀',
    '.',
    'and',
    '\u2028',
  ];

  it('finds any value in any column', async () => {
    let seed = 7;
    const next = (most: number): number => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % most;
    };
    const text = (): string =>
      Array.from({ length: 1 + next(6) }, () => PIECES[next(PIECES.length)] ?? '').join('');
    for (let round = 0; round < rounds(150, 2000); round += 1) {
      const column = `x${text()}x`;
      const value = `v${text()}v`;
      const test = FILTER_TESTS[next(FILTER_TESTS.length)] ?? 'is';
      const isAlone = test === 'isEmpty' || test === 'isNotEmpty';
      const rows = one(column, test, ...(isAlone ? [] : [value]));
      const isTrue = !['isNot', 'isEmpty', 'isAtLeast', 'isAtMost'].includes(test);
      expect(filterRows(filterText(rows))).toEqual(rows);
      expect([rows, await takes(rows, { [column]: value })]).toEqual([
        rows,
        isTrue && !test.startsWith('doesNot'),
      ]);
    }
  });

  it('takes what both of two filters take', async () => {
    const takesBoth = async (first: string, second: string, x: string) =>
      (await mapOne({ preFilter: bothFilters(first, second) }, { x })).filtered === false;
    const [a, b] = ["$has(x, 'a') or x = 'c'", "$has(x, 'b')"];
    expect(bothFilters(' ', b)).toBe(b);
    expect(bothFilters(a, '')).toBe(a);
    expect(bothFilters('', '')).toBe('');
    expect(await takesBoth(a, b, 'ab')).toBe(true);
    expect(await takesBoth(a, b, 'a')).toBe(false);
    expect(await takesBoth(a, b, 'c')).toBe(false);
  });
});
