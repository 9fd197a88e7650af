import { identityOf, partsOfKey, sameIdentity } from '../../../shared/identity';
import { byType, type RecordType } from '../../../shared/records';

/** What records are known by, as a profile says it: an attribute, or several that make one key together. */
type KeyedBy = string | readonly string[];

/** The same by type, each in one name: `username`, or `displayName+organisation`. */
export type KeyNames = Record<RecordType, string>;

export const keyNames = (match: Readonly<Record<RecordType, KeyedBy>>): KeyNames =>
  byType((type) => [match[type]].flat().join('+'));

export const isCompound = (name: string): boolean => name.includes('+');

const escaped = (part: string): string => part.replace(/[\\|]/g, '\\$&');

/**
 * What a record is known by: the value of the attribute, as it is; of several their identities, so
 * put together that no two records with other values have the same. Null where there is nothing.
 */
export function keyValue(
  name: string,
  attributes: Readonly<Record<string, unknown>>
): string | null {
  const parts = partsOfKey(name).map((attribute) => {
    const value = attributes[attribute];
    return typeof value === 'string' ? { value, identity: identityOf(attribute, value) } : null;
  });
  if (parts.every((part) => part === null || part.identity === null)) return null;
  if (!isCompound(name)) return parts[0]?.value ?? null;
  return parts.map((part) => escaped(part?.identity ?? '')).join('|');
}

/** Whether a part of the key is not among the attributes: of a record that failed, it may be what could not be read. */
export const lacksPart = (name: string, attributes: Readonly<Record<string, unknown>>): boolean =>
  partsOfKey(name).some((part) => !(part in attributes));

/** What stands for its attributes in the value of a compound key; those for which nothing does are left out. */
export const partsOfValue = (name: string, value: string): Record<string, string> => {
  // No value of an attribute has this character.
  const parts = value.replace(/\\.|\|/gsu, (found) => (found === '|' ? '\0' : found)).split('\0');
  const named = partsOfKey(name).map((attribute, index): [string, string] => [
    attribute,
    (parts[index] ?? '').replace(/\\(.)/gsu, '$1'),
  ]);
  return Object.fromEntries(named.filter(([, part]) => part !== ''));
};

/** Whom somebody asks for by what a record is known by. */
export interface PersonKey {
  /** Of which type the record is; null: whichever. */
  type: RecordType | null;
  /** The name of the key; null: what the profile says people are known by. */
  by: string | null;
  /** Its value, in any spelling; of a compound key its parts, as `keyValue` puts them together. */
  value: string;
}

/** Whether a record is known by a value, however that is spelled. */
export const isKnownBy = (
  name: string,
  value: string,
  attributes: Readonly<Record<string, unknown>>
): boolean => {
  const found = keyValue(name, attributes);
  if (found === null) return false;
  if (!isCompound(name)) return sameIdentity(name, found, value);
  return found === keyValue(name, partsOfValue(name, value));
};
