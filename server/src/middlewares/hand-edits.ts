import type { Core, UID } from '@strapi/strapi';

import { ATTRIBUTES, type RecordType } from '../../../shared/records';
import { UIDS } from '../constants';
import type { AttributeValue } from '../mapping/types';
import { sameValue } from '../plan/compare';
import type { HandEdit } from '../plan/types';
import { readCell, readHandEdits } from '../storage/cells';
import { databaseNow, isoTime } from '../storage/clock';
import { from, type Transaction } from '../storage/database';
import { recordTables } from '../storage/tables';
import { chunked } from '../utils/collections';

type Values = Record<string, unknown>;

/** A field that somebody writes with another value than it has. */
interface Edited {
  name: string;
  before: AttributeValue;
  after: AttributeValue;
}

const editedOf = (type: RecordType, stored: Values, values: Values): Edited[] =>
  Object.entries(values).flatMap(([name, value]): Edited[] => {
    const definition = Object.hasOwn(ATTRIBUTES[type], name) && ATTRIBUTES[type][name];
    if (!definition) return [];
    // Strapi has numbers where a run has their digits.
    const before = readCell(definition.kind, stored[name]);
    const after = readCell(definition.kind, value);
    return sameValue(before, after) ? [] : [{ name, before, after }];
  });

/** What is noted of a person's word on a user whom the source no longer has: since when they are disabled by hand, if they are. */
const wordOnLeaver = (stored: Values, edited: Edited[], nowMs: number): Values => {
  const isMissing = (stored.connectorMissingSinceMs ?? null) !== null;
  const enabled = edited.find(({ name }) => name === 'enabled')?.after;
  if (!isMissing || typeof enabled !== 'boolean') return {};
  return { connectorDisabledByHandMs: enabled ? null : nowMs };
};

/** What is noted of the fields: what the source says of them. */
const handEditsOf = (stored: Values, edited: Edited[], secrets: string[], at: string): Values => {
  const noted = readHandEdits(stored.connectorHandEdits);
  const next = edited.map(({ name, before, after }): [string, HandEdit | null] => {
    const source = noted[name] ? noted[name].source : before;
    return [name, sameValue(source, after) ? null : { source, at }];
  });
  const ofSecrets = secrets.map((name): [string, HandEdit] => [name, { source: null, at }]);
  const edits = Object.entries({
    ...noted,
    ...Object.fromEntries([...next, ...ofSecrets]),
  }).filter(([, edit]) => edit !== null);
  return { connectorHandEdits: edits.length > 0 ? Object.fromEntries(edits) : null };
};

const RELATION_STEPS = ['connect', 'disconnect'];

/** Relations of which nothing changes, as the content manager sends them with every form. */
const isNoStep = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries(value).every(
    ([step, those]) => RELATION_STEPS.includes(step) && Array.isArray(those) && those.length === 0
  );

/** Whether anything is written besides fields of the catalogue, such as a relation, that is not as it is stored. */
const isElseEdited = (
  { attributes }: { attributes: object },
  { stored, values, type }: { stored: Values; values: Values; type: RecordType }
): boolean =>
  Object.entries(values).some(
    ([name, value]) =>
      Object.hasOwn(attributes, name) &&
      !Object.hasOwn(ATTRIBUTES[type], name) &&
      !isNoStep(value) &&
      JSON.stringify(value ?? null) !== JSON.stringify(stored[name] ?? null)
  );

/**
 * What is noted of a record that a person or the app changes: when, and of an imported one what the source says of
 * the fields, and whether a user whom it no longer has stays disabled.
 * @param values those that are not secret, as they are written
 */
export const bySomebody = async (
  strapi: Core.Strapi,
  type: RecordType,
  stored: Values,
  values: Values,
  secrets: Values
): Promise<Values> => {
  const edited = editedOf(type, stored, values);
  const secretNames = Object.keys(secrets);
  const areFieldsEdited = edited.length + secretNames.length > 0;
  const contentType = strapi.contentType(UIDS[type] as UID.ContentType);
  if (!areFieldsEdited && !isElseEdited(contentType, { type, stored, values })) return {};
  const nowMs = await databaseNow(strapi);
  const connectorEditedAtMs = nowMs;
  const isImported = (stored.connectorProfile ?? null) !== null;
  if (!isImported || !areFieldsEdited) return { connectorEditedAtMs };
  return {
    connectorEditedAtMs,
    ...wordOnLeaver(stored, edited, nowMs),
    ...handEditsOf(stored, edited, secretNames, isoTime(nowMs)),
  };
};

/** A user's relations to what belongs to them. */
const BELOW = [
  ['phonebookEntry', 'phonebookEntries'],
  ['phone', 'phones'],
] as const;

/**
 * Writes a user, and notes of the entries and phones that they get or lose by relations of theirs that somebody has
 * changed these.
 * @param idsOf what says which users were written
 */
export const notingMoved = async <Result>(
  strapi: Core.Strapi,
  { stored, values }: { stored: Values; values: Values },
  transaction: Transaction,
  write: () => Promise<Result>,
  idsOf: (result: unknown) => number[]
): Promise<Result> => {
  const tables = recordTables(strapi);
  const written = BELOW.filter(([, name]) => values[name] !== undefined && !isNoStep(values[name]));
  const ofUsers = async (type: RecordType, users: number[]): Promise<Set<number>> => {
    const { link } = tables[type];
    if (!link) return new Set();
    const found: { child: number }[] = await from(strapi, link.table, transaction)
      .select({ child: link.child })
      .whereIn(link.user, users);
    return new Set(found.map(({ child }) => Number(child)));
  };
  const before = new Map<RecordType, Set<number>>();
  const user = typeof stored.id === 'number' ? [stored.id] : [];
  for (const [type] of written) before.set(type, await ofUsers(type, user));
  const result = await write();
  for (const [type, had] of before) {
    const { table, column } = tables[type];
    const has = await ofUsers(type, idsOf(result));
    const moved = [...had, ...has].filter((id) => had.has(id) !== has.has(id));
    const at = { [column('connectorEditedAtMs')]: await databaseNow(strapi, transaction) };
    for (const ids of chunked(moved)) {
      await from(strapi, table, transaction).whereIn('id', ids).update(at);
    }
  }
  return result;
};
