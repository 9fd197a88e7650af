import { rounds } from '../../support/rounds';
import { codes, entry, phone, plan, PROFILE, row, rows, user } from './helpers';
import { MemoryDatabase } from './memory';
import { Random } from '../../support/random';
import { plainDatabase, plainPolicy, plainSource } from './random';
import { randomDatabase, randomPolicy, randomSource } from './random';
import { expectedMeaning, meaningOf } from './reference';
import { applyPlan } from './writer';

// Whatever is claimed is found by whatever is asked for: only the changes tell it apart.
jest.mock('../../../server/src/plan/compact/keyed-hash', () => ({ randomHash: () => () => 7 }));

const SEEDS = Array.from({ length: rounds(40, 150) }, (_, index) => index + 1);

describe('claims whose hashes are all the same', () => {
  it('make no conflict among values that differ', async () => {
    const source = Array.from({ length: 12 }, (_, index) =>
      row(
        index + 2,
        user(`user${index}`, { extension: String(100 + index), externalId: `id${index}` }, [
          entry({ displayName: `User ${index}` }),
          phone({ mac: `00:00:00:00:00:${String(index).padStart(2, '0')}` }),
        ])
      )
    );
    const { counts, issues } = await plan(new MemoryDatabase(), source, { batchSize: 1 });
    expect(issues).toEqual([]);
    expect(counts).toMatchObject({ user: { create: 12 }, phone: { create: 12 } });
  });

  it('name the row that has the same value, also where that one has failed', async () => {
    const source = rows(
      user('ann', { extension: '10' }),
      user('ben', { extension: '10', externalId: 'x' }),
      user('cid', { externalId: 'x' }),
      user('ANN', { extension: '11' })
    );
    const result = await plan(new MemoryDatabase(), source, { batchSize: 1 });
    expect(codes(result)).toEqual([
      '3 duplicate-extension',
      '4 duplicate-external-id',
      '5 duplicate-username',
    ]);
  });

  it('are found of values that are made of what a user gets', async () => {
    const source = ['ann', 'ben', 'cid'].map((username, index) =>
      row(
        index + 2,
        user(username, { displayName: index === 1 ? '00:00:00:00:00:02' : '00:00:00:00:00:01' }, [
          phone({ name: username }, { references: { mac: [{ user: 'displayName' }] } }),
        ])
      )
    );
    const result = await plan(new MemoryDatabase(), source, { batchSize: 1 });
    expect(codes(result)).toEqual(['4 duplicate-mac']);
  });

  it('lead to the same plan whatever the batches are', async () => {
    for (const seed of SEEDS) {
      const random = new Random(seed);
      const policy = randomPolicy(random);
      const database = randomDatabase(random, policy);
      const source = randomSource(random);
      const whole = await plan(database, source, { policy });
      const single = await plan(database, source, { policy, batchSize: 1 });
      expect({ seed, ...single }).toEqual({ seed, ...whole });
    }
  });

  it('come to what a plain reference comes to', async () => {
    for (const seed of SEEDS) {
      const random = new Random(seed);
      const policy = plainPolicy(random);
      const database = plainDatabase(random);
      const source = plainSource(random);
      const expected = expectedMeaning(database, source, policy);
      const { changes } = await plan(database, source, { policy, batchSize: 1 });
      applyPlan(database, changes, { profileId: PROFILE });
      expect({ seed, ...meaningOf(database) }).toEqual({ seed, ...expected });
    }
  });
});
