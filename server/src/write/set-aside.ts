import type { Core } from '@strapi/strapi';

import { Ambiguous, type Sharing } from '../plan/ambiguous';
import { groupBy } from '../plan/lists';
import type { Change } from '../plan/types';
import { uniqueValues } from '../plan/uniqueness';
import { inTransaction } from './database';
import { ambiguous } from './failures';
import { createIssueStore } from './issue-store';
import { holdersOf } from './keep';
import { createPlanStore } from './plan-store';
import { createRecordReader } from './record-reader';
import { recordTables } from './tables';

/** A change, and who share a value that it is about. */
interface Locked {
  change: Change;
  sharing: Sharing;
}

/** Those of some changes of a type that are about a record which must be left alone. */
const lockedOf = async (
  strapi: Core.Strapi,
  changes: Change[],
  shared: Ambiguous
): Promise<Locked[]> => {
  const [{ type } = { type: 'user' as const }] = changes;
  const holders = await holdersOf(strapi, recordTables(strapi)[type], changes);
  return changes.flatMap((change): Locked[] => {
    const { target, user, attributes } = change;
    const userId = user && 'id' in user ? user.id : null;
    const sharing =
      (target && shared.lockOf(type, { id: target.id, userId: holders.get(target.id) ?? null })) ??
      (userId === null ? null : shared.lockOf('user', { id: userId, userId: null })) ??
      uniqueValues(type, attributes).map(([name, value]) => shared.sharing(type, name, value))[0];
    return sharing ? [{ change, sharing }] : [];
  });
};

/**
 * Takes out of a stored plan what is about records that share a value by now: it was made before
 * they did. An exchange goes as a whole. What becomes an `error` so has its issue, and is wanted by
 * its row as that of any other change that cannot be written.
 */
export const setAsideAmbiguous = async (strapi: Core.Strapi, runId: number): Promise<void> => {
  const plan = createPlanStore({ strapi, runId });
  const issues = createIssueStore({ strapi, runId });
  const shared = await Ambiguous.read(createRecordReader({ strapi }));

  const setAside = (locked: Locked[]): Promise<void> =>
    inTransaction(strapi, async (transaction) => {
      const sequences = locked.map(({ change }) => change.sequence);
      await plan.markFailed(sequences, transaction);
      await issues.append(
        locked.map(({ change, sharing }) => ambiguous(change, sharing)),
        transaction
      );
    });

  const exchanges: Locked[] = [];
  for (let after = 0; ;) {
    const changes = await plan.open(after);
    const last = changes.at(-1);
    if (!last) break;
    after = last.sequence;
    for (const ofType of groupBy(changes, ({ type }) => type).values()) {
      const locked = await lockedOf(strapi, ofType, shared);
      if (locked.length > 0) await setAside(locked);
      exchanges.push(...locked.filter(({ change }) => change.exchange !== undefined));
    }
  }
  for (const { change, sharing } of exchanges) {
    const [group = []] = await plan.exchanges(change.type, Number(change.exchange) - 1);
    const others = group.filter(({ exchange }) => exchange === change.exchange);
    if (others.length > 0) await setAside(others.map((other) => ({ change: other, sharing })));
  }
  await issues.end();
};
