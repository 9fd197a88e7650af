import type { Core } from '@strapi/strapi';

import { problem } from '../../../../shared/codes/problems';
import type { ForgottenRecord } from '../../../../shared/contracts/forgetting';
import { partsOfKey } from '../../../../shared/identity';
import {
  isIdentifier,
  ATTRIBUTES,
  RECORD_TYPES,
  type RecordType,
} from '../../../../shared/records';
import { UIDS } from '../../constants';
import { attributeKey, LABEL_ATTRIBUTES } from '../../plan/items';
import type { StoredRecord } from '../../plan/types';
import { ConnectorError, NotFoundError } from '../../utils/errors';
import { type KeyNames, keyValue } from '../../utils/record-keys';
import { createRecordReader } from '../records/reader';
import { identitiesOf } from './identities';
import { isTelling } from './traces';

export interface PersonRecord extends ForgottenRecord {
  id: number;
}

/** A record of a person that is not there any more, as plans and images tell of it. */
export interface FormerRecord {
  type: RecordType;
  id: number;
  /** Null where nothing tells it. */
  documentId: string | null;
}

/** Everything by which what is stored of a person is found. */
export interface Person {
  records: PersonRecord[];
  former: FormerRecord[];
  /** What people called former records. */
  names: string[];
  /** What tells the records from others of their types, as `identityText` writes it. */
  identities: string[];
  /** The documentIds of the profiles that own them. */
  owners: string[];
  /** Keys of the person's records, by the documentIds of profiles; what belongs to them is below these keys. */
  keys: Record<string, string[]>;
  /** Of these, the ones of the record itself. */
  roots: Record<string, string[]>;
  /** Texts that tell who the person is, and that nobody else has. */
  telling: string[];
  /** All texts of the records, by which a file is told not to have the person. */
  values: string[];
  /** Rows of the person, by the ids of runs. */
  rows: Record<string, number[]>;
}

/** Those of which nothing was noted, by requests of versions that did not know them. */
export const NOTHING_FORMER: Pick<Person, 'former' | 'names' | 'identities'> = {
  former: [],
  names: [],
  identities: [],
};

/** The ids of the person's records, those that are gone too. */
export const idsOf = ({ records, former }: Person): ReadonlyMap<RecordType, ReadonlySet<number>> =>
  new Map(
    RECORD_TYPES.map((type) => [
      type,
      new Set([...records, ...former].flatMap((one) => (one.type === type ? [one.id] : []))),
    ])
  );

export const documentsOf = ({ records, former }: Person): string[] => [
  ...new Set([...records, ...former].flatMap(({ documentId }) => documentId ?? [])),
];

/** Attributes that tell who somebody is. */
const TELLING: Readonly<Record<RecordType, readonly string[]>> = {
  user: ['username', 'displayName', 'email', 'externalId', 'mobileNumbers'],
  phonebookEntry: ['displayName', 'email', 'externalId', 'phone', 'mobile', 'homePhone', 'fax'],
  phone: ['mac', 'name'],
};

export const isTellingAttribute = (type: RecordType, attribute: string): boolean =>
  TELLING[type].includes(attribute);

type Attributes = Readonly<Record<string, unknown>>;

/** The texts in plain data, at whatever depth. */
export const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
};

/** The texts of attributes that tell who somebody is. */
export const tellingTexts = (type: RecordType, attributes: Attributes): string[] =>
  TELLING[type].flatMap((name) => textsIn(attributes[name]));

/** Attributes whose value only one person can have, of those that a key may be made of. */
export const isOnesOwn = (type: RecordType, attribute: string): boolean =>
  attribute !== 'extension' &&
  isIdentifier(attribute, ATTRIBUTES[type][attribute] ?? { kind: 'text', synonyms: [] });

/** The keys by which a profile would know a record, of those that nobody else can have. */
export const ownKeys = (type: RecordType, attributes: Attributes, match: KeyNames): string[] => {
  const names = new Set([match[type], ...(type === 'user' ? ['username', 'externalId'] : [])]);
  return [...names].flatMap((name) => {
    if (!partsOfKey(name).some((part) => isOnesOwn(type, part))) return [];
    const value = keyValue(name, attributes);
    return value === null ? [] : [attributeKey(name, value)];
  });
};

/** Whether a key is one of some, or of what belongs to them. */
export const isBelow = (keys: readonly string[], key: string): boolean =>
  keys.some((own) => key === own || key.startsWith(`${own}/`));

/** What people call a record; null where it has no name. */
export const labelOf = (attributes: Attributes): string | null =>
  LABEL_ATTRIBUTES.map((name) => attributes[name]).find(
    (value): value is string => typeof value === 'string' && value !== ''
  ) ?? null;

/** The record and all that belongs to it. @throws NotFoundError; ConnectorError `forget-their-user` */
export const recordsOf = async (
  strapi: Core.Strapi,
  type: RecordType,
  documentId: string
): Promise<[RecordType, StoredRecord][]> => {
  const reader = createRecordReader({ strapi });
  const entity: { id: number } | null = await strapi.db
    .query(UIDS[type])
    .findOne({ where: { documentId }, select: ['id'] });
  const [record] = entity ? await reader.byId(type, [entity.id]) : [];
  if (!record) throw new NotFoundError(problem('record-not-found', { type, record: documentId }));
  if (record.userId !== null) throw new ConnectorError(problem('forget-their-user', { type }));
  const found: [RecordType, StoredRecord][] = [[type, record]];
  if (type !== 'user') return found;
  for (const child of ['phonebookEntry', 'phone'] as const) {
    for await (const records of reader.ofUsers(child, [record.id])) {
      found.push(...records.map((one): [RecordType, StoredRecord] => [child, one]));
    }
  }
  return found;
};

