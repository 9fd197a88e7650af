import type { Core } from '@strapi/strapi';

import type { GeneratedCredential } from '../../../../shared/contracts/reports';
import { RECORD_TYPES, type RecordType } from '../../../../shared/records';
import { MASK } from '../../../../shared/text';
import { UIDS } from '../../constants';
import { CREDENTIAL_UID } from './models';
import { TELLING_ATTRIBUTES } from '../../plan/secret-values';
import type { Secrets } from '../../secrets';
import { chunked } from '../../utils/collections';
import { deleteInSlices, from, inTransaction, insertEntities, type Transaction } from '../database';
import { modelTable } from '../tables';

/** The secrets that a run generated for one record, in clear. */
export interface Credential {
  type: RecordType;
  key: string;
  label: string;
  /** The id of the record; absent where an earlier version has kept it. */
  record?: number;
  /** Attributes of the user that must not be shown. */
  hidden?: string[];
  /** By attribute: `password`, `sipPassword`, `pin`. */
  secrets: Record<string, string>;
}

/** Keeps generated secrets, encrypted, until they are fetched. */
export const storeCredentials = async (
  { strapi, secrets, runId }: { strapi: Core.Strapi; secrets: Secrets; runId: number },
  credentials: Credential[],
  transaction: Transaction
): Promise<void> => {
  const entities = credentials.map((credential) => ({
    run_id: runId,
    payload: secrets.encrypt(JSON.stringify(credential)),
  }));
  await insertEntities(strapi, modelTable(strapi, CREDENTIAL_UID), entities, transaction);
};

/** How many records have generated secrets of the run that nobody has fetched yet. */
export const countCredentials = async (strapi: Core.Strapi, runId: number): Promise<number> => {
  const entity: { count: unknown } | undefined = await from(
    strapi,
    modelTable(strapi, CREDENTIAL_UID)
  )
    .where('run_id', runId)
    .count({ count: '*' })
    .first();
  return Number(entity?.count ?? 0);
};

/**
 * Gives the secrets that a run generated, once: they are gone from the database then, and a second
 * call gets none.
 */
export const takeCredentials = async (
  strapi: Core.Strapi,
  secrets: Secrets,
  runId: number
): Promise<Credential[]> => {
  let taken: Credential[] = [];
  await inTransaction(strapi, async (transaction, isUnsure) => {
    const table = modelTable(strapi, CREDENTIAL_UID);
    const entities: { id: number; payload: string }[] = await from(strapi, table, transaction)
      .select('id', 'payload')
      .where('run_id', runId)
      .orderBy('id')
      .forUpdate();
    // Those that an earlier transaction has deleted are nowhere else.
    if (isUnsure && entities.length === 0) return;
    for (const chunk of chunked(entities)) {
      await from(strapi, table, transaction)
        .whereIn(
          'id',
          chunk.map(({ id }) => id)
        )
        .delete();
    }
    taken = entities.map(({ payload }) => JSON.parse(secrets.decrypt(payload)) as Credential);
  });
  return taken;
};

/** Drops what nobody has fetched of runs that ended before a time, in milliseconds by the database's clock. */
export const dropCredentialsBefore = (strapi: Core.Strapi, time: number): Promise<void> => {
  const ended = from(strapi, modelTable(strapi, UIDS.run))
    .select('id')
    .where('finished_at_ms', '<', time);
  return deleteInSlices(() =>
    from(strapi, modelTable(strapi, CREDENTIAL_UID)).whereIn('run_id', ended.clone())
  );
};

type Person = Record<(typeof TELLING_ATTRIBUTES)[number], string | null>;

const PERSON = ['id', ...TELLING_ATTRIBUTES];

/** Who has the records of a type now, by their ids. */
const peopleOf = async (
  strapi: Core.Strapi,
  type: RecordType,
  ids: number[]
): Promise<Map<number, Person>> => {
  const people = new Map<number, Person>();
  const how = type === 'user' ? { select: PERSON } : { populate: { user: { select: PERSON } } };
  for (const chunk of chunked(ids)) {
    const found: (Person & { id: number; user?: Person | null })[] = await strapi.db
      .query(UIDS[type])
      .findMany({ where: { id: { $in: chunk } }, ...how });
    for (const record of found) {
      const person = type === 'user' ? record : record.user;
      if (person) people.set(record.id, person);
    }
  }
  return people;
};

/** Credentials with whose they are, as far as that is still there. */
export const withPeople = async (
  strapi: Core.Strapi,
  credentials: Credential[]
): Promise<GeneratedCredential[]> => {
  const people = new Map<RecordType, Map<number, Person>>();
  for (const type of RECORD_TYPES) {
    const ids = credentials.flatMap((one) => (one.type === type ? (one.record ?? []) : []));
    people.set(type, await peopleOf(strapi, type, ids));
  }
  return credentials.map(({ type, key, label, record, hidden = [], secrets }) => {
    const person = people.get(type)?.get(record ?? 0);
    const shown = (name: keyof Person): string | null =>
      person?.[name] && hidden.includes(name) ? MASK : (person?.[name] ?? null);
    const { password = null, sipPassword = null, pin = null } = secrets;
    return {
      extension: shown('extension'),
      // A label is the first name that may be shown.
      name: hidden.includes('displayName') ? label : (person?.displayName ?? label),
      username: shown('username'),
      email: shown('email'),
      type,
      key,
      password,
      sipPassword,
      pin,
    };
  });
};
