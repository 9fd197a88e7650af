import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';

import { inTransaction, onceCommitted } from '../../../server/src/storage/database';
import { patiently } from '../../../server/src/storage/patience';

const withCode = (code: string): Error => Object.assign(new Error('x'), { code });

const DEADLOCK = withCode('40P01');
const LOST = withCode('57P01');
const AWAY = withCode('ECONNREFUSED');

const fake = ({ isOpen = false, commits = [] as (Error | null)[] } = {}): Core.Strapi => {
  const db = {
    connection: { client: { pool: { max: 10 } } },
    dialect: { client: 'postgres' },
    inTransaction: () => isOpen,
    transaction: async (work: (given: { trx: object }) => Promise<unknown>) => {
      const failure = commits.shift() ?? null;
      const executionPromise = failure ? Promise.reject(failure) : Promise.resolve();
      // As Knex does it: nobody hears of it who does not ask.
      executionPromise.catch(() => undefined);
      return work({ trx: { executionPromise } });
    },
  };
  return { db } as unknown as Core.Strapi;
};

/** Fails by each of some errors, one after the other, and then no more. */
const failing = (...errors: Error[]) => {
  const left = [...errors];
  return jest.fn<Promise<string>, [isUnsure: boolean]>(() => {
    const error = left.shift();
    return error ? Promise.reject(error) : Promise.resolve('done');
  });
};

/** What becomes of a promise, however long it takes. */
const atLast = async <Result>(promise: Promise<Result>): Promise<Result> => {
  let isOver = false;
  const over = promise.finally(() => {
    isOver = true;
  });
  over.catch(() => undefined);
  while (!isOver) await jest.advanceTimersByTimeAsync(1000);
  return over;
};

describe('what the database is asked', () => {
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick'] });
  });
  afterEach(() => jest.useRealTimers());

  it('is asked again while others are in the way', async () => {
    const work = failing(DEADLOCK, withCode('55P03'), withCode('SQLITE_BUSY'));
    await expect(atLast(patiently(fake(), work))).resolves.toBe('done');
    expect(work.mock.calls).toEqual([[false], [false], [false], [false]]);
  });

  it('learns that it may have been done', async () => {
    const work = failing(AWAY, LOST, AWAY);
    await atLast(patiently(fake(), work));
    expect(work.mock.calls).toEqual([[false], [false], [true], [true]]);
  });

  it('is given up after some attempts', async () => {
    const work = failing(...Array.from({ length: 50 }, () => DEADLOCK));
    await expect(atLast(patiently(fake(), work))).rejects.toMatchObject({
      code: 'database-failed',
      params: { why: 'deadlock', database: '40P01' },
    });
    expect(work).toHaveBeenCalledTimes(10);
  });

  it('waits for a database that is away, not for ever', async () => {
    const start = performance.now();
    const work = failing(...Array.from({ length: 10_000 }, () => AWAY));
    await expect(atLast(patiently(fake(), work))).rejects.toMatchObject({
      code: 'database-failed',
      params: { why: 'lost' },
    });
    expect(performance.now() - start).toBeGreaterThan(60_000);
  });

  it.each([withCode('23505'), withCode('SQLITE_FULL'), new TypeError('x')])(
    'is not asked again when nothing will pass (%#)',
    async (error) => {
      const work = failing(error);
      await expect(atLast(patiently(fake(), work))).rejects.toBe(error);
      expect(work).toHaveBeenCalledTimes(1);
    }
  );

  it('is asked once in a transaction that is open', async () => {
    const work = failing(DEADLOCK);
    await expect(patiently(fake({ isOpen: true }), work)).rejects.toBe(DEADLOCK);
    expect(work).toHaveBeenCalledTimes(1);
  });

  it('begins a transaction anew whose commit failed, and says so', async () => {
    const work = jest.fn((_transaction: Knex.Transaction, isUnsure: boolean) =>
      Promise.resolve(isUnsure)
    );
    const strapi = fake({ commits: [DEADLOCK, LOST, null] });
    await expect(atLast(inTransaction(strapi, work))).resolves.toBe(true);
    expect(work.mock.calls.map(([, isUnsure]) => isUnsure)).toEqual([false, false, true]);
  });

  it('has its effects once', async () => {
    const effect = jest.fn();
    const strapi = fake({ commits: [DEADLOCK, null] });
    await atLast(
      inTransaction(strapi, (transaction) => {
        onceCommitted(transaction, effect);
        return Promise.resolve();
      })
    );
    expect(effect).toHaveBeenCalledTimes(1);
  });
});
