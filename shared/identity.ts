import { normalizeMac } from './mac';
import { trimInvisible, withoutFormats } from './text';

const GUID = /^(\{)?([\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12})(\})?$/i;

/** A GUID without braces in lower case; any other text as it is. */
const withoutGuidForm = (text: string): string => {
  const [, opening, guid, closing] = GUID.exec(text) ?? [];
  return guid && Boolean(opening) === Boolean(closing) ? guid.toLowerCase() : text;
};

/** No folding: `ß` is not `ss`, and `müller` is not `muller`. */
const caseless = (text: string): string => text.toLowerCase().normalize('NFC');

/** How a value of an attribute is told from another, besides what holds for all of them. */
const FORMS: Readonly<Record<string, (text: string) => string>> = {
  username: caseless,
  email: caseless,
  externalId: withoutGuidForm,
  mac: (text) => normalizeMac(withoutFormats(text)) ?? text,
};

/**
 * What makes two values of an attribute the same one: in matching, uniqueness, duplicates in the
 * source, keys and the unique indexes of the database, on every database alike. Ends are cleaned of
 * blanks and format characters and the text is composed (NFC); user names and e-mail addresses
 * compare without case (no locale, no NFKC), a GUID as `externalId` without braces and case, a MAC
 * in its one form; everything else is exact. Null where nothing is left of the value.
 *
 * @param attribute an attribute's name, such as `username`
 */
export function identityOf(attribute: string, value: string): string | null {
  const text = trimInvisible(value).normalize('NFC');
  const identity = (FORMS[attribute] ?? ((same) => same))(text);
  return identity === '' ? null : identity;
}

/** True where two values of an attribute are the same one, however they are spelled. */
export const sameIdentity = (attribute: string, one: unknown, other: unknown): boolean =>
  typeof one === 'string' &&
  typeof other === 'string' &&
  identityOf(attribute, one) === identityOf(attribute, other);

/** The attributes of a key, by its name: `displayName+organisation` has two. */
export const partsOfKey = (name: string): string[] => name.split('+');
