import type { EncapsedNode, TextNode } from '../tree';
import { bytesOf, MAX_INT, type PhpText } from '../values';

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  v: '\v',
  e: '\x1b',
  f: '\f',
  '\\': '\\',
  $: '$',
};

const ESCAPE = /\\(?:([ntrvef\\$])|([0-7]{1,3})|x([0-9A-Fa-f]{1,2})|u\{([0-9A-Fa-f]+)\}|(["`]))/g;

/**
 * What stands between double quotes, as bytes. The parser reads the escapes as characters, so that
 * `"\xfc"` would be two bytes. @param quote the one that a backslash may stand before
 */
function unescaped(raw: string, quote: '"' | ''): PhpText {
  return bytesOf(raw).replace(
    ESCAPE,
    (
      whole: string,
      letter?: string,
      octal?: string,
      hexadecimal?: string,
      codePoint?: string,
      quoted?: string
    ) => {
      if (letter !== undefined) return ESCAPES[letter] ?? whole;
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
      if (hexadecimal !== undefined) return String.fromCharCode(Number.parseInt(hexadecimal, 16));
      if (codePoint !== undefined) {
        const point = Number.parseInt(codePoint, 16);
        return point <= 0x10ffff ? bytesOf(String.fromCodePoint(point)) : whole;
      }
      return quoted === quote ? quoted : whole;
    }
  );
}

/** The bytes of a text that stands in the source. */
export function textLiteral({ value, raw, isDoubleQuote }: TextNode): PhpText {
  if (isDoubleQuote) return unescaped(raw.replace(/^b?"|"$/gi, ''), '"');
  return bytesOf(value);
}

/** Escapes of a heredoc that the parser makes characters of, not bytes, and the quote that PHP leaves as it is. */
const BYTE_ESCAPE = /\\(?:x[89a-f][0-9a-f]|[23][0-7]{2}|")/i;

/** The bytes of what stands between the variables of a text; null where they cannot be told. */
export function partLiteral({ value, raw }: TextNode, type: EncapsedNode['type']): PhpText | null {
  if (type === 'string') return unescaped(raw, '"');
  return BYTE_ESCAPE.test(raw) ? null : bytesOf(value);
}

/** A number as it is written in the source; an integer too large is a float. Null for an octal one with wrong digits. */
export function numberLiteral(given: string | number): bigint | number | null {
  const text = String(given).replaceAll('_', '').toLowerCase();
  const integer = integerLiteral(text);
  if (integer === undefined) return Number(text);
  if (integer === null) return null;
  return integer <= MAX_INT ? integer : Number(integer);
}

/** Undefined where the text is no integer. */
function integerLiteral(text: string): bigint | null | undefined {
  if (/^0[xb]/.test(text)) return BigInt(text);
  if (/^0o?[0-9]+$/.test(text) && text !== '0') {
    const digits = text.replace(/^0o?/, '');
    return /^[0-7]*$/.test(digits) ? BigInt(`0o${digits || '0'}`) : null;
  }
  return /^-?\d+$/.test(text) ? BigInt(text) : undefined;
}
