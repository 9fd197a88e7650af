import type { Core } from '@strapi/strapi';

import type { Issue } from '../../../../shared/contracts/issues';
import { identityOf } from '../../../../shared/identity';
import { Ambiguous, type SharedValue, uniqueValues } from '../../plan/uniqueness';
import { groupBy } from '../../utils/lists';
import type { Change } from '../../plan/types';
import type { Secrets } from '../../secrets/secrets';
import { administratorIdentities } from '../records/administrators';
import { inTransaction } from '../database';
import { ambiguous, becameAdministrator } from './failures';
import { createIssueStore } from '../runs/issue-store';
import { holdersOf } from './keep';
import { createPlanStore, type StoredPlan } from '../runs/plan-store';
import { createRecordReader } from '../records/reader';
import { recordTables } from '../tables';

/** A change that is not to be written any more, and why. */
interface Found<Reason> {
  change: Change;
  reason: Reason;
}

interface SetAsideNeeds {
  strapi: Core.Strapi;
  secrets: Secrets;
}

interface Sifting<Reason> extends SetAsideNeeds {
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
const setAside = async <Reason>(sifting: Sifting<Reason>): Promise<void> => {
  const { strapi, secrets, runId, find, issueOf } = sifting;
  const plan = createPlanStore({ strapi, secrets, runId });
  const issues = createIssueStore({ strapi, runId });

  const fail = (found: Found<Reason>[]): Promise<void> =>
    inTransaction(strapi, async (transaction) => {
      const sequences = found.map(({ change }) => change.sequence);
      await plan.markFailed(sequences, transaction);
      await issues.append(
        found.map(({ change, reason }) => issueOf(change, reason)),
        transaction
      );
    });

  const exchanges: Found<Reason>[] = [];
  for await (const changes of sifting.changes(plan)) {
    const found = await find(changes);
    if (found.length > 0) await fail(found);
    exchanges.push(...found.filter(({ change }) => change.exchange !== undefined));
  }
  for (const { change, reason } of exchanges) {
    const [group = []] = await plan.exchanges(change.type, Number(change.exchange) - 1);
    const others = group.filter(({ exchange }) => exchange === change.exchange);
    if (others.length > 0) await fail(others.map((other) => ({ change: other, reason })));
  }
  await issues.end();
};

/** All that a plan has still to write, of one type at a time. */
async function* openChanges(plan: StoredPlan): AsyncGenerator<Change[]> {
  for (let after = 0; ;) {
    const changes = await plan.open(after);
    const last = changes.at(-1);
    if (!last) return;
    after = last.sequence;
    yield* groupBy(changes, ({ type }) => type).values();
  }
}

/** The users whom a plan has still to remove. */
async function* removedUsers(plan: StoredPlan): AsyncGenerator<Change[]> {
  for (let after = 0; ;) {
    const changes = await plan.pending({ type: 'user', step: 'write', action: 'remove' }, after);
    const last = changes.at(-1);
    if (!last) break;
    after = last.sequence;
    yield changes;
  }
  for (let after = 0; ;) {
    const groups = await plan.exchanges('user', after);
    const last = groups.at(-1)?.[0]?.exchange;
    if (last === undefined) return;
    after = last;
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
  const holders = await holdersOf(strapi, recordTables(strapi)[type], changes);
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
export const setAsideAmbiguous = async (needs: SetAsideNeeds, runId: number): Promise<void> => {
  const { strapi } = needs;
  const shared = await Ambiguous.read(createRecordReader({ strapi }));
  await setAside<SharedValue>({
    ...needs,
    runId,
    changes: openChanges,
    find: (changes) => lockedOf(strapi, changes, shared),
    issueOf: ambiguous,
  });
};

/** Takes the removal of users out of a stored plan who have become administrators of Strapi's. */
export const setAsideAdministrators = async (
  needs: SetAsideNeeds,
  runId: number
): Promise<void> => {
  const { strapi } = needs;
  const administrators = await administratorIdentities(strapi);
  const reader = createRecordReader({ strapi });
  await setAside<Change>({
    ...needs,
    runId,
    changes: removedUsers,
    async find(changes) {
      const ids = changes.flatMap(({ target }) => target?.id ?? []);
      const spared = new Set<number>();
      for (const { id, attributes } of await reader.byId('user', ids)) {
        const identities = ['username', 'email'].map((name) =>
          identityOf(name, String(attributes[name] ?? ''))
        );
        if (identities.some((identity) => identity !== null && administrators.has(identity))) {
          spared.add(id);
        }
      }
      const found = changes.filter(({ target }) => target && spared.has(target.id));
      return found.map((change) => ({ change, reason: change }));
    },
    issueOf: becameAdministrator,
  });
};
