import { englishOf, inEnglish } from '../../../shared/codes/texts';
import type { Limits } from '../../../shared/profile';
import { exceededLimits, type Extent } from '../../../server/src/plan/leaving/departures';
import { atOnce, entry, own, ownUser, plan, policy, rows, user } from './helpers';
import { MemoryDatabase } from './memory';

const limits = (changes: Partial<Limits>): Limits => ({ ...policy().limits, ...changes });
const extent = (changes: Partial<Extent>): Extent => ({
  type: 'user',
  population: 100,
  removed: 0,
  removedWithUsers: 0,
  disabled: 0,
  dropped: 0,
  updated: 0,
  ...changes,
});

describe('limits', () => {
  it('are exceeded above them, not at them', () => {
    const twenty = limits({ removePercent: 20 });
    expect(exceededLimits(twenty, extent({ removed: 20 }))).toEqual([]);
    expect(exceededLimits(twenty, extent({ removed: 21 }))).toHaveLength(1);
  });

  it('say in plain words what would happen', () => {
    const percent = exceededLimits(limits({ removePercent: 20 }), extent({ removed: 25 }));
    expect(percent.map(inEnglish)).toEqual([
      {
        type: 'user',
        limit: 'removePercent',
        found: 25,
        allowed: 20,
        code: 'limit-exceeded',
        message: 'This run would remove 25 of 100 users (25 %); the limit is 20 %.',
        params: {
          variant: 'percent',
          type: 'user',
          what: 'removed',
          count: 25,
          population: 100,
          percent: 25,
          allowed: 20,
        },
      },
    ]);
    const [count] = exceededLimits(
      limits({ removeCount: 3 }),
      extent({ removed: 4, type: 'phone' })
    );
    expect(count).toMatchObject({ limit: 'removeCount', found: 4, allowed: 3 });
    expect(englishOf(count!)).toBe('This run would remove 4 phones; the limit is 3.');
    const [updates] = exceededLimits(
      limits({ updatePercent: 50 }),
      extent({ updated: 60, type: 'phonebookEntry' })
    );
    expect(englishOf(updates!)).toBe(
      'This run would update 60 of 100 phonebook entries (60 %); the limit is 50 %.'
    );
  });

  it('take disabled users for removed ones, not for updated ones', () => {
    const [exceeded, ...rest] = exceededLimits(
      limits({ removePercent: 20, updatePercent: 20 }),
      extent({ disabled: 25 })
    );
    expect(englishOf(exceeded!)).toContain('would disable 25 of 100 users');
    expect(rest).toEqual([]);
  });

  it('in percent apply from the minimum population on, those in numbers always', () => {
    const both = limits({
      removePercent: 20,
      removeCount: 5,
      updatePercent: 20,
      minimumPopulation: 10,
    });
    const small = exceededLimits(both, extent({ population: 9, removed: 9, updated: 9 }));
    expect(small.map(({ limit }) => limit)).toEqual(['removeCount']);
    const enough = exceededLimits(both, extent({ population: 10, removed: 9, updated: 9 }));
    expect(enough.map(({ limit }) => limit)).toEqual([
      'removePercent',
      'removeCount',
      'updatePercent',
    ]);
    expect(
      exceededLimits(
        limits({ updatePercent: 0, minimumPopulation: 0 }),
        extent({ population: 0, updated: 5 })
      )
    ).toEqual([]);
  });

  it('of zero allow nothing, of null everything', () => {
    expect(exceededLimits(limits({ removeCount: 0 }), extent({ removed: 1 }))).toHaveLength(1);
    expect(exceededLimits(limits({}), extent({ removed: 100, updated: 100 }))).toEqual([]);
  });

  it('see a fraction above', () => {
    const [exceeded] = exceededLimits(
      limits({ removePercent: 20 }),
      extent({ population: 3000, removed: 601 })
    );
    expect(englishOf(exceeded!)).toContain('(20.0333 %)');
  });
});

