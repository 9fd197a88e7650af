import type { Core } from '@strapi/strapi';

import { RECORD_TYPES, type RecordType } from '../../../../shared/records';
import type { Secrets } from '../../secrets';
import { giveWay } from '../../utils/turns';
import { attributeKey, isPlaced } from '../../plan/items';
import type { KeyNames } from '../../utils/record-keys';
import type { RunEntity } from '../runs/run-entities';
import { type FoundChanges, nothingFound, passOverChanges } from './changes';
import { countPeople, type FoundRecord, rootsOf } from './found-records';
import { createHeldByOthers, storedOf } from './held-by-others';
import { hasIdentity, identitiesOf, partsOfIdentity } from './identities';
import { keptCopies, type KeptCopy } from './kept-copies';
import { withLeftovers } from './leftovers';
import {
  documentsOf,
  type FormerRecord,
  idsOf,
  isBelow,
  labelOf,
  type Person,
  tellingOf,
  tellingTexts,
  textsIn,
} from './person';
import { isTelling, Traces } from './traces';

interface PastNeeds {
  strapi: Core.Strapi;
  secrets: Pick<Secrets, 'decrypt'>;
  pastRuns(): Promise<RunEntity[]>;
}

/** How often what a person was called is looked for under what was found of it. */
const MOST_LOOKS = 4;

/** All that is known of a person. */
export interface Past {
  person: Person;
  /** How many people it seems to be about. */
  people: number;
  /** The ids of stored users who had what the person is known by. */
  users: ReadonlySet<number>;
}

/** What one look has found of a person. */
interface Found extends Omit<FoundChanges, 'changes' | 'mentions' | 'keys' | 'rows'> {
  /** By the documentIds of profiles. */
  keys: Map<string, Set<string>>;
  /** By the ids of runs. */
  rows: Person['rows'];
}

/** Whether a stored record tells by itself what profiles know the person by, and not only something that was left of one. */
const isStored = ({ records }: Person): boolean => records.some(({ type }) => type === 'user');

/** What profiles have known a person by, of the keys that nobody else has. */
const rootKeysOf = (
  { roots: known }: Person,
  found: readonly FoundRecord[],
  keys: Person['keys']
): Person['roots'] =>
  Object.fromEntries(
    Object.entries(keys).map(([profile, own]) => {
      const more = found.flatMap(({ profile: of, key, identities }) => [
        ...(of === profile && key !== null ? [key] : []),
        ...identities.map(keyOfIdentity),
      ]);
      return [profile, unique(known[profile] ?? [], more).filter((key) => own.includes(key))];
    })
  );

const keyOfIdentity = (text: string): string => {
  const { attribute, value } = partsOfIdentity(text);
  return attributeKey(attribute, value);
};

const trimmed = (text: string): string => text.trim();

const unique = <Item>(...lists: readonly (readonly Item[])[]): Item[] => [...new Set(lists.flat())];

const addKeys = ({ keys }: Found, profile: string, more: readonly string[]): void => {
  const known = keys.get(profile) ?? new Set();
  more.forEach((key) => known.add(key));
  keys.set(profile, known);
};

/** The former records with what is told of the same ones elsewhere. */
const merged = (all: readonly FormerRecord[]): FormerRecord[] => {
  const known = new Map<string, FormerRecord>();
  for (const record of all) {
    const place = `${record.type} ${record.id || record.documentId}`;
    const documentId = record.documentId ?? known.get(place)?.documentId ?? null;
    known.set(place, { ...record, documentId });
  }
  return [...known.values()];
};

/** How much is known of a person: a look that finds nothing new is the last. */
const extent = ({ keys, telling, former, identities, names, records, rows }: Person): string =>
  [
    ...[telling, former, identities, names, records].map(({ length }) => length),
    ...[keys, rows].map((lists) => Object.values(lists).flat().length),
    former.filter(({ documentId }) => documentId !== null).length,
  ].join(' ');

