import type { Core } from '@strapi/strapi';

import type { Issue } from '../../../../shared/contracts/issues';
import { ISSUE_UID } from './models';
import { IssueBounds } from '../../plan/issues';
import { from, inTransaction, insertEntities, onceCommitted, type Transaction } from '../database';
import { storable } from '../cells';
import { modelTable } from '../tables';

/** Whom rows are about, by keyed fingerprints. */
export type AboutRows = ReadonlyMap<number, string>;

export interface IssueStore {
  append(issues: Issue[], transaction?: Transaction): Promise<void>;
  /** The same for issues of rows of which it is known whom they are about. */
  appendOf(rows: AboutRows, issues: Issue[]): Promise<void>;
  /** Puts others in the place of all issues that name a row. */
  replaceThoseOfRows(issues: Issue[]): Promise<void>;
  /** Says how many issues were left out, of kinds that have too many. */
  end(): Promise<void>;
}

/**
 * Keeps the issues of one run in the database, in the order in which they come.
 * @param runId the id of the run's entity
 */
export const createIssueStore = ({
  strapi,
  runId,
}: {
  strapi: Core.Strapi;
  runId: number;
}): IssueStore => {
  const table = modelTable(strapi, ISSUE_UID);
  let bounds = new IssueBounds();
  /** Those with the issues of a transaction that is still open. */
  const drafts = new WeakMap<Transaction, IssueBounds>();
  const toEntity = (issue: Issue, about: AboutRows = new Map()) => {
    const { row, column, value, code, severity, params } = storable(issue);
    return {
      run_id: runId,
      row_number: row,
      column_name: column,
      value,
      code,
      severity,
      params: JSON.stringify(params),
      about: (row === null ? undefined : about.get(row)) ?? null,
    };
  };

  type Entity = ReturnType<typeof toEntity>;

  /** Whether these are the last ones of the run already: nobody else adds any. */
  const areThere = async (entities: Entity[], transaction: Transaction): Promise<boolean> => {
    const last: Entity[] = await from(strapi, table, transaction)
      .select('row_number', 'column_name', 'value', 'code')
      .where('run_id', runId)
      .orderBy('id', 'desc')
      .limit(entities.length);
    const told = (list: Entity[]): string =>
      JSON.stringify(list.map((one) => [one.row_number, one.column_name, one.value, one.code]));
    return told(last.toReversed()) === told(entities);
  };

  const insert = (entities: Entity[]): Promise<void> =>
    inTransaction(strapi, async (own, isUnsure) => {
      if (isUnsure && (await areThere(entities, own))) return;
      await insertEntities(strapi, table, entities, own);
    });

  return {
    async append(issues, transaction) {
      const next = (transaction && drafts.get(transaction)) ?? bounds.copy();
      const entities = next.take(issues).map((issue) => toEntity(issue));
      if (!transaction) {
        if (entities.length > 0) await insert(entities);
        bounds = next;
        return;
      }
      drafts.set(transaction, next);
      onceCommitted(transaction, () => {
        bounds = next;
      });
      await insertEntities(strapi, table, entities, transaction);
    },

    async appendOf(rows, issues) {
      const next = bounds.copy();
      const entities = next.take(issues).map((issue) => toEntity(issue, rows));
      if (entities.length > 0) await insert(entities);
      bounds = next;
    },

    async end() {
      const rest = bounds.rest().map((issue) => toEntity(issue));
      bounds = new IssueBounds();
      if (rest.length > 0) await insert(rest);
    },

    async replaceThoseOfRows(issues) {
      bounds = new IssueBounds();
      await inTransaction(strapi, async (own) => {
        await from(strapi, table, own).where({ run_id: runId }).whereNotNull('row_number').delete();
        await insertEntities(
          strapi,
          table,
          issues.map((issue) => toEntity(issue)),
          own
        );
      });
    },
  };
};
