import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';

import type { ChangeView, RunCounts } from '../../../../shared/contracts/runs';
import { RECORD_TYPES } from '../../../../shared/records';
import { from } from '../database';
import { modelTable } from '../tables';
import { CHANGE_UID } from './models';
import { countOf, sumChanges } from './sum-changes';

const ACTIONS = ['create', 'update', 'remove'] as const satisfies readonly ChangeView['action'][];

/** The rows that did not fail in the plan, and of which something could not be written. */
const rowsFailedLater = async (strapi: Core.Strapi, runId: number): Promise<number> => {
  const failed = () =>
    from(strapi, modelTable(strapi, CHANGE_UID))
      // By all types: without one the index on actions would not be used.
      .where({ run_id: runId, action: 'error' })
      .whereIn('type', RECORD_TYPES)
      .whereNotNull('row_number');
  const entity: { count: unknown } | undefined = await failed()
    .whereNot('planned', 'error')
    .whereNotIn('row_number', failed().where('planned', 'error').select('row_number'))
    .countDistinct({ count: 'row_number' })
    .first();
  return Number(entity?.count ?? 0);
};

/** What a plan up to form 2, which has no mark for it, says where it switches a user off. */
const DISABLING = [true, null].map(
  (before) => `%"enabled":${JSON.stringify({ before, after: false })}%`
);

const disabledUsers = (strapi: Core.Strapi): Knex.Raw => {
  const written = "type = 'user' and action = 'update' and applied";
  // Not Knex's own `like`, which asks MariaDB to compare in a character set that the column has not.
  const says = DISABLING.map(() => 'difference like ?').join(' or ');
  return countOf(strapi, `${written} and (disables or ${says})`, DISABLING);
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
  const groups = await sumChanges(strapi, runId, ['type', 'action'], {
    all: countOf(strapi, 'true'),
    written: countOf(strapi, 'applied'),
    // Plans of earlier versions do not say how many; of none, none can have been written.
    disabled: planned.disabled === 0 ? countOf(strapi, 'false') : disabledUsers(strapi),
  });
  const counts = structuredClone(planned);
  for (const type of RECORD_TYPES) {
    const of = (action: ChangeView['action']) =>
      groups.find((group) => group.type === type && group.action === action);
    counts[type].error = of('error')?.all ?? 0;
    for (const action of ACTIONS) counts[type][action] = of(action)?.written ?? 0;
  }
  if (planned.disabled !== 0)
    counts.disabled = groups.reduce((all, { disabled }) => all + disabled, 0);
  counts.rows.failed += await rowsFailedLater(strapi, runId);
  return counts;
};
