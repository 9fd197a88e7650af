import { createHash } from 'node:crypto';
import { transliterate as toLatin } from 'transliteration';
import { normalizeMac } from '../../../../shared/mac';
import { withoutFormats } from '../../../../shared/text';
import { cleanCell } from '../cleaning';
import { splitList as split } from '../lists';
import { withoutApostrophe } from '../spreadsheet';

/** German custom, where the library only drops the dots; the rest of the alphabets is the library's. */
const GERMAN: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  Ä: 'Ae',
  Ö: 'Oe',
  Ü: 'Ue',
  ß: 'ss',
  ẞ: 'SS',
};

/** Applies a function to a text, or to each text of a list, without what cannot be seen at its ends; what is not there stays so. */
export function onEach<Result>(value: unknown, apply: (text: string) => Result): unknown {
  if (value === undefined || value === null) return undefined;
  const onText = (item: unknown): Result => apply(cleanCell(String(item)));
  return Array.isArray(value) ? value.map(onText) : onText(value);
}

/** Text in Latin letters without accents: `Jürgen Groß` → `Juergen Gross`, `Łukasz` → `Lukasz`. */
export const transliterate = (value: unknown): unknown => onEach(value, latin);

const latin = (text: string): string =>
  toLatin(text.normalize('NFC').replace(/[äöüÄÖÜßẞ]/g, (letter) => GERMAN[letter] ?? letter));

const LOGIN_LENGTH = 255;

/** A login name of the parts of a name, joined with dots: `Jürgen`, `von Groß-O'Neill` → `juergen.von.gross-oneill`. */
export function login(...parts: unknown[]): string | undefined {
  const name = parts
    .flat()
    .filter((part) => part !== undefined && part !== null)
    .map((part) =>
      latin(withoutFormats(cleanCell(String(part))))
        .toLowerCase()
        .replace(/['’`]/g, '')
    )
    .join('.')
    .slice(0, LOGIN_LENGTH)
    .replace(/[^a-z0-9-]+/g, '.')
    .replace(/^[.-]+|[.-]+$/g, '');
  return name === '' ? undefined : name;
}

/** The first value of a list that is not empty; of a text, the text itself. */
export const first = (value: unknown): unknown =>
  (Array.isArray(value) ? value : [value]).find(
    (item) =>
      item !== null && item !== undefined && (typeof item !== 'string' || cleanCell(item) !== '')
  );

/** The parts of a text between commas and semicolons, trimmed, the empty ones left out. */
export const splitList = (value: unknown): unknown =>
  value === undefined || value === null
    ? undefined
    : [value].flat().flatMap((text) => split(String(text)));

/** Sixteen hexadecimal digits that stay the same for the same text (the start of its SHA-256). */
export const hash = (value: unknown): unknown =>
  onEach(value, (text) => createHash('sha256').update(text).digest('hex').slice(0, 16));

/** A MAC address as `aa:bb:cc:dd:ee:ff`. Anything else stays as it is, so that the check of the attribute reports it. */
export const mac = (value: unknown): unknown =>
  onEach(value, (text) => normalizeMac(withoutApostrophe(withoutFormats(text), true)) ?? text);

/** The common name of an LDAP name: `CN=Sales,OU=Groups,DC=x` → `Sales`. Text that is no such name stays as it is. */
export const commonName = (value: unknown): unknown =>
  onEach(value, (text) => {
    const found = /^\s*cn\s*=((?:\\.|[^,+\\])*)/i.exec(text);
    return found ? (found[1] ?? '').replace(/\\([,+"\\<>;=# ])/g, '$1').trim() : text;
  });
