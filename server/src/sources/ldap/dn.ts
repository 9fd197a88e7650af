import { isUtf8 } from 'node:buffer';
import type { ParamsOfKey } from '../../../../shared/codes/catalogue';
import { problem } from '../../../../shared/codes/texts';
import { foldText, Scanner, TextSyntaxError } from './text';

type Expected = ParamsOfKey<'syntax-unexpected/dn'>['expected'];

interface AttributeTypeAndValue {
  attribute: string;
  /** A value that is no text is `#` and its bytes in hexadecimal. */
  value: string;
}

/** A relative distinguished name; mostly of one attribute. */
type Rdn = AttributeTypeAndValue[];

/** The text is no distinguished name. */
export class DnSyntaxError extends TextSyntaxError {
  override name = 'DnSyntaxError';
}

/**
 * Parses a distinguished name (RFC 4514), in the older forms of RFC 2253 § 4 as well: blanks around
 * separators, semicolons, `oid.` and values in quotation marks. No text is the root, without RDNs.
 * @throws DnSyntaxError
 */
export const parseDn = (text: string): Rdn[] => new DnParser(text).parse();

const ATTRIBUTE = /(?:oid\.)?(\d+(?:\.\d+)+)|([a-z][\w-]*)/iy;
const SEPARATOR = /[,;]/y;
const PLAIN = /[^\\,;+"<>\0]+/y;
const QUOTED = /[^\\"]+/y;
const ESCAPED = /\\(?:([\da-f]{2})|([ "#+,;<=>\\]))/iy;
const HEXADECIMAL = /(?:[\da-f]{2})+/iy;

class DnParser extends Scanner {
  parse(): Rdn[] {
    this.skipBlanks();
    if (this.atEnd) return [];
    const rdns = [this.rdn()];
    while (this.take(SEPARATOR)) rdns.push(this.rdn());
    if (this.atEnd) return rdns;
    const escape = /[\\"<>\0]/.test(this.text.charAt(this.offset));
    throw this.unexpected('separator', escape);
  }

  private rdn(): Rdn {
    const rdn = [this.typeAndValue()];
    while (this.skip('+')) rdn.push(this.typeAndValue());
    return rdn;
  }

  private typeAndValue(): AttributeTypeAndValue {
    this.skipBlanks();
    const [, oid, name] = this.take(ATTRIBUTE) ?? [];
    const attribute = oid ?? name;
    if (attribute === undefined) throw this.unexpected('attribute');
    this.skipBlanks();
    if (!this.skip('=')) throw this.unexpected('equals');
    this.skipBlanks();
    const value = this.value();
    this.skipBlanks();
    return { attribute, value };
  }

  private value(): string {
    if (this.skip('#')) return this.hexadecimal();
    if (this.skip('"')) return this.quoted();
    return this.unescaped(PLAIN, (text) => text.trimEnd());
  }

  private hexadecimal(): string {
    const digits = this.takeText(HEXADECIMAL);
    if (digits === '') throw this.unexpected('hexadecimal');
    const content = contentOfText(Buffer.from(digits, 'hex'));
    return content ? valueText(content) : `#${digits.toLowerCase()}`;
  }

  private quoted(): string {
    const text = this.unescaped(QUOTED, (end) => end);
    if (!this.skip('"')) throw this.unexpected('quote');
    return text;
  }

  /** @param trimmed what is kept of the text behind the last escaped character */
  private unescaped(plain: RegExp, trimmed: (end: string) => string): string {
    const parts: Buffer[] = [];
    let text = this.takeText(plain);
    while (this.sees('\\')) {
      parts.push(Buffer.from(text), this.escaped());
      text = this.takeText(plain);
    }
    const end = trimmed(text);
    return parts.length === 0 ? end : valueText(Buffer.concat([...parts, Buffer.from(end)]));
  }

  private escaped(): Buffer {
    const [, digits, character] = this.take(ESCAPED) ?? [];
    if (digits !== undefined) return Buffer.from(digits, 'hex');
    if (character !== undefined) return Buffer.from(character);
    const found = this.found(this.offset + 1);
    throw new DnSyntaxError(problem('syntax-escape/dn', { found }), this.offset);
  }

  private unexpected(expected: Expected, escape = false): DnSyntaxError {
    const what = problem('syntax-unexpected/dn', { found: this.found(), expected, escape });
    return new DnSyntaxError(what, this.offset);
  }
}

const valueText = (bytes: Buffer): string =>
  isUtf8(bytes) ? bytes.toString() : `#${bytes.toString('hex')}`;

/** Octet, UTF-8, numeric, printable, IA5 and visible strings of ASN.1. */
const TEXT_TAGS = [0x04, 0x0c, 0x12, 0x13, 0x16, 0x1a];
const LONG_LENGTH = 0x80;

/** What a value in BER holds, where that is text; null for other kinds, and for no BER. */
function contentOfText(ber: Buffer): Buffer | null {
  const [tag = 0, first = 0] = ber;
  const start = 2 + (first > LONG_LENGTH ? first - LONG_LENGTH : 0);
  const length =
    start === 2 ? first : ber.subarray(2, start).reduce((sum, byte) => sum * 256 + byte, 0);
  return TEXT_TAGS.includes(tag) && ber.length === start + length ? ber.subarray(start) : null;
}

/** Other names of the attributes that DNs are made of (RFC 4514 § 3, RFC 4519). */
const SHORT_NAMES: ReadonlyMap<string, string> = new Map([
  ['0.9.2342.19200300.100.1.1', 'uid'],
  ['0.9.2342.19200300.100.1.25', 'dc'],
  ['2.5.4.10', 'o'],
  ['2.5.4.11', 'ou'],
  ['2.5.4.3', 'cn'],
  ['2.5.4.6', 'c'],
  ['2.5.4.7', 'l'],
  ['2.5.4.8', 'st'],
  ['2.5.4.9', 'street'],
  ['commonname', 'cn'],
  ['countryname', 'c'],
  ['domaincomponent', 'dc'],
  ['localityname', 'l'],
  ['organizationalunitname', 'ou'],
  ['organizationname', 'o'],
  ['stateorprovincename', 'st'],
  ['userid', 'uid'],
]);

/**
 * A DN in a form that is equal for all ways to write it. Text that is no DN, such as a login name,
 * is trimmed and in lower case.
 */
export function comparableDn(text: string): string {
  const rdns = rdnsOf(text);
  if (!rdns) return text.trim().toLowerCase();
  return rdns.map((rdn) => rdn.map(comparablePart).sort().join('+')).join(',');
}

/** What a person calls an entry: the first value of its DN; other text as it is. */
export const firstRdnValue = (text: string): string => rdnsOf(text)?.[0]?.[0]?.value ?? text.trim();

function rdnsOf(text: string): Rdn[] | null {
  try {
    return parseDn(text);
  } catch (error) {
    if (error instanceof DnSyntaxError) return null;
    throw error;
  }
}

function comparablePart({ attribute, value }: AttributeTypeAndValue): string {
  const name = attribute.toLowerCase();
  return `${SHORT_NAMES.get(name) ?? name}=${foldText(value).replace(/[\\,+]/g, '\\$&')}`;
}
