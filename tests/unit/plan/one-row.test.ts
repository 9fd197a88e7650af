import { englishOf } from '../../../shared/codes/texts';
import { createRowsScope } from '../../../server/src/plan/leaving/rows-scope';
import type { MappedRow } from '../../../server/src/mapping/types';
import type { PlanPolicy } from '../../../server/src/plan/types';
import {
  atOnce,
  entry,
  makePlanner,
  OTHER,
  own,
  ownUser,
  phone,
  policy,
  PROFILE,
  row,
  user,
} from './helpers';
import { MemoryDatabase, MemoryStore } from './memory';

/** Ann has an entry by its place and a phone by its MAC; Bob a phone; both are the profile's. */
function stored(): MemoryDatabase {
  const database = new MemoryDatabase();
  const ann = database.add('user', ownUser('ann', { extension: '10', externalId: 'x10' }));
  const bob = database.add('user', ownUser('bob', { extension: '11' }));
  database.add('phonebookEntry', own('username:ann/phonebook/0', { userId: ann.id }));
  database.add('phone', own('mac:m1', { userId: ann.id, attributes: { mac: 'm1' } }));
  database.add('phone', own('mac:m2', { userId: bob.id, attributes: { mac: 'm2' } }));
  database.add('phone', { owner: OTHER, key: 'mac:m3', userId: ann.id, attributes: { mac: 'm3' } });
  return database;
}

interface Options {
  namesOwners?: boolean;
  policy?: Partial<PlanPolicy>;
  only?: 'row' | 'person';
}

/** The plan of one row alone, as `action type key`. */
const planOne = async (mapped: MappedRow, options: Options = {}) => {
  const store = new MemoryStore();
  const { match } = policy();
  const { namesOwners = false } = options;
  const database = stored();
  const scope = createRowsScope(database, { profileId: PROFILE, match, namesOwners });
  await scope.add([mapped]);
  const planner = makePlanner({
    policy: policy(options.policy),
    reader: Object.assign(database, { all: scope.all }),
    only: options.only ?? 'row',
    store,
  });
  await planner.add([mapped]);
  const { issues, exceeded, holds, decidesMissing } = await planner.finish();
  const changes = store.changes.map(({ action, type, key }) => `${action} ${type} ${key}`);
  return { changes, issues, exceeded, holds, decidesMissing };
};

describe('one row, planned alone', () => {
  it('removes what its person no longer has, and nothing of others', async () => {
    const { changes } = await planOne(row(2, user('ann')));
    expect(changes).toEqual([
      'remove phonebookEntry username:ann/phonebook/0',
      'remove phone mac:m1',
    ]);
  });

  it('leaves what it still has', async () => {
    const children = [entry({}), phone({ mac: 'm1' })];
    expect(await planOne(row(2, user('ann', {}, children)))).toMatchObject({ changes: [] });
  });

  it('leaves what another row may bring', async () => {
    const { changes } = await planOne(row(2, user('ann')), { namesOwners: true });
    expect(changes).toEqual(['remove phonebookEntry username:ann/phonebook/0']);
  });

  it.each<[string, Partial<PlanPolicy>, number]>([
    ['replaces everybody', { mode: 'replace' }, 2],
    ['removes the missing', { missing: atOnce('remove') }, 2],
    ['switches the missing off', { missing: atOnce('disable') }, 2],
    ['only creates and updates', { mode: 'create-update' }, 0],
    ['only creates', { mode: 'create-only' }, 0],
  ])('does as a run that %s', async (_, settings, removals) => {
    const { changes } = await planOne(row(2, user('ann')), { policy: settings });
    expect(changes).toHaveLength(removals);
  });

  it('is above a limit that it alone exceeds', async () => {
    const limits = { ...policy().limits, removeCount: 0 };
    const { exceeded } = await planOne(row(2, user('ann')), { policy: { limits } });
    expect(exceeded).toMatchObject([
      { type: 'phonebookEntry', limit: 'removeCount' },
      { type: 'phone', limit: 'removeCount' },
    ]);
  });

  it('removes nothing where its key is not known, and says so', async () => {
    const { changes, issues } = await planOne({ ...row(2, user(null)), issues: [] });
    expect(changes.filter((change) => change.startsWith('remove'))).toEqual([]);
    expect(issues.map(({ code }) => code)).toContain('removal-skipped');
  });

  it('does not claim that the holder of a value stays', async () => {
    const { issues } = await planOne(row(2, user('ann', { extension: '11' })));
    expect(englishOf(issues[0]!)).toContain('whether another row still has them');
  });
});

describe('one person, planned to be written', () => {
  const planPerson = (mapped: MappedRow, settings: Partial<PlanPolicy> = {}) =>
    planOne(mapped, { only: 'person', policy: settings });

  it('removes what they no longer have, and nothing of others', async () => {
    const { changes, decidesMissing } = await planPerson(row(2, user('ann')));
    expect(changes).toEqual([
      'remove phonebookEntry username:ann/phonebook/0',
      'remove phone mac:m1',
    ]);
    expect(decidesMissing).toBe(false);
  });

  it('is no share of anything, and may be too much all the same', async () => {
    const shares = { removePercent: 1, updatePercent: 1, minimumPopulation: 1 };
    const changed = row(2, user('ann', { displayName: 'Ann' }));
    const limits = { ...policy().limits, ...shares };
    expect((await planPerson(changed, { limits })).exceeded).toEqual([]);
    const counted = { ...limits, removeCount: 0 };
    expect((await planPerson(changed, { limits: counted })).exceeded).toHaveLength(2);
  });

  it.each(['ask', 'keep'] as const)(
    'is held where they may be somebody under another key: %s',
    async (renamed) => {
      const { changes, holds } = await planPerson(row(2, user('anna', { externalId: 'x10' })), {
        renamed,
      });
      expect(changes).toEqual(['update user username:anna']);
      expect(holds.map(({ code }) => code)).toEqual(['people-undecided']);
    }
  );

  it('is new without a question where the profile says so', async () => {
    const { changes, holds } = await planPerson(row(2, user('anna', { email: 'ann@x.de' })), {
      renamed: 'new',
    });
    expect([changes, holds]).toEqual([['create user username:anna'], []]);
  });
});
