import type { Core } from '@strapi/strapi';

import type { Issue } from '../../../../shared/contracts/issues';
import { effective } from '../../plan/compare';
import { isAdministrator } from '../../plan/leaving/missing';
import type { Change, StoredRecord } from '../../plan/types';
import { Ambiguous, type SharedValue, uniqueValues } from '../../plan/uniqueness';
import type { Secrets } from '../../secrets';
import { chunked, groupBy } from '../../utils/collections';
import { from } from '../database';
import { doOnce, sequencesOf, targetsOf } from './context';
import { administratorIdentities, createRecordReader } from '../records/reader';
import { createIssueStore } from '../runs/issue-store';
import { createPlanStore, type StoredPlan } from '../runs/plan-store';
import { holdersOf, recordTables } from '../tables';
import { ambiguous, becameAdministrator, wasEnabled, wasSynced } from './failures';

/** A change that is not to be written any more, and why. */
interface Found<Reason> {
  change: Change;
  reason: Reason;
}

interface WithdrawNeeds {
  strapi: Core.Strapi;
  secrets: Secrets;
}

interface Withdrawal<Reason> extends WithdrawNeeds {
  runId: number;
  /** The changes to look at, of one type at a time. */
  changes(plan: StoredPlan): AsyncIterable<Change[]>;
  find(changes: Change[]): Promise<Found<Reason>[]>;
  issueOf(change: Change, reason: Reason): Issue;
}

/**
 * Takes changes out of a stored plan that was made before something happened. An exchange goes as a
 * whole. What becomes an `error` so has its issue, and is wanted by its row as that of any other
 * change that cannot be written.
 */
const withdraw = async <Reason>(sifting: Withdrawal<Reason>): Promise<void> => {
  const { strapi, secrets, runId, find, issueOf } = sifting;
  const plan = createPlanStore({ strapi, secrets, runId });
  const issues = createIssueStore({ strapi, runId });

  const fail = (found: Found<Reason>[]): Promise<void> => {
    const changes = found.map(({ change }) => change);
    return doOnce({ strapi, plan }, changes, async (transaction) => {
      await plan.markFailed(sequencesOf(changes), transaction);
      await issues.append(
        found.map(({ change, reason }) => issueOf(change, reason)),
        transaction
      );
    });
  };

  const exchanges: Found<Reason>[] = [];
  for await (const changes of sifting.changes(plan)) {
    const found = await find(changes);
    if (found.length > 0) await fail(found);
    exchanges.push(...found.filter(({ change }) => change.exchange !== undefined));
  }
  for (const { change, reason } of exchanges) {
    const others = await plan.exchange(Number(change.exchange));
    if (others.length > 0) await fail(others.map((other) => ({ change: other, reason })));
  }
  await issues.end();
};

/** All that a plan has still to write, of one type at a time. */
async function* openChanges(plan: StoredPlan): AsyncGenerator<Change[]> {
  for await (const changes of plan.open()) {
    yield* groupBy(changes, ({ type }) => type).values();
  }
}

/** The users whom a plan has still to remove. */
async function* removedUsers(plan: StoredPlan): AsyncGenerator<Change[]> {
  yield* plan.pending({ type: 'user', step: 'write', action: 'remove' });
  for await (const groups of plan.exchanges('user')) {
    yield groups.flat().filter(({ type, action }) => type === 'user' && action === 'remove');
  }
}

/** Those of some changes of a type that are about a record which must be left alone. */
const lockedOf = async (
  strapi: Core.Strapi,
  changes: Change[],
  shared: Ambiguous
): Promise<Found<SharedValue>[]> => {
  const [{ type } = { type: 'user' as const }] = changes;
  const holders = await holdersOf(strapi, recordTables(strapi)[type], targetsOf(changes));
  return changes.flatMap((change): Found<SharedValue>[] => {
    const { target, user, attributes } = change;
    const userId = user && 'id' in user ? user.id : null;
    const reason =
      (target && shared.lockOf(type, { id: target.id, userId: holders.get(target.id) ?? null })) ??
      (userId === null ? null : shared.lockOf('user', { id: userId, userId: null })) ??
      uniqueValues(type, attributes).map(([name, value]) => shared.sharing(type, name, value))[0];
    return reason ? [{ change, reason }] : [];
  });
};

