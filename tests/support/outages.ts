import type { Core } from '@strapi/strapi';
import knex, { type Knex } from 'knex';

import { executeOn, type DatabaseServer, type DatabaseSettings } from './databases';
import { isLong } from './rounds';
import { clear, createProfile, dump, people, runText, type WholeReport } from './runs';

/** More than is written in one transaction. */
const COUNT = 300;

type Kind = 'postgresql' | 'mariadb';

/** What a transaction of the app goes through at its end. */
type Fate = 'committed, and the answer is lost' | 'rolled back';

/**
 * Has each transaction of the app come to such an end once, and the next one to a good one, until it is called off.
 * Returns how many came to it, and what calls it off.
 */
const disturbCommits = (strapi: Core.Strapi, fate: Fate) => {
  const prototype = strapi.db.connection.client.constructor.prototype as {
    _query(connection: unknown, query: { sql: string }): Promise<unknown>;
  };
  const original = prototype._query;
  let isNext = true;
  let disturbed = 0;
  prototype._query = async function (connection, query) {
    if (query.sql !== 'COMMIT;') return original.call(this, connection, query);
    isNext = !isNext;
    if (isNext) return original.call(this, connection, query);
    disturbed += 1;
    if (fate === 'rolled back') {
      await original.call(this, connection, { ...query, sql: 'ROLLBACK;' });
      throw Object.assign(new Error('deadlock detected'), { code: '40P01' });
    }
    await original.call(this, connection, query);
    throw Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
  };
  return {
    count: () => disturbed,
    end: () => {
      prototype._query = original;
    },
  };
};

/** People of whom some cannot be written, some are gone, and some pass a value on. */
const rowsOf = (names: [name: string, extension: number][]): string =>
  [
    'username,displayname,extension',
    ...names.map(([name, at]) => `${name},Person ${name},${at}`),
  ].join('\n');

const numbered = (first: number, last: number): [string, number][] =>
  Array.from({ length: last - first + 1 }, (_, index) => [
    `u${first + index}`,
    2000 + first + index,
  ]);

/** Everybody, then some new ones, some gone, and some who have exchanged their extensions. */
const STEPS: string[] = [
  rowsOf(numbered(1, COUNT)),
  rowsOf([
    ...numbered(3, COUNT - 20),
    ['u1', 2002],
    ['u2', 2001],
    ...numbered(COUNT + 1, COUNT + 20),
  ]),
];

const POLICY = { limits: { removePercent: null, updatePercent: null } };

/** What is stored, but for what differs from one run to the next. */
export const stored = async (strapi: Core.Strapi) => {
  const { directory_users: users = [], directory_phonebook_entries: entries = [] } =
    await dump(strapi);
  const people = users.map(({ username, extension, display_name }) => [
    username,
    extension,
    display_name,
  ]);
  return {
    users: people.sort((one, other) => (String(one[0]) < String(other[0]) ? -1 : 1)),
    entries: entries.map(({ display_name }) => display_name).sort(),
  };
};

/** What a run did, and its issues. */
export const told = ({ status, user, phonebookEntry, issues }: WholeReport) => ({
  ...{ status, user, phonebookEntry },
  issues: issues.map(({ row, code }) => [row, code]),
});

/** Runs that go on whatever becomes of their transactions. */
export const testCommits = (strapi: () => Core.Strapi): void => {
  it.each<Fate>(['committed, and the answer is lost', 'rolled back'])(
    'goes on as if nothing had been where each transaction is first %s',
    async (fate) => {
      const runAll = async () => {
        const profile = await createProfile(strapi(), POLICY);
        const reports = [];
        for (const rows of STEPS) reports.push(told(await runText(strapi(), profile, rows)));
        return { reports, stored: await stored(strapi()) };
      };
      const undisturbed = await runAll();
      expect(undisturbed.reports).toMatchObject([
        { status: 'succeeded', user: { create: COUNT } },
        { status: 'succeeded', user: { create: 20, update: 2, remove: 20 } },
      ]);
      await clear(strapi());

      const disturbance = disturbCommits(strapi(), fate);
      try {
        expect(await runAll()).toEqual(undisturbed);
      } finally {
        disturbance.end();
      }
      expect(disturbance.count()).toBeGreaterThan(10);
    }
  );
};

