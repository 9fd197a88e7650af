import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';

import { from, SLICE_SIZE } from '../database';
import { modelTable } from '../tables';
import { giveWay } from '../../utils/turns';
import { CHANGE_UID } from './models';

/** How many changes there are of which a condition in SQL holds. */
export const countOf = (
  strapi: Core.Strapi,
  condition: string,
  bindings: string[] = []
): Knex.Raw => strapi.db.connection.raw(`sum(case when ${condition} then 1 else 0 end)`, bindings);

/**
 * Sums over the changes of a run, by what some columns of theirs say. A database with one connection
 * would hold everybody up for a plan as a whole: it is looked at some thousand changes at a time.
 */
export const sumChanges = async <Column extends string, Sum extends string>(
  strapi: Core.Strapi,
  runId: number,
  columns: readonly Column[],
  sums: Readonly<Record<Sum, Knex.Raw>>
): Promise<(Record<Column, string> & Record<Sum, number>)[]> => {
  type Group = Record<Column, string> & Record<Sum, number>;
  const changes = () => from(strapi, modelTable(strapi, CHANGE_UID)).where('run_id', runId);
  const names = Object.keys(sums) as Sum[];
  const entity: { last: unknown } | undefined = await changes().max({ last: 'sequence' }).first();
  const last = Number(entity?.last ?? 0);
  const groups = new Map<string, Group>();
  for (let first = 1; first <= last; first += SLICE_SIZE) {
    const ofSlice: Record<string, unknown>[] = await changes()
      .whereBetween('sequence', [first, first + SLICE_SIZE - 1])
      .groupBy(columns)
      .select(columns)
      .select(sums);
    for (const found of ofSlice) {
      const key = columns.map((column) => String(found[column])).join(' ');
      const group = groups.get(key);
      const added = names.map((name) => [name, Number(found[name]) + (group?.[name] ?? 0)]);
      groups.set(key, { ...found, ...Object.fromEntries(added) } as Group);
    }
    await giveWay();
  }
  return [...groups.values()];
};
