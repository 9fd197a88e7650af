import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PhpArray } from '../../../../server/src/mapping/php/array';
import { compare, isIdentical } from '../../../../server/src/mapping/php/comparison';
import { toFloat, toText } from '../../../../server/src/mapping/php/conversions';
import { PHP_CONSTANTS, PHP_FUNCTIONS } from '../../../../server/src/mapping/php/functions';
import { callFunction } from '../../../../server/src/mapping/php/functions/call';
import { Run } from '../../../../server/src/mapping/php/run';
import {
  bytesOf,
  isArray,
  type PhpClosure,
  PhpError,
  type PhpKey,
  type PhpValue,
  Reference,
  valueOf,
} from '../../../../server/src/mapping/php/values';

/** A value as `tests/fixtures/php/functions/encode.php` writes it. */
export type Encoded =
  | null
  | boolean
  | number
  | string
  | { float: string }
  | { int: string }
  | { bytes: string }
  | { callback: string }
  | { entries: [Encoded, Encoded][] }
  | Encoded[];

export interface Outcome {
  value?: Encoded;
  /** What the function has written to the variables that it was given, by their places. */
  written?: Record<string, Encoded>;
  error?: string;
  /** What `json_last_error` tells after a call of a function of JSON. */
  jsonError?: number;
  message?: string;
}

export interface Call extends Outcome {
  name: string;
  args: Encoded[];
}

interface Corpus {
  constants: Record<string, Encoded>;
  signatures: Record<string, string[]>;
  calls: Call[];
}

const floatOf = (text: string): number =>
  ({ NAN: NaN, INF: Infinity, '-INF': -Infinity })[text] ?? Number(text);

/** Functions that calls hand on; `encode.php` has the same. */
const CALLBACKS: Readonly<Record<string, (...values: PhpValue[]) => PhpValue>> = {
  order: (one = null, other = null) => BigInt(compare(one, other)),
  isGreater: (one = null, other = null) => compare(other, one) < 0,
  isOther: (one = null, other = null) => (isIdentical(one, other) ? 0n : 1n),
  difference: (one = null, other = null) => toFloat(one) - toFloat(other),
  never: () => 1n,
  joined: (...values) => values.map(toText).join('-'),
  isText: (value) => typeof value === 'string',
  sum: (one = null, other = null) => toFloat(one) + toFloat(other),
  append: (value = null, key = null, more = '!') =>
    `${toText(key)}:${toText(value)}${toText(more)}`,
};

function callback(name: string): PhpClosure {
  const work = CALLBACKS[name];
  if (!work) throw new Error(`${name} is no callback`);
  return {
    kind: 'closure',
    takesReference: (place) => name === 'append' && place === 0,
    call: ({ values: [first = null, ...others] }) => {
      const result = work(valueOf(first), ...others.map(valueOf));
      if (!(first instanceof Reference)) return result;
      first.value = result;
      return null;
    },
  };
}

export function decode(encoded: Encoded): PhpValue {
  if (typeof encoded === 'number') return BigInt(encoded);
  if (typeof encoded === 'string') return bytesOf(encoded);
  if (typeof encoded !== 'object' || encoded === null) return encoded;
  if (Array.isArray(encoded)) return PhpArray.list(encoded.map(decode));
  if ('float' in encoded) return floatOf(encoded.float);
  if ('int' in encoded) return BigInt(encoded.int);
  if ('callback' in encoded) return callback(encoded.callback);
  if ('bytes' in encoded) return Buffer.from(encoded.bytes, 'hex').toString('latin1');
  return PhpArray.of(
    encoded.entries.map(([key, value]) => [decode(key) as PhpKey, decode(value)] as const)
  );
}