/** A connection of somebody else's. */
const other = ({ client, connection }: DatabaseSettings): Knex =>
  knex({
    client: client === 'mysql' ? 'mysql2' : 'pg',
    connection: { ...connection },
    pool: { min: 0, max: 2 },
  });

/** Ends all other connections to the database. */
const KILL_ALL: Record<Kind, (them: Knex) => Promise<void>> = {
  async postgresql(them) {
    await them.raw(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`
    );
  },
  async mariadb(them) {
    const [found] = (await them.raw(
      `select id from information_schema.processlist
       where db = database() and id <> connection_id()`
    )) as [{ id: number }[]];
    for (const { id } of found) await them.raw(`kill ${id}`).catch(() => undefined);
  },
};

/** Has sessions that begin from now on wait for a second at most. */
const SHORT_WAITS: Record<Kind, (database: string) => string> = {
  postgresql: (database) => `alter database ${database} set lock_timeout = '1s'`,
  mariadb: () => 'set global innodb_lock_wait_timeout = 1',
};
const LONG_WAITS: Record<Kind, (database: string) => string> = {
  postgresql: (database) => `alter database ${database} reset lock_timeout`,
  mariadb: () => 'set global innodb_lock_wait_timeout = 50',
};

/** What the databases say of a transaction that they have ended for the sake of another one. */
const DEADLOCK: Record<Kind, string> = { postgresql: '40P01', mariadb: 'ER_LOCK_DEADLOCK' };

/** Keeps a transaction from being the one that is ended: MariaDB takes the one that has written less. */
const SPARE: Record<Kind, (lock: Knex.Transaction) => Promise<unknown>> = {
  postgresql: (lock) => lock.raw("set local deadlock_timeout = '60s'"),
  mariadb: (lock) => lock.raw('insert into written select seq from seq_1_to_5000'),
};

/** Whether a session of the app waits for a lock. */
const IS_WAITING: Record<Kind, string> = {
  postgresql: `select 1 from pg_stat_activity where wait_event_type = 'Lock'`,
  // What InnoDB tells of transactions stays as it was while somebody keeps asking.
  mariadb: `select 1 from information_schema.global_status
    where variable_name = 'INNODB_ROW_LOCK_CURRENT_WAITS' and variable_value > 0`,
};

const rowsIn = (kind: Kind, answer: unknown): unknown[] =>
  kind === 'postgresql' ? (answer as { rows: unknown[] }).rows : (answer as unknown[][])[0]!;

/** Waits until a query has an answer. */
const untilFound = async (kind: Kind, them: Knex, query: string): Promise<void> => {
  while (rowsIn(kind, await them.raw(query)).length === 0) await new Promise(setImmediate);
};

/** Runs that others get in the way of by a connection of theirs. */
export const testOutages = (
  kind: Kind,
  strapi: () => Core.Strapi,
  server: () => DatabaseServer,
  settings: () => DatabaseSettings
): void => {
  let them: Knex;
  const setWaits = async (waits: typeof SHORT_WAITS): Promise<void> => {
    await executeOn(settings(), waits[kind](settings().connection.database));
    // Also: what the app keeps in its pool has come to nothing.
    await KILL_ALL[kind](them);
  };
  beforeAll(async () => {
    them = other(settings());
    await setWaits(SHORT_WAITS);
  });
  afterAll(async () => {
    await setWaits(LONG_WAITS);
    await them?.destroy();
  });

  /** Runs on changed names of everybody, while somebody else has the last one locked. */
  const runAgainstLock = async (
    meanwhile: (lock: Knex.Transaction) => Promise<void>
  ): Promise<{ report: WholeReport; profile: string; changed: string }> => {
    const profile = await createProfile(strapi(), POLICY);
    await runText(strapi(), profile, people(COUNT));
    const changed = people(COUNT).replaceAll('Person', 'Someone');
    const lock = await them.transaction();
    await lock('directory_users').where('username', `u${COUNT}`).update({ group_name: 'locked' });
    try {
      const [report] = await Promise.all([runText(strapi(), profile, changed), meanwhile(lock)]);
      return { report, profile, changed };
    } finally {
      if (!lock.isCompleted()) await lock.rollback();
    }
  };

  it('waits for who has a record locked', async () => {
    const { report } = await runAgainstLock(async (lock) => {
      await untilFound(kind, them, IS_WAITING[kind]);
      await lock.rollback();
    });
    expect(told(report)).toMatchObject({
      status: 'succeeded',
      user: { update: COUNT },
      issues: [],
    });
  });

  it('says who is in the way, and how much is written, where a record stays locked', async () => {
    const { report, profile, changed } = await runAgainstLock(() => Promise.resolve());
    const { user, error } = report;
    expect(report.status).toBe('failed');
    expect(error).toMatchObject({
      code: 'database-failed',
      params: { why: 'lockTimeout' },
    });
    const { users } = await stored(strapi());
    const written = users.filter(([, , name]) => String(name).startsWith('Someone')).length;
    // MariaDB may lock more than the one record.
    if (kind === 'postgresql') expect(written).toBeGreaterThan(0);
    expect(written).toBeLessThan(COUNT);
    expect(user.update).toBe(written);
    expect(error?.message).toContain(`${written} of `);
    expect(await runText(strapi(), profile, changed)).toMatchObject({
      status: 'succeeded',
      user: { update: COUNT - written, unchanged: written },
    });
  });

  it('writes again what a deadlock has undone', async () => {
    const errors: unknown[] = [];
    const note = ({ code }: { code?: unknown }): number => errors.push(code);
    await setWaits(LONG_WAITS);
    await them.raw('create table written (number integer)');
    strapi().db.connection.on('query-error', note);
    try {
      const { report } = await runAgainstLock(async (lock) => {
        await SPARE[kind](lock);
        await untilFound(kind, them, IS_WAITING[kind]);
        // It waits for what the app has written, which waits for this one.
        const all = lock('directory_users').whereNot('username', `u${COUNT}`);
        await all.update({ group_name: 'locked too' });
        await lock.rollback();
      });
      expect(errors).toContain(DEADLOCK[kind]);
      expect(told(report)).toMatchObject({
        status: 'succeeded',
        user: { update: COUNT },
        issues: [],
      });
      const { users } = await stored(strapi());
      expect(users.filter(([, , name]) => String(name).startsWith('Someone'))).toHaveLength(COUNT);
    } finally {
      strapi().db.connection.off('query-error', note);
      await them.raw('drop table written');
      await setWaits(SHORT_WAITS);
    }
  });

  it('survives a restart of the server', async () => {
    const profile = await createProfile(strapi(), POLICY);
    const many = people(10 * COUNT);
    const written = async (): Promise<boolean> => {
      const answer = await them.raw('select 1 from directory_users limit 1');
      return rowsIn(kind, answer).length > 0;
    };
    const run = runText(strapi(), profile, many);
    while (!(await written())) await new Promise(setImmediate);
    await server().restart(isLong ? 10_000 : 0);
    expect(told(await run)).toMatchObject({
      status: 'succeeded',
      user: { create: 10 * COUNT, error: 0 },
      issues: [],
    });
    const { users } = await stored(strapi());
    expect(users).toHaveLength(10 * COUNT);
  });

  it('begins a transaction anew whose connection is killed', async () => {
    const { report } = await runAgainstLock(async (lock) => {
      await untilFound(kind, them, IS_WAITING[kind]);
      await lock.rollback();
      await KILL_ALL[kind](them);
    });
    expect(told(report)).toMatchObject({
      status: 'succeeded',
      user: { update: COUNT },
      issues: [],
    });
  });
};
