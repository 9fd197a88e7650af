import { bytesOf, PhpError, type PhpText, type PhpValue, textOf } from '../../values';
import type { Run } from '../../run';
import { bool, define, int, nullable, type PhpFunction, type PhpFunctions, text } from '../define';
import { isUtf8, knownEncoding, UTF8 } from '../multibyte/encodings';
import { CHARACTERS, ENTITY_NAMES } from './names';

const DOUBLE = 2n;
const SINGLE = 1n;
const QUOTES = 3n;
const IGNORE = 4n;
const SUBSTITUTE = 8n;
const DOCUMENT = 48n;
const XML = 16n;
const XHTML = 32n;
const HTML5 = 48n;
const DISALLOWED = 128n;
const DEFAULT = QUOTES | SUBSTITUTE;

const has = (flags: bigint, flag: bigint): boolean => (flags & flag) !== 0n;
const documentOf = (flags: bigint): bigint => flags & DOCUMENT;

const MARKUP: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** The names that are there in every kind of document. */
const MARKUP_NAMES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

const REPLACEMENT = '\ufffd';

/** The text of bytes, with what the flags say in place of those that are no UTF-8; null for no text at all. */
function readable(bytes: PhpText, flags: bigint): string | null {
  if (isUtf8(bytes) || has(flags, SUBSTITUTE)) return textOf(bytes);
  if (!has(flags, IGNORE)) return null;
  return bytes
    .split(UTF8.encode(REPLACEMENT))
    .map((part) => textOf(part).replaceAll(REPLACEMENT, ''))
    .join(REPLACEMENT);
}

function checkEncoding(encoding: PhpText | null, name: string): void {
  if (encoding === null || encoding === '' || knownEncoding(encoding) === UTF8) return;
  throw new PhpError('Error', `${name}(): texts are UTF-8 here: leave out argument #3 ($encoding)`);
}

function checkDocument(flags: bigint, name: string): void {
  if (documentOf(flags) !== HTML5) return;
  const message = `${name}(): the names of HTML 5 are not known here: leave ENT_HTML5 out of argument #2 ($flags)`;
  throw new PhpError('Error', message);
}

function quoteOf(character: string, flags: bigint, isAll: boolean): string | null {
  if (character === '"') return has(flags, DOUBLE) ? '&quot;' : null;
  if (character !== "'" || !has(flags, SINGLE)) return null;
  const hasName = documentOf(flags) === XML || (documentOf(flags) === XHTML && !isAll);
  return hasName ? '&apos;' : '&#039;';
}

