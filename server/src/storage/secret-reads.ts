import type { Core } from '@strapi/strapi';

import type { SecretRead } from '../../../shared/contracts/secret-reads';
import type { RecordType } from '../../../shared/records';
import { UIDS } from '../constants';
import { storable } from './cells';
import { databaseNow, isoTime } from './clock';
import { patientRepository } from './patience';
import { type Page, type Paged, paginationOf } from './runs/pages';

export const SECRET_READ_UID = 'plugin::directory-connector.secret-read';
const TABLE = 'directory_connector_secret_reads';

/** More than these are not kept, however young they are. */
const MOST = 100_000;

/** Who has read which record's secrets back. */
export const secretReadModel = {
  uid: SECRET_READ_UID,
  singularName: 'secret-read',
  tableName: TABLE,
  attributes: {
    id: { type: 'increments' },
    /** Milliseconds by the database's clock. */
    atMs: { type: 'float', column: { notNullable: true } },
    /** The API token, or the user of the app. */
    by: { type: 'string', column: { notNullable: true } },
    type: { type: 'string', column: { notNullable: true } },
    /** The documentId. */
    record: { type: 'string', column: { notNullable: true } },
    /** What people called the record. */
    label: { type: 'string' },
    /** The address that the request came from. */
    address: { type: 'string' },
  },
  indexes: [{ name: `${TABLE}_at_index`, columns: ['at_ms'] }],
};

interface ReadEntity extends Omit<SecretRead, 'at'> {
  id: number;
  atMs: number;
}

/** What a record is called, by the attributes that tell that best. */
const NAMES: Record<RecordType, readonly string[]> = {
  user: ['username', 'displayName'],
  phonebookEntry: ['displayName'],
  phone: ['name', 'mac'],
};

/** The account of who has read secrets back, which no request can do without. */
export const createSecretReads = (strapi: Core.Strapi) => {
  const query = () => patientRepository(strapi, SECRET_READ_UID);

  const labelOf = async (type: RecordType, documentId: string): Promise<string | null> => {
    const found: Record<string, unknown> | null = await strapi.db
      .query(UIDS[type])
      .findOne({ where: { documentId }, select: [...NAMES[type]] });
    const [label = null] = NAMES[type].flatMap((name) => found?.[name] ?? []);
    return label === null ? null : String(label).slice(0, 255);
  };

  return {
    /** Notes that somebody is given a record's secrets; to be used before they are. */
    async note({ type, record, ...who }: Pick<SecretRead, 'type' | 'record' | 'by' | 'address'>) {
      const label = await labelOf(type, record);
      const atMs = await databaseNow(strapi);
      await query().create({ data: storable({ ...who, type, record, label, atMs }) });
    },

    /** The latest first. */
    async find({ page, pageSize }: Page): Promise<Paged<SecretRead>> {
      const [found, total]: [ReadEntity[], number] = await query().findWithCount({
        orderBy: { id: 'desc' },
        offset: (page - 1) * pageSize,
        limit: pageSize,
      });
      const results = found.map(({ atMs, by, type, record, label, address }): SecretRead => ({
        at: isoTime(atMs),
        by,
        type,
        record,
        label,
        address,
      }));
      return { results, pagination: paginationOf({ page, pageSize }, total) };
    },

    /** Forgets what is from before a time, and what is too much. */
    async forget(before: number): Promise<void> {
      await query().deleteMany({ where: { atMs: { $lt: before } } });
      const [oldest]: { id: number }[] = await query().findMany({
        orderBy: { id: 'desc' },
        offset: MOST,
        limit: 1,
        select: ['id'],
      });
      if (oldest) await query().deleteMany({ where: { id: { $lte: oldest.id } } });
    },
  };
};
