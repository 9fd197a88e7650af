import type { Core } from '@strapi/strapi';

import { MASK } from '../../../../shared/text';
import { UIDS } from '../../constants';
import type { Secrets } from '../../secrets';
import { giveWay } from '../../utils/turns';
import { from, inBatches } from '../database';
import { IMAGE_UID } from '../images/model';
import { patientRepository } from '../patience';
import type { Credential } from '../runs/credentials';
import { CREDENTIAL_UID } from '../runs/models';
import type { RunEntity } from '../runs/run-entities';
import { SECRET_READ_UID } from '../secret-reads';
import { modelTable } from '../tables';
import { documentsOf, idsOf, isBelow, type Person } from './person';
import type { Traces } from './traces';

interface Pass {
  strapi: Core.Strapi;
  person: Person;
  erases: boolean;
}

/** Generated secrets that nobody has fetched. @param profiles by the ids of runs */
export const passOverCredentials = async (
  { strapi, person, erases }: Pass,
  { decrypt }: Pick<Secrets, 'decrypt'>,
  profiles: ReadonlyMap<number, string>
): Promise<number> => {
  const table = modelTable(strapi, CREDENTIAL_UID);
  const ids = idsOf(person);
  const isOwn = (runId: number, { type, record, key }: Credential): boolean =>
    (record !== undefined && ids.get(type)?.has(record) === true) ||
    isBelow(person.keys[profiles.get(runId) ?? ''] ?? [], key);
  let found = 0;
  const query = () => from(strapi, table).select('id', 'run_id', 'payload');
  type Entity = { id: number; run_id: number; payload: string };
  for await (const batch of inBatches<Entity>(query, 'id', 'id')) {
    const own = batch.filter(({ run_id: run, payload }) =>
      isOwn(Number(run), JSON.parse(decrypt(payload)) as Credential)
    );
    found += own.length;
    const own_ids = own.map(({ id }) => id);
    if (erases && own.length > 0) await from(strapi, table).whereIn('id', own_ids).delete();
    await giveWay();
  }
  return found;
};

/** That somebody has read secrets stays known; whose they were does not. */
export const passOverSecretReads = async ({ strapi, person, erases }: Pass): Promise<number> => {
  const reads = patientRepository(strapi, SECRET_READ_UID);
  const { telling } = person;
  const where = {
    $or: [{ record: { $in: documentsOf(person) } }, { label: { $in: telling } }],
  };
  const found = await reads.count({ where });
  if (erases && found > 0) await reads.updateMany({ where, data: { record: MASK, label: null } });
  return found;
};

/** Phonebooks that are the person's, with their names. */
export const passOverPhonebooks = async ({ strapi, person, erases }: Pass): Promise<number> => {
  const phonebooks = patientRepository(strapi, UIDS.remotePhonebook);
  const where = { userDocumentId: { $in: documentsOf(person) } };
  const found = await phonebooks.count({ where });
  if (erases && found > 0) await phonebooks.deleteMany({ where });
  return found;
};

/** How records were before runs changed them: undoing these brings nobody back. */
export const passOverImages = async ({ strapi, person, erases }: Pass): Promise<number> => {
  const images = patientRepository(strapi, IMAGE_UID);
  const ofRecords = [...idsOf(person)].map(([recordType, ids]) => ({
    recordType,
    recordId: { $in: [...ids] },
  }));
  const where = { $or: [{ documentId: { $in: documentsOf(person) } }, ...ofRecords] };
  const found = await images.count({ where });
  if (erases && found > 0) await images.deleteMany({ where });
  return found;
};

/** Strapi's own, where the app's licence has them: earlier versions of records as people saved them. */
export const VERSION_UID = 'plugin::content-manager.history-version';

export const passOverVersions = async ({ strapi, person, erases }: Pass): Promise<number> => {
  if (!strapi.db.metadata.has(VERSION_UID)) return 0;
  const versions = patientRepository(strapi, VERSION_UID);
  const where = { relatedDocumentId: { $in: documentsOf(person) } };
  const found = await versions.count({ where });
  if (erases && found > 0) await versions.deleteMany({ where });
  return found;
};

const TOLD = ['sourceName', 'error', 'exceeded'] as const satisfies (keyof RunEntity)[];

/** What is told of a run itself. */
export const passOverRun = async (
  { strapi, erases }: Omit<Pass, 'person'>,
  run: Pick<RunEntity, 'id' | (typeof TOLD)[number]>,
  traces: Traces
): Promise<number> => {
  const changed = TOLD.filter((name) => traces.isIn(run[name]));
  if (erases && changed.length > 0) {
    const data = Object.fromEntries(changed.map((name) => [name, traces.masked(run[name])]));
    await patientRepository(strapi, UIDS.run).updateMany({ where: { id: run.id }, data });
  }
  return Math.min(1, changed.length);
};

const OWN_UIDS: ReadonlySet<string> = new Set([UIDS.user, UIDS.phonebookEntry, UIDS.phone]);

/** How many relations content types of the app have to the records. */
export const countRelations = async (strapi: Core.Strapi, person: Person): Promise<number> => {
  let count = 0;
  for (const { uid, attributes } of strapi.db.metadata.values()) {
    if (OWN_UIDS.has(uid)) continue;
    for (const [name, attribute] of Object.entries(attributes)) {
      if (attribute.type !== 'relation' || !('target' in attribute)) continue;
      const { target } = attribute;
      const ids = person.records.flatMap(({ type, id }) => (UIDS[type] === target ? [id] : []));
      if (ids.length === 0) continue;
      count += await strapi.db
        .query(uid as never)
        .count({ where: { [name]: { id: { $in: ids } } } });
    }
  }
  return count;
};
