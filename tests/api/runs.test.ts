import { spawnSync } from 'node:child_process';
import { Readable } from 'node:stream';

import type { Core } from '@strapi/strapi';

import type { ChangeView } from '../../shared/contracts/runs';
import type { RunStatus } from '../../shared/run-statuses';
import { catchMails } from '../support/mails';
import { copyRun, rowCounts } from '../support/copied-runs';
import { rounds } from '../support/rounds';
import {
  clear,
  createProfile,
  dump,
  ENDLESS_FILTER,
  ENDLESS_ROW,
  NOTHING_GENERATED,
  people,
  profilesOf,
  retentionOf,
  runsOf,
  runText,
  uploadsOf,
} from '../support/runs';
import { withSameQuotes } from '../support/statements';
import { createTestApp, type TestApp } from '../support/strapi';
import { textRow, xlsxOf } from '../support/workbooks';

const RUN = 'plugin::directory-connector.connector-run';
const USER = 'plugin::directory-connector.user';
const CHANGE = 'plugin::directory-connector.change';

describe('runs', () => {
  let app: TestApp;
  let strapi: Core.Strapi;

  beforeAll(async () => {
    app = await createTestApp({ plugin: { retention: { runs: 6, days: 90 } } });
    strapi = app.strapi;
  });
  afterEach(() => clear(strapi));
  afterAll(() => app.close());

  const runs = () => runsOf(strapi);
  const users = () => strapi.db.query(USER).count();
  const row = (id: string) => strapi.db.query(RUN).findOne({ where: { documentId: id } });
  const usernames = async (): Promise<string[]> => {
    const found: { username: string }[] = await strapi.db.query(USER).findMany({});
    return found.map(({ username }) => username).sort();
  };

  /** Everything but what differs from one import to the next: ids, times, profile and run. */
  const state = async () => {
    const found = await strapi.db
      .query(USER)
      .findMany({ populate: ['phonebookEntries'], orderBy: { username: 'asc' } });
    const plain = (record: Record<string, unknown>): unknown => {
      const { id, documentId, createdAt, updatedAt, publishedAt, ...rest } = record;
      const { connectorProfile, connectorRun, ...attributes } = rest;
      return attributes;
    };
    return found.map((user: Record<string, unknown>) => ({
      ...(plain(user) as object),
      phonebookEntries: (user.phonebookEntries as Record<string, unknown>[]).map(plain),
    }));
  };

  /** Resolves when a statement that matches has been sent to the database. */
  const onQuery = (matches: (sql: string) => boolean, act: () => void): (() => void) => {
    const listener = ({ sql }: { sql: string }): void => {
      if (matches(withSameQuotes(sql))) act();
    };
    strapi.db.connection.on('query', listener);
    return () => strapi.db.connection.removeListener('query', listener);
  };

  describe('a source that was not read to its end', () => {
    it.each([
      [
        'is cut off inside quotes',
        'username,displayname,extension\nu1,"Person 1',
        'unclosed-quote',
      ],
      ['is empty', '', 'empty-file'],
      ['is a web page', '<!DOCTYPE html><html><body>Login</body></html>', 'html-page'],
      ['has nothing but its header', 'username,displayname,extension\n', 'no-rows'],
    ])('removes nothing when it %s, approved or not', async (_how, csv, code) => {
      const profile = await createProfile(strapi, { limits: { removePercent: null } });
      await runText(strapi, profile, people(12));
      const before = await dump(strapi);
      for (const approve of [false, true]) {
        const report = await runText(strapi, profile, csv, { approve });
        expect(report).toMatchObject({ status: 'failed', error: { code }, user: { remove: 0 } });
        expect(report.error?.message).toContain('Nothing was written and nothing was removed');
        expect(await dump(strapi)).toEqual(before);
      }
    });

    it('leaves no part of a plan behind when it breaks off late', async () => {
      const profile = await createProfile(strapi);
      const csv = `${people(900)}u901,"never closed`;
      const report = await runText(strapi, profile, csv);
      expect(report).toMatchObject({ status: 'failed', user: { create: 0 } });
      expect(await strapi.db.query(CHANGE).count()).toBe(0);
      expect(await users()).toBe(0);
    });

    it('removes nothing when the pre-filter leaves out everything', async () => {
      const profile = await createProfile(strapi);
      await runText(strapi, profile, people(12));
      const file = await profilesOf(strapi).exportFile(profile);
      await profilesOf(strapi).update(profile, { ...file, preFilter: 'username = "nobody"' });
      const before = await dump(strapi);
      const report = await runText(strapi, profile, people(12), { approve: true });
      expect(report).toMatchObject({
        status: 'failed',
        error: { code: 'nothing-mapped', message: expect.stringContaining('No row was taken') },
        rows: { read: 12, filtered: 12 },
        user: { remove: 0 },
        issues: [],
      });
      expect(await dump(strapi)).toEqual(before);
    });
  });

  describe('a run above its limits', () => {
    const hold = async (settings: Record<string, unknown> = {}) => {
      const profile = await createProfile(strapi, settings);
      await runText(strapi, profile, people(20));
      const held = await runText(strapi, profile, people(10));
      return { profile, held };
    };

    it('is held, and nothing at all is written', async () => {
      const profile = await createProfile(strapi);
      await runText(strapi, profile, people(20));
      const before = await dump(strapi);
      const csv = people(10).replace('Person 3', 'Renamed');
      const held = await runText(strapi, profile, csv);
      expect(held).toMatchObject({
        status: 'held',
        user: { update: 1, unchanged: 9, remove: 10 },
        error: { code: 'limit-exceeded' },
      });
      expect(held.error?.message).toContain('10 of 20 users');
      expect(await dump(strapi)).toEqual(before);
      expect((await runs().findOne(held.id)).exceeded).toHaveLength(2);
    });

    it('is written as it was planned when it is approved', async () => {
      const { held } = await hold();
      const { id, done } = await runs().approve(held.id, 'Ada Admin');
      expect(id).toBe(held.id);
      expect(await done).toMatchObject({
        status: 'succeeded',
        user: { unchanged: 10, remove: 10 },
      });
      expect(await usernames()).toEqual(people(10).match(/u\d+/g)?.sort());
      expect(await runs().findOne(id)).toMatchObject({ decidedBy: 'Ada Admin', error: null });
      await expect(runs().approve(id, 'Ada Admin')).rejects.toMatchObject({ code: 'not-held' });
    });

    it('is over when it is rejected', async () => {
      const { held } = await hold();
      await runs().reject(held.id, 'Ada Admin');
      expect(await runs().findOne(held.id)).toMatchObject({
        status: 'rejected',
        decidedBy: 'Ada Admin',
        error: { code: 'rejected' },
      });
      expect(await users()).toBe(20);
      const { id } = await row(held.id);
      const kept = { runId: id, payload: { $notNull: true } };
      expect(await strapi.db.query(CHANGE).count({ where: kept })).toBe(0);
      await expect(runs().approve(held.id, 'x')).rejects.toMatchObject({ code: 'not-held' });
      await expect(runs().reject(held.id, 'x')).rejects.toMatchObject({ code: 'not-held' });
    });

    it('is not held when it is approved beforehand', async () => {
      const profile = await createProfile(strapi);
      await runText(strapi, profile, people(20));
      const report = await runText(strapi, profile, people(10), { approve: true });
      expect(report).toMatchObject({ status: 'succeeded', user: { remove: 10 } });
      expect(report.issues).toContainEqual(
        expect.objectContaining({ code: 'limit-exceeded', severity: 'warning' })
      );
      expect(await users()).toBe(10);
    });

    it('gives way to the next run of its profile', async () => {
      const { profile, held } = await hold();
      expect(await runText(strapi, profile, people(20))).toMatchObject({ status: 'succeeded' });
      expect(await runs().findOne(held.id)).toMatchObject({
        status: 'rejected',
        error: { code: 'superseded', params: { held: 'limit-exceeded' } },
      });
      await expect(runs().approve(held.id, 'x')).rejects.toMatchObject({ code: 'not-held' });
    });

    it('cannot be approved any more when the profile was changed', async () => {
      const { profile, held } = await hold();
      const file = await profilesOf(strapi).exportFile(profile);
      await profilesOf(strapi).update(profile, { ...file, missing: 'disable' });
      await expect(runs().approve(held.id, 'x')).rejects.toMatchObject({ code: 'plan-outdated' });
      expect(await users()).toBe(20);
    });

    it('is approved by one of two people who do it at once', async () => {
      const { held } = await hold();
      const both = await Promise.allSettled([
        runs().approve(held.id, 'One'),
        runs().approve(held.id, 'Two'),
      ]);
      const [started, ...more] = both.flatMap((result) =>
        result.status === 'fulfilled' ? [result.value] : []
      );
      expect(more).toEqual([]);
      await started?.done;
      expect(await users()).toBe(10);
    });
  });

  describe('a test run', () => {
    const view = (changes: ChangeView[]) =>
      changes.map(({ id: _id, applied: _applied, ...change }) => {
        const { runId: _runId, ...rest } = change as typeof change & { runId: number };
        return rest;
      });

    const changesOf = async (id: string) => {
      const found = await strapi.db.query(CHANGE).findMany({
        where: { runId: await runs().rowId(id) },
        select: ['rowNumber', 'type', 'action', 'recordKey', 'label', 'difference'],
        orderBy: { sequence: 'asc' },
      });
      return view(found);
    };

    it('writes nothing and shows what the run then does', async () => {
      const settings = { template: '', limits: { removePercent: null }, ...NOTHING_GENERATED };
      const profile = await createProfile(strapi, settings);
      await runText(strapi, profile, people(30));
      const csv = [
        'username,displayname,extension',
        'u1,Person 1,1002',
        'u2,Person 2,1001',
        'u3,Renamed,1003',
        'u4,Person 4,1003',
        'new,New one,5000',
        ...Array.from(
          { length: 20 },
          (_, index) => `u${index + 5},Person ${index + 5},${1005 + index}`
        ),
        '',
      ].join('\n');
      const before = await dump(strapi);
      const test = await runText(strapi, profile, csv, { kind: 'test' });
      expect(await dump(strapi)).toEqual(before);
      const run = await runText(strapi, profile, csv);
      const { id: _t, kind: _k, startedAt: _s, finishedAt: _f, ...tested } = test;
      const { id: _t2, kind: _k2, startedAt: _s2, finishedAt: _f2, ...done } = run;
      expect(tested).toEqual(done);
      expect(test.user).toMatchObject({ create: 1, update: 3, error: 1, remove: 6 });
      expect(await changesOf(test.id)).toEqual(await changesOf(run.id));
    });

    it('says which limits the run would exceed, and is not held', async () => {
      const profile = await createProfile(strapi);
      await runText(strapi, profile, people(20));
      const test = await runText(strapi, profile, people(10), { kind: 'test' });
      expect(test).toMatchObject({ status: 'succeeded', user: { remove: 10 }, error: null });
      expect(test.issues).toContainEqual(expect.objectContaining({ code: 'limit-exceeded' }));
    });
  });

  describe('a claim', () => {
    it('lets only one of two runs begin that are started at once', async () => {
      const profile = await createProfile(strapi);
      const start = () => runText(strapi, profile, people(50));
      const results = await Promise.allSettled([start(), start()]);
      const failed = results.filter((result) => result.status === 'rejected');
      expect(failed).toHaveLength(1);
      expect(failed[0]).toMatchObject({ reason: { code: 'already-running' } });
      expect(await users()).toBe(50);
    });

    it('lets a test run go on beside a run', async () => {
      const profile = await createProfile(strapi);
      const both = await Promise.all([
        runText(strapi, profile, people(50)),
        runText(strapi, profile, people(50), { kind: 'test' }),
      ]);
      expect(both.map(({ status }) => status)).toEqual(['succeeded', 'succeeded']);
    });

    it('gives a slot of a schedule away once, even when its run is over', async () => {
      const profile = await createProfile(strapi);
      const slot = `${profile}@2026-03-01T02:00Z`;
      await runText(strapi, profile, people(3), { slot });
      await expect(runText(strapi, profile, people(3), { slot })).rejects.toMatchObject({
        code: 'slot-taken',
      });
      expect(await strapi.db.query(RUN).count()).toBe(1);
    });

    it('does not know a profile that is not there', async () => {
      await expect(
        runs().start({ profileId: 'nobody', kind: 'run', trigger: 'manual' })
      ).rejects.toMatchObject({ name: 'NotFoundError' });
    });
  });

  describe('the file', () => {
    it('is the uploaded one, with its corrections', async () => {
      const profile = await createProfile(strapi);
      const { id } = await uploadsOf(strapi).store(
        profile,
        'staff.csv',
        Readable.from([people(3)])
      );
      await uploadsOf(strapi).changeFixes(id, () => [
        { row: 2, column: 'displayname', value: 'Corrected' },
        { row: 3, skip: 'no-record' },
      ]);
      const run = await runs().start({
        profileId: profile,
        kind: 'run',
        trigger: 'manual',
        startedBy: 'Ada',
      });
      expect(await run.done).toMatchObject({ status: 'succeeded', user: { create: 2 } });
      expect(await runs().findOne(run.id)).toMatchObject({
        sourceName: 'staff.csv',
        startedBy: 'Ada',
      });
      expect(await state()).toMatchObject([
        { username: 'u1', displayName: 'Corrected' },
        { username: 'u3', displayName: 'Person 3' },
      ]);
    });

    it('is missed by a run that says so', async () => {
      const profile = await createProfile(strapi);
      const run = await runs().start({ profileId: profile, kind: 'run', trigger: 'manual' });
      expect(await run.done).toMatchObject({ status: 'failed', error: { code: 'no-upload' } });
      const missing = {
        profileId: profile,
        kind: 'run',
        trigger: 'cli',
        file: '/nowhere/x.csv',
      } as const;
      const { done } = await runs().start(missing);
      expect(await done).toMatchObject({ status: 'failed', error: { code: 'file-not-readable' } });
    });
  });

  describe('a run that is ended', () => {
    const startStuck = async () => {
      const profile = await createProfile(strapi, { preFilter: ENDLESS_FILTER });
      await uploadsOf(strapi).store(profile, 'stuck.csv', Readable.from([ENDLESS_ROW]));
      const run = await runs().start({ profileId: profile, kind: 'run', trigger: 'manual' });
      return { profile, run };
    };

    const ending = (status: RunStatus) => ({
      status,
      error: { code: status, message: expect.stringContaining('Nothing was written') },
    });

    const ROWS = Array.from({ length: 1500 }, (_, index) => index + 1);
    /** Whether a statement keeps changes of a plan. */
    const keepsPlan = (sql: string): boolean =>
      /^insert into .directory_connector_changes/.test(sql);

    it('is canceled while it reads', async () => {
      const { profile, run } = await startStuck();
      expect(await runs().progress(run.id)).toMatchObject({ written: 0 });
      await expect(profilesOf(strapi).remove(profile)).rejects.toMatchObject({
        code: 'run-active',
      });
      await runs().cancel(run.id);
      expect(await run.done).toMatchObject(ending('canceled'));
      expect(await runs().progress(run.id)).toBeNull();
      await expect(runs().cancel(run.id)).rejects.toMatchObject({ code: 'not-running' });
      await expect(runs().cancel('nobody')).rejects.toMatchObject({ code: 'run-not-found' });
      expect((await row(run.id)).lock).toBeNull();
    });

    it('is canceled while a workbook is read, and leaves nothing of its plan behind', async () => {
      const rows = ROWS.map((row) => textRow(row + 1, `user${row}`, `Person ${row}`));
      const sheet = textRow(1, 'username', 'displayname') + rows.join('');
      const profile = await createProfile(strapi, NOTHING_GENERATED);
      const workbook = Readable.from([xlsxOf({ sheets: { People: sheet } })]);
      await uploadsOf(strapi).store(profile, 'people.xlsx', workbook);
      const run = await runs().start({ profileId: profile, kind: 'run', trigger: 'manual' });
      const seen: unknown[] = [];
      const stopListening = onQuery(keepsPlan, () => {
        if (seen.push(null) > 1) return;
        void runs()
          .progress(run.id)
          .then((progress) => seen.splice(0, 1, progress))
          .then(() => runs().cancel(run.id));
      });
      const report = await run.done;
      stopListening();
      expect(report).toMatchObject(ending('canceled'));
      expect(seen[0]).toMatchObject({
        phase: 'reading',
        bytes: { done: expect.any(Number), total: expect.any(Number) },
        isCanceling: false,
      });
      expect(seen.length).toBeLessThan(ROWS.length / 50);
      expect(await strapi.db.query(CHANGE).count()).toBe(0);
      expect(await strapi.db.connection('directory_connector_search_blocks')).toEqual([]);
      expect(await users()).toBe(0);
    });

    it('is canceled while it looks for who is missing', async () => {
      const settings = { limits: { removePercent: null }, ...NOTHING_GENERATED };
      const profile = await createProfile(strapi, settings);
      await runText(strapi, profile, people(ROWS.length));
      const few = Readable.from([people(10)]);
      await uploadsOf(strapi).store(profile, 'few.csv', few);
      const run = await runs().start({ profileId: profile, kind: 'run', trigger: 'manual' });
      let kept = 0;
      const stopListening = onQuery(keepsPlan, () => {
        kept += 1;
        if (kept === 1) void runs().cancel(run.id);
      });
      expect(await run.done).toMatchObject(ending('canceled'));
      stopListening();
      expect(kept).toBeLessThan(ROWS.length / 50);
      expect(await users()).toBe(ROWS.length);
    });

    it('says that it is being canceled, whichever instance works on it', async () => {
      const { run } = await startStuck();
      expect(await runs().progress(run.id)).toMatchObject({ isCanceling: false });
      const where = { documentId: run.id };
      await strapi.db.query(RUN).update({ where, data: { cancelRequested: true } });
      expect(await runs().progress(run.id)).toMatchObject({ isCanceling: true });
      await run.done;
    });

    it('is canceled by a wish that another instance wrote into its row', async () => {
      const { run } = await startStuck();
      const where = { documentId: run.id };
      await strapi.db.query(RUN).update({ where, data: { cancelRequested: true } });
      expect(await run.done).toMatchObject(ending('canceled'));
    });

    it('ends when another instance took it for dead, and leaves that row alone', async () => {
      const { run } = await startStuck();
      const where = { documentId: run.id };
      await strapi.db.query(RUN).update({ where, data: { owner: 'elsewhere:1:x' } });
      await run.done;
      expect(await row(run.id)).toMatchObject({ status: 'running', owner: 'elsewhere:1:x' });
      await strapi.db.query(RUN).update({ where, data: { heartbeatAtMs: 0 } });
    });

    it.each(['bulk'])(
      'comes to the same end state after it broke off while writing (%s)',
      async () => {
        const first = people(1100);
        const second = people(900, 301).replaceAll('Person', 'Worker');
        const settings = { limits: { removePercent: null }, ...NOTHING_GENERATED };

        const undisturbed = await createProfile(strapi, settings);
        await runText(strapi, undisturbed, first);
        await runText(strapi, undisturbed, second);
        const expected = await state();
        await clear(strapi);

        const profile = await createProfile(strapi, settings);
        const csvs = [first, second];
        const broken: number[] = [];
        for (const [index, csv] of csvs.entries()) {
          for (let batch = rounds(2, 1); batch <= 2; batch += 1) {
            let seen = 0;
            const isWrite = (sql: string) =>
              /^(insert into|update|delete from) `directory_(users|phonebook_entries)`/.test(sql);
            const stopListening = onQuery(isWrite, () => {
              seen += 1;
              if (seen !== batch + index) return;
              void runs()
                .find({ page: 1, pageSize: 1 })
                .then(({ results: [latest] }) => runs().cancel(latest?.id ?? ''));
            });
            const report = await runText(strapi, profile, csv);
            stopListening();
            expect(report).toMatchObject({ status: 'canceled', error: { code: 'canceled' } });
            broken.push(report.user.create + report.user.update + report.user.remove);
          }
          expect(await runText(strapi, profile, csv)).toMatchObject({ status: 'succeeded' });
        }
        expect(broken.some((written) => written > 0)).toBe(true);
        expect(await state()).toEqual(expected);
      }
    );
  });

  describe('a run whose process died', () => {
    /** The name of an instance in another process of this machine. */
    let nameOf: (pid: number) => string;
    let dead: string;

    beforeAll(async () => {
      const { id } = await runText(strapi, await createProfile(strapi), people(1));
      const { owner } = await strapi.db.query(RUN).findOne({ where: { documentId: id } });
      nameOf = (pid) => owner.replace(`:${process.pid}:`, `:${pid}:`);
      dead = nameOf(spawnSync(process.execPath, ['-e', '']).pid);
      expect(dead).not.toBe(owner);
    });

    const insert = (profileId: string, data: object = {}) => {
      const now = Date.now();
      const base = {
        profileId,
        profileName: 'P',
        profileFingerprint: '',
        kind: 'run',
        trigger: 'manual',
      };
      return strapi.db.query(RUN).create({
        data: {
          ...base,
          status: 'running',
          startedAtMs: now,
          heartbeatAtMs: now,
          lock: profileId,
          owner: dead,
          ...data,
        },
      });
    };

    it('is interrupted at the next start of Strapi', async () => {
      const profile = await createProfile(strapi);
      const { documentId } = await insert(profile);
      const alive = await insert('other', { owner: nameOf(process.ppid) });
      await app.restart();
      strapi = app.strapi;
      expect(await runs().findOne(documentId)).toMatchObject({
        status: 'interrupted',
        error: { code: 'interrupted' },
        finishedAt: expect.any(String),
      });
      expect((await row(documentId)).lock).toBeNull();
      expect(await runs().findOne(alive.documentId)).toMatchObject({ status: 'running' });
      await strapi.db.query(RUN).delete({ where: { id: alive.id } });
    });

    it('does not keep its profile from running', async () => {
      const profile = await createProfile(strapi);
      const { documentId } = await insert(profile);
      expect(await runText(strapi, profile, people(3))).toMatchObject({ status: 'succeeded' });
      expect(await runs().findOne(documentId)).toMatchObject({ status: 'interrupted' });
    });

    it('keeps its profile from running as long as it may still live', async () => {
      const profile = await createProfile(strapi);
      const { id } = await insert(profile, { owner: 'elsewhere:1:x' });
      await expect(runText(strapi, profile, people(3))).rejects.toMatchObject({
        code: 'already-running',
      });
      await strapi.db
        .query(RUN)
        .update({ where: { id }, data: { heartbeatAtMs: Date.now() - 61_000 } });
      expect(await runText(strapi, profile, people(3))).toMatchObject({ status: 'succeeded' });
    });
  });

  describe('the history', () => {
    it('is paged and filtered, the latest first', async () => {
      const profile = await createProfile(strapi);
      const other = await createProfile(strapi);
      const first = await runText(strapi, profile, people(2));
      const second = await runText(strapi, profile, 'x', { kind: 'test' });
      await runText(strapi, other, people(1, 50));
      const page = await runs().find({ page: 1, pageSize: 1, profileId: profile });
      expect(page.results.map(({ id }) => id)).toEqual([second.id]);
      expect(page.pagination).toEqual({ page: 1, pageSize: 1, pageCount: 2, total: 2 });
      const real = await runs().find({ page: 1, pageSize: 10, profileId: profile, kind: 'run' });
      expect(real.results.map(({ id }) => id)).toEqual([first.id]);
      const failed = await runs().find({ page: 1, pageSize: 10, status: 'failed' });
      expect(failed.results.map(({ id }) => id)).toEqual([second.id]);
    });

    it('keeps as many runs as the option says, and forgets the rest with all their rows', async () => {
      const profile = await createProfile(strapi);
      for (let count = 1; count <= 8; count += 1) await runText(strapi, profile, people(count));
      const { results } = await runs().find({ page: 1, pageSize: 100 });
      expect(results).toHaveLength(6);
      const kept = new Set(await Promise.all(results.map(({ id }) => runs().rowId(id))));
      const changes: { runId: number }[] = await strapi.db.query(CHANGE).findMany({});
      expect(changes.every(({ runId }) => kept.has(runId))).toBe(true);
    });

    it('has as many rows in each table after many runs as after a few', async () => {
      const profile = await createProfile(strapi, { limits: { updatePercent: null } });
      const runSome = async (count: number): Promise<Record<string, number>> => {
        for (let run = 0; run < count; run += 1) {
          const csv = `${people(3).replaceAll('Person', `Run${run}`)}u1,Twice,1001\n`;
          const { status } = await runText(strapi, profile, csv);
          expect(status).toBe('succeeded-with-errors');
          await runText(strapi, profile, csv, { kind: 'test' });
        }
        return rowCounts(strapi);
      };
      const few = await runSome(7);
      expect(few).toMatchObject({ directory_connector_runs: 12, directory_connector_issues: 12 });
      expect(await runSome(2)).toEqual(few);
    });

    it('is rid of hundreds of runs at once by few statements, none of which takes long', async () => {
      const COPIES = 600;
      const profile = await createProfile(strapi);
      const csv = `${people(3)}u1,Twice,1001\n`;
      const { id } = await runText(strapi, profile, csv);
      const few = await rowCounts(strapi);
      await copyRun(strapi, await runs().rowId(id), COPIES);
      /** By how many values each statement finds what it is about. */
      const lists: number[] = [];
      const note = ({ bindings }: { bindings: unknown[] }): void => {
        lists.push(bindings.length);
      };
      strapi.db.connection.on('query', note);
      await retentionOf(strapi).tidy();
      strapi.db.connection.removeListener('query', note);
      const left = await rowCounts(strapi);
      const timesSix = ['runs', 'changes', 'search_blocks', 'issues', 'credentials'].map(
        (name) => `directory_connector_${name}`
      );
      // The file goes with the run that has read it.
      const gone = ['directory_connector_uploads', 'directory_connector_upload_chunks'];
      for (const [table, rows] of Object.entries(few)) {
        const times = timesSix.includes(table) ? 6 : Number(!gone.includes(table));
        expect([table, left[table]]).toEqual([table, times * rows]);
      }
      expect(lists.length).toBeLessThan(COPIES / 6);
      // Neither by more ids nor by anything besides them.
      expect(Math.max(...lists)).toBeLessThanOrEqual(2000);
    });

    it('goes with the profile', async () => {
      const profile = await createProfile(strapi);
      await runText(strapi, profile, people(3));
      await profilesOf(strapi).remove(profile);
      expect(await strapi.db.query(RUN).count()).toBe(0);
      expect(await strapi.db.query(CHANGE).count()).toBe(0);
      expect(await users()).toBe(3);
    });
  });

  it('emits one event that names no record', async () => {
    const profile = await createProfile(strapi);
    const events: unknown[] = [];
    const off = strapi.eventHub.on('directory-connector.run', async (event: unknown) => {
      events.push(event);
    }) as () => void;
    const report = await runText(strapi, profile, people(3));
    off();
    expect(events).toMatchObject([
      { run: { id: report.id, profileId: profile, status: 'succeeded', user: { create: 3 } } },
    ]);
    expect(JSON.stringify(events)).not.toContain('Person');
  });

  it('writes one mail for a cause, and one when it is over', async () => {
    const profile = await createProfile(strapi, {
      notify: { emails: ['a@example.com', 'b@example.com'] },
    });
    const post = catchMails(strapi);
    const files = ['', '', '<html></html>', '', people(5), people(4), people(20), ''];
    for (const csv of [people(20), ...files]) await runText(strapi, profile, csv);
    post.end();
    expect(post.subjects()).toEqual([
      'failed',
      'failed',
      'waits for approval',
      'works again',
      'failed',
    ]);
    expect(post.mails[2]?.to).toBe('a@example.com, b@example.com');
    expect(post.mails[2]?.text).toContain('15 of 20 users');
    const links = post.mails.map(({ text }) => /http:\S+/.exec(text)?.[0]);
    const { results } = await runs().find({ page: 1, pageSize: 100 });
    expect(links.at(-1)).toMatch(
      new RegExp(`/admin/plugins/directory-connector/runs/${results[0]?.id}$`)
    );
  });

  it('gives generated credentials once', async () => {
    const profile = await createProfile(strapi);
    const { id } = await runText(strapi, profile, people(2));
    const credentials = await runs().credentials(id);
    expect(credentials.map(({ key }) => key)).toEqual(['username:u1', 'username:u2']);
    expect(Object.keys(credentials[0]?.secrets ?? {}).sort()).toEqual([
      'password',
      'pin',
      'sipPassword',
    ]);
    expect(await runs().credentials(id)).toEqual([]);
  });

  it('reports a bad row with its number, column and value, and goes on with the others', async () => {
    const profile = await createProfile(strapi);
    const csv = 'username,displayname,extension\na,A,200\nb,B,200\nc,C,201\n';
    const report = await runText(strapi, profile, csv);
    expect(report).toMatchObject({
      status: 'succeeded-with-errors',
      rows: { read: 3, filtered: 0, skipped: 0, failed: 1 },
      user: { create: 2, error: 1 },
      issues: [
        {
          row: 3,
          column: 'extension',
          value: '200',
          code: 'duplicate-extension',
          severity: 'error',
        },
      ],
    });
    expect(await usernames()).toEqual(['a', 'c']);
  });
});
