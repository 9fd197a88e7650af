import type { Core } from '@strapi/strapi';

import type { Transaction } from '../storage/database';
import { chunked, groupBy } from '../utils/collections';

interface MovedTime {
  table: string;
  from: string;
  to: string;
}

/** Times that version 0.1.0 kept as dates, and the columns of milliseconds that have taken their place. */
const MOVED: MovedTime[] = [
  { table: 'directory_connector_runs', from: 'started_at', to: 'started_at_ms' },
  { table: 'directory_connector_runs', from: 'finished_at', to: 'finished_at_ms' },
  { table: 'directory_connector_runs', from: 'heartbeat_at', to: 'heartbeat_at_ms' },
  { table: 'directory_connector_uploads', from: 'created_at', to: 'created_at_ms' },
  {
    table: 'directory_users',
    from: 'connector_missing_since',
    to: 'connector_missing_since_ms',
  },
];

interface Dated {
  id: number;
  time: string | number | Date;
}

/** Copies the values of one column; those that are copied already are left out. */
const copy = async (
  strapi: Core.Strapi,
  transaction: Transaction,
  { table, from, to }: MovedTime
): Promise<void> => {
  const query = () => strapi.db.getConnection(table).transacting(transaction);
  const entities: Dated[] = await query()
    .select('id', `${from} as time`)
    .whereNotNull(from)
    .whereNull(to);
  // What one run has done has one time.
  for (const [time, dated] of groupBy(entities, (entity) => new Date(entity.time).getTime())) {
    for (const chunk of chunked(dated.map(({ id }) => id))) {
      await query()
        .whereIn('id', chunk)
        .update({ [to]: time });
    }
  }
};

/**
 * Moves the times of a database of version 0.1.0 into columns of numbers. Strapi runs it once, before
 * it drops the columns that the schema no longer has; a new database has nothing to be moved.
 */
export const timesMigration = (strapi: Core.Strapi) => ({
  name: 'directory-connector::times-as-numbers',

  async up(transaction: Transaction): Promise<void> {
    const schema = () => strapi.db.getSchemaConnection(transaction);
    for (const moved of MOVED) {
      const { table, from, to } = moved;
      if (!(await schema().hasTable(table)) || !(await schema().hasColumn(table, from))) continue;
      if (!(await schema().hasColumn(table, to))) {
        await schema().alterTable(table, (columns) => columns.double(to));
      }
      await copy(strapi, transaction, moved);
    }
  },

  async down(): Promise<void> {
    throw new Error('Version 0.1.0 cannot read the database of a newer one.');
  },
});
