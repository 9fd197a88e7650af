import type { PlanPolicy } from '../../../server/src/plan/types';
import { removalTime } from '../../../server/src/plan/leaving/grace';
import {
  actions,
  changeOf,
  entry,
  own,
  ownUser,
  phone,
  plan,
  rows,
  run,
  user,
  type Planned,
  type PlanOptions,
} from './helpers';
import { MemoryDatabase } from './memory';
import { applyPlan } from './writer';

const DAY_MS = 86_400_000;
const at = (day: number): string => new Date(Date.UTC(2026, 0, 1) + day * DAY_MS).toISOString();

const policy = (missing: Partial<PlanPolicy['missing']>, mode?: PlanPolicy['mode']) => ({
  missing: { do: 'disable', removeAfterDays: null, afterRuns: 1, ...missing } as const,
  ...(mode && { mode }),
});

/** A profile's runs one after the other; only those that succeed are known to later ones. */
const createRuns = (database: MemoryDatabase, options: PlanOptions) => {
  let lastComplete = 0;
  let id = 0;
  return async (source: Parameters<typeof run>[1], day = 0, succeeds = true): Promise<Planned> => {
    const grace = { lastComplete, daysSince: at(0) };
    id += 1;
    const planned = await plan(database, source, { ...options, grace, now: at(day) });
    applyPlan(database, planned.changes, { profileId: 'profile-a' });
    if (succeeds && planned.decidesMissing) lastComplete = id;
    return planned;
  };
};

const there = (): MemoryDatabase => {
  const database = new MemoryDatabase();
  database.add('user', ownUser('ann'));
  const bob = database.add('user', ownUser('bob'));
  database.add('phone', own('mac:m1', { userId: bob.id, attributes: { mac: 'm1' } }));
  return database;
};

const ANN = rows(user('ann'));
const BOTH = rows(user('ann'), user('bob'));
const GONE = ['remove user username:bob', 'remove phone mac:m1'];
const NOTED = ['update user username:bob'];

describe('people who have to be missing in several runs', () => {
  const options = { policy: policy({ do: 'remove', afterRuns: 3 }) };

  it('stay until they were, with what is theirs, and each run says how often they were', async () => {
    const next = createRuns(there(), options);
    const first = await next(ANN);
    expect(actions(first)).toEqual(NOTED);
    expect(changeOf(first, 'username:bob')).toMatchObject({
      attributes: {},
      difference: { missingRuns: { before: null, after: 1 } },
    });
    const second = await next(ANN);
    expect(changeOf(second, 'username:bob').difference).toEqual({
      missingRuns: { before: 1, after: 2 },
    });
    expect(actions(await next(ANN))).toEqual(GONE);
  });

  it('are not counted twice by a run that did not come to its end', async () => {
    const next = createRuns(there(), options);
    await next(ANN);
    await next(ANN, 0, false);
    expect(actions(await next(ANN))).toEqual([]);
    expect(actions(await next(ANN))).toEqual(GONE);
  });

  it('begin anew when the source has had them in between', async () => {
    const next = createRuns(there(), options);
    await next(ANN);
    await next(ANN);
    const back = await next(rows(user('ann'), user('bob', {}, [phone({ mac: 'm1' })])));
    expect(changeOf(back, 'username:bob').difference).toEqual({
      missingRuns: { before: 2, after: null },
    });
    expect(actions(await next(ANN))).toEqual(NOTED);
    expect(actions(await next(ANN))).toEqual(NOTED);
    expect(actions(await next(ANN))).toEqual(GONE);
  });

  it('are disabled then, and no longer counted', async () => {
    const next = createRuns(there(), { policy: policy({ do: 'disable', afterRuns: 2 }) });
    await next(ANN);
    const second = await next(ANN);
    expect(changeOf(second, 'username:bob')).toMatchObject({
      attributes: { enabled: false },
      absence: null,
      missingSince: at(0),
    });
    expect(actions(await next(ANN))).toEqual([]);
  });

  it('are contacts without a user as well, but not what somebody who is there has lost', async () => {
    const database = there();
    const [ann] = [...database.tables.user.values()];
    database.add(
      'phonebookEntry',
      own('displayName:Door', { attributes: { displayName: 'Door' } })
    );
    database.add('phone', own('mac:m2', { userId: ann!.id, attributes: { mac: 'm2' } }));
    const next = createRuns(database, { policy: policy({ do: 'remove', afterRuns: 2 }) });
    expect(actions(await next(ANN))).toEqual([
      ...NOTED,
      'update phonebookEntry displayName:Door',
      'remove phone mac:m2',
    ]);
    expect(actions(await next(ANN))).toEqual([
      'remove user username:bob',
      'remove phonebookEntry displayName:Door',
      'remove phone mac:m1',
    ]);
  });

  it('count for the limits when they go, and not before', async () => {
    const limits = {
      removePercent: null,
      removeCount: 0,
      updatePercent: null,
      minimumPopulation: 0,
    };
    const next = createRuns(there(), {
      policy: { ...policy({ do: 'remove', afterRuns: 2 }), limits },
    });
    expect((await next(ANN)).exceeded).toEqual([]);
    expect((await next(ANN)).exceeded).toMatchObject([{ type: 'user' }, { type: 'phone' }]);
  });
});

