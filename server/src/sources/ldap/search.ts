import { problem } from '../../../../shared/codes/problems';
import type { LdapConnection, LdapEntry, Search } from './connection';
import { LdapError, resultError, SUCCESS } from './errors';
import { ANY_ENTRY } from './filter';

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
  new LdapError(problem('incomplete-attribute', { attribute: name, dn }));

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
  if (result.code !== SUCCESS) {
    throw resultError(problem('ldap-doing/read-attribute', { attribute: name, dn }), result);
  }
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

/** How many empty pages may follow each other: a filter that finds little makes Active Directory send some. */
const EMPTY_PAGES = 1000;

export interface Paging {
  /** Entries of one page; null where the server does not page. */
  pageSize: number | null;
  /** Takes the addresses of servers whose parts are left out; null: no part may be missing. */
  ignored: Set<string> | null;
}

/**
 * Parts of a forest that hold no people. Active Directory refers to them whenever its whole domain
 * is searched.
 */
const WITHOUT_PEOPLE = /^ldaps?:\/\/[^/]*\/(CN=Configuration,|DC=(Domain|Forest)DnsZones,)/i;

const SHOWN_REFERENCES = 3;

const checkReferences = (baseDn: string, references: string[], { ignored }: Paging): void => {
  const followed = references.filter((url) => !WITHOUT_PEOPLE.test(url));
  if (ignored) followed.forEach((url) => ignored.add(url));
  if (ignored || followed.length === 0) return;
  const servers = followed.slice(0, SHOWN_REFERENCES);
  throw new LdapError(problem('referral/parts', { dn: baseDn, servers }));
};

/** The control belongs to each page (RFC 2696 § 3): without it nobody can tell whether there are more. */
const pageBroken = (baseDn: string): LdapError =>
  new LdapError(problem('paging-broken', { dn: baseDn }));

const checkProgress = (emptyPages: number): void => {
  if (emptyPages <= EMPTY_PAGES) return;
  throw new LdapError(problem('paging-without-end', { pages: emptyPages }));
};

/**
 * Everything that a search finds, page by page, until the server says that there is no more: by an
 * empty cookie, whatever the size of the page before (RFC 2696 § 3). Attributes that come in
 * ranges are completed.
 * @throws LdapError when something is missing, or may be
 */
export async function* searchAll(
  connection: LdapConnection,
  search: Omit<Search, 'page'>,
  paging: Paging
): AsyncGenerator<LdapEntry[]> {
  let cookie = Buffer.alloc(0);
  let emptyPages = 0;
  for (;;) {
    const page = paging.pageSize === null ? null : { size: paging.pageSize, cookie };
    const answer = await connection.search({ ...search, page });
    if (answer.result.code !== SUCCESS)
      throw resultError(problem('ldap-doing/search', { dn: search.baseDn }), answer.result);
    if (answer.cookie === null && cookie.length > 0) throw pageBroken(search.baseDn);
    checkReferences(search.baseDn, answer.references, paging);
    for (const entry of answer.entries) await completeRanges(connection, entry);
    yield answer.entries;
    // A server that does not know the control ignores it, and has sent everything.
    if (answer.cookie === null || answer.cookie.length === 0) return;
    cookie = Buffer.from(answer.cookie);
    emptyPages = answer.entries.length === 0 ? emptyPages + 1 : 0;
    checkProgress(emptyPages);
  }
}
