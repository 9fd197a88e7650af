import { randomUUID } from 'node:crypto';
import type { Core } from '@strapi/strapi';

import { RECORD_TYPES, type RecordType } from '../../../shared/records';
import { UIDS } from '../constants';
import type { Secrets } from '../secrets';
import { from, inBatches, sizeOfColumns, type Transaction } from '../storage/database';
import { OWNER_UID } from '../storage/owners/model';
import type { Credential } from '../storage/runs/credentials';
import { CHANGE_UID, CREDENTIAL_UID, ISSUE_UID, PLAN_BLOCK_UID } from '../storage/runs/models';
import { columnsOfType, modelTable } from '../storage/tables';
import { FORGETTING_UID, TOMBSTONE_UID } from '../storage/forgetting/models';
import { LINE_FIXES_UID, UPLOAD_CHUNK_UID, UPLOAD_UID } from '../uploads/model';
import { createDocuments, type Documents } from './documents';
import { PACKING_UID } from './model';
import { createParcels, type Row } from './parcels';

/** What Strapi's transfer leaves behind, and before it the runs, whose ids are in it. What is referred to comes first. */
const PACKED = [
  UIDS.run,
  ...[PLAN_BLOCK_UID, CHANGE_UID, ISSUE_UID, CREDENTIAL_UID],
  ...[UPLOAD_UID, UPLOAD_CHUNK_UID, LINE_FIXES_UID],
  ...[TOMBSTONE_UID, FORGETTING_UID, OWNER_UID],
];

/** Which record a row is about: its type and its id here. */
type About = (row: Row) => { type: RecordType; id: number } | null;

const ofChange: About = ({ type, record_id }) =>
  record_id === null ? null : { type: type as RecordType, id: Number(record_id) };

const ofOwner: About = ({ record_type: type, record_id }) => ({
  type: type as RecordType,
  id: Number(record_id),
});

const ofCredential =
  ({ decrypt }: Secrets): About =>
  ({ payload }) => {
    const { type, record } = JSON.parse(decrypt(String(payload))) as Credential;
    return record === undefined ? null : { type, id: record };
  };

/** Rows with the document ids of the records that they are about. */
const withDocuments = async (rows: Row[], about: About, documents: Documents): Promise<Row[]> => {
  const records = rows.map(about);
  const known = new Map<RecordType, Map<number, string>>();
  for (const type of RECORD_TYPES) {
    const ids = records.flatMap((record) => (record?.type === type ? [record.id] : []));
    known.set(type, await documents.documentsOf(UIDS[type], ids));
  }
  return rows.map((row, place) => {
    const record = records[place];
    return { ...row, record_document: (record && known.get(record.type)?.get(record.id)) ?? null };
  });
};

/** All rows of a table, as many at a time as fit into one parcel. */
const rowsOf = (strapi: Core.Strapi, uid: string, transaction: Transaction) => {
  const table = () => from(strapi, modelTable(strapi, uid), transaction);
  if (uid === UIDS.run)
    return inBatches<Row>(() => table().select('id', 'document_id'), 'id', 'id');
  return inBatches<Row>(() => table().select('*'), 'id', 'id', {
    sizes: sizeOfColumns(strapi, columnsOfType(strapi, uid, 'text')),
  });
};

/**
 * Packs what Strapi's transfer does not take along by itself: plans, issues, generated secrets that
 * nobody has fetched, delivered files, privacy requests, and who owns records together. What was packed before goes.
 */
export const pack = async (
  { strapi, secrets }: { strapi: Core.Strapi; secrets: Secrets },
  transaction: Transaction
): Promise<void> => {
  const parcels = createParcels(strapi, transaction);
  const documents = createDocuments(strapi, transaction);
  const abouts = new Map<string, About>([
    [CHANGE_UID, ofChange],
    [CREDENTIAL_UID, ofCredential(secrets)],
    [OWNER_UID, ofOwner],
  ]);
  const token = randomUUID();
  const packings = () => from(strapi, modelTable(strapi, PACKING_UID), transaction);
  await parcels.remove();
  await packings().delete();
  await packings().insert({ token });
  let count = 0;
  let runs = 0;
  for (const uid of PACKED) {
    const about = abouts.get(uid);
    for await (const rows of rowsOf(strapi, uid, transaction)) {
      const told = about ? await withDocuments(rows, about, documents) : rows;
      await parcels.put(token, count, { uid, rows: told });
      count += 1;
      if (uid === UIDS.run) runs = count;
    }
  }
  await parcels.seal({ token, count, runs });
};

/** Removes what was packed here and has been carried away. */
export const unload = async (strapi: Core.Strapi, transaction: Transaction): Promise<void> => {
  await createParcels(strapi, transaction).remove();
  await from(strapi, modelTable(strapi, PACKING_UID), transaction).delete();
};
