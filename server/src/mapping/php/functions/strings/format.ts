import type { Run } from '../../run';
import {
  exactFloatText,
  exponentialText,
  floatText,
  toFloat,
  toInt,
  toText,
} from '../../conversions';
import { PhpError, type PhpText, type PhpValue } from '../../values';
import { array, define, mixed, type PhpFunctions, rest, text } from '../define';
import { byte } from './bytes';
import { fixedText } from './decimal';
import { NUMBER_FORMAT } from './number-format';

const MOST = 2_147_483_647;
const MOST_DECIMALS = 53;
const DEFAULT_DECIMALS = 6;
const BITS = 64;

/** What stands between `%` and the letter of a conversion. */
interface Specification {
  width: number;
  /** Null for one that is not given, -1 for as many digits as tell the float from every other. */
  precision: number | null;
  padding: string;
  isLeft: boolean;
  hasSign: boolean;
}

const valueError = (message: string): PhpError => new PhpError('ValueError', message);

const outOfRange = (what: string): PhpError =>
  valueError(`${what} must be greater than zero and less than ${MOST}`);

/** A text in its width; zeros go between a sign and the digits. */
function padded(
  content: PhpText,
  { width, padding, isLeft }: Specification,
  signed = false
): PhpText {
  const missing = padding.repeat(Math.max(width - content.length, 0));
  if (isLeft) return content + missing;
  return signed && padding === '0'
    ? content.slice(0, 1) + missing + content.slice(1)
    : missing + content;
}

function integer(value: bigint, specification: Specification): PhpText {
  const digits = value >= 0n && specification.hasSign ? `+${value}` : `${value}`;
  return padded(digits, withoutZeros(specification), value < 0n || specification.hasSign);
}

/** Zeros after an integer would make it another one. */
const withoutZeros = (specification: Specification): Specification =>
  specification.isLeft && specification.padding === '0'
    ? { ...specification, padding: ' ' }
    : specification;

function magnitude(value: number, letter: string, precision: number | null): PhpText {
  const decimals = Math.min(precision ?? DEFAULT_DECIMALS, MOST_DECIMALS);
  const isLower = letter >= 'a';
  switch (letter.toLowerCase()) {
    case 'f':
      return fixedText(value, decimals);
    case 'e': {
      const digits = exponentialText(value, decimals);
      return isLower ? digits : digits.toUpperCase();
    }
    default: {
      const digits = decimals < 0 ? exactFloatText(value) : floatText(value, decimals || 1);
      return isLower ? digits.replace('E', 'e') : digits;
    }
  }
}

/** PHP gives these no width, and puts a sign over the first letter where zeros are to fill up. */
function unbounded(value: number, { isLeft, padding, hasSign }: Specification): PhpText {
  const text = Number.isNaN(value) ? 'NaN' : 'INF';
  const isSigned = !isLeft && padding === '0' && (value < 0 || hasSign);
  return isSigned ? `${value < 0 ? '-' : '+'}${text.slice(1)}` : text;
}

function float(value: number, letter: string, specification: Specification): PhpText {
  if (!Number.isFinite(value)) return unbounded(value, specification);
  const { hasSign, precision } = specification;
  const isGeneral = 'gGhH'.includes(letter);
  const isNegative = value < 0 || (isGeneral && Object.is(value, -0));
  const prefix = isNegative ? '-' : hasSign ? '+' : '';
  const digits = magnitude(Math.abs(value), letter, precision);
  return padded(prefix + digits, specification, isNegative || hasSign);
}

const DIGITS_OF: Readonly<Record<string, number>> = { b: 2, o: 8, x: 16, X: 16 };

function converted(value: PhpValue, letter: string, specification: Specification): PhpText {
  const { precision } = specification;
  switch (letter) {
    case 's': {
      const content = toText(value);
      return padded(content.slice(0, precision ?? undefined), specification);
    }
    case 'd':
      return integer(toInt(value), specification);
    case 'u':
      return padded(BigInt.asUintN(BITS, toInt(value)).toString(), withoutZeros(specification));
    case 'c':
      return byte(Number(BigInt.asUintN(8, toInt(value))));
    case 'b':
    case 'o':
    case 'x':
    case 'X': {
      const digits = BigInt.asUintN(BITS, toInt(value)).toString(DIGITS_OF[letter]);
      // PHP takes the precision for the most characters, of which it has none to give.
      const content = precision === null ? digits : '';
      return padded(letter === 'X' ? content.toUpperCase() : content, specification);
    }
    default:
      return float(toFloat(value), letter, specification);
  }
}

