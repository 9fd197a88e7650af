import { fileSource } from '../../../server/src/sources/files';
import type { SourceRow } from '../../../server/src/sources/types';
import type { Correction, LineFix } from '../../../shared/contracts/uploads';
import { AUTO, contextOf, fileOf, removeFolders } from './support';

afterAll(removeFolders);

const KEY = 'a key';
const HEADER = 'name;phone;mail';
const ANN = 'Ann;1;a@x';
const BROKEN = 'Birke; Bob;2;b@x';
const CARL = 'Carl;3;c@x';

const open = async (lines: string[], fixes: LineFix[] = [], key = KEY) => {
  const file = fileOf(`${[HEADER, ...lines].join('\n')}\n`);
  const context = contextOf({ file, lines: { key, fixes } });
  const opened = await fileSource.open({ type: 'csv', delivery: 'upload', ...AUTO }, context);
  if (opened.notModified) throw new Error('expected a file');
  return opened;
};

/** What a person corrects in a line of a file that a run has read. */
const fixOf = async (lines: string[], row: number, correction: Correction): Promise<LineFix> => {
  const line = await (await open(lines)).lineAt?.(row);
  if (!line?.digest) throw new Error('expected a line');
  return { row, line: line.digest, found: 1, ...correction };
};

const read = async (lines: string[], fixes: LineFix[], key?: string) => {
  const { rows, closing, foundLines } = await open(lines, fixes, key);
  const all: SourceRow[] = [];
  for await (const row of rows) all.push(row);
  return {
    rows: all.map(({ values, issues, skip }) => skip ?? issues[0]?.code ?? Object.values(values)),
    issues: (closing?.() ?? []).map(({ code, params }) => ({ code, params })),
    found: (foundLines?.() ?? []).map(({ count, row }) => ({ count, row })),
  };
};

const JOINED = [
  ['Ann', '1', 'a@x'],
  ['Birke; Bob', '2', 'b@x'],
  ['Carl', '3', 'c@x'],
];

describe('corrections that are bound to the text of a line', () => {
  const join = () => fixOf([ANN, BROKEN, CARL], 3, { steps: [{ join: 0 }] });

  it('apply to the line with the text', async () => {
    const { rows, issues } = await read([ANN, BROKEN, CARL], [await join()]);
    expect(rows).toEqual(JOINED);
    expect(issues).toEqual([]);
  });

  it('apply wherever the line has moved to, and say where', async () => {
    const { rows, issues, found } = await read([BROKEN, CARL, ANN], [await join()]);
    expect(rows).toEqual([JOINED[1], JOINED[2], JOINED[0]]);
    expect(issues).toEqual([]);
    expect(found).toEqual([{ count: 1, row: 2 }]);
  });

  it('change nothing where the line is gone, not even the row at its number', async () => {
    const value = await fixOf([ANN, BROKEN, CARL], 2, { column: 'phone', value: '9' });
    const { rows, issues, found } = await read([CARL, 'Ann;1;a@y'], [value]);
    expect(rows).toEqual([
      ['Carl', '3', 'c@x'],
      ['Ann', '1', 'a@y'],
    ]);
    expect(issues).toEqual([{ code: 'correction-outdated', params: { row: 2 } }]);
    expect(found).toEqual([{ count: 0, row: null }]);
  });

  it('change nothing where two lines have the text', async () => {
    const skip = await fixOf([ANN, CARL], 2, { skip: 'no-record' });
    const { rows, issues } = await read([ANN, CARL, ANN], [skip]);
    expect(rows).toHaveLength(3);
    expect(rows).not.toContain('no-record');
    expect(issues).toEqual([
      { code: 'correction-outdated', params: { row: 2, count: 2, variant: 'several' } },
    ]);
  });

  it('are told once for each line that they are no longer for', async () => {
    const all = [
      await fixOf([ANN], 2, { column: 'phone', value: '9' }),
      await fixOf([ANN], 2, { column: 'mail', value: 'x' }),
    ];
    expect((await read([CARL], all)).issues).toHaveLength(1);
  });

  it('are found by the text as it stands in the file, blanks and all', async () => {
    const fix = await fixOf([ANN], 2, { column: 'phone', value: '9' });
    expect((await read(['Ann; 1;a@x'], [fix])).rows).toEqual([['Ann', '1', 'a@x']]);
  });

  it('are found with the key only that they were bound with', async () => {
    const { issues } = await read([ANN, BROKEN, CARL], [await join()], 'another key');
    expect(issues).toMatchObject([{ code: 'correction-outdated' }]);
  });

  it('know how many lines of a file have the text', async () => {
    const { lineAt } = await open([ANN, CARL, ANN]);
    expect(await lineAt?.(2)).toMatchObject({ cells: ['Ann', '1', 'a@x'], count: 2 });
    expect(await lineAt?.(3)).toMatchObject({ count: 1 });
    expect(await lineAt?.(9)).toBeNull();
  });
});
