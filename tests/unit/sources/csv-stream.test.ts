import { rmSync } from 'node:fs';
import { fileSource } from '../../../server/src/sources/files';
import { readCsv } from '../../../server/src/sources/csv/read';
import { type Layout, parseRecords } from '../../../server/src/sources/csv/records';
import { rounds } from '../../support/rounds';
import { AUTO, codeOf, contextOf, fileOf, read, removeFolders } from './support';

afterAll(removeFolders);

const ROWS = rounds(20_000, 100_000);

const LAYOUT: Layout = {
  delimiter: ';',
  enclosure: '"',
  recordEnds: ['\r\n', '\n'],
  firstLine: 1,
  wrapped: false,
};

describe('streaming', () => {
  it('reads no more text than the records that were asked for need', async () => {
    const ROWS_PER_CHUNK = 50;
    let chunks = 0;
    function* text(): Generator<string> {
      for (; chunks < 400; chunks += 1) yield '1;"Max ""M"" Muster";x\n'.repeat(ROWS_PER_CHUNK);
    }
    let records = 0;
    for await (const found of parseRecords(text(), LAYOUT)) {
      records += found.length;
      expect(found.length).toBeLessThanOrEqual(ROWS_PER_CHUNK + 1);
      expect(chunks * ROWS_PER_CHUNK - records).toBeLessThanOrEqual(ROWS_PER_CHUNK);
    }
    expect(records).toBe(20_000);
  });

  it(`delivers ${ROWS} rows, each once and in order`, async () => {
    const lines = Array.from({ length: ROWS }, (_, index) => `${index};"Name ${index}"`);
    const { rows } = await readCsv(fileOf(`id;name\n${lines.join('\n')}\n`), AUTO);
    let next = 0;
    for await (const { number, values, issues } of rows) {
      if (number !== next + 2 || values.id !== String(next) || issues.length) break;
      next += 1;
    }
    expect(next).toBe(ROWS);
  });

  it('gives the same whatever the chunks are', async () => {
    const text =
      'id,"na""me",x\r\n1,"a\r\n""b"" 😀",é\r\n\r\n "2" ,,"€,\n"\n3,"Hans "Hansi" M.",y\r\n4,5\r\n6,7,8,\r\n';
    const whole = await read(text);
    expect(
      whole.rows.map(({ number, issues }) => [number, ...issues.map(({ code }) => code)])
    ).toEqual([[2], [5], [7, 'malformed-quote'], [8, 'too-few-fields'], [9]]);
    for (const chunkBytes of [1, 2, 3, 5, 11]) {
      expect(await read(text, { chunkBytes })).toEqual(whole);
    }
  });

  it('tells how much of the file its rows have taken, and nothing of what finds out its format', async () => {
    const text = 'id;name\n' + '1;Müller\n'.repeat(2000);
    const size = Buffer.byteLength(text);
    const told: unknown[] = [];
    const { rows } = await readCsv(fileOf(text), AUTO, {
      chunkBytes: 4096,
      onRead: (bytes) => told.push(bytes),
    });
    expect(told).toEqual([]);
    for await (const row of rows) void row;
    expect(told[0]).toEqual({ done: 4096, total: size });
    expect(told.at(-1)).toEqual({ done: size, total: size });
  });

  it('can be left before its end', async () => {
    const { rows } = await readCsv(fileOf('a\n' + 'x\n'.repeat(5000)), AUTO);
    for await (const row of rows) {
      expect(row.number).toBe(2);
      break;
    }
  });

  it('can be read twice', async () => {
    const { rows } = await readCsv(fileOf('a;b\n1;2\n3;4\n'), AUTO);
    const numbers = async () => {
      const found: number[] = [];
      for await (const { number } of rows) found.push(number);
      return found;
    };
    expect([await numbers(), await numbers()]).toEqual([
      [2, 3],
      [2, 3],
    ]);
  });
});

describe('an uploaded file', () => {
  const upload = { ...AUTO, type: 'csv', delivery: 'upload' } as const;

  it('is opened as the source csv', async () => {
    const file = fileOf('a;b\n1;2\n3;4\n');
    const opened = await fileSource.open(
      upload,
      contextOf({ file, fixes: [{ row: 2, skip: 'no-record' }] })
    );
    if (opened.notModified) throw new Error('expected a file');
    const { columns, rows, validators } = opened;
    expect({ columns, validators }).toEqual({ columns: ['a', 'b'], validators: null });
    const all = [];
    for await (const row of rows) all.push(row);
    expect(all.map(({ skip }) => skip)).toEqual(['no-record', undefined]);
  });

  it('has to be there', async () => {
    expect(await codeOf(fileSource.open(upload, contextOf({})))).toBe('no-file');
    const file = fileOf('a;b\n1;2\n');
    rmSync(file);
    expect(await codeOf(fileSource.open(upload, contextOf({ file })))).toBe('file-not-found');
    expect(await codeOf(fileSource.open(upload, contextOf({ file: __dirname })))).toBe(
      'file-unreadable'
    );
  });

  it('is no longer read once the run is canceled', async () => {
    const file = fileOf('a;b\n' + '1;2\n'.repeat(100_000));
    const abort = new AbortController();
    const opened = await fileSource.open(upload, contextOf({ file, signal: abort.signal }));
    if (opened.notModified) throw new Error('expected a file');
    let count = 0;
    const reading = async () => {
      for await (const row of opened.rows) {
        if (row.number === 2) abort.abort();
        count += 1;
      }
    };
    expect(await codeOf(reading())).toBe('canceled');
    expect(count).toBeLessThan(100_000);
    expect(await codeOf(fileSource.open(upload, contextOf({ file, signal: abort.signal })))).toBe(
      'canceled'
    );
  });
});
