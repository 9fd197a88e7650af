import { isUtf8 } from 'node:buffer';
import type { ParamsOfKey } from '../../../shared/codes/catalogue';
import { problem } from '../../../shared/codes/problems';
import { foldText, Scanner, TextSyntaxError } from './directory-text';

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

/**
 * The common name with which a text begins as a distinguished name does, whatever follows; null for
 * any other text.
 */
export function commonNameOf(text: string): string | null {
  const rdn = read(() => new DnParser(text).first());
  return rdn?.find(({ attribute }) => nameOf(attribute) === 'cn')?.value ?? null;
}

const ATTRIBUTE = /(?:oid\.)?(\d+(?:\.\d+)+)|([a-z][\w-]*)/iy;
const SEPARATOR = /[,;]/y;
const PLAIN = /[^\\,;+"<>\0]+/y;
const QUOTED = /[^\\"]+/y;
const ESCAPED = /\\(?:([\da-f]{2})|([ "#+,;<=>\\]))/iy;
const HEXADECIMAL = /(?:[\da-f]{2})+/iy;

class DnParser extends Scanner {
  /** The first part, whatever stands behind its separator. */
  first(): Rdn {
    const rdn = this.rdn();
    if (this.atEnd || this.take(SEPARATOR)) return rdn;
    throw this.unexpected('separator');
  }

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

const rdnsOf = (text: string): Rdn[] | null => read(() => parseDn(text));

function read<Result>(parse: () => Result): Result | null {
  try {
    return parse();
  } catch (error) {
    if (error instanceof DnSyntaxError) return null;
    throw error;
  }
}

const nameOf = (attribute: string): string => {
  const name = attribute.toLowerCase();
  return SHORT_NAMES.get(name) ?? name;
};

function comparablePart({ attribute, value }: AttributeTypeAndValue): string {
  return `${nameOf(attribute)}=${foldText(value).replace(/[\\,+]/g, '\\$&')}`;
}

/** Attributes that DNs are made of (RFC 4514 § 3, RFC 4519, and those of Active Directory and other directories). */
const KNOWN_ATTRIBUTE = [
  'cn|ou|dc|uid|o|c|l|s|st|street|sn|gn|mail|e|email|emailaddress|title|serialnumber|description',
  'commonname|organizationname|organizationalunitname|domaincomponent|userid|countryname',
  'localityname|stateorprovincename|streetaddress|surname|givenname|initials|dnqualifier',
  'employeenumber|employeeid|uidnumber|gidnumber|entryuuid|uniqueidentifier|samaccountname',
  'postalcode|telephonenumber|(?:oid\\.)?\\d+(?:\\.\\d+)+',
].join('|');
const RDN_START = new RegExp(`(${KNOWN_ATTRIBUTE}) ?=`, 'iy');

/** What may stand between DNs or their parts; escaped characters and quoted texts are part of a value. */
const TOKENS = /\\[^]|"[^"]*"|[\s,|]+/g;
const JOINT = /[\s,|]/;
/** Stands in no value of a DN that anybody writes. */
const LINE_END = /[\r\n\t]/;
/** Within a DN a semicolon is escaped or in quotation marks. */
const BETWEEN_SEMICOLONS = /(?:\\[^]|"[^"]*"|[^;])+/g;
/** The attributes that DNs end with, and which ones may follow them in the same DN. */
const ENDS: Readonly<Record<string, readonly string[]>> = {
  dc: ['dc'],
  domaincomponent: ['domaincomponent'],
  o: ['o', 'l', 'st', 'street', 'c', 'dc'],
  c: ['c', 'dc'],
};
/** Those of them whose values hold no comma that somebody forgot to escape, as "Example, Inc." may. */
const SURE_ENDS: readonly string[] = ['dc', 'domaincomponent', 'c'];

/** csvde escapes the backslash of an escaped comma once more. */
const ESCAPED_TWICE = new RegExp(`\\\\\\\\([,;+"<>=#])(?! ?(?:${KNOWN_ATTRIBUTE}) ?=)`, 'gi');

/**
 * The DNs of a text that lists them, whatever they are joined with: csvde's semicolons, or what
 * people let PowerShell put between them, even the comma and the blank; and what stands beside them.
 * No DN is cut at its own commas. Null for a text that lists no DNs.
 */
export function splitDns(text: string): string[] | null {
  const list = withoutFrame(text).replace(ESCAPED_TWICE, '\\$1');
  const items = (list.match(BETWEEN_SEMICOLONS) ?? []).flatMap((part) => itemsOf(part));
  // Two parts at least: a single one may be any text with an equals sign.
  if (!items.some(({ parts }) => parts > 1)) return null;
  return items.map(({ text: item }) => item.trim()).filter((item) => item !== '');
}

/** A DN, or a text beside DNs. */
interface ListItem {
  text: string;
  /** How many parts of a DN it has; 0 for any other text. */
  parts: number;
}

/** What stands between two joints. */
interface Piece {
  start: number;
  end: number;
  /** The joint before it. */
  joint: string;
  /** The attribute of a DN's part; null for any other text. */
  attribute: string | null;
}

function itemsOf(part: string): ListItem[] {
  const list = withoutJoints(part);
  const pieces = piecesOf(list);
  const following = attributesBehind(pieces);
  const items: ListItem[] = [];
  let start = 0;
  let parts = 0;
  let end = 0;
  let previous: string | null = null;
  for (const [index, piece] of pieces.entries()) {
    if (index > 0 && !continues(previous, piece, following[index] ?? null)) {
      items.push({ text: list.slice(start, end), parts });
      start = piece.start;
      parts = 0;
      previous = null;
    }
    if (piece.attribute !== null) parts += 1;
    previous = piece.attribute ?? previous;
    end = piece.end;
  }
  return [...items, { text: list.slice(start, end), parts }];
}

function piecesOf(list: string): Piece[] {
  const pieces: Piece[] = [];
  let piece: Piece = { start: 0, end: list.length, joint: '', attribute: attributeAt(list, 0) };
  for (const { 0: joint, index } of list.matchAll(TOKENS)) {
    const start = index + joint.length;
    const attribute = JOINT.test(joint.charAt(0)) ? attributeAt(list, start) : null;
    const isBlank = joint.trim() === '' && !LINE_END.test(joint);
    // A blank is part of a value, unless the next DN begins behind it.
    const isJoint = isBlank
      ? attribute !== null && piece.attribute !== null
      : /^[\s,|]/.test(joint);
    if (!isJoint || (isBlank && !endsDn(piece.attribute, attribute ?? ''))) continue;
    pieces.push({ ...piece, end: index });
    piece = { start, end: list.length, joint, attribute };
  }
  return [...pieces, piece];
}

/** For each piece the attribute of the next one that is part of a DN. */
function attributesBehind(pieces: readonly Piece[]): (string | null)[] {
  const found: (string | null)[] = [];
  let next: string | null = null;
  for (const [index, { attribute }] of [...pieces.entries()].reverse()) {
    found[index] = next;
    next = attribute ?? next;
  }
  return found;
}

/** Whether a piece belongs to the DN before it, whose last attribute is `previous`. */
function continues(previous: string | null, { joint, attribute }: Piece, next: string | null) {
  if (previous === null || LINE_END.test(joint)) return false;
  if (attribute !== null) return !joint.includes('|') && !endsDn(previous, attribute);
  // A comma that is not escaped, unless the DN has come to its end before it.
  if (next !== null && !endsDn(previous, next)) return true;
  return !SURE_ENDS.includes(previous);
}

/** The text without the quotation marks around each DN, or the braces that PowerShell puts around a list. */
function withoutFrame(text: string): string {
  const trimmed = text.trim();
  const [, inner = trimmed] = /^\{(.*)\}$/s.exec(trimmed) ?? [];
  return /^".*"$/s.test(inner) ? inner.slice(1, -1).replace(/" ?[,;| \r\n]+"/g, ';') : inner;
}

/** The text without what may join DNs at its ends, by hand: a regular expression would take quadratic time. */
function withoutJoints(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && JOINT.test(text.charAt(start))) start += 1;
  while (end > start && JOINT.test(text.charAt(end - 1)) && text.charAt(end - 2) !== '\\') end -= 1;
  return text.slice(start, end);
}

function attributeAt(text: string, offset: number): string | null {
  RDN_START.lastIndex = offset;
  return RDN_START.exec(text)?.[1]?.toLowerCase() ?? null;
}

function endsDn(previous: string | null, next: string): boolean {
  const same = previous === null ? undefined : ENDS[previous];
  return same !== undefined && !same.includes(next);
}
