import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSpool, readSpool } from '../../../server/src/sources/spool';
import type { SourceRow } from '../../../server/src/sources/types';
import { diskError, SourceError } from '../../../server/src/utils/errors';
import { Random } from '../../support/random';
import { errorOf, newFolder, removeFolders } from './support';

afterAll(removeFolders);

let file: string;
beforeEach(() => {
  file = join(newFolder(), 'entries');
});

type Values = SourceRow['values'];

const rowsOf = (all: Values[], from = 1): SourceRow[] =>
  all.map((values, index) => ({ number: from + index, values, issues: [] }));

const write = async (...parts: Values[][]): Promise<void> => {
  const spool = await createSpool(file);
  for (const part of parts) await spool.append(rowsOf(part));
  await spool.close();
};

const read = async (): Promise<SourceRow[]> => {
  const rows: SourceRow[] = [];
  for await (const row of readSpool(file)) rows.push(row);
  return rows;
};

describe('rows that are kept in a file', () => {
  it.each<[string, Values]>([
    ['nothing', {}],
    ['text', { cn: 'Anna', mail: ['a@x', 'b@x'] }],
    ['empty text and lists', { a: '', b: [], c: [''] }],
    ['line breaks', { a: 'one\ntwo\r\nthree\r', 'b\nc': ['\n', '\n\n'] }],
    ['line breaks of other kinds', { a: 'x\u2028y\u2029z\u0085\u000b\u000c' }],
    ['quotes and backslashes', { 'a"b': '\\"\\n\\u0041', c: '\\' }],
    ['control characters', { a: '\0\u0001\u001f\u007f\b\t' }],
    ['letters of all kinds', { ä: 'Größe 日本 😀 ﷽', b: 'e\u0301' }],
    ['half a character', { a: '\ud800', b: 'x\udfffy', c: '\udc00\ud800' }],
    ['a byte order mark', { a: '\ufeffx' }],
    ['what looks like JSON', { a: '{"a":1}\n{"b":2}', b: '[]', c: 'null' }],
    ['names of every object', { constructor: 'a', toString: 'b', hasOwnProperty: ['c'] }],
    ['many names', Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`a${i}`, `${i}`]))],
  ])('come back as they were: %s', async (_, values) => {
    await write([values]);
    const [row] = await read();
    expect(row).toEqual({ number: 1, values, issues: [] });
    expect(Object.keys(row?.values ?? {})).toEqual(Object.keys(values));
  });

  it('keep a column that is named like the prototype', async () => {
    const values = JSON.parse('{"__proto__":"x","cn":"Anna"}') as Values;
    await write([values]);
    expect(Object.entries((await read())[0]?.values ?? {})).toEqual(Object.entries(values));
  });

  it('are none in an empty file', async () => {
    await write();
    expect(await read()).toEqual([]);
    await write([], []);
    expect(await read()).toEqual([]);
    expect(statSync(file).size).toBe(0);
  });

  it('are numbered from 1 on, over all parts', async () => {
    await write([{ a: '1' }, { a: '2' }], [], [{ a: '3' }]);
    expect((await read()).map(({ number, values }) => [number, values.a])).toEqual([
      [1, '1'],
      [2, '2'],
      [3, '3'],
    ]);
  });

  it('take the place of what was in the file', async () => {
    writeFileSync(file, '{"a":"old"}\n'.repeat(100));
    await write([{ a: 'new' }]);
    expect((await read()).map(({ values }) => values)).toEqual([{ a: 'new' }]);
  });

  it('are one line each', async () => {
    await write([{ a: 'x\ny' }, { b: ['\r\n'] }]);
    expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(3);
  });

  it('may have values of a megabyte', async () => {
    const values = { photo: 'A'.repeat(1024 * 1024), list: ['é'.repeat(300_000), 'x'] };
    await write([values, { a: 'b' }, values]);
    const rows = await read();
    expect(rows.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(rows[0]?.values.photo).toHaveLength(1024 * 1024);
    expect(rows[0]?.values).toEqual(values);
    expect(rows[2]?.values).toEqual(values);
  });

  it('may have lines of many megabytes, each read in one go', async () => {
    // Looked through anew with each chunk, a line of this length would take minutes.
    const values = { photo: 'A'.repeat(96 * 1024 * 1024) };
    await write([{ a: 'b' }, values, { c: 'd' }]);
    const lengths = (await read()).map((row) => JSON.stringify(row.values).length);
    expect(lengths).toEqual([9, values.photo.length + 12, 9]);
  });

  it('come back wherever the file is cut into pieces', async () => {
    // Node reads 64 KiB at a time: a character of four bytes lies across that in each possible way.
    const rows = [0, 1, 2, 3, 4].map((shift) => ({ a: `${'x'.repeat(65_520 + shift)}😀é\n` }));
    for (const values of rows) {
      await write([values, { b: 'after' }]);
      expect((await read()).map((row) => row.values)).toEqual([values, { b: 'after' }]);
    }
  });

  it('come back in any number and of any length', async () => {
    const random = new Random(4511);
    const all = Array.from({ length: 5000 }, (_, index) => ({
      index: String(index),
      text: random.pick(['a', 'ü', '😀', '\n', '"', '\u2028']).repeat(random.below(200)),
    }));
    await write(all.slice(0, 1700), all.slice(1700, 1701), all.slice(1701));
    expect((await read()).map(({ values }) => values)).toEqual(all);
  });

  it('need not be read to the end', async () => {
    await write(Array.from({ length: 5000 }, (_, index) => ({ a: String(index) })));
    const seen: number[] = [];
    for await (const { number } of readSpool(file)) {
      seen.push(number);
      if (number === 3) break;
    }
    expect(seen).toEqual([1, 2, 3]);
    expect(await read()).toHaveLength(5000);
  });

  it('can be read twice at a time', async () => {
    await write(Array.from({ length: 3000 }, (_, index) => ({ a: String(index) })));
    const [one, other] = await Promise.all([read(), read()]);
    expect(one).toHaveLength(3000);
    expect(one).toEqual(other);
  });
});

describe('a disk that does not take them', () => {
  it('is the error of a folder that is not there', async () => {
    const error = await errorOf(createSpool(join(file, 'gone', 'entries')));
    expect(error).toBeInstanceOf(SourceError);
    expect(error.code).toBe('disk-error');
    expect(error.message).toContain('ENOENT');
    expect(error.message).not.toContain(file);
  });

  it('is the error of a file that cannot be written any more', async () => {
    const spool = await createSpool(file);
    await spool.append(rowsOf([{ a: 'b' }]));
    await spool.close();
    const error = await errorOf(spool.append(rowsOf([{ password: 'hunter2' }])));
    expect(error.code).toBe('disk-error');
    expect(error.message).not.toContain('hunter2');
  });

  it.each([
    [Object.assign(new Error('no space left on /srv/x'), { code: 'ENOSPC' }), '(ENOSPC)'],
    [{ code: 'EROFS' }, '(EROFS)'],
    [new Error('secret'), '()'],
    ['secret', '()'],
    [null, '()'],
    [undefined, '()'],
  ])('is named by its code alone', (reason, shown) => {
    const error = diskError(reason);
    expect(error.code).toBe('disk-error');
    expect(error.message).toContain(shown);
    expect(error.message).toContain('check its space and permissions');
    expect(error.message).not.toMatch(/secret|srv/);
  });
});
