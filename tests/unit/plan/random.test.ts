import { Random } from '../../support/random';
import { rounds } from '../../support/rounds';
import { PROFILE, plan } from './helpers';
import type { MemoryDatabase } from './memory';
import {
  plainDatabase,
  plainPolicy,
  plainSource,
  randomDatabase,
  randomPolicy,
  randomSource,
} from './random';
import { expectedMeaning, meaningOf } from './reference';
import { applyPlan, countBatches } from './writer';

const SEEDS = Array.from({ length: rounds(60, 150) }, (_, index) => index + 1);
const errorsOf = (changes: { action: string; type: string; key: string; row: number | null }[]) =>
  changes
    .filter(({ action }) => action === 'error')
    .map(({ type, key, row }) => `${row} ${type} ${key}`)
    .sort();

/** The users who have no extension half-way, although they have one before and after. */
const emptied = (
  before: MemoryDatabase,
  halfWay: MemoryDatabase,
  after: MemoryDatabase
): number[] =>
  [...halfWay.tables.user.values()].flatMap(({ id, attributes: { extension } }) =>
    extension === null &&
    before.tables.user.get(id)?.attributes.extension &&
    after.tables.user.get(id)?.attributes.extension
      ? id
      : []
  );

describe('random plans', () => {
  it('can be written, and then nothing is left to do', async () => {
    for (const seed of SEEDS) {
      const random = new Random(seed);
      const policy = randomPolicy(random);
      const database = randomDatabase(random, policy);
      const source = randomSource(random);
      const first = await plan(database, source, { policy });
      try {
        applyPlan(database, first.changes, { profileId: PROFILE });
        const second = await plan(database, source, { policy });
        expect(second.changes.filter(({ action }) => action !== 'error')).toEqual([]);
        expect(errorsOf(second.changes)).toEqual(errorsOf(first.changes));
      } catch (error) {
        throw new Error(`seed ${seed}`, { cause: error });
      }
    }
  });

  it('are the same whatever the batches are', async () => {
    for (const seed of SEEDS) {
      const random = new Random(seed);
      const policy = randomPolicy(random);
      const database = randomDatabase(random, policy);
      const source = randomSource(random);
      const whole = await plan(database, source, { policy });
      for (const batchSize of [1, 3]) {
        expect({ seed, ...(await plan(database, source, { policy, batchSize })) }).toEqual({
          seed,
          ...whole,
        });
      }
    }
  });

  it('come to the same end however often they are cut off', async () => {
    for (const seed of SEEDS) {
      const random = new Random(seed);
      const policy = randomPolicy(random);
      const before = randomDatabase(random, policy);
      const source = randomSource(random);
      const { changes } = await plan(before, source, { policy });
      const whole = before.copy();
      applyPlan(whole, changes, { profileId: PROFILE });
      for (let batches = 1; batches < countBatches(changes, 1); batches += 1) {
        const cut = before.copy();
        applyPlan(cut, changes, { profileId: PROFILE, batchSize: 1, batches });
        expect({ seed, batches, emptied: emptied(before, cut, whole) }).toMatchObject({
          emptied: [],
        });
        const rest = await plan(cut, source, { policy });
        applyPlan(cut, rest.changes, { profileId: PROFILE });
        expect({ seed, batches, end: cut.snapshot() }).toEqual({
          seed,
          batches,
          end: whole.snapshot(),
        });
      }
    }
  });
});

/** A person gives one of the users another name by hand. */
const rename = (database: MemoryDatabase, id: number): void => {
  const { attributes, ...user } = database.get('user', id);
  database.put('user', { ...user, attributes: { ...attributes, username: `renamed${id}` } });
};

describe('random plans that are cut off before a person renames somebody', () => {
  const FEWER = SEEDS.slice(0, rounds(12, SEEDS.length));

  it('come to the same end as those that are not', async () => {
    let renamed = 0;
    for (const seed of FEWER) {
      const random = new Random(seed);
      const policy = randomPolicy(random);
      const before = randomDatabase(random, policy);
      const source = randomSource(random);
      const { changes } = await plan(before, source, { policy });
      const next = async (database: MemoryDatabase, id: number): Promise<unknown[]> => {
        rename(database, id);
        const rest = await plan(database, source, { policy });
        applyPlan(database, rest.changes, { profileId: PROFILE });
        return database.snapshot();
      };
      const whole = before.copy();
      applyPlan(whole, changes, { profileId: PROFILE });
      for (let batches = 1; batches < countBatches(changes, 1); batches += 1) {
        const cut = before.copy();
        applyPlan(cut, changes, { profileId: PROFILE, batchSize: 1, batches });
        for (const { id, owner } of before.tables.user.values()) {
          if (owner !== PROFILE || !cut.tables.user.has(id) || !whole.tables.user.has(id)) continue;
          renamed += 1;
          const end = await next(cut.copy(), id);
          expect({ seed, batches, id, end }).toEqual({
            ...{ seed, batches, id },
            end: await next(whole.copy(), id),
          });
        }
      }
    }
    expect(renamed).toBeGreaterThan(20);
  });
});

describe('random plans of users and phones', () => {
  it('come to what a plain reference comes to', async () => {
    const kinds = new Set<string>();
    for (const seed of SEEDS) {
      const random = new Random(seed);
      const policy = plainPolicy(random);
      const database = plainDatabase(random);
      const source = plainSource(random);
      const expected = expectedMeaning(database, source, policy);
      const { changes } = await plan(database, source, { policy });
      for (const { type, action, clearFirst, exchange } of changes) {
        kinds.add(`${action} ${type} ${exchange ? 'exchange' : clearFirst.join()}`);
      }
      applyPlan(database, changes, { profileId: PROFILE });
      expect({ seed, ...meaningOf(database) }).toEqual({ seed, ...expected });
    }
    expect([...kinds]).toEqual(
      expect.arrayContaining([
        'create user ',
        'remove user exchange',
        'update user exchange',
        'create user exchange',
        'error user ',
        'remove phone ',
      ])
    );
  });
});
