import type { Core } from '@strapi/strapi';

import type { Issue } from '../../../../shared/contracts/issues';
import { ISSUE_UID } from './models';
import { IssueBounds } from '../../plan/issues';
import { from, inTransaction, insertEntities, type Transaction } from '../database';
import { storable } from '../cells';
import { modelTable } from '../tables';

export interface IssueStore {
  append(issues: Issue[], transaction?: Transaction): Promise<void>;
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
  const toEntity = (issue: Issue) => {
    const { row, column, value, code, severity, params } = storable(issue);
    return {
      run_id: runId,
      row_number: row,
      column_name: column,
      value,
      code,
      severity,
      params: JSON.stringify(params),
    };
  };

  return {
    async append(issues, transaction) {
      const entities = bounds.take(issues).map(toEntity);
      if (transaction) await insertEntities(strapi, table, entities, transaction);
      else await inTransaction(strapi, (own) => insertEntities(strapi, table, entities, own));
    },

    async end() {
      const rest = bounds.rest().map(toEntity);
      bounds = new IssueBounds();
      if (rest.length === 0) return;
      await inTransaction(strapi, (own) => insertEntities(strapi, table, rest, own));
    },

    async replaceThoseOfRows(issues) {
      bounds = new IssueBounds();
      await inTransaction(strapi, async (own) => {
        await from(strapi, table, own).where({ run_id: runId }).whereNotNull('row_number').delete();
        await insertEntities(strapi, table, issues.map(toEntity), own);
      });
    },
  };
};