/** Reads a format from its start to its end, and takes the arguments that it names. */
class Formatter {
  private place = 0;
  private next = 0;
  private result = '';
  /** How many arguments the format takes. */
  needed = 0;

  constructor(
    private readonly format: PhpText,
    private readonly args: readonly PhpValue[],
    private readonly run: Run
  ) {}

  text(): PhpText {
    for (;;) {
      const start = this.format.indexOf('%', this.place);
      this.append(this.format.slice(this.place, start < 0 ? undefined : start));
      if (start < 0) return this.result;
      this.place = start + 1;
      this.conversion();
    }
  }

  private append(part: PhpText): void {
    this.run.text(this.result.length + part.length, part.length);
    this.result += part;
  }

  private take(pattern: RegExp): string {
    pattern.lastIndex = this.place;
    const [found = ''] = pattern.exec(this.format) ?? [];
    this.place += found.length;
    return found;
  }

  private number(what: string, digits: string): number {
    if (Number(digits) >= MOST) throw outOfRange(what);
    return Number(digits);
  }

  /** The argument of a number, else the next one; null where it is missing. */
  private argument(place: number | null): PhpValue | undefined {
    const index = place ?? this.next++;
    this.needed = Math.max(this.needed, index + 1);
    return this.args[index];
  }

  private chosen(): number | null {
    const found = this.take(/\d+\$/y);
    if (found === '') return null;
    const number = this.number('Argument number specifier', found.slice(0, -1));
    if (number === 0) throw outOfRange('Argument number specifier');
    return number - 1;
  }

  /** A width or precision: its digits, or `*` for an argument. */
  private measure(what: string, least: number): number | null {
    if (this.take(/\*/y) === '') {
      const digits = this.take(/\d+/y);
      return digits === '' ? null : this.number(what, digits);
    }
    const given = this.argument(this.chosen());
    if (given === undefined) return 0;
    if (typeof given !== 'bigint') throw valueError(`${what} must be an integer`);
    if (given < least || given > MOST) {
      const range = least < 0 ? `between ${least} and ${MOST}` : null;
      throw range ? valueError(`${what} must be ${range}`) : outOfRange(what);
    }
    return Number(given);
  }

  private flags(): Pick<Specification, 'padding' | 'isLeft' | 'hasSign'> {
    const flags = { padding: ' ', isLeft: false, hasSign: false };
    for (;;) {
      const flag = this.take(/[ 0+-]|'[^]?/y);
      if (flag === '') return flags;
      if (flag === "'") throw valueError('Missing padding character');
      if (flag === '-') flags.isLeft = true;
      else if (flag === '+') flags.hasSign = true;
      else flags.padding = flag.slice(-1);
    }
  }

  private conversion(): void {
    if (this.take(/%/y)) return this.append('%');
    const place = this.chosen();
    const flags = this.flags();
    const width = this.measure('Width', 0) ?? 0;
    const precision = this.take(/\./y) ? this.measure('Precision', -1) : null;
    this.take(/l/y);
    const value = this.argument(place);
    if (value === undefined) return;
    const letter = this.take(/[^]/y);
    if (letter === '%') return this.append('%');
    if (letter === '') throw valueError('Missing format specifier at end of string');
    if (!'sducboxXeEfFgGhH'.includes(letter)) {
      throw valueError(`Unknown format specifier "${letter}"`);
    }
    if (precision === -1 && !'gGhH'.includes(letter)) {
      throw valueError('Precision -1 is only supported for %g, %G, %h and %H');
    }
    this.run.text(this.result.length + width, 0);
    this.append(converted(value, letter, { width, precision, ...flags }));
  }
}

const sprintf = define([text('format'), rest(mixed('values'))], (format, values, run) => {
  const formatter = new Formatter(format, values, run);
  const result = formatter.text();
  if (formatter.needed > values.length) {
    const message = `${formatter.needed + 1} arguments are required, ${values.length + 1} given`;
    throw new PhpError('ArgumentCountError', message);
  }
  return result;
});

const vsprintf = define([text('format'), array('values')], (format, values, run) => {
  const formatter = new Formatter(format, values.values(), run);
  const result = formatter.text();
  if (formatter.needed > values.size) {
    const message = `The arguments array must contain ${formatter.needed} items, ${values.size} given`;
    throw valueError(message);
  }
  return result;
});

/** Texts made by a format. */
export const FORMAT: PhpFunctions = { sprintf, vsprintf, number_format: NUMBER_FORMAT };