/** Finds what plans, images and versions tell of a person: former records, keys and names. */
export const createPast = ({ strapi, secrets, pastRuns }: PastNeeds) => {
  const lookInChanges = async (person: Person, found: Found): Promise<void> => {
    const traces = new Traces(person.telling);
    for (const run of await pastRuns()) {
      const { keys, rows, ...rest } = await passOverChanges({
        strapi,
        run,
        person,
        traces,
        erases: false,
      });
      if (rows.length > 0) found.rows[run.id] = unique(rows);
      addKeys(found, run.profileId, keys);
      found.texts.push(...rest.texts);
      found.values.push(...rest.values);
      found.identities.push(...rest.identities);
      found.former.push(...rest.former);
      found.records.push(...rest.records);
      await giveWay();
    }
  };

  const lookInCopies = async (person: Person, found: Found): Promise<void> => {
    const ids = idsOf(person);
    const documents = new Set(documentsOf(person));
    const identities = new Set(person.identities);
    const isOwn = ({ type, id, documentId, userId, attributes, owner, key }: KeptCopy): boolean =>
      documents.has(documentId) ||
      (id !== null && ids.get(type)?.has(id) === true) ||
      (userId !== null && ids.get('user')?.has(userId) === true) ||
      (owner !== null && key !== null && isBelow(person.keys[owner] ?? [], key)) ||
      ((type === 'user' || userId === null) && hasIdentity(identities, type, attributes));
    for await (const copy of keptCopies(strapi, secrets)) {
      if (!isOwn(copy)) continue;
      const { type, id, documentId, userId, attributes, owner, key } = copy;
      // Without its id, a record is known by its documentId alone, which no other one has.
      found.former.push({ type, id: id ?? 0, documentId });
      if (owner !== null && key !== null) addKeys(found, owner, [key]);
      const identities = identitiesOf(type, attributes);
      found.identities.push(...identities);
      found.texts.push(...tellingTexts(type, attributes));
      found.values.push(...textsIn(attributes));
      const isKnown = owner !== null && key !== null;
      found.records.push({
        type,
        isPart: userId !== null || (key !== null && isPlaced(key)),
        profile: isKnown ? owner : null,
        key: isKnown ? key : null,
        name: labelOf(attributes),
        identities,
        ids: [documentId, ...(id === null ? [] : [`${type} ${id}`])],
      });
    }
  };

  const standing = async (
    type: RecordType,
    former: readonly FormerRecord[]
  ): Promise<ReadonlySet<number>> => {
    const ids = former.flatMap((one) => (one.type === type ? [one.id] : []));
    return new Set((await storedOf(strapi, type, unique(ids))).map(({ id }) => id));
  };

  /** Those of which there is no record any more. */
  const gone = async (former: readonly FormerRecord[]): Promise<FormerRecord[]> => {
    const left: FormerRecord[] = [];
    for (const type of RECORD_TYPES) {
      const stored = await standing(type, former);
      left.push(...former.filter((one) => one.type === type && !stored.has(one.id)));
    }
    return left;
  };

  /** The person with what was found, but for what others have by now. */
  const extended = async (person: Person, found: Found): Promise<Person> => {
    const others = createHeldByOthers(strapi, person);
    const identities = [...person.identities];
    for (const text of new Set(found.identities)) {
      if (!identities.includes(text) && !(await others.identity(text))) identities.push(text);
    }
    const byIdentity = identities.map(keyOfIdentity);
    const keys = { ...person.keys };
    for (const [profile, known] of Object.entries(keys)) {
      const own = new Set(known);
      for (const key of unique([...(found.keys.get(profile) ?? [])], byIdentity)) {
        if (!isBelow([...own], key) && !(await others.key(profile, key))) own.add(key);
      }
      keys[profile] = [...own];
    }
    const former = await gone(found.former);
    const telling = unique(person.telling, found.texts);
    const roots = rootsOf(found.records);
    return {
      ...person,
      identities,
      keys,
      // Of a record that is stored, it tells itself what it is known by.
      ...(!isStored(person) && { roots: rootKeysOf(person, roots, keys) }),
      former: merged([...person.former, ...former]),
      names: unique(
        person.names,
        roots.flatMap(({ name }) => name ?? [])
      ),
      telling: await tellingOf(strapi, telling, person.records),
      values: unique(person.values, telling, found.values.map(trimmed).filter(isTelling)),
      rows: { ...person.rows, ...found.rows },
    };
  };

  return async (known: Person, profiles: ReadonlyMap<string, KeyNames>): Promise<Past> => {
    let person = known;
    let people = 0;
    let users: ReadonlySet<number> = new Set();
    for (let look = 1; look <= MOST_LOOKS; look += 1) {
      const found: Found = { ...nothingFound(), keys: new Map(), rows: {} };
      await lookInChanges(person, found);
      await lookInCopies(person, found);
      const next = await withLeftovers(
        strapi,
        await extended(person, found),
        found.former,
        profiles
      );
      const isMore = extent(next) !== extent(person);
      person = next;
      people = countPeople(found.records);
      users = await standing('user', found.former);
      if (!isMore) break;
    }
    return { person, people, users };
  };
};
