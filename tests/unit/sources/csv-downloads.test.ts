import { buffer } from 'node:stream/consumers';

import { csvOf } from '../../../server/src/controllers/csv';

const text = async (stream: NodeJS.ReadableStream): Promise<string> =>
  (await buffer(stream)).toString('utf8');

const linesOf = async (columns: string[], batches: unknown[][][]): Promise<string[]> =>
  (await text(csvOf(columns, batches))).split('\r\n');

describe('CSV output', () => {
  it('has a byte order mark, a header and a line for each record', async () => {
    const output = await text(csvOf(['a', 'b'], [[[1, 'x']], [[2, 'y']]]));
    expect(output).toBe('\ufeffa,b\r\n1,x\r\n2,y\r\n');
  });

  it('has its header without any record', async () => {
    expect(await linesOf(['a', 'b'], [])).toEqual(['\ufeffa,b', '']);
    expect(await linesOf(['a', 'b'], [[]])).toEqual(['\ufeffa,b', '']);
  });

  it.each(['=1+1', '+49 30 1', '-1', '@SUM(A1)', '\tx', '\rx', '=cmd|/c calc'])(
    'lets no spreadsheet take %j for a formula',
    async (value) => {
      const output = await text(csvOf(['a'], [[[value]]]));
      expect(output).toContain(`'${value}`);
    }
  );

  it.each([
    ['a semicolon', 'x;=1+1', "x;'=1+1"],
    ['a tab', 'x\t@SUM(A1)', "x\t'@SUM(A1)"],
    ['a line break', 'x\n+1', "x\n'+1"],
    ['a Windows line break', 'x\r\n-1', "x\r\n'-1"],
    ['each of several', ';=1;+2', ";'=1;'+2"],
    ['a semicolon and a tab', 'x;\t=1', "x;'\t'=1"],
    ['a semicolon and quotation marks', 'x;"=1"', 'x;\'"=1"'],
    ['a semicolon and an apostrophe', "x;'=1", "x;''=1"],
    ['nothing, with an apostrophe', "'=1", "''=1"],
    ['a wide form', 'x;\uFF1D1', "x;'\uFF1D1"],
    ['a list', ['x;=1'], '["x;\'=1"]'],
  ])('lets no spreadsheet that separates otherwise take a formula: %s', async (_, value, cell) => {
    const output = await text(csvOf(['a'], [[[value]]]));
    expect(output).toContain(cell.replaceAll('"', '""'));
  });

  it.each(['x;y', 'a-b', 'x; =1', 'a;b=c', "'t Hooft", "O'-Brien;x"])(
    'adds nothing to %j',
    async (value) => {
      expect(await text(csvOf(['a'], [[[value]]]))).toContain(`\n${value}\r`);
    }
  );

  it.each([
    ['a,b', '"a,b"'],
    ['say "x"', '"say ""x"""'],
    ['two\nlines', '"two\nlines"'],
    ['a=b', 'a=b'],
    ['Zoë 🎉', 'Zoë 🎉'],
  ])('keeps %j what it is', async (value, cell) => {
    expect((await linesOf(['a'], [[[value]]]))[1]).toBe(cell);
  });

  it('writes null as nothing, false as false and lists as JSON', async () => {
    expect((await linesOf(['a', 'b', 'c', 'd'], [[[null, undefined, false, ['x', 'y']]]]))[1]).toBe(
      ',,false,"[""x"",""y""]"'
    );
  });

  it('ends in an error when its records do', async () => {
    async function* broken(): AsyncGenerator<unknown[][]> {
      yield [[1]];
      throw new Error('database gone');
    }
    await expect(text(csvOf(['a'], broken()))).rejects.toThrow('database gone');
  });
});
