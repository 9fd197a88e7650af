import type { Core } from '@strapi/strapi';

import { lookAtChanged } from '../../../server/src/storage/records/known-spans';

type Row = { id: number; value: string };

const rowsOf = (count: number): Row[] =>
  Array.from({ length: count }, (_, index) => ({ id: index + 1, value: `v${index}` }));

/** The rows as they come from a table, so many at a time. */
async function* inBatches(rows: Row[], size: number): AsyncGenerator<Row[]> {
  for (let start = 0; start < rows.length; start += size) yield rows.slice(start, start + size);
}

describe('what has been looked at', () => {
  const lookAt = async (
    strapi: Core.Strapi,
    rows: Row[],
    { isRight = true, table = 'users', size = 700 } = {}
  ): Promise<number[]> => {
    const seen: number[] = [];
    await lookAtChanged(strapi, table, inBatches(rows, size), async (found) => {
      seen.push(...found.map(({ id }) => id));
      return isRight;
    });
    return seen;
  };
  const app = (): Core.Strapi => ({}) as Core.Strapi;

  it('is not looked at again, however it is read', async () => {
    const strapi = app();
    const rows = rowsOf(5000);
    expect(await lookAt(strapi, rows)).toHaveLength(5000);
    for (const size of [700, 1, 5000]) expect(await lookAt(strapi, rows, { size })).toEqual([]);
    expect(await lookAt(strapi, rows, { table: 'phones' })).toHaveLength(5000);
    expect(await lookAt(app(), rows)).toHaveLength(5000);
  });

  it.each<[string, (rows: Row[]) => Row[]]>([
    [
      'has another value',
      (rows) => rows.map((row) => (row.id === 2600 ? { ...row, value: 'V2599' } : row)),
    ],
    ['is gone', (rows) => rows.filter(({ id }) => id !== 2600)],
    ['is new', (rows) => [...rows, { id: 2600.5, value: 'new' }].sort((a, b) => a.id - b.id)],
    [
      'has swapped its value with the next one',
      (rows) =>
        rows.map((row) => ({
          ...row,
          value: row.id === 2600 ? 'v2600' : row.id === 2601 ? 'v2599' : row.value,
        })),
    ],
  ])('is looked at where one row of it %s, and only there', async (_, change) => {
    const strapi = app();
    const rows = rowsOf(7000);
    await lookAt(strapi, rows);
    const seen = await lookAt(strapi, change(rows));
    expect([Math.min(...seen), Math.max(...seen)]).toEqual([2500, 2999]);
    expect(await lookAt(strapi, change(rows))).toEqual([]);
  });

  it('is looked at until it is right', async () => {
    const strapi = app();
    const rows = rowsOf(10);
    expect(await lookAt(strapi, rows, { isRight: false })).toHaveLength(10);
    expect(await lookAt(strapi, rows)).toHaveLength(10);
    expect(await lookAt(strapi, rows)).toEqual([]);
  });
});
