import type { PhpArray } from '../array';
import { numericValue, toBoolean, toText } from '../conversions';
import type { Run } from '../run';
import {
  fitsInt,
  isArray,
  isClosure,
  type PhpClosure,
  PhpError,
  type PhpText,
  type PhpValue,
  Reference,
  typeName,
} from '../values';

/** A parameter of one of PHP's functions: how an argument is read, and what stands for one that is not given. */
export interface Parameter<Value> {
  /** As PHP names it: the name of a named argument. */
  name: string;
  type: string;
  /** Null where an argument is not of the type and cannot be made such. */
  read(given: PhpValue): { value: Value } | null;
  fallback?: Value;
  /** It takes all further arguments. */
  isRest?: boolean;
  /** It takes a function, or an array of them; the name of one has become it before it is read. */
  isCallable?: boolean;
  /** It takes a variable, to which the function writes; the `Reference` is the argument. */
  isReference?: boolean;
}

/** Whether a function takes the variable itself for the argument at a place, so that it can write to it. */
export function isReferenceAt(
  parameters: readonly Pick<Parameter<unknown>, 'isReference' | 'isRest'>[],
  place: number
): boolean {
  const last = parameters.at(-1);
  const parameter = parameters[place] ?? (last?.isRest ? last : undefined);
  return parameter?.isReference === true;
}

/** The values that arguments have within the function; a rest is a list of them. */
type Values<Parameters extends readonly Parameter<unknown>[]> = {
  [Place in keyof Parameters]: Parameters[Place] extends Parameter<infer Value> ? Value : never;
};

/** A function of PHP. It throws `PhpError`. */
export interface PhpFunction {
  parameters: readonly Parameter<unknown>[];
  /** The arguments are those that the parameters have read, in their order. */
  call(run: Run, args: readonly unknown[]): PhpValue;
  /**
   * Whether the value depends on the time of the call, as far as the arguments show it: each that is
   * nothing but a text is that, any other null.
   */
  isTimely?(texts: readonly (string | null)[]): boolean;
}

/** By their names in lower case, as PHP finds them. */
export type PhpFunctions = Readonly<Record<string, PhpFunction>>;

/** A text that a function looks through counts as a step for each 2^8 bytes. */
const LOOK = 8;

/**
 * Defines a function by its parameters and what it does with their values.
 * @param work gets the value of each parameter, and then the run, which counts what it takes
 */
export const define = <const Parameters extends readonly Parameter<unknown>[]>(
  parameters: Parameters,
  work: (...args: [...Values<Parameters>, Run]) => PhpValue
): PhpFunction => ({
  parameters,
  call: (run, args) => {
    for (const arg of args) if (typeof arg === 'string') run.step(arg.length >> LOOK);
    return work(...([...args, run] as unknown as [...Values<Parameters>, Run]));
  },
});

const parameter = <Value>(
  type: string,
  read: (given: PhpValue) => { value: Value } | null
): ((name: string, ...fallback: [] | [Value]) => Parameter<Value>) => {
  return (name, ...fallback) => ({
    name,
    type,
    read,
    ...(fallback.length > 0 ? { fallback: fallback[0] } : {}),
  });
};

const found = <Value>(value: Value): { value: Value } => ({ value });
const isScalar = (given: PhpValue): boolean => typeof given !== 'object' || given === null;

/** `string`; PHP takes null for an empty one. */
export const text = parameter<PhpText>('string', (given) =>
  isScalar(given) ? found(toText(given)) : null
);

/** `bool` */
export const bool = parameter<boolean>('bool', (given) =>
  isScalar(given) ? found(toBoolean(given)) : null
);

function numberIn(given: PhpValue): bigint | number | null {
  if (typeof given === 'string') return numericValue(given);
  if (typeof given === 'object') return given === null ? 0n : null;
  return typeof given === 'boolean' ? (given ? 1n : 0n) : given;
}

/** `int`; a float is one without its decimals, as PHP only warns of them. */
export const int = parameter<bigint>('int', (given) => {
  const number = numberIn(given);
  if (typeof number !== 'number') return number === null ? null : found(number);
  const whole = Number.isFinite(number) ? BigInt(Math.trunc(number)) : null;
  return whole !== null && fitsInt(whole) ? found(whole) : null;
});

/** `float` */
export const float = parameter<number>('float', (given) => {
  const number = numberIn(given);
  return number === null ? null : found(Number(number));
});

/** `int|float` */
export const number = parameter<bigint | number>('int|float', (given) => {
  const value = numberIn(given);
  return value === null ? null : found(value);
});

/** `array` */
export const array = parameter<PhpArray>('array', (given) =>
  isArray(given) ? found(given) : null
);

/** `mixed` */
export const mixed = parameter<PhpValue>('mixed', found);

/** `array|string` */
export const arrayOrText = parameter<PhpArray | PhpText>('array|string', (given) =>
  isArray(given) ? found(given) : isScalar(given) ? found(toText(given)) : null
);

/** `array|int` */
export const arrayOrInt = parameter<PhpArray | bigint>('array|int', (given) =>
  isArray(given) ? found(given) : int('').read(given)
);

const closure = parameter<PhpClosure>('a valid callback', (given) =>
  isClosure(given) ? found(given) : null
);

/** `callable` */
export const callable = (name: string): Parameter<PhpClosure> => ({
  ...closure(name),
  isCallable: true,
});

/** An array of functions. */
export const callables = (name: string): Parameter<PhpArray> => ({
  ...array(name),
  isCallable: true,
});

/** The type, or null: `nullable(int('length'))`. */
export const nullable = <Value>(
  { read, fallback: _fallback, ...inner }: Parameter<Value>,
  ...fallback: [] | [Value | null]
): Parameter<Value | null> => ({
  ...inner,
  type: inner.isCallable
    ? `${inner.type} or null`
    : inner.type.includes('|')
      ? `${inner.type}|null`
      : `?${inner.type}`,
  read: (given) => (given === null ? found(null) : read(given)),
  ...(fallback.length > 0 ? { fallback: fallback[0] } : {}),
});

/** A parameter that need not be given, for which there is null then. */
export const optional = <Value>(inner: Parameter<Value>): Parameter<Value | null> => ({
  ...inner,
  fallback: null,
});

/** All further arguments: `rest(array('arrays'))`. */
export const rest = <Value>({
  read,
  fallback: _fallback,
  ...inner
}: Parameter<Value>): Parameter<Value[]> => ({
  ...inner,
  isRest: true,
  read: (given) => {
    const one = read(given);
    return one && found([one.value]);
  },
});

/** A variable, which the function may write to. */
export const reference = (name: string): Parameter<Reference> => ({
  name,
  type: 'mixed',
  isReference: true,
  read: (given) => found(new Reference(given)),
});

/** What PHP says of an argument that is not of the parameter's type. */
export const wrongArgument = (
  name: string,
  place: number,
  { name: parameter, type, isRest, isCallable }: Parameter<unknown>,
  given: PhpValue
): PhpError => {
  const argument = `Argument #${place}${isRest ? '' : ` ($${parameter})`}`;
  const found = isCallable && isScalar(given) ? 'no array or string' : typeName(given);
  const expected = isCallable ? type : `of type ${type}`;
  return new PhpError('TypeError', `${name}(): ${argument} must be ${expected}, ${found} given`);
};

/** What PHP says of an argument whose value it does not take: `must be greater than 0`. */
export const badValue = (
  name: string,
  place: number,
  parameter: string,
  expected: string
): PhpError =>
  new PhpError('ValueError', `${name}(): Argument #${place} ($${parameter}) ${expected}`);
