import type { Core } from '@strapi/strapi';

import type { RunCounts } from '../../../shared/contracts/runs';
import { RECORD_TYPES } from '../../../shared/records';
import { CHANGE_UID } from '../models/plans';

const ACTIONS = ['create', 'update', 'remove'] as const;

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
  for (const type of RECORD_TYPES) {
    counts[type].error = await count({ type, action: 'error' });
    for (const action of ACTIONS) {
      counts[type][action] = await count({ type, action, applied: true });
    }
  }
  return counts;
};
