import type { Core } from '@strapi/strapi';

import { RECORD_TYPES } from '../../../shared/records';
import { UIDS } from '../constants';
import type { Secrets } from '../secrets';
import { readBoolean } from '../storage/cells';
import { from, insertEntities, insertEntity, type Transaction } from '../storage/database';
import { FORGETTING_UID } from '../storage/forgetting/models';
import type { Person } from '../storage/forgetting/person';
import { OWNER_UID } from '../storage/owners/model';
import type { Credential } from '../storage/runs/credentials';
import { CHANGE_UID, CREDENTIAL_UID, ISSUE_UID, PLAN_BLOCK_UID } from '../storage/runs/models';
import { columnsOfType, modelTable } from '../storage/tables';
import { UPLOAD_CHUNK_UID, UPLOAD_UID } from '../uploads/model';
import { createDocuments, type Documents } from './documents';
import { PACKING_UID } from './model';
import { createParcels, type Parcel, type Row } from './parcels';
import { orderRuns, pointRecordsToRuns, type RunIds } from './runs';

const OF_RUNS: string[] = [PLAN_BLOCK_UID, CHANGE_UID, ISSUE_UID, CREDENTIAL_UID];

/** Truth values as every database takes them: for SQLite and MariaDB they are numbers. */
const withTruth = (strapi: Core.Strapi, { uid, rows }: Parcel): Row[] => {
  const columns = columnsOfType(strapi, uid, 'boolean');
  const truth = (row: Row) =>
    columns.flatMap((name) => (row[name] === null ? [] : [[name, readBoolean(row[name])]]));
  return rows.map((row) => ({ ...row, ...Object.fromEntries(truth(row)) }));
};

/** The ids that the records of changes or credentials have here, by their document ids. */
const recordsHere = async (rows: Row[], documents: Documents): Promise<Map<unknown, number>> => {
  const here = new Map<unknown, number>();
  const ids = rows.flatMap(({ record_document: id }) => (id == null ? [] : [String(id)]));
  for (const type of RECORD_TYPES) {
    for (const [document, id] of await documents.idsOf(UIDS[type], ids)) here.set(document, id);
  }
  return here;
};

/** A credential that names the record by its id here; what another key has encrypted stays as it is. */
const pointCredential = (
  { decrypt, encrypt }: Secrets,
  payload: string,
  record: number | undefined
): string => {
  try {
    const credential = JSON.parse(decrypt(payload)) as Credential;
    return encrypt(JSON.stringify({ ...credential, record }));
  } catch {
    return payload;
  }
};

/**
 * A privacy request that is not done yet names records and runs by their ids here, and goes on here. What
 * another key has encrypted stays as it is.
 */
const pointRequest = async (
  { decrypt, encrypt }: Secrets,
  row: Row,
  { runs, documents }: { runs: RunIds; documents: Documents }
): Promise<Row> => {
  if (typeof row.target !== 'string') return row;
  const free = { ...row, owner: null, heartbeat_at_ms: null };
  try {
    const person = JSON.parse(decrypt(row.target)) as Person & Partial<Pick<Person, 'former'>>;
    const records = [];
    for (const record of person.records) {
      const ids = await documents.idsOf(UIDS[record.type], [record.documentId]);
      // Nothing has the id 0: it is gone already.
      records.push({ ...record, id: ids.get(record.documentId) ?? 0 });
    }
    const rows = Object.entries(person.rows).flatMap(([run, numbers]) => {
      const here = runs.get(Number(run));
      return here === undefined ? [] : [[here, numbers] as const];
    });
    // In the other database, records that are gone had these ids; here, others have them.
    const former = (person.former ?? []).map((record) => ({ ...record, id: 0 }));
    const target = { ...person, records, former, rows: Object.fromEntries(rows) };
    return { ...free, target: encrypt(JSON.stringify(target)) };
  } catch {
    return free;
  }
};

