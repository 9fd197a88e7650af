import { exactFloatText, numericValue } from '../../conversions';
import type { Run } from '../../run';
import { bytesOf, isArray, type PhpText, type PhpValue, textOf } from '../../values';
import { isUtf8, UTF8 } from '../multibyte/encodings';
import { JSON_ERRORS, JsonFault } from './errors';

/** `JSON_…` of `json_encode`. */
export const FLAGS = {
  HEX_TAG: 1n,
  HEX_AMP: 2n,
  HEX_APOS: 4n,
  HEX_QUOT: 8n,
  FORCE_OBJECT: 16n,
  NUMERIC_CHECK: 32n,
  UNESCAPED_SLASHES: 64n,
  PRETTY_PRINT: 128n,
  UNESCAPED_UNICODE: 256n,
  PARTIAL_OUTPUT_ON_ERROR: 512n,
  PRESERVE_ZERO_FRACTION: 1024n,
  UNESCAPED_LINE_TERMINATORS: 2048n,
  INVALID_UTF8_IGNORE: 1_048_576n,
  INVALID_UTF8_SUBSTITUTE: 2_097_152n,
} as const;

type Flag = keyof typeof FLAGS;

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** Characters that a flag writes as their numbers. */
const HEXADECIMAL: Readonly<Record<string, Flag>> = {
  '<': 'HEX_TAG',
  '>': 'HEX_TAG',
  '&': 'HEX_AMP',
  "'": 'HEX_APOS',
  '"': 'HEX_QUOT',
};

const HEX = 16;
const HEX_DIGITS = 4;

const numbered = (character: string, isUpper = false): string => {
  const digits = character.charCodeAt(0).toString(HEX).padStart(HEX_DIGITS, '0');
  return `\\u${isUpper ? digits.toUpperCase() : digits}`;
};

const INDENT = '    ';

/** Writes values as JSON. */
export class JsonWriter {
  /** What was wrong with a value for which something else stands. */
  fault: bigint = JSON_ERRORS.none;

  constructor(
    private readonly flags: bigint,
    private readonly depth: bigint,
    private readonly run: Run
  ) {}

  private has(flag: Flag): boolean {
    return (this.flags & FLAGS[flag]) !== 0n;
  }

  value(value: PhpValue, level = 0): PhpText {
    this.run.step();
    if (value === null || typeof value === 'boolean') return String(value);
    if (typeof value === 'bigint') return value.toString();
    if (typeof value === 'number') return this.float(value);
    if (typeof value === 'string') return this.textOrNumber(value);
    if (!isArray(value)) return this.instead(JSON_ERRORS.type, 'null');
    return this.run.within(() => this.array(value.entries(), value.isList(), level));
  }

  /** What stands for a value that JSON cannot have, where the flags do not want an end there. */
  private instead(code: bigint, text: string): string {
    if (!this.has('PARTIAL_OUTPUT_ON_ERROR')) throw new JsonFault(code);
    this.fault = code;
    return text;
  }

  private float(value: number): PhpText {
    if (!Number.isFinite(value)) return this.instead(JSON_ERRORS.number, '0');
    const text = exactFloatText(value).replace('E', 'e');
    return this.has('PRESERVE_ZERO_FRACTION') && !/[.e]/.test(text) ? `${text}.0` : text;
  }

  private textOrNumber(value: PhpText): PhpText {
    const number = this.has('NUMERIC_CHECK') ? numericValue(value) : null;
    return number === null ? this.text(value) : this.value(number);
  }

  private array(entries: [PhpText | bigint, PhpValue][], isList: boolean, level: number): PhpText {
    const isObject = this.has('FORCE_OBJECT') || !isList;
    const [open, close] = isObject ? ['{', '}'] : ['[', ']'];
    if (BigInt(level) >= this.depth) this.instead(JSON_ERRORS.depth, '');
    if (entries.length === 0) return open + close;
    const isPretty = this.has('PRETTY_PRINT');
    const line = (depth: number): string => (isPretty ? `\n${INDENT.repeat(depth)}` : '');
    const colon = isPretty ? ': ' : ':';
    const parts = entries.map(([key, value]) => {
      const name = isObject ? this.text(`${key}`) + colon : '';
      return line(level + 1) + name + this.value(value, level + 1);
    });
    const size = parts.reduce((sum, part) => sum + part.length + 1, 0);
    this.run.text(size);
    return open + parts.join(',') + line(level) + close;
  }

  private text(bytes: PhpText): PhpText {
    const text = this.valid(bytes);
    if (text === null) return this.instead(JSON_ERRORS.utf8, 'null');
    const escaped = text.replace(/[^ !#-%(-.0-;=?-[\]-~]/g, (character) =>
      this.character(character)
    );
    const result = bytesOf(escaped);
    this.run.text(result.length + 2);
    return `"${result}"`;
  }

  private valid(bytes: PhpText): string | null {
    if (isUtf8(bytes)) return textOf(bytes);
    if (this.has('INVALID_UTF8_SUBSTITUTE')) return textOf(bytes);
    if (!this.has('INVALID_UTF8_IGNORE')) return null;
    const marker = UTF8.encode('\ufffd');
    return bytes
      .split(marker)
      .map((part) => textOf(part).replaceAll('\ufffd', ''))
      .join('\ufffd');
  }

  private character(character: string): string {
    const flag = HEXADECIMAL[character];
    if (flag && this.has(flag)) return numbered(character, true);
    if (character === '/') return this.has('UNESCAPED_SLASHES') ? character : '\\/';
    if (character < '\x7f') {
      return ESCAPES[character] ?? (character < ' ' ? numbered(character) : character);
    }
    if (character === '\x7f') return character;
    if (!this.has('UNESCAPED_UNICODE')) return numbered(character);
    const endsLine = character === '\u2028' || character === '\u2029';
    return endsLine && !this.has('UNESCAPED_LINE_TERMINATORS') ? numbered(character) : character;
  }
}