describe('a plan', () => {
  const people = (count: number, seed = {}): MemoryDatabase => {
    const database = new MemoryDatabase();
    for (let index = 0; index < count; index += 1)
      database.add('user', ownUser(`u${index}`, {}, seed));
    return database;
  };
  const source = (count: number) =>
    rows(...Array.from({ length: count }, (_, index) => user(`u${index}`)));
  const check = { limits: limits({ removePercent: 20, updatePercent: 30 }) };

  it("is held to the share of the profile's own records", async () => {
    const database = people(20);
    for (let index = 0; index < 100; index += 1)
      database.add('user', { attributes: { username: `hand${index}` } });
    const held = await plan(database, source(15), { policy: check });
    expect(held.exceeded).toMatchObject([{ type: 'user', limit: 'removePercent', found: 25 }]);
    expect((await plan(database, source(16), { policy: check })).exceeded).toEqual([]);
  });

  it('is held for disabling as for removing', async () => {
    const held = await plan(people(20), source(15), {
      policy: {
        limits: limits({ removePercent: 20, updatePercent: 20 }),
        missing: atOnce('disable'),
      },
    });
    expect(held.exceeded).toEqual([expect.objectContaining({ limit: 'removePercent', found: 25 })]);
    expect(held.counts.user).toMatchObject({ update: 5, remove: 0 });
  });

  it('is held for updating too many', async () => {
    const changed = rows(
      ...Array.from({ length: 20 }, (_, index) =>
        user(`u${index}`, index < 7 ? { email: 'x' } : {})
      )
    );
    const held = await plan(people(20), changed, { policy: check });
    expect(held.exceeded).toMatchObject([{ limit: 'updatePercent', found: 35 }]);
  });

  it('that replaces is held to the share of all users that are not protected', async () => {
    const database = people(10);
    for (let index = 0; index < 10; index += 1)
      database.add('user', { attributes: { username: `hand${index}` } });
    for (let index = 0; index < 50; index += 1) {
      database.add('user', { attributes: { username: `boss${index}` }, protected: true });
    }
    const held = await plan(database, source(10), { policy: { ...check, mode: 'replace' } });
    expect(englishOf(held.exceeded[0]!)).toContain('remove 10 of 20 users (50 %)');
  });

  it('that replaces is held however few there are', async () => {
    const replacing = { ...check, mode: 'replace' } as const;
    for (const stored of [1, 3, 9]) {
      const held = await plan(people(stored), source(0).concat(rows(user('new'))), {
        policy: replacing,
      });
      expect(held.exceeded).toMatchObject([{ type: 'user', limit: 'removePercent', found: 100 }]);
    }
    const entries = new MemoryDatabase();
    for (const id of ['e1', 'e2']) {
      entries.add('phonebookEntry', own(`externalId:${id}`, { attributes: { externalId: id } }));
    }
    const held = await plan(entries, rows(entry({ externalId: 'e1' })), { policy: replacing });
    expect(held.exceeded).toMatchObject([{ type: 'phonebookEntry', found: 50, allowed: 20 }]);
    const allowed = { limits: limits({}), mode: 'replace' } as const;
    expect((await plan(people(3), source(1), { policy: allowed })).exceeded).toEqual([]);
  });

  it('counts what others brought and what goes with its user in number, not in percent', async () => {
    const database = people(20);
    for (const { id } of [...database.tables.user.values()].slice(0, 3)) {
      for (let index = 0; index < 2; index += 1) database.add('phone', { userId: id });
    }
    const left = rows(...Array.from({ length: 17 }, (_, index) => user(`u${index + 3}`)));
    const planned = async (removeCount: number) =>
      plan(database, left, {
        policy: { mode: 'replace', limits: limits({ removeCount, removePercent: 20 }) },
      });
    expect((await planned(6)).exceeded).toEqual([]);
    expect((await planned(5)).exceeded).toMatchObject([
      { type: 'phone', limit: 'removeCount', found: 6 },
    ]);
    const unlinked = await plan(database, left, {
      policy: { limits: limits({ removeCount: 3, updatePercent: 0 }) },
    });
    expect(unlinked.counts.phone).toMatchObject({ update: 6, remove: 0 });
    expect(unlinked.exceeded).toEqual([]);
  });

  it('counts each type for itself', async () => {
    const database = people(20);
    for (let index = 0; index < 20; index += 1) {
      database.add(
        'phonebookEntry',
        own(`externalId:e${index}`, { attributes: { externalId: `e${index}` } })
      );
    }
    const held = await plan(database, [...source(20), ...rows(entry({ externalId: 'e0' }))], {
      policy: check,
    });
    expect(held.exceeded).toMatchObject([{ type: 'phonebookEntry', found: 95 }]);
  });
});

describe('users whom the source disables', () => {
  const disabledBy = async (rows10: number, limit: Partial<Limits>) => {
    const database = new MemoryDatabase();
    for (let index = 0; index < 10; index += 1) {
      database.add('user', ownUser(`u${index}`, { enabled: index !== 9 }));
    }
    const source = Array.from({ length: 10 }, (_, index) =>
      user(`u${index}`, { enabled: index >= rows10 && index !== 9 })
    );
    return plan(database, rows(...source), { policy: { limits: limits(limit) } });
  };

  it('count as removed ones do, and not as updated ones', async () => {
    const { exceeded } = await disabledBy(3, { removePercent: 20, updatePercent: 20 });
    expect(exceeded.map(inEnglish)).toEqual([
      expect.objectContaining({
        type: 'user',
        limit: 'removePercent',
        found: 30,
        message: expect.stringContaining('would disable 3 of 10 users'),
      }),
    ]);
    expect((await disabledBy(3, { removeCount: 2 })).exceeded).toHaveLength(1);
    expect((await disabledBy(2, { removePercent: 20, removeCount: 2 })).exceeded).toEqual([]);
  });

  it('count together with those that the source no longer has', async () => {
    const database = new MemoryDatabase();
    for (let index = 0; index < 10; index += 1) database.add('user', ownUser(`u${index}`));
    const source = Array.from({ length: 8 }, (_, index) =>
      user(`u${index}`, { enabled: index !== 0 })
    );
    const { exceeded } = await plan(database, rows(...source), {
      policy: { limits: limits({ removePercent: 20 }) },
    });
    expect(exceeded.map(inEnglish)[0]).toMatchObject({
      found: 30,
      message: expect.stringContaining('would remove or disable 3 of 10 users'),
    });
  });

  it('do not count where they are new, or off already, or an error', async () => {
    const database = new MemoryDatabase();
    database.add('user', ownUser('ann', { enabled: false }));
    database.add('user', ownUser('bob', { extension: '1' }));
    database.add('user', { attributes: { username: 'hand', extension: '2' } });
    const { exceeded } = await plan(
      database,
      rows(
        user('ann', { enabled: false }),
        user('new', { enabled: false }),
        user('bob', { enabled: false, extension: '2' })
      ),
      { policy: { limits: limits({ removeCount: 0 }) } }
    );
    expect(exceeded).toEqual([]);
  });
});
