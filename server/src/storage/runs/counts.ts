import type { Core } from '@strapi/strapi';

import type { RunCounts } from '../../../../shared/contracts/runs';
import { RECORD_TYPES } from '../../../../shared/records';
import { CHANGE_UID } from './models';
import { from } from '../database';
import { modelTable } from '../tables';

const ACTIONS = ['create', 'update', 'remove'] as const;

/** The rows that did not fail in the plan, and of which something could not be written. */
const rowsFailedLater = async (strapi: Core.Strapi, runId: number): Promise<number> => {
  const failed = () =>
    from(strapi, modelTable(strapi, CHANGE_UID))
      .where({ run_id: runId, action: 'error' })
      .whereNotNull('row_number');
  const row: { count: unknown } | undefined = await failed()
    .whereNot('planned', 'error')
    .whereNotIn('row_number', failed().where('planned', 'error').select('row_number'))
    .countDistinct({ count: 'row_number' })
    .first();
  return Number(row?.count ?? 0);
};

/**
 * What a run has written, whether to the end of its plan or not, and what it could not write.
 * @param planned the counts of its whole plan
 */
export const countWritten = async (
  strapi: Core.Strapi,
  runId: number,
  planned: RunCounts
): Promise<RunCounts> => {
  const count = (where: object): Promise<number> =>
    strapi.db.query(CHANGE_UID).count({ where: { runId, ...where } });
  const counts = structuredClone(planned);
  counts.rows.failed += await rowsFailedLater(strapi, runId);
  for (const type of RECORD_TYPES) {
    counts[type].error = await count({ type, action: 'error' });
    for (const action of ACTIONS) {
      counts[type][action] = await count({ type, action, applied: true });
    }
  }
  return counts;
};
