import type { Core } from '@strapi/strapi';

import { inTransaction } from '../../../server/src/storage/database';

/** A database with some connections, whose queries take one turn of the event loop. */
class FakeDatabase {
  readonly log: string[] = [];
  private used = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly connections: number,
    private readonly isInTransaction = false
  ) {}

  async hold(name: string, work: () => Promise<void>): Promise<void> {
    if (this.used === this.connections) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    } else this.used += 1;
    this.log.push(name);
    await work();
    const next = this.waiting.shift();
    if (next) next();
    else this.used -= 1;
  }

  async request(name: string, queries: number): Promise<void> {
    for (let query = 1; query <= queries; query += 1) {
      await this.hold(name, () => new Promise(setImmediate));
    }
  }

  get strapi(): Core.Strapi {
    const pool = {
      max: this.connections,
      numUsed: () => this.used,
      numPendingAcquires: () => this.waiting.length,
    };
    return {
      db: {
        connection: { client: { pool } },
        dialect: { client: this.connections === 1 ? 'sqlite' : 'postgres' },
        metadata: { get: () => ({ tableName: 'profiles' }) },
        inTransaction: () => this.isInTransaction,
        transaction: (work: (given: object) => Promise<void>) =>
          this.hold('transaction', () => work({ trx: { raw: () => Promise.resolve() } })),
      },
    } as unknown as Core.Strapi;
  }
}

const write = async (database: FakeDatabase, transactions: number): Promise<void> => {
  for (let count = 1; count <= transactions; count += 1) {
    await inTransaction(database.strapi, () => new Promise(setImmediate));
  }
};

describe('a transaction', () => {
  it('begins when no request has a query to follow its last one, where there is one connection', async () => {
    const database = new FakeDatabase(1);
    const writing = write(database, 3);
    await Promise.all([writing, database.request('request', 6)]);
    expect(database.log).toEqual([
      ...Array<string>(6).fill('request'),
      ...Array<string>(3).fill('transaction'),
    ]);
  });

  it('does not wait for ever', async () => {
    const database = new FakeDatabase(1);
    let isOver = false;
    const requests = (async () => {
      while (!isOver) await database.request('request', 1);
    })();
    await write(database, 2);
    isOver = true;
    await requests;
    expect(database.log.filter((name) => name === 'transaction')).toHaveLength(2);
  });

  it('does not wait where there are more connections, or inside of another one', async () => {
    for (const database of [new FakeDatabase(2), new FakeDatabase(1, true)]) {
      await Promise.all([write(database, 1), database.request('request', 6)]);
      expect(database.log.indexOf('transaction')).toBeLessThan(3);
    }
  });
});