/** Takes out of a stored plan what is about records that share a value by now. */
export const withdrawAmbiguous = async (needs: WithdrawNeeds, runId: number): Promise<void> => {
  const { strapi } = needs;
  const shared = await Ambiguous.read(createRecordReader({ strapi }));
  await withdraw<SharedValue>({
    ...needs,
    runId,
    changes: openChanges,
    find: (changes) => lockedOf(strapi, changes, shared),
    issueOf: ambiguous,
  });
};

/** The ids of those of some records that a later run has written. */
const writtenAfter = async (
  strapi: Core.Strapi,
  runId: number,
  changes: Change[]
): Promise<Set<number>> => {
  const [{ type } = { type: 'user' as const }] = changes;
  const table = recordTables(strapi)[type];
  const written = new Set<number>();
  for (const ids of chunked(changes.flatMap(({ target }) => target?.id ?? []))) {
    const found: { id: number }[] = await from(strapi, table.table)
      .select('id')
      .whereIn('id', ids)
      .where(table.column('connectorRun'), '>', runId);
    found.forEach(({ id }) => written.add(Number(id)));
  }
  return written;
};

/** Takes out of a stored plan what is about records that runs of one person have written since. */
export const withdrawSynced = (needs: WithdrawNeeds, runId: number): Promise<void> =>
  withdraw<Change>({
    ...needs,
    runId,
    changes: openChanges,
    async find(changes) {
      const written = await writtenAfter(needs.strapi, runId, changes);
      const found = changes.filter(({ target }) => target && written.has(target.id));
      return found.map((change) => ({ change, reason: change }));
    },
    issueOf: wasSynced,
  });

interface Sparing {
  /** Whether a removal is to be looked at; absent: each. */
  isInQuestion?: (removal: Change) => boolean;
  isSpared(user: StoredRecord): boolean;
  issueOf(change: Change, removal: Change): Issue;
}

/** Takes the removal of users out of a stored plan who are not to go any more. */
const withdrawRemovals = async (
  needs: WithdrawNeeds,
  runId: number,
  { isInQuestion = () => true, isSpared, issueOf }: Sparing
): Promise<void> => {
  const reader = createRecordReader({ strapi: needs.strapi });
  await withdraw<Change>({
    ...needs,
    runId,
    changes: removedUsers,
    async find(changes) {
      const removals = changes.filter(isInQuestion);
      const users = await reader.byId(
        'user',
        removals.flatMap(({ target }) => target?.id ?? [])
      );
      const spared = new Set(users.flatMap((user) => (isSpared(user) ? [user.id] : [])));
      const found = removals.filter(({ target }) => target && spared.has(target.id));
      return found.map((change) => ({ change, reason: change }));
    },
    issueOf,
  });
};

/** Takes the removal of users out of a stored plan who were disabled for long, and whom a person has enabled since. */
export const withdrawEnabled = (needs: WithdrawNeeds, runId: number): Promise<void> =>
  withdrawRemovals(needs, runId, {
    isInQuestion: ({ whileDisabled }) => whileDisabled === true,
    isSpared: (user) => effective(user, 'enabled', 'user') === true,
    issueOf: wasEnabled,
  });

/** Takes the removal of users out of a stored plan who have become administrators of Strapi's. */
export const withdrawAdministrators = async (
  needs: WithdrawNeeds,
  runId: number
): Promise<void> => {
  const administrators = await administratorIdentities(needs.strapi);
  await withdrawRemovals(needs, runId, {
    isSpared: (user) => isAdministrator(user, administrators),
    issueOf: becameAdministrator,
  });
};
