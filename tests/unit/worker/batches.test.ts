import type { MappedRecord, MappedRow } from '../../../server/src/mapping/types';
import { BATCH, createBatches, createReadReport } from '../../../server/src/worker/batches';

const record = (value: string, children: MappedRecord[] = []): MappedRecord => ({
  type: 'user',
  place: 'identity/0',
  attributes: { username: value },
  owner: null,
  children,
  failed: false,
});

const row = (number: number, records: MappedRecord[], issues = 0): MappedRow => ({
  row: number,
  filtered: false,
  records,
  issues: Array.from({ length: issues }, () => ({
    row: number,
    column: 'x',
    value: 'x'.repeat(100),
    code: 'x',
    severity: 'warning' as const,
    params: { reason: 'x'.repeat(1000) },
  })),
});

const list = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

const batched = async (rows: MappedRow[], runRecords = 5_000_000): Promise<MappedRow[][]> => {
  const sent: MappedRow[][] = [];
  const batches = createBatches(async (batch) => {
    sent.push(batch);
  }, runRecords);
  for (const one of rows) await batches.add(one);
  await batches.end();
  return sent;
};

const countOf = (records: MappedRecord[]): number =>
  records.reduce((count, { children }) => count + 1 + countOf(children), 0);
const recordsIn = (rows: MappedRow[]): number =>
  rows.reduce((count, { records }) => count + countOf(records), 0);

describe('batches between the processes', () => {
  it.each<[string, MappedRow[]]>([
    ['small rows', list(1000, (index) => row(index, [record('a')]))],
    [
      '200 records a row',
      list(50, (index) =>
        row(
          index,
          list(200, () => record('a'))
        )
      ),
    ],
    [
      '199 children',
      list(30, (index) =>
        row(index, [
          record(
            'a',
            list(199, () => record('b'))
          ),
        ])
      ),
    ],
    ['notes of 60 kB', list(60, (index) => row(index, [record('n'.repeat(60_000))]))],
    ['hundreds of issues a row', list(60, (index) => row(index, [], 300))],
    [
      'labels of 60 kB',
      list(40, (index) =>
        row(index, [
          {
            ...record('a'),
            attributes: {
              labels: list(600, () => ({ name: 'n'.repeat(50), value: 'v'.repeat(50) })),
            },
          },
        ])
      ),
    ],
  ])('hold what was mapped, within their measure and in order: %s', async (_, rows) => {
    const sent = await batched(rows);
    expect(sent.flat()).toEqual(rows);
    for (const batch of sent) {
      expect(batch.length).toBeLessThanOrEqual(BATCH.rows);
      expect(recordsIn(batch)).toBeLessThanOrEqual(BATCH.records);
      const bytes = Buffer.byteLength(JSON.stringify(batch), 'utf16le');
      if (batch.length > 1) expect(bytes).toBeLessThanOrEqual(1.5 * BATCH.bytes);
    }
  });

  it('hold a row that is larger by itself alone', async () => {
    const large = row(2, [record('x'.repeat(BATCH.bytes))]);
    const sent = await batched([row(1, [record('a')]), large, row(3, [record('b')])]);
    expect(sent.map((batch) => batch.map(({ row: number }) => number))).toEqual([[1], [2], [3]]);
  });

  it.each([1, 10, 199])('end a run above its number of records: %i', async (most) => {
    const rows = list(200, (index) => row(index + 2, [record('a')]));
    await expect(batched(rows, most)).rejects.toMatchObject({
      code: 'too-many-records',
      message: expect.stringContaining(`row ${most + 2}`),
    });
    expect((await batched(rows, 200)).flat()).toHaveLength(200);
  });
});

describe('what is told of a file', () => {
  const toldOf = (total: number | null, size: number, chunk: number): number[] => {
    const told: number[] = [];
    const report = createReadReport((_stage, { done }) => told.push(done));
    for (let done = chunk; done <= size; done += chunk) report('reading', { done, total });
    return told;
  };

  it('is each percent of it, whatever it is read in', () => {
    const told = toldOf(1_000_000, 1_000_000, 100);
    expect(told).toHaveLength(101);
    expect(told.at(-1)).toBe(1_000_000);
    expect(toldOf(300, 300, 100)).toEqual([100, 200, 300]);
  });

  it('is now and then how much has come in, where its length is not known', () => {
    expect(toldOf(null, 10 * 1024 * 1024, 1024)).toHaveLength(11);
  });

  it('is told anew of what is done next', () => {
    const told: string[] = [];
    const report = createReadReport((stage) => told.push(stage));
    report('fetching', { done: 5, total: 5 });
    report('reading', { done: 5, total: 5 });
    expect(told).toEqual(['fetching', 'reading']);
  });
});
