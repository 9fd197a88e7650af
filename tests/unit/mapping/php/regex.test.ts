import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Diagnostics } from '../../../../server/src/mapping/diagnostics';
import { compileExpression } from '../../../../server/src/mapping/expressions';
import { PhpArray } from '../../../../server/src/mapping/php/array';
import { toText } from '../../../../server/src/mapping/php/conversions';
import { REGULAR_EXPRESSIONS } from '../../../../server/src/mapping/php/functions/regular-expressions';
import { checkPattern } from '../../../../server/src/mapping/php/regex/pattern';
import { Run } from '../../../../server/src/mapping/php/run';
import {
  bytesOf,
  isArray,
  PhpError,
  type PhpKey,
  type PhpValue,
  Reference,
} from '../../../../server/src/mapping/php/values';
import { LIMITS } from '../../../../server/src/mapping/types';
import { isLong } from '../../../support/rounds';

/** A value as the fixture has it: a list, or pairs of keys and values. */
type Written =
  | null
  | boolean
  | number
  | string
  | Written[]
  | { array: [number | string, Written][] }
  | { callback: string };

interface Case {
  name: string;
  args: Written[];
  /** What PHP says of a pattern that it refuses. */
  warning?: string;
  /** What PHP throws. */
  throws?: string;
  result?: Written;
  written?: Written;
  error?: number;
}

const FIXTURES = path.join(__dirname, '../../../fixtures/php');

const CALLBACKS: Readonly<Record<string, (groups: PhpArray) => PhpValue>> = {
  'first in upper case': (groups) =>
    toText(groups.get(0n) ?? null).replace(/[a-z]/g, (letter) => letter.toUpperCase()),
  'all groups': (groups) =>
    JSON.stringify(written(groups)).replace(
      /[\x80-\xff]/g,
      (byte) => `\\u00${byte.charCodeAt(0).toString(16)}`
    ),
  nothing: () => null,
};

const keyOf = (key: number | string): PhpKey => (typeof key === 'number' ? BigInt(key) : key);

function read(value: Written): PhpValue {
  if (typeof value === 'number') return BigInt(value);
  if (Array.isArray(value)) return PhpArray.list(value.map(read));
  if (value === null || typeof value !== 'object') return value;
  if ('array' in value) {
    return PhpArray.of(value.array.map(([key, item]) => [keyOf(key), read(item)]));
  }
  const call = CALLBACKS[value.callback];
  return {
    kind: 'closure',
    takesReference: () => false,
    call: ({ values: [groups] }) => (call && groups instanceof PhpArray ? call(groups) : null),
  };
}

function written(value: PhpValue): Written {
  if (typeof value === 'bigint') return Number(value);
  if (!isArray(value)) return value as Written;
  if (value.isList()) return value.values().map(written);
  const entries = value.entries().map(([key, item]) => [written(key), written(item)]);
  return { array: entries as [number | string, Written][] };
}

const newRun = (): Run => new Run({ milliseconds: 60_000, depth: 100, elements: 10_000 });

function called(run: Run, name: string, args: readonly Written[]): Omit<Case, 'name' | 'args'> {
  const { parameters, call } = REGULAR_EXPRESSIONS[name] as (typeof REGULAR_EXPRESSIONS)[string];
  let reference: Reference | null = null;
  const values = parameters.map(({ read: readArgument, fallback, isReference }, place) => {
    if (place >= args.length) return fallback;
    if (isReference) return (reference = new Reference());
    return readArgument(read(args[place] as Written))?.value;
  });
  try {
    const result = written(call(run, values));
    const { value = null } = (reference as Reference | null) ?? {};
    const error = Number(REGULAR_EXPRESSIONS.preg_last_error?.call(run, []));
    return { result, written: written(value), error };
  } catch (error) {
    if (error instanceof PhpError) return { throws: error.message };
    throw error;
  }
}

const corpus = readFileSync(path.join(FIXTURES, 'regex.json'), 'utf8');
const cases = JSON.parse(corpus) as Case[];

