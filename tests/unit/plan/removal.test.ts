import { NO_GRACE } from '../../../server/src/plan/leaving/grace';
import { planRemoval } from '../../../server/src/plan/planner';
import type { PlanPolicy } from '../../../server/src/plan/types';
import {
  atOnce,
  actions,
  NOW,
  OTHER,
  own,
  ownUser,
  policy,
  PROFILE,
  type Planned,
} from './helpers';
import { NO_SHARING } from '../../../server/src/plan/sharing';
import { fingerprint, MemoryDatabase, MemoryStore } from './memory';
import { applyPlan } from './writer';

const removal = async (
  database: MemoryDatabase,
  changes: Partial<PlanPolicy> = {}
): Promise<Planned> => {
  const store = new MemoryStore();
  const result = await planRemoval({
    profileId: PROFILE,
    policy: policy(changes),
    reader: database,
    store,
    sharing: NO_SHARING,
    fingerprint,
    columns: {},
    keeps: [],
    secret: [],
    administrators: new Set(),
    grace: NO_GRACE,
    now: NOW,
  });
  return { ...result, changes: store.changes };
};

/** A company of two profiles, and what somebody has made by hand. */
const company = () => {
  const database = new MemoryDatabase();
  const ann = database.add('user', ownUser('ann'));
  database.add('phone', own('mac:m1', { userId: ann.id, attributes: { mac: 'm1' } }));
  database.add('phonebookEntry', { owner: OTHER, key: 'x', userId: ann.id });
  const eve = database.add('user', ownUser('eve', {}, { protected: true }));
  database.add('phone', own('mac:m2', { userId: eve.id, attributes: { mac: 'm2' } }));
  const bob = database.add('user', {
    owner: OTHER,
    key: 'username:bob',
    attributes: { username: 'bob' },
  });
  database.add('phone', own('mac:m3', { userId: bob.id, attributes: { mac: 'm3' } }));
  database.add('user', { attributes: { username: 'hand' } });
  return database;
};

describe('the removal of what a profile brought', () => {
  it('leaves what is protected, with what belongs to it, of others and made by hand', async () => {
    const database = company();
    const result = await removal(database);
    expect(actions(result).sort()).toEqual([
      'remove phone mac:m1',
      'remove phone mac:m3',
      'remove user username:ann',
      'update phonebookEntry x',
    ]);
    applyPlan(database, result.changes, { profileId: PROFILE });
    expect([...database.tables.user.values()].map(({ attributes }) => attributes.username)).toEqual(
      ['eve', 'bob', 'hand']
    );
    expect([...database.tables.phonebookEntry.values()]).toMatchObject([
      { owner: OTHER, userId: null },
    ]);
  });

  it.each([
    { mode: 'replace' },
    { mode: 'create-only' },
    { mode: 'create-update', missing: atOnce('disable') },
    { missing: 'keep' },
  ] as Partial<PlanPolicy>[])(
    'does the same whatever the profile does otherwise: %o',
    async (changes) => {
      expect(actions(await removal(company(), changes))).toEqual(actions(await removal(company())));
    }
  );

  it('is above the limits of the profile', async () => {
    const database = new MemoryDatabase();
    for (let number = 0; number < 12; number += 1) database.add('user', ownUser(`u${number}`));
    const limits = { ...policy().limits, removePercent: 20 };
    const { exceeded, losses } = await removal(database, { limits });
    expect(exceeded).toMatchObject([{ type: 'user', limit: 'removePercent', found: 100 }]);
    expect(losses).toBe(12);
  });

  it('has nothing to do where the profile brought nobody', async () => {
    const { changes, exceeded } = await removal(new MemoryDatabase());
    expect([changes, exceeded]).toEqual([[], []]);
  });
});
