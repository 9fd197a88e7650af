import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { ChangeView } from '../../../shared/contracts/runs';
import { changesText } from '../../../server/src/cli/changes';
import { jsonPieces, printOutcome, textPieces, type Answer } from '../../../server/src/cli/output';

const change = (id: number, more: Partial<ChangeView> = {}): ChangeView => ({
  id,
  row: id,
  type: 'user',
  action: 'update',
  kind: null,
  renaming: null,
  key: `username:u${id}`,
  label: `U ${id}`,
  difference: { email: { before: 'a', after: 'b' } },
  applied: true,
  ...more,
});

async function* batches<Item>(...all: Item[][]): AsyncGenerator<Item[]> {
  yield* all;
}

const report = { id: 'r1', rows: { read: 3 }, error: null };

const answer = (json: object): Answer => ({ json, text: 'Report', exitCode: 0 });

const joined = async (pieces: AsyncIterable<string>): Promise<string> => {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
};

describe('JSON', () => {
  it.each([
    ['no batches', []],
    ['an empty batch', [[]]],
    ['one change', [[change(1)]]],
    ['some batches', [[change(1), change(2)], [change(3)], [change(4), change(5)]]],
    ['awkward texts', [[change(1, { label: '\n}\n  ],"\u2028' })]]],
  ])('is what one call would print, with %s', async (_name, all) => {
    const { error, ...rest } = report;
    const issues = [[{ code: 'a' }], [{ code: 'b' }]];
    const json = { ...rest, issues: batches(...issues), error, changes: batches(...all) };
    const whole = { ...rest, issues: issues.flat(), error, changes: all.flat() };
    const printed = await joined(jsonPieces(answer(json)));
    expect(printed).toBe(`${JSON.stringify(whole, null, 2)}\n`);
  });

  it('is one piece where nothing comes in batches', async () => {
    const printed = await joined(jsonPieces(answer([{ name: 'a' }])));
    expect(JSON.parse(printed)).toEqual([{ name: 'a' }]);
  });
});

describe.each([
  ['JSON', (changes: AsyncIterable<ChangeView[]>) => jsonPieces(answer({ changes }))],
  ['text', changesText],
])('a long list as %s', (_name, piecesOf) => {
  it('is read no further than it is printed', async () => {
    let read = 0;
    async function* endless(): AsyncGenerator<ChangeView[]> {
      for (;;) {
        read += 1;
        yield [change(read)];
      }
    }
    const pieces = piecesOf(endless());
    let printed = '';
    while (!printed.includes('U 40') && read < 100) printed += (await pieces.next()).value;
    expect(read).toBe(40);
    await pieces.return(undefined);
  });
});

describe('what is printed', () => {
  async function* breakingOff(): AsyncGenerator<object[]> {
    yield [{ code: 'a' }];
    throw new Error('the database is gone');
  }

  /** Prints until a reader has had enough. */
  const print = async (answer: Answer, isJson: boolean, enough = Infinity): Promise<string> => {
    let printed = '';
    const all = printOutcome(answer, isJson, async (text) => {
      printed += text;
      return printed.length < enough;
    });
    await all.catch((error: Error) => {
      printed += `<${error.message}>`;
    });
    return printed;
  };

  it('is a document that is whole, or none', async () => {
    const issues = batches([{ code: 'a' }], [{ code: 'b' }]);
    const whole = { ...report, issues: [{ code: 'a' }, { code: 'b' }] };
    expect(JSON.parse(await print(answer({ ...report, issues }), true))).toEqual(whole);
    const broken = answer({ ...report, issues: breakingOff() });
    expect(await print(broken, true)).toBe('<the database is gone>');
  });

  it('is a long document to its end, and no further than somebody reads', async () => {
    const many = Array.from({ length: 5000 }, (_, id) => change(id));
    const printed = await print(answer({ changes: batches(many) }), true);
    expect(JSON.parse(printed)).toEqual({ changes: many });
    const cut = await print(answer({ changes: batches(many) }), true, 1);
    expect(cut.length).toBeLessThan(printed.length / 2);
  });

  it('leaves nothing that has a name while it is printed', async () => {
    const folders = async () =>
      (await readdir(tmpdir())).filter((name) => name.includes(`-${process.pid}-`));
    let named: string[] | null = null;
    await printOutcome(answer({ ...report, issues: batches([{ code: 'a' }]) }), true, async () => {
      for (const folder of await folders()) named = await readdir(path.join(tmpdir(), folder));
      return true;
    });
    expect(named).toEqual([]);
  });

  it('is text piece by piece', async () => {
    async function* pieces(): AsyncGenerator<string> {
      yield 'Report ';
      throw new Error('the database is gone');
    }
    const broken = { ...answer(report), text: pieces() };
    expect(await print(broken, false)).toBe('Report <the database is gone>');
  });
});

describe('text', () => {
  const lineOf = async (more: Partial<ChangeView>): Promise<string | undefined> => {
    const text = await joined(changesText(batches([change(7, more)])));
    return text.trimEnd().split('\n').at(-1);
  };

  it('shows before and after', async () => {
    expect(await lineOf({})).toBe(
      'update  user                  7  U 7                       email: "a" → "b"'
    );
    const difference = {
      roles: { before: [], after: ['x', 'y'] },
      email: { before: 'a', after: null },
      enabled: { before: true, after: false },
    };
    expect(await lineOf({ difference })).toContain(
      'roles: nothing → ["x","y"], email: "a" → nothing, enabled: true → false'
    );
    const created = { username: { before: null, after: 'u7' } };
    expect(await lineOf({ action: 'create', difference: created })).toMatch(/ username: "u7"$/);
    const removed = { username: { before: 'u7', after: null } };
    expect(await lineOf({ action: 'remove', row: null, difference: removed })).toMatch(
      /^remove +user +U 7 +username: "u7"$/
    );
  });

  it('keeps one change on one line, and shows what cannot be seen', async () => {
    const difference = { notes: { before: 'a\nb', after: `x\u200b\u0000${'long '.repeat(40)}` } };
    const line = await lineOf({ label: 'Two\r\nlines\u001b[0m', difference });
    expect(line).toContain('Two lines<U+001B>[0m');
    expect(line).toContain('"a\\nb" → "x<U+200B>');
    expect(line).toMatch(/…$/);
    expect(line?.length).toBeLessThan(160);
  });

  it('has one heading, and says when there is nothing', async () => {
    const text = await joined(changesText(batches([change(1)], [change(2)])));
    expect(text.match(/^Action/gm)).toHaveLength(1);
    expect(await joined(changesText(batches()))).toBe('No changes.\n');
    expect(await joined(textPieces(answer(report)))).toBe('Report\n');
  });
});