describe('people who are missing, and back', () => {
  it('count for no limit of updates as long as that is only noted', async () => {
    const limits = {
      removePercent: null,
      removeCount: null,
      updatePercent: 0,
      minimumPopulation: 0,
    };
    const next = createRuns(there(), {
      policy: { ...policy({ do: 'remove', afterRuns: 3 }), limits },
    });
    const absent = await next(ANN);
    expect(absent).toMatchObject({ counts: { user: { update: 1 } }, exceeded: [] });
    const back = await next(rows(user('ann'), user('bob', {}, [phone({ mac: 'm1' })])));
    expect(back).toMatchObject({ counts: { user: { update: 1 } }, exceeded: [] });
    const changed = await next(rows(user('ann', { displayName: 'Anna' })));
    expect(changed.exceeded).toMatchObject([{ type: 'user', found: 50 }]);
  });

  it('keep their values until then, which is said of whoever wants them', async () => {
    const database = there();
    database.add('user', ownUser('cid', { extension: '100' }));
    const next = createRuns(database, { policy: policy({ do: 'remove', afterRuns: 2 }) });
    const source = rows(user('ann'), user('bob'), user('dan', { extension: '100' }));
    expect((await next(source)).issues).toMatchObject([
      { code: 'duplicate-extension', params: { holder: 'cid', why: 'waits' } },
    ]);
    expect((await next(source)).counts.user).toMatchObject({ create: 1, remove: 1, error: 0 });
  });
});

describe('people who are removed some days after they were disabled', () => {
  const options = { policy: policy({ removeAfterDays: 30 }) };

  it('go with the first run after that', async () => {
    const next = createRuns(there(), options);
    expect(actions(await next(ANN, 1))).toEqual(NOTED);
    expect(actions(await next(ANN, 30.9))).toEqual([]);
    expect(actions(await next(ANN, 31))).toEqual(GONE);
  });

  it('stay as long again when the source has had them in between', async () => {
    const next = createRuns(there(), options);
    await next(ANN, 1);
    await next(BOTH, 20);
    await next(ANN, 25);
    expect(actions(await next(ANN, 54))).toEqual([]);
    expect((await next(ANN, 55)).counts.user.remove).toBe(1);
  });

  it('stay where a person has enabled them again', async () => {
    const database = there();
    const next = createRuns(database, options);
    await next(ANN, 1);
    const bob = [...database.tables.user.values()].find(({ key }) => key === 'username:bob');
    database.put('user', { ...bob!, attributes: { ...bob!.attributes, enabled: true } });
    expect(actions(await next(ANN, 100))).toEqual([]);
  });

  it('are those, too, whom a person had disabled; they stay disabled when they return', async () => {
    const made = (): MemoryDatabase => {
      const database = new MemoryDatabase();
      database.add('user', ownUser('ann'));
      database.add('user', ownUser('bob', { enabled: false }));
      return database;
    };
    const next = createRuns(made(), options);
    const noted = await next(ANN, 1);
    expect(changeOf(noted, 'username:bob')).toMatchObject({
      attributes: {},
      missingSince: at(1),
      disabledByHand: at(1),
    });
    expect((await next(ANN, 31)).counts.user.remove).toBe(1);

    const other = createRuns(made(), options);
    await other(ANN, 1);
    expect(changeOf(await other(BOTH, 2), 'username:bob')).toMatchObject({
      attributes: {},
      missingSince: null,
      disabledByHand: null,
    });
  });

  it('have their days counted from when that was set, where they were disabled before', () => {
    const days = { removeAfterDays: 10 };
    const missing = { missingSince: at(1), disabledByHand: null };
    const byHand = { ...missing, disabledByHand: at(50) };
    expect(removalTime(byHand, days, { daysSince: at(0) })).toBe(at(60));
    expect(removalTime(missing, days, { daysSince: at(0) })).toBe(at(11));
    expect(removalTime(missing, days, { daysSince: at(100) })).toBe(at(110));
    expect(removalTime({ ...missing, missingSince: null }, days, { daysSince: at(0) })).toBeNull();
    expect(removalTime(missing, { removeAfterDays: null }, { daysSince: at(0) })).toBeNull();
  });
});

describe('people who are kept', () => {
  it('stay as they are, with what is theirs; what others have lost goes', async () => {
    const database = there();
    const [ann] = [...database.tables.user.values()];
    database.add(
      'phonebookEntry',
      own('displayName:Door', { attributes: { displayName: 'Door' } })
    );
    database.add('phone', own('mac:m2', { userId: ann!.id, attributes: { mac: 'm2' } }));
    const result = await run(database, ANN, { policy: policy({ do: 'keep' }) });
    expect(actions(result)).toEqual(['remove phone mac:m2']);
  });
});

describe('a profile that only updates', () => {
  const options = { policy: policy({}, 'update-only') };

  it('makes nobody and nothing new, removes nobody, and says how many it left out', async () => {
    const database = there();
    const source = rows(
      user('ann', { displayName: 'Ann A.' }, [entry({ displayName: 'New of Ann' })]),
      user('cid', {}, [phone({ mac: 'm1' }), phone({ mac: 'm9' })]),
      entry({ displayName: 'Reception' })
    );
    const result = await run(database, source, options);
    expect(actions(result)).toEqual(['update user username:ann']);
    expect(result.issues).toMatchObject([
      { code: 'nobody-new', severity: 'info', params: { users: 1, entries: 2, phones: 2 } },
    ]);
    expect(result.decidesMissing).toBe(false);
  });

  it('says nothing of the kind where everybody is there', async () => {
    expect((await run(there(), BOTH, options)).issues).toEqual([]);
  });
});