/** Stores parcels under ids that are free here, and lets them refer to each other by those. */
const createStore = (
  { strapi, secrets }: { strapi: Core.Strapi; secrets: Secrets },
  { runs, documents, transaction }: { runs: RunIds; documents: Documents; transaction: Transaction }
) => {
  /** By the ids that they had. */
  const blocks = new Map<unknown, number>();
  const uploads = new Map<unknown, number>();
  const referredTo = new Map([
    [PLAN_BLOCK_UID, blocks],
    [UPLOAD_UID, uploads],
  ]);

  const pointed = (uid: string, row: Row, record: number | undefined): Row => {
    switch (uid) {
      case CHANGE_UID:
        return { ...row, block: blocks.get(row.block) ?? null, record_id: record ?? null };
      case OWNER_UID:
        return { ...row, record_id: record };
      case CREDENTIAL_UID:
        return { ...row, payload: pointCredential(secrets, String(row.payload), record) };
      case UPLOAD_CHUNK_UID:
        return { ...row, upload_id: uploads.get(row.upload_id) };
      default:
        return row;
    }
  };

  return async (parcel: Parcel): Promise<void> => {
    const { uid } = parcel;
    const table = modelTable(strapi, uid);
    const ids = referredTo.get(uid);
    const records = await recordsHere(parcel.rows, documents);
    const entities: Row[] = [];
    for (const { id, record_document: document, ...row } of withTruth(strapi, parcel)) {
      const run = runs.get(Number(row.run_id));
      // Strapi was told to leave it behind.
      if (OF_RUNS.includes(uid) && run === undefined) continue;
      const record = records.get(document);
      if (uid === OWNER_UID && record === undefined) continue;
      const here = run === undefined ? row : { ...row, run_id: run };
      if (uid === FORGETTING_UID) {
        entities.push(await pointRequest(secrets, here, { runs, documents }));
      } else if (ids) ids.set(id, await insertEntity(strapi, table, here, transaction));
      else entities.push(pointed(uid, here, record));
    }
    await insertEntities(strapi, table, entities, transaction);
  };
};

/**
 * Plans that wait for approval name records by their ids in the other database: they can be looked at, not
 * written. So do images, which stay there: what has arrived cannot be undone.
 */
const bindToThere = async (
  strapi: Core.Strapi,
  runs: RunIds,
  transaction: Transaction
): Promise<void> => {
  const arrived = () =>
    from(strapi, modelTable(strapi, UIDS.run), transaction).whereIn('id', [...runs.values()]);
  await arrived().where('status', 'held').update({ plan_form: null });
  await arrived().update({ keeps_images: null });
};

/**
 * Stores what has arrived with Strapi's transfer, if something has, and removes the parcels.
 * Returns how many there were; null where there is nothing to do.
 */
export const unpack = async (
  needs: { strapi: Core.Strapi; secrets: Secrets },
  transaction: Transaction
): Promise<number | null> => {
  const { strapi } = needs;
  const parcels = createParcels(strapi, transaction);
  const manifest = await parcels.manifest();
  if (manifest === null) return null;
  const { token, count, runs: ofRuns } = manifest;
  const own: unknown = await from(strapi, modelTable(strapi, PACKING_UID), transaction)
    .where({ token })
    .first();
  if (own) return null;

  // Those of the records that were there before.
  await from(strapi, modelTable(strapi, OWNER_UID), transaction).delete();
  const documents = createDocuments(strapi, transaction);
  const rows: Row[] = [];
  for await (const parcel of parcels.between(token, 0, ofRuns)) rows.push(...parcel.rows);
  const runs = await orderRuns(strapi, rows, { documents, transaction });
  await pointRecordsToRuns(strapi, runs, transaction);
  await bindToThere(strapi, runs, transaction);
  const store = createStore(needs, { runs, documents, transaction });
  for await (const parcel of parcels.between(token, ofRuns, count)) await store(parcel);
  await parcels.remove();
  return count;
};
