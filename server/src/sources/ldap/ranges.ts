import { ANY_ENTRY } from './any-entry';
import type { LdapConnection, LdapEntry } from './connection';
import { LdapError, resultError, SUCCESS } from './errors';

type Attribute = LdapEntry['attributes'][number];

interface Range {
  /** The attribute without the option. */
  name: string;
  /** The number of its first value that came, from 0. */
  first: number;
  /** The number of its last value that came; null when there are no more. */
  last: number | null;
}

const RANGE = /^(.+?);range=(\d+)-(\d+|\*)$/i;

const rangeOf = (name: string): Range | null => {
  const [, base, first, last] = RANGE.exec(name) ?? [];
  if (base === undefined || last === undefined) return null;
  return { name: base, first: Number(first), last: last === '*' ? null : Number(last) };
};

const incomplete = (dn: string, name: string): LdapError =>
  new LdapError(
    'incomplete-attribute',
    `the server sent the values of "${name}" of "${dn}" only in part`,
    'start the run again; if that does not help, ask the administrator of the server'
  );

interface Part {
  attribute: Attribute;
  range: Range;
}

/** Whether a part begins where the one before ended, and holds what it says. */
const follows = ({ attribute, range: { first, last } }: Part, from: number): boolean =>
  first === from && (last === null || attribute.values.length === last - first + 1);

/** The part of an attribute's values that follows. */
const readPart = async (
  connection: LdapConnection,
  dn: string,
  name: string,
  from: number
): Promise<Part> => {
  const { result, entries } = await connection.search({
    baseDn: dn,
    scope: 'base',
    filter: ANY_ENTRY,
    attributes: [`${name};range=${from}-*`],
    page: null,
  });
  if (result.code !== SUCCESS) throw resultError(`reading "${name}" of "${dn}"`, result);
  for (const attribute of entries[0]?.attributes ?? []) {
    const range = rangeOf(attribute.name);
    const isNext = range?.name.toLowerCase() === name.toLowerCase();
    if (range && isNext && follows({ attribute, range }, from)) return { attribute, range };
  }
  throw incomplete(dn, name);
};

const readRest = async (connection: LdapConnection, dn: string, first: Part): Promise<Buffer[]> => {
  const { attribute, range } = first;
  if (!follows(first, 0)) throw incomplete(dn, range.name);
  const values = [...attribute.values];
  let { last } = range;
  while (last !== null) {
    const part = await readPart(connection, dn, range.name, last + 1);
    values.push(...part.attribute.values);
    last = part.range.last;
  }
  return values;
};

/**
 * Fetches what is missing of attributes that Active Directory sends in parts:
 * `member;range=0-1499` (MS-ADTS § 3.1.1.3.1.3.3). They become one attribute under their plain name.
 * @throws LdapError when a part does not come
 */
export const completeRanges = async (
  connection: LdapConnection,
  entry: LdapEntry
): Promise<void> => {
  const ranged = entry.attributes.flatMap((attribute) => {
    const range = rangeOf(attribute.name);
    return range ? [{ attribute, range }] : [];
  });
  if (ranged.length === 0) return;
  const names = new Set(ranged.map(({ range }) => range.name.toLowerCase()));
  // Beside the part, the server names the attribute itself, without any value.
  const others = entry.attributes.filter(
    ({ name }) => rangeOf(name) === null && !names.has(name.toLowerCase())
  );
  const completed: Attribute[] = [];
  for (const part of ranged) {
    completed.push({
      name: part.range.name,
      values: await readRest(connection, entry.dn, part),
    });
  }
  entry.attributes = [...others, ...completed];
};