const ENTITY = /&(?:#(?:[xX]([0-9a-fA-F]+)|(\d+))|([A-Za-z][A-Za-z0-9]*));/y;

const MOST = 0x10ffff;

function isAllowed(code: number, flags: bigint): boolean {
  if (code > MOST) return false;
  if (documentOf(flags) === 0n) {
    return (
      (code >= 0x20 && code <= 0x7e) ||
      [0x0a, 0x09, 0x0d].includes(code) ||
      (code >= 0xa0 && code <= 0xd7ff) ||
      code >= 0xe000
    );
  }
  return (
    (code >= 0x20 && code <= 0xd7ff) ||
    [0x0a, 0x09, 0x0d].includes(code) ||
    (code >= 0xe000 && code !== 0xfffe && code !== 0xffff)
  );
}

/** The character of a name in the kind of document; undefined where it has no such name. */
function named(name: string, flags: bigint): string | undefined {
  if (Object.hasOwn(MARKUP_NAMES, name)) return MARKUP_NAMES[name];
  if (name === 'apos') return documentOf(flags) === 0n ? undefined : "'";
  return documentOf(flags) === XML ? undefined : CHARACTERS.get(name);
}

/** Whether an entity begins at a place, as `double_encode` leaves it. */
function entityAt(text: string, place: number, flags: bigint): string | null {
  ENTITY.lastIndex = place;
  const [whole, hex, decimal, name] = ENTITY.exec(text) ?? [];
  if (whole === undefined) return null;
  if (name !== undefined) return named(name, flags) === undefined ? null : whole;
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  const isNumber = code <= MOST && (!has(flags, DISALLOWED) || isAllowed(code, flags));
  return isNumber ? whole : null;
}

function encoded(
  bytes: PhpText,
  flags: bigint,
  isAll: boolean,
  isDouble: boolean,
  run: Run
): PhpText {
  const text = readable(bytes, flags);
  if (text === null) return '';
  const hasNames = isAll && documentOf(flags) !== XML;
  let kept = 0;
  const result = text.replace(/[&<>"']|[^\0-\x7f]/gu, (character, place: number) => {
    if (place < kept) return character;
    const entity = character === '&' && !isDouble ? entityAt(text, place, flags) : null;
    if (entity !== null) {
      kept = place + entity.length;
      return character;
    }
    const name = hasNames ? ENTITY_NAMES.get(character) : undefined;
    if (name !== undefined) return `&${name};`;
    return MARKUP[character] ?? quoteOf(character, flags, isAll) ?? character;
  });
  const written = bytesOf(result);
  run.text(written.length);
  return written;
}

const encoder = (name: string, isAll: boolean): PhpFunction =>
  define(
    [
      text('string'),
      int('flags', DEFAULT),
      nullable(text('encoding'), null),
      bool('double_encode', true),
    ],
    (string, flags, encoding, isDouble, run) => {
      checkEncoding(encoding, name);
      if (isAll || !isDouble) checkDocument(flags, name);
      return encoded(string, flags, isAll, isDouble, run);
    }
  );

const SPECIAL = '<>&"\'';

/** What an entity stands for; itself where it stands for nothing, or for a quote that the flags leave. */
function characterOf(
  flags: bigint,
  isAll: boolean,
  [whole, hex, decimal, name]: readonly (string | undefined)[]
): string {
  const code = hex !== undefined ? Number.parseInt(hex, 16) : Number(decimal);
  const character =
    name !== undefined
      ? named(name, flags)
      : isAllowed(code, flags)
        ? String.fromCodePoint(code)
        : undefined;
  const isKept =
    character === undefined ||
    (!isAll && !SPECIAL.includes(character)) ||
    (character === "'" && !has(flags, SINGLE)) ||
    (character === '"' && !has(flags, DOUBLE));
  return isKept ? (whole ?? '') : bytesOf(character);
}

function decoded(bytes: PhpText, flags: bigint, isAll: boolean): PhpText {
  const pattern = new RegExp(ENTITY.source, 'g');
  return bytes.replace(pattern, (...found: (string | undefined)[]) =>
    characterOf(flags, isAll, found)
  );
}

/** Texts within HTML: its markup and the names of its characters. */
export const ENTITIES: PhpFunctions = {
  htmlspecialchars: encoder('htmlspecialchars', false),
  htmlentities: encoder('htmlentities', true),
  htmlspecialchars_decode: define([text('string'), int('flags', DEFAULT)], (string, flags) =>
    decoded(string, flags, false)
  ),
  html_entity_decode: define(
    [text('string'), int('flags', DEFAULT), nullable(text('encoding'), null)],
    (string, flags, encoding) => {
      checkEncoding(encoding, 'html_entity_decode');
      checkDocument(flags, 'html_entity_decode');
      return decoded(string, flags, true);
    }
  ),
};

export const ENTITY_CONSTANTS: Readonly<Record<string, PhpValue>> = {
  ENT_NOQUOTES: 0n,
  ENT_COMPAT: DOUBLE,
  ENT_QUOTES: QUOTES,
  ENT_IGNORE: IGNORE,
  ENT_SUBSTITUTE: SUBSTITUTE,
  ENT_DISALLOWED: DISALLOWED,
  ENT_HTML401: 0n,
  ENT_XML1: XML,
  ENT_XHTML: XHTML,
  ENT_HTML5: HTML5,
};
