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
const stored = async (strapi: Core.Strapi) => {
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

const told = ({ status, user, phonebookEntry, issues }: WholeReport) => ({
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
  beforeAll(async () => {
    await executeOn(settings(), SHORT_WAITS[kind](settings().connection.database));
    them = other(settings());
    // Also: what the app keeps in its pool has come to nothing.
    await KILL_ALL[kind](them);
  });
  afterAll(async () => {
    await executeOn(settings(), LONG_WAITS[kind](settings().connection.database));
    await KILL_ALL[kind](them);
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

const NOTED = `{"identity":[{"username":"{{{username}}}","displayName":"{{{displayname}}}",
  "post":{"phonebook":[{"displayName":"{{{displayname}}}","notes":"{{{notes}}}"}]}}]}`;

const listed = (rows: string[][]): string =>
  [['username', 'displayname', 'notes'], ...rows].map((row) => row.join(',')).join('\n');

/** Values of all lengths, in statements that the server takes. */
export const testLengths = (strapi: () => Core.Strapi): void => {
  const setWriteMode = (mode: 'bulk' | 'documents'): void => {
    strapi().config.set('plugin::directory-connector.writeMode', mode);
  };
  afterEach(() => setWriteMode('bulk'));

  it.each(['bulk', 'documents'] as const)(
    'takes what a column holds, and finds fault with the row of what it does not (%s)',
    async (mode) => {
      setWriteMode(mode);
      const emoji = (count: number): string => '👩'.repeat(count);
      const rows = listed([
        ['u1', emoji(255), 'ö'.repeat(65_536)],
        ['u2', emoji(256), ''],
        ['u3', 'Person 3', 'ö'.repeat(70_000)],
        ['u4', emoji(3), emoji(65_536)],
      ]);
      const profile = await createProfile(strapi(), { template: NOTED });
      const trial = await runText(strapi(), profile, rows, { kind: 'test' });
      const report = await runText(strapi(), profile, rows);
      expect(told(report)).toEqual(told(trial));
      expect(report.issues).toEqual(trial.issues);
      expect(report.status).toBe('succeeded-with-errors');
      const faults = report.issues.filter(({ code }) => code === 'value-too-long');
      expect(new Set(faults.map(({ row }) => row))).toEqual(new Set([3, 4]));
      const { users } = await stored(strapi());
      expect(users.map(([, , name]) => name)).toEqual([emoji(255), null, 'Person 3', emoji(3)]);
    }
  );

  it('keeps its statements below what the server takes at a time', async () => {
    const errors: string[] = [];
    const note = (error: { code?: string }): number => errors.push(String(error.code));
    strapi().db.connection.on('query-error', note);
    try {
      const rows = Array.from({ length: 60 }, (_, index) => [
        ...[`u${index}`, `Person ${index}`, `${index} `.padEnd(60_000, "it's ö ")],
      ]);
      const profile = await createProfile(strapi(), {
        template: NOTED,
      });
      const report = await runText(strapi(), profile, listed(rows));
      expect(told(report)).toMatchObject({
        status: 'succeeded',
        phonebookEntry: { create: 60 },
        issues: [],
      });
      const changed = listed(rows).replaceAll("it's", "it'd");
      expect(told(await runText(strapi(), profile, changed))).toMatchObject({
        status: 'succeeded',
        phonebookEntry: { update: 60 },
        issues: [],
      });
      expect(errors).toEqual([]);
    } finally {
      strapi().db.connection.off('query-error', note);
    }
  });
};

/** A server that takes a megabyte at a time. */
export const testPackets = (strapi: () => Core.Strapi): void => {
  it('finds fault with the row of a record that the server does not take at a time', async () => {
    const roles = ['a', 'b', 'c', 'd', 'e', 'f'];
    const profile = await createProfile(strapi(), {
      template: `{"identity":[{"username":"{{{username}}}","roles":[${roles.map((name) => `"{{{${name}}}}"`).join()}]}]}`,
      variables: roles.map((name) => ({
        name,
        expression: `username = "u2" ? $pad("${name}", 60000, "x") : "${name}"`,
      })),
    });
    const report = await runText(strapi(), profile, people(3));
    expect(report).toMatchObject({
      status: 'succeeded-with-errors',
      user: { create: 2, error: 1 },
    });
    expect(report.issues).toContainEqual(
      expect.objectContaining({ row: 3, code: 'record-too-large', severity: 'error' })
    );
  });
};
