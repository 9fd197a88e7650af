import { keyOf, PhpArray } from '../../array';
import type { Run } from '../../run';
import { fitsInt, bytesOf, PhpError, type PhpText, type PhpValue } from '../../values';
import { isUtf8 } from '../multibyte/encodings';
import { JSON_ERRORS, JsonFault } from './errors';

const BLANKS = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
/** What stands in a text as it is, up to an escape, its end or what may not be there. */
const PLAIN = /[ !#-[\]-\xff]*/y;
const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|(["\\/bfnrt]))/y;

const ESCAPED: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
const WORDS: Readonly<Record<string, PhpValue>> = { true: true, false: false, null: null };
const HEX = 16;
/** Bytes that a character of UTF-8 may have. */
const CHARACTER_SIZES = [1, 2, 3, 4] as const;

export interface JsonReading {
  /** Objects become arrays; else PHP would make objects, of which there are none here. */
  asArrays: boolean;
  depth: bigint;
  /** Integers that are too large become texts, not floats. */
  largeAsText: boolean;
}

const NO_OBJECTS =
  'json_decode(): there are no objects here: pass true as argument #2 ($associative) to get arrays';

/** Reads JSON as PHP does. */
export class JsonReader {
  private place = 0;

  constructor(
    private readonly text: PhpText,
    private readonly reading: JsonReading,
    private readonly run: Run
  ) {}

  whole(): PhpValue {
    const value = this.value(0n);
    this.take(BLANKS);
    if (this.place < this.text.length) throw this.unexpected();
    return value;
  }

  private take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.place;
    const found = pattern.exec(this.text);
    this.place += found?.[0].length ?? 0;
    return found;
  }

  /** Takes the next character, past blanks, where it is this one. */
  private takes(character: string): boolean {
    this.take(BLANKS);
    if (this.text.charAt(this.place) !== character) return false;
    this.place += 1;
    return true;
  }

  /** Takes the end of an array or object; the end of the other is a mismatch. */
  private ends(own: string, other: string): boolean {
    if (this.takes(other)) throw new JsonFault(JSON_ERRORS.mismatch);
    return this.takes(own);
  }

  private unexpected(): JsonFault {
    const next = this.text.charAt(this.place);
    if (next !== '' && next < ' ') return new JsonFault(JSON_ERRORS.character);
    if (this.takes('"')) {
      this.string();
      return new JsonFault(JSON_ERRORS.syntax);
    }
    const isUtf = CHARACTER_SIZES.some((size) =>
      isUtf8(this.text.slice(this.place, this.place + size))
    );
    return new JsonFault(isUtf ? JSON_ERRORS.syntax : JSON_ERRORS.utf8);
  }

  private value(level: bigint): PhpValue {
    this.run.step();
    if (this.takes('[')) return this.nested(level, () => this.list(level + 1n));
    if (this.takes('{')) {
      if (!this.reading.asArrays) throw new PhpError('Error', NO_OBJECTS);
      return this.nested(level, () => this.object(level + 1n));
    }
    if (this.takes('"')) return this.string();
    const [word] = this.take(WORD) ?? [];
    return word === undefined ? this.number() : (WORDS[word] ?? null);
  }

  private nested(level: bigint, work: () => PhpArray): PhpArray {
    if (level + 1n >= this.reading.depth) throw new JsonFault(JSON_ERRORS.depth);
    return this.run.within(work);
  }

  private list(level: bigint): PhpArray {
    const array = new PhpArray();
    if (this.ends(']', '}')) return array;
    do {
      this.run.elements(array.size + 1, 1);
      array.push(this.value(level));
    } while (this.takes(','));
    if (!this.ends(']', '}')) throw this.unexpected();
    return array;
  }

  private object(level: bigint): PhpArray {
    const array = new PhpArray();
    if (this.ends('}', ']')) return array;
    do {
      if (!this.takes('"')) throw this.unexpected();
      const key = keyOf(this.string());
      if (!this.takes(':')) throw this.unexpected();
      this.run.elements(array.size + 1, 1);
      array.set(key, this.value(level));
    } while (this.takes(','));
    if (!this.ends('}', ']')) throw this.unexpected();
    return array;
  }

  private number(): PhpValue {
    const [digits, fraction, exponent] = this.take(NUMBER) ?? [];
    if (digits === undefined) throw this.unexpected();
    if (fraction !== undefined || exponent !== undefined) return Number(digits);
    if (digits === '-0') return 0n;
    const integer = BigInt(digits);
    if (fitsInt(integer)) return integer;
    return this.reading.largeAsText ? digits : Number(digits);
  }

  private string(): PhpText {
    let result = '';
    for (;;) {
      const [plain = ''] = this.take(PLAIN) ?? [];
      if (!isUtf8(plain)) throw new JsonFault(JSON_ERRORS.utf8);
      this.run.text(result.length + plain.length, plain.length);
      result += plain;
      if (this.text.charAt(this.place) === '"') {
        this.place += 1;
        return result;
      }
      result += this.escape();
    }
  }

  private escape(): PhpText {
    const [whole, code, character] = this.take(ESCAPE) ?? [];
    if (whole === undefined) {
      const isControl = this.place < this.text.length && this.text.charAt(this.place) !== '\\';
      throw new JsonFault(isControl ? JSON_ERRORS.character : this.atEnd());
    }
    if (code === undefined) return ESCAPED[character ?? ''] ?? character ?? '';
    const unit = Number.parseInt(code, HEX);
    if (unit < 0xd800 || unit > 0xdfff) return bytesOf(String.fromCharCode(unit));
    const [, low] = unit < 0xdc00 ? (this.take(/\\u([dD][c-fC-F][0-9a-fA-F]{2})/y) ?? []) : [];
    if (low === undefined) throw new JsonFault(JSON_ERRORS.utf16);
    return bytesOf(String.fromCharCode(unit, Number.parseInt(low, HEX)));
  }

  /** A text that never ends is one whose last character is PHP's end of the input, a control character. */
  private atEnd(): bigint {
    return this.place < this.text.length ? JSON_ERRORS.syntax : JSON_ERRORS.character;
  }
}