/** What is stored of a type, by its ids. */
export const recordsWith = async (
  strapi: Core.Strapi,
  type: RecordType,
  ids: readonly number[]
): Promise<[RecordType, StoredRecord][]> =>
  (await createRecordReader({ strapi }).byId(type, [...ids])).map((record) => [type, record]);

/** Where others may have a value, by the attribute that it is of. */
const HOLDERS: readonly (readonly [RecordType, readonly string[]])[] = [
  ['user', ['displayName', 'email', 'username', 'externalId']],
  ['phonebookEntry', ['displayName', 'email', 'externalId', 'phone', 'mobile', 'homePhone', 'fax']],
  ['phone', ['name', 'mac']],
];

/** Whether a record of somebody else has a text, which then does not tell whom it means. */
const isShared = async (
  strapi: Core.Strapi,
  text: string,
  records: readonly PersonRecord[]
): Promise<boolean> => {
  for (const [type, attributes] of HOLDERS) {
    const own = records.flatMap((record) => (record.type === type ? [record.id] : []));
    const $or = attributes.map((name) => ({ [name]: text }));
    const where = own.length === 0 ? { $or } : { $or, id: { $notIn: own } };
    if ((await strapi.db.query(UIDS[type]).count({ where })) > 0) return true;
  }
  return false;
};

/** Texts that tell who somebody is, of those that nobody else has. */
export const tellingOf = async (
  strapi: Core.Strapi,
  texts: readonly string[],
  records: readonly PersonRecord[]
): Promise<string[]> => {
  const telling: string[] = [];
  for (const text of new Set(texts.filter(isTelling))) {
    if (!(await isShared(strapi, text, records))) telling.push(text);
  }
  return telling;
};

/** Bookkeeping that the reader of records leaves out. */
const formerKeysOf = async (
  strapi: Core.Strapi,
  records: readonly PersonRecord[]
): Promise<string[]> => {
  const keys: string[] = [];
  for (const type of RECORD_TYPES) {
    const ids = records.flatMap((record) => (record.type === type ? [record.id] : []));
    const found: { connectorFormerKey: string | null }[] = await strapi.db
      .query(UIDS[type])
      .findMany({ where: { id: { $in: ids } }, select: ['connectorFormerKey'] });
    keys.push(...found.flatMap(({ connectorFormerKey: key }) => key ?? []));
  }
  return keys;
};

/** The documentIds of the profiles that own a record. */
const ownersOf = ({ owner, owners }: StoredRecord): string[] => [
  ...(owner === null ? [] : [owner]),
  ...owners.map(({ profile }) => profile),
];

/** The keys by which a profile finds a record that it owns, alone or with others. */
const keysIn = (profile: string, { owner, key, owners }: StoredRecord): string[] => [
  ...(owner === profile && key !== null ? [key] : []),
  ...owners.filter((one) => one.profile === profile).map((one) => one.key),
];

/**
 * Whom a record is about, as far as the records tell.
 * @param profiles what each profile knows records by, by its documentId
 */
export const personOf = async (
  strapi: Core.Strapi,
  found: readonly [RecordType, StoredRecord][],
  profiles: ReadonlyMap<string, KeyNames>
): Promise<Person> => {
  const records = found.map(([type, record]): PersonRecord => ({
    type,
    id: record.id,
    documentId: record.documentId,
    label: labelOf(record.attributes) ?? record.documentId,
  }));
  const former = await formerKeysOf(strapi, records);
  const keys: Record<string, string[]> = {};
  const roots: Record<string, string[]> = {};
  for (const [profile, match] of profiles) {
    const [root = [], ...below] = found.map(([type, record]) => [
      ...keysIn(profile, record),
      ...ownKeys(type, record.attributes, match),
    ]);
    roots[profile] = root;
    const ofProfile = found.some(([, record]) => ownersOf(record).includes(profile)) ? former : [];
    keys[profile] = [...new Set([...root, ...below.flat(), ...ofProfile])];
  }
  const telling = found.flatMap(([type, { attributes, owners, handEdits, gaveUp }]) => [
    ...tellingTexts(type, attributes),
    ...owners.flatMap(({ said }) => tellingTexts(type, said)),
    ...TELLING[type].flatMap((name) => textsIn(handEdits[name]?.source)),
    ...TELLING[type].flatMap((name) => textsIn(gaveUp?.[name])),
  ]);
  const values = found.flatMap(([, { attributes, owners }]) => [
    ...textsIn(attributes),
    ...owners.flatMap(({ said }) => textsIn(said)),
  ]);
  return {
    ...NOTHING_FORMER,
    records,
    identities: found.flatMap(([type, { attributes }]) => identitiesOf(type, attributes)),
    owners: [...new Set(found.flatMap(([, record]) => ownersOf(record)))],
    keys,
    roots,
    telling: await tellingOf(strapi, telling, records),
    values: [...new Set(values.map((text) => text.trim()).filter(isTelling))],
    rows: {},
  };
};
