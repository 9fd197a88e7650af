import type { Core } from '@strapi/strapi';

import { nameAttributes, nameTermsOf } from '../../lookup/names';
import { numberAttributes, numbersOf, type NumberedType } from '../../lookup/numbers';
import type { RecordType } from '../../../../shared/records';
import { chunked } from '../../utils/collections';
import { readBoolean, readCell, readEnabled } from '../cells';
import { from, insertEntities, type Transaction } from '../database';
import { modelTable, recordTables, type RecordTable } from '../tables';
import { EVERYBODY, NAME_UID, nameIds, NOBODY, NUMBER_UID, recordOfName } from './models';
import type { NumberingPlans, PlansStore } from './plans';

interface IndexNeeds {
  strapi: Core.Strapi;
  plans: PlansStore;
}

/** A user or an entry with what it is found by. */
type Found = Record<string, unknown> & { id: number };

export const isNumbered = (type: RecordType): type is NumberedType => type !== 'phone';

/** What besides names and numbers says how a record is found. */
const OTHERS: Readonly<Record<NumberedType, string[]>> = {
  user: ['enabled'],
  phonebookEntry: ['private', 'user'],
};

const attributesOf = (type: NumberedType): string[] => [
  ...new Set([...numberAttributes(type), ...nameAttributes(type)]),
];

/** The attributes of which any change has to be noted. */
const NOTED: Readonly<Record<NumberedType, ReadonlySet<string>>> = {
  user: new Set([...attributesOf('user'), ...OTHERS.user]),
  phonebookEntry: new Set([...attributesOf('phonebookEntry'), ...OTHERS.phonebookEntry]),
};

const columnsOf = (table: RecordTable, type: NumberedType): Record<string, string> => {
  const names = [...attributesOf(type), ...OTHERS[type].filter((name) => name !== 'user')];
  const columns = [...names, 'connectorProfile'].map((name) => [
    name,
    `${table.table}.${table.column(name)}`,
  ]);
  return { id: `${table.table}.id`, ...Object.fromEntries(columns) };
};

/** Nobody looks any more for the name of a user who is switched off; a number may still have been theirs. */
const isOff = (type: NumberedType, { enabled }: Found): boolean =>
  type === 'user' && !readEnabled(enabled);

/** The ids that the words of a record's name may have: a database finds them one by one faster than a range each. */
const nameIdsOf = (type: NumberedType, record: number): number[] => {
  const { from: first, below } = nameIds(type, record);
  return Array.from({ length: below - first }, (_, place) => first + place);
};

/** Who finds a record. */
const ownerOf = (type: NumberedType, record: Found): number => {
  if (type === 'user' || !readBoolean(record.private)) return EVERYBODY;
  return record.userId === null ? NOBODY : Number(record.userId);
};

/**
 * Keeps the tables by which people are found by number and by name true to the records: to be called in the
 * transaction that writes them.
 */
export const createRecordIndex = ({ strapi, plans }: IndexNeeds) => {
  const tableOf = (uid: string) => modelTable(strapi, uid);

  const read = async (
    type: NumberedType,
    ids: readonly number[],
    transaction: Transaction
  ): Promise<Found[]> => {
    const table = recordTables(strapi)[type];
    const query = from(strapi, table.table, transaction)
      .select(columnsOf(table, type))
      .whereIn(`${table.table}.id`, ids);
    const { link } = table;
    if (link) {
      query
        .select({ userId: `${link.table}.${link.user}` })
        .leftJoin(link.table, `${link.table}.${link.child}`, `${table.table}.id`);
    }
    return query;
  };

  const drop = async (
    type: NumberedType,
    ids: readonly number[],
    transaction: Transaction
  ): Promise<void> => {
    await from(strapi, tableOf(NUMBER_UID), transaction)
      .whereIn('record_id', ids)
      .where('record_type', type)
      .delete();
    const names = ids.flatMap((id) => nameIdsOf(type, id));
    for (const chunk of chunked(names)) {
      await from(strapi, tableOf(NAME_UID), transaction).whereIn('id', chunk).delete();
    }
  };

  const insert = async (
    type: NumberedType,
    records: Found[],
    current: NumberingPlans,
    transaction: Transaction
  ): Promise<void> => {
    const numbers = records.flatMap((record) => {
      const plan = current.of((record.connectorProfile ?? null) as string | null);
      return numbersOf(type, withLists(record), plan).map((number) => ({
        record_type: type,
        record_id: Number(record.id),
        owner_id: ownerOf(type, record),
        ...number,
      }));
    });
    const names = records.flatMap((record) =>
      isOff(type, record)
        ? []
        : nameTermsOf(type, record).map((term, place) => ({
            id: nameIds(type, Number(record.id)).from + place,
            owner_id: ownerOf(type, record),
            ...term,
          }))
    );
    await insertEntities(strapi, tableOf(NUMBER_UID), numbers, transaction);
    await insertEntities(strapi, tableOf(NAME_UID), names, transaction);
  };

  /** What was for the eyes of these users only is for nobody's. */
  const hide = async (users: readonly number[], transaction: Transaction): Promise<void> => {
    const found: { id: number }[] = await from(strapi, tableOf(NAME_UID), transaction)
      .select('id')
      .whereIn('owner_id', users);
    const records = new Set(found.map(({ id }) => recordOfName(Number(id)).id));
    for (const chunk of chunked(records)) {
      await from(strapi, tableOf(NUMBER_UID), transaction)
        .whereIn('record_id', chunk)
        .whereIn('owner_id', users)
        .update({ owner_id: NOBODY });
    }
    await from(strapi, tableOf(NAME_UID), transaction)
      .whereIn('owner_id', users)
      .update({ owner_id: NOBODY });
  };

  return {
    /** Whether it matters to numbers which profile owns their record. */
    dependsOnOwner: async (): Promise<boolean> => (await plans.current()).differ,

    /** Whether a change of these attributes has to be noted. */
    isNoted: (type: RecordType, attributes: Iterable<string>): boolean =>
      isNumbered(type) && [...attributes].some((name) => NOTED[type].has(name)),

    /**
     * Notes what new records are found by, or what has become of others. Of new ones there may be something, too:
     * of records that were deleted by SQL, whose ids are given again.
     */
    async renew(type: RecordType, ids: readonly number[], transaction: Transaction): Promise<void> {
      if (!isNumbered(type)) return;
      const current = await plans.current();
      for (const chunk of chunked(ids)) {
        const records = await read(type, chunk, transaction);
        await drop(type, chunk, transaction);
        await insert(type, records, current, transaction);
      }
    },

    /** Notes that records are gone. */
    async remove(
      type: RecordType,
      ids: readonly number[],
      transaction: Transaction
    ): Promise<void> {
      if (!isNumbered(type)) return;
      for (const chunk of chunked(ids)) {
        await drop(type, chunk, transaction);
        if (type === 'user') await hide(chunk, transaction);
      }
    },
  };
};

/** JSON is text in some databases. */
const withLists = (record: Found): Found => ({
  ...record,
  ...('mobileNumbers' in record && { mobileNumbers: readCell('list', record.mobileNumbers) }),
});

export type RecordIndex = ReturnType<typeof createRecordIndex>;
