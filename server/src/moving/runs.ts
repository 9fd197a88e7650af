import type { Core } from '@strapi/strapi';

import { RECORD_TYPES } from '../../../shared/records';
import { UIDS } from '../constants';
import { from, type Transaction } from '../storage/database';
import { modelTable, recordTables } from '../storage/tables';
import type { Documents } from './documents';
import type { Row } from './parcels';

/** The id of a run by the one that it had in the database it comes from. */
export type RunIds = ReadonlyMap<number, number>;

interface Place {
  strapi: Core.Strapi;
  table: string;
  column: string;
  transaction: Transaction;
}

/** Changes numbers in a column to others, which may be there until they are changed themselves. */
const renumber = async (
  { strapi, table, column, transaction }: Place,
  numbers: Iterable<readonly [former: number, now: number]>
): Promise<void> => {
  const rows = () => from(strapi, table, transaction);
  for (const [former, now] of numbers) {
    if (former !== now)
      await rows()
        .where(column, former)
        .update({ [column]: -now });
  }
  const positive = strapi.db.connection.raw('-??', [column]);
  await rows()
    .where(column, '<', 0)
    .update({ [column]: positive });
};

/**
 * Brings the runs that have arrived into the order in which they were: the transfer reads them as they
 * lie in the database, and by their ids they are told to be earlier or later.
 */
export const orderRuns = async (
  strapi: Core.Strapi,
  rows: Row[],
  { documents, transaction }: { documents: Documents; transaction: Transaction }
): Promise<RunIds> => {
  const current = await documents.idsOf(
    UIDS.run,
    rows.map(({ document_id }) => String(document_id))
  );
  const arrived = rows.flatMap(({ id, document_id }) => {
    const now = current.get(String(document_id));
    return now === undefined ? [] : [{ former: Number(id), now }];
  });
  arrived.sort((one, other) => one.former - other.former);
  const ids = arrived.map(({ now }) => now).toSorted((one, other) => one - other);
  const table = modelTable(strapi, UIDS.run);
  await renumber(
    { strapi, table, column: 'id', transaction },
    arrived.map(({ now }, place) => [now, ids[place] ?? now])
  );
  return new Map(arrived.map(({ former, now }, place) => [former, ids[place] ?? now]));
};

/** Which run a record was written by is told by the id that the run has now, or not at all. */
export const pointRecordsToRuns = async (
  strapi: Core.Strapi,
  runs: RunIds,
  transaction: Transaction
): Promise<void> => {
  const tables = recordTables(strapi);
  for (const type of RECORD_TYPES) {
    const { table } = tables[type];
    const column = tables[type].column('connectorRun');
    const rows = () => from(strapi, table, transaction);
    const noted: Row[] = await rows().distinct(column).whereNotNull(column);
    const formers = noted.map((row) => Number(row[column]));
    const gone = formers.filter((former) => !runs.has(former));
    for (const former of gone)
      await rows()
        .where(column, former)
        .update({ [column]: null });
    await renumber(
      { strapi, table, column, transaction },
      formers.flatMap((former) => {
        const now = runs.get(former);
        return now === undefined ? [] : [[former, now] as const];
      })
    );
  }
};
