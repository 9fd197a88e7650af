import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { FieldProblem, MappedRow } from '../../server/src/mapping/types';
import { runTask, type WorkerOptions } from '../../server/src/worker/host';
import { profileSchema } from '../../shared/profile';
import { hostileSnippets, STRANGE_ENDED, STRANGE_REFUSED } from '../support/hostile-php';
import { serve, stopServers } from '../unit/sources/server';

const ROOT = path.resolve(__dirname, '..', '..');
const ENTRY = path.join(ROOT, 'dist', 'worker', 'index.js');
const LIMITS = { rowSeconds: 30, taskSeconds: 240, memoryMb: 128 };
const NETWORK = {
  allowedHosts: [],
  connectTimeoutSeconds: 1,
  timeoutSeconds: 1,
  maxBytes: 1_000_000,
  retries: 0,
};
const UPLOAD = profileSchema.parse({ name: 'x', source: { type: 'csv', delivery: 'upload' } });

/** What no worker may tell. */
const SECRET = 'S3cret-of-the-server';

describe('PHP that means harm', () => {
  let folder: string;
  let canary: string;
  let asked: number;
  let port: number;
  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'hostile-'));
    canary = path.join(folder, 'canary');
    asked = 0;
    const url = await serve((_, response) => {
      asked += 1;
      response.end();
    });
    port = Number(new URL(url).port);
    process.env.S3CRET = SECRET;
  });
  afterEach(async () => {
    delete process.env.S3CRET;
    await stopServers();
    rmSync(folder, { recursive: true });
  });

  const hostile = (group: string): string[] => hostileSnippets(group, { port, canary });

  const options = (changes: Partial<WorkerOptions> = {}): WorkerOptions => ({
    entry: ENTRY,
    appRoot: folder,
    limits: LIMITS,
    ...changes,
  });

  const definitionOf = (snippets: readonly string[]) => ({
    preFilter: '',
    variables: snippets.map((expression, place) => ({ name: `h${place}`, expression })),
    template: '{"identity":[{"username":"{{{n}}}"}]}',
    match: { user: 'username', phonebookEntry: 'externalId', phone: 'mac' },
    reveal: [],
  });

  /** What a check says of each snippet, by its place. */
  const problemsOf = async (snippets: readonly string[]): Promise<Map<number, FieldProblem[]>> => {
    const given = { definition: definitionOf(snippets) as never, columns: ['n', 'name'] };
    const problems = (await runTask('check', given, options())) as FieldProblem[];
    const found = new Map<number, FieldProblem[]>();
    for (const one of problems) {
      const place = Number(one.field.replace('variables.h', ''));
      found.set(place, [...(found.get(place) ?? []), one]);
    }
    return found;
  };

  /** Maps one row for each snippet, and a plain one after it. */
  const map = async (snippets: readonly string[], changes: Partial<WorkerOptions> = {}) => {
    const guarded = snippets.map(
      (php, place) => `if ($row['n'] !== 'h${place}') return null; ${php}`
    );
    const file = path.join(folder, 'people.csv');
    const lines = snippets.map((_, place) => `h${place},system\nn${place},Ada\n`);
    writeFileSync(file, `n,name\n${lines.join('')}`);
    const rows: MappedRow[] = [];
    const context = { file, fixes: [], lines: null, validators: null, network: NETWORK };
    await runTask(
      'read',
      {
        source: { settings: UPLOAD.source as never, module: null, context },
        definition: definitionOf(guarded) as never,
        runRecords: 10_000,
        person: null,
      },
      options({ ...changes, onBatch: (batch) => void rows.push(...batch) })
    );
    return rows;
  };

  const expectNothingReached = (told: unknown): void => {
    expect(existsSync(canary)).toBe(false);
    expect(asked).toBe(0);
    expect(JSON.stringify(told)).not.toContain(SECRET);
    expect(JSON.stringify(told)).not.toContain('root:x:0');
  };

  it('is refused with line and column where it shows in the code', async () => {
    const snippets = [...hostile('refused'), ...STRANGE_REFUSED];
    const found = await problemsOf(snippets);
    const accepted = snippets.filter((_, place) => !found.has(place));
    expect(accepted.map((php) => php.slice(0, 100))).toEqual([]);
    const unplaced = [...found.values()].flat().filter(({ line, column }) => !line || !column);
    expect(unplaced).toEqual([]);
    expectNothingReached([...found]);
  });

  it('ends as an issue of its row where it shows only then, and the next row is mapped', async () => {
    const snippets = [...hostile('ended'), ...STRANGE_ENDED];
    expect(await problemsOf(snippets)).toEqual(new Map());
    const rows = await map(snippets);
    const found = snippets.map((php, place) => {
      const [row, next] = rows.slice(2 * place);
      const issues = row?.issues.map(({ severity, column }) => [severity, column]);
      return [php.slice(0, 200), issues, next?.issues, next?.records.length];
    });
    expect(found).toEqual(
      snippets.map((php, place) => [php.slice(0, 200), [['error', `variables.h${place}`]], [], 1])
    );
    expectNothingReached(rows);
  });

  it('gives a value where it is harmless', async () => {
    const snippets = hostile('given');
    expect(await problemsOf(snippets)).toEqual(new Map());
    const rows = await map(snippets);
    expect(rows.flatMap(({ issues }) => issues)).toEqual([]);
    expectNothingReached(rows);
  });

  it.each([
    `return preg_match('/^(a+)+$/', str_repeat('a', 50) . '!');`,
    `return preg_match('/^(a|aa)+$/', str_repeat('a', 100) . '!');`,
    `return preg_replace('/(x+x+)+y/', '', str_repeat('x', 100));`,
    `return preg_split('/^(([a-z])+.)+[A-Z]([a-z])+$/', str_repeat('a', 100));`,
    `return preg_grep('/^(\\d+)+x$/', [str_repeat('1', 100)]);`,
    `return preg_match_all('/(\\w+\\s*)+:/', str_repeat('word ', 50));`,
    `return preg_replace_callback('/^(.*?,){30}P/', fn ($m) => '', str_repeat(',', 200));`,
  ])('ends within the time of a row, whatever its pattern: %s', async (php) => {
    const ended = map([php], { limits: { ...LIMITS, rowSeconds: 1 } });
    const issue = await ended.then(
      ([row]) => row?.issues[0],
      (error: unknown) => error
    );
    const code = expect.stringMatching(/^(row-time-limit|expression-error)$/);
    expect(issue).toMatchObject({ code });
    expect(JSON.stringify(issue)).toContain('variables.h0');
  });
});
