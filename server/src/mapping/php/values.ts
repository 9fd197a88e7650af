import type { PhpArray } from './array';

/** A text as PHP has it: bytes. Each character of the JavaScript string is one of them, 0 to 255. */
export type PhpText = string;

/** What a call hands over: a value, or the `Reference` of a variable that the function may write to. */
export type Argument = PhpValue | Reference;

/** The arguments of a call, by place and by name. */
export interface Arguments {
  readonly values: readonly Argument[];
  readonly named: ReadonlyMap<string, Argument>;
}

/** A function that a value can hold: a closure, or one of the snippet's or PHP's own by its name. */
export interface PhpClosure {
  readonly kind: 'closure';
  /** Whether the argument at a place is a variable that it may write to. */
  takesReference(place: number): boolean;
  call(given: Arguments): PhpValue;
}

/** A value as PHP 8 has it. An `int` is a bigint of 64 bits, a `float` a number. */
export type PhpValue = null | boolean | bigint | number | PhpText | PhpArray | PhpClosure;

export const MAX_INT = 2n ** 63n - 1n;
export const MIN_INT = -(2n ** 63n);

/** Whether an integer is an `int`: one of 64 bits. */
export const fitsInt = (value: bigint): boolean => value >= MIN_INT && value <= MAX_INT;

/** A key of an array: an `int`, or a text that is not one. */
export type PhpKey = bigint | PhpText;

/** A value that a variable holds, and that several variables and elements may share (`&`). */
export class Reference {
  /** The variables and elements that have it. With one alone it is as good as its value. */
  holders = 0;

  constructor(public value: PhpValue = null) {}
}

export const valueOf = (argument: Argument): PhpValue =>
  argument instanceof Reference ? argument.value : argument;

const ASCII = /^[\0-\x7f]*$/;

/** A text of ours as PHP has it, in UTF-8. */
export const bytesOf = (text: string): PhpText =>
  ASCII.test(text) ? text : Buffer.from(text, 'utf8').toString('latin1');

/** A text of PHP as ours; U+FFFD stands for what is no UTF-8. */
export const textOf = (bytes: PhpText): string =>
  ASCII.test(bytes) ? bytes : Buffer.from(bytes, 'latin1').toString('utf8');

export const isClosure = (value: PhpValue): value is PhpClosure =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'closure';

export const isArray = (value: PhpValue): value is PhpArray =>
  typeof value === 'object' && value !== null && !isClosure(value);

/** What PHP's messages call the type of a value (`get_debug_type`). */
export function typeName(value: PhpValue): string {
  if (value === null) return 'null';
  switch (typeof value) {
    case 'boolean':
      return 'bool';
    case 'bigint':
      return 'int';
    case 'number':
      return 'float';
    case 'string':
      return 'string';
    default:
      return isClosure(value) ? 'Closure' : 'array';
  }
}

/** What ends a PHP program: an error that nobody catches. `kind`: the class that PHP throws. */
export class PhpError extends Error {
  constructor(
    readonly kind:
      | 'Error'
      | 'TypeError'
      | 'ValueError'
      | 'ArithmeticError'
      | 'ArgumentCountError'
      | 'DivisionByZeroError'
      | 'UnhandledMatchError'
      /** No error of PHP's: the snippet takes more time or memory than a row may. */
      | 'Limit',
    message: string
  ) {
    super(message);
  }
}

/** Text that is no PHP: what is wrong, in words, and where. */
export class PhpSyntaxError extends Error {
  constructor(
    message: string,
    /** 0-based, in the source. */
    readonly offset: number
  ) {
    super(message);
  }
}