/** A value in a form that `toEqual` compares in full: the order of keys, -0, and the types of numbers. */
export function plain(value: PhpValue): unknown {
  if (typeof value === 'bigint') return `int ${value}`;
  if (typeof value === 'number') return `float ${Object.is(value, -0) ? '-0' : value}`;
  if (typeof value === 'string') return JSON.stringify(value);
  if (value === null || !isArray(value)) return value;
  return value.entries().map(([key, element]) => [plain(key), plain(element)]);
}

export const run = (): Run => new Run({ milliseconds: 10_000, depth: 100, elements: 100_000 });

/** The function of PHP's that has the name; null where there is none. */
function find(name: string): PhpClosure | null {
  const definition = Object.hasOwn(PHP_FUNCTIONS, name) ? PHP_FUNCTIONS[name] : undefined;
  return (
    (definition && {
      kind: 'closure',
      takesReference: () => false,
      call: (given) => callFunction(name, definition, given, run(), find),
    }) ??
    null
  );
}

/** Calls a function of the table as a compiled snippet does. */
export function evaluate({ name, args }: Pick<Call, 'name' | 'args'>, current = run()) {
  const definition = PHP_FUNCTIONS[name];
  if (!definition) throw new Error(`${name} is not defined`);
  const { parameters } = definition;
  const written: Record<string, Reference> = {};
  const values = args.map((arg, place) => {
    const parameter = parameters[place] ?? parameters.at(-1);
    const value = decode(arg);
    return parameter?.isReference ? (written[place] = new Reference(value)) : value;
  });
  const given = { values, named: new Map<string, PhpValue>() };
  return { value: callFunction(name, definition, given, current, find), written };
}

/** PHP tells the value of an argument as well, which may be a person's: that is left out here. */
const withoutValue = (message = ''): string => message.replace(/(?:, \S+ given| "[^"]*")$/, '');

/** What a call gives, writes or throws, in a form to compare. */
export function outcomeOf(call: Call): unknown {
  const current = run();
  try {
    const { value, written } = evaluate(call, current);
    const places = Object.entries(written);
    return {
      value: plain(value),
      written: Object.fromEntries(places.map(([place, { value }]) => [place, plain(value)])),
      ...(call.jsonError === undefined ? {} : { jsonError: jsonErrorIn(current) }),
    };
  } catch (error) {
    if (!(error instanceof PhpError)) throw error;
    return { error: error.kind, message: withoutValue(error.message) };
  }
}

const jsonErrorIn = (current: Run): number =>
  Number(evaluate({ name: 'json_last_error', args: [] }, current).value);

export function expectedOf(call: Outcome): unknown {
  const { value = null, written = {}, error, message, jsonError } = call;
  if (error !== undefined) return { error, message: withoutValue(message) };
  const places = Object.entries(written);
  return {
    value: plain(decode(value)),
    written: Object.fromEntries(places.map(([place, one]) => [place, plain(decode(one))])),
    ...(jsonError === undefined ? {} : { jsonError }),
  };
}

/** Tests what PHP itself gave for the calls of a subject, its constants and its parameters' names. */
export function describeFunctions(subject: string): void {
  const file = path.join(__dirname, `../../../fixtures/php/functions/${subject}.json`);
  const { constants, signatures, calls } = JSON.parse(readFileSync(file, 'utf8')) as Corpus;

  it.each(Object.entries(signatures))('%s has the parameters of PHP', (name, parameters) => {
    const own = PHP_FUNCTIONS[name]?.parameters.map((parameter) => parameter.name);
    expect(own).toEqual(parameters);
  });

  it('has the constants of PHP', () => {
    const names = Object.keys(constants);
    const own = names.map((name) => [name, plain(PHP_CONSTANTS[name] ?? null)]);
    expect(own).toEqual(names.map((name) => [name, plain(decode(constants[name] ?? null))]));
  });

  it.each(calls.map((call) => [call.name, JSON.stringify(call.args), call] as const))(
    '%s of %s',
    (_name, _args, call) => {
      expect(outcomeOf(call)).toEqual(expectedOf(call));
    }
  );
}