describe('regular expressions of PHP', () => {
  it('give what PHP gives', () => {
    expect(cases.length).toBeGreaterThan(300);
    for (const { name, args, warning, ...outcome } of cases) {
      const ours = called(newRun(), name, args);
      if (warning === undefined) {
        expect({ name, args, ...ours }).toEqual({ name, args, ...outcome });
      } else {
        expect([args, ours]).toEqual([args, { throws: expect.stringContaining(`${name}(): `) }]);
        expect(checkPattern(String(args[0]))).not.toBeNull();
      }
    }
  });

  (isLong ? it : it.skip)('are in the fixture as the PHP of this machine has them', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'regex-'));
    try {
      const file = path.join(folder, 'regex.json');
      copyFileSync(path.join(FIXTURES, 'regex.json'), file);
      execFileSync('php', [path.join(FIXTURES, 'regex.php'), file]);
      expect(readFileSync(file, 'utf8')).toBe(corpus);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it.each([
    ['/ab++/', 'possessive', '++', 3],
    ['/ä(?>b)/', 'atomic', '(?>', 3],
    ['/a(?R)?/', 'recursion', '(?R', 2],
    ['/(a)(?1)/', 'recursion', '(?1', 4],
    ["/(a)\\g'1'/", 'recursion', "\\g'1'", 4],
    ['/(a)(?(1)b)/', 'condition', '(?(', 4],
    ['/a\\Kb/', 'match-place', '\\K', 2],
    ['/\\Ga/', 'match-place', '\\G', 1],
    ['/a(*SKIP)b/', 'verb', '(*', 2],
    ['/a(?C1)/', 'callout', '(?C', 2],
    ['/(?|(a)|(b))/', 'branch-reset', '(?|', 1],
    ['/(?J)a/', 'refused-modifier', '(?J', 1],
    ['/a/J', 'refused-modifier', 'J', 3],
    ['/a\\Xb/', 'unit', '\\X', 2],
    ['/(?:(a)|b)\\1/', 'unset-group', '\\1', 10],
    ['/(a)?\\1/', 'unset-group', '\\1', 5],
    ['/(\\w)\\1/i', 'caseless-reference', '\\1', 5],
    ['/(a)(?<=\\1)b/', 'lookbehind-reference', '\\1', 8],
    ['/(?:(a)|b)+/', 'kept-group', '+', 10],
    ['/(?:(a)?b){2}/', 'kept-group', '{2}', 10],
    ['/(a*)+/', 'empty-round', '+', 5],
    ['/(?:|a)*/', 'empty-round', '*', 7],
    ['/ä(b/', 'open-group', '(', 3],
    ['/[ab/', 'open-class', '[', 1],
    ['/a)/', 'closing-parenthesis', ')', 2],
    ['/a/k', 'modifier', 'k', 3],
    ['~a', 'no-end', '~', 0],
  ])('%s is refused: %s', (pattern, advice, found, offset) => {
    const refusal = checkPattern(bytesOf(pattern));
    expect(refusal).toMatchObject({ advice, found, offset });
  });

  it('keep what the last one has met apart for each run', () => {
    const run = newRun();
    expect(called(run, 'preg_match', ['/a/u', '\xff']).error).toBe(4);
    expect(called(run, 'preg_last_error_msg', []).result).toMatch(/^Malformed UTF-8/);
    expect(called(newRun(), 'preg_last_error_msg', []).result).toBe('No error');
    expect(called(run, 'preg_match', ['/a/u', 'b']).error).toBe(0);
  });

  it('count what they make', () => {
    const long = 'a'.repeat(200_000);
    expect(called(newRun(), 'preg_split', ['/b|/', long]).throws).toMatch(/more than/);
    expect(called(newRun(), 'preg_replace', ['/a/', 'b'.repeat(100), long]).throws).toMatch(
      /more than/
    );
    expect(checkPattern(`/${'('.repeat(1_000)}${')'.repeat(1_000)}/`)?.advice).toBe('depth');
    expect(checkPattern(`/${'ab?'.repeat(400_000)}/`)?.advice).toBe('too-large');
  });

  it.each([
    [
      String.raw`return preg_match('/^(\w+), (\w+)$/u', $row['name'], $m) ? [$m[2], $m[1]] : [];`,
      ['Jörg', 'Müller'],
    ],
    [String.raw`preg_match_all('/\w+/u', $row['name'], $m); return $m[0];`, ['Müller', 'Jörg']],
    [String.raw`$n = 5; preg_replace('/r/', '', $row['name'], -1, $n); return $n;`, 2],
    [
      `function x($m) { return '<' . $m[0] . '>'; }
      return preg_replace_callback_array(['/r/' => 'x', '/>/' => fn($m) => ']'], $row['name']);`,
      'Mülle<r], Jö<r]g',
    ],
  ])('are called by snippets: %s', async (source, value) => {
    const scope = { columns: null, variables: [] };
    const diagnostics = new Diagnostics();
    const expression = compileExpression('variables.x', source, scope, LIMITS, diagnostics);
    expect(diagnostics.problems).toEqual([]);
    expect(await expression?.evaluate({ name: 'Müller, Jörg' }, new Map())).toEqual(value);
  });
});
