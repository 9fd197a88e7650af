import { spawn } from 'node:child_process';
import { once } from 'node:events';

import { errors } from '@strapi/utils';
import request from 'supertest';

import { MASK } from '../../shared/text';
import { itOnSqlite } from '../support/databases';
import {
  apply,
  applyStored,
  change,
  emptyTables,
  failuresOf,
  LINKS,
  rowsOf,
  storePlan,
  TABLES,
  targetOf,
  type Cells,
} from '../support/plans';
import { secretsOf, storageOf } from '../support/runs';
import { createTestApp, type TestApp } from '../support/strapi';
import { everythingStored } from '../support/tables';
import type { Change } from '../../server/src/plan/types';

const MODES = ['bulk', 'documents'] as const;
/** Changes that are written in one transaction. */
const exchange = { exchange: 1 };
const NO_FAILURES = { create: 0, update: 0, remove: 0 };

describe('writing a plan', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await createTestApp();
  });
  afterAll(() => app.close());
  beforeEach(() => emptyTables(app.strapi));

  const users = () => rowsOf(app.strapi, TABLES.user);
  const entries = () => rowsOf(app.strapi, TABLES.phonebookEntry);
  const phones = () => rowsOf(app.strapi, TABLES.phone);
  const links = async () => Promise.all(LINKS.map((table) => rowsOf(app.strapi, table)));
  const userNamed = async (name: string) =>
    (await users()).find(({ username }) => username === name);
  const issuesOf = async (runId: number) =>
    (await storageOf(app.strapi).issues(runId, { page: 1, pageSize: 100 })).results;

  const newUser = (
    sequence: number,
    attributes: Change['attributes'],
    more: Partial<Change> = {}
  ) => change({ sequence, type: 'user', action: 'create', attributes, ...more });

  const updateOf = (
    sequence: number,
    row: Cells | undefined,
    attributes: Change['attributes'],
    more: Partial<Change> = {}
  ) =>
    change({
      sequence,
      type: 'user',
      action: 'update',
      target: targetOf(row),
      attributes,
      key: String(row?.connector_key),
      ...more,
    });

  const removalOf = (
    sequence: number,
    type: Change['type'],
    row: Cells | undefined,
    more: Partial<Change> = {}
  ) => change({ sequence, type, action: 'remove', target: targetOf(row), ...more });

  describe.each(MODES)('in mode %s', (mode) => {
    const write = (changes: Change[], settings = {}) =>
      apply(app.strapi, changes, { mode, ...settings });

    it('creates users with their entries and phones', async () => {
      const { failed } = await write([
        newUser(
          1,
          { username: 'mmuster', displayName: 'Max', extension: '345', roles: ['a', 'b'] },
          { key: 'username:mmuster' }
        ),
        change({
          sequence: 2,
          type: 'phonebookEntry',
          action: 'create',
          attributes: { displayName: 'Max', labels: [{ name: 'x', value: '1' }] },
          user: { sequence: 1 },
        }),
        change({
          sequence: 3,
          type: 'phonebookEntry',
          action: 'create',
          attributes: { displayName: 'Max at home' },
          user: { sequence: 1 },
        }),
        change({
          sequence: 4,
          type: 'phone',
          action: 'create',
          attributes: { mac: 'aa:bb:cc:dd:ee:ff', kind: 'desk' },
          user: { sequence: 1 },
        }),
        change({
          sequence: 5,
          type: 'phonebookEntry',
          action: 'create',
          attributes: { displayName: 'Switchboard' },
          user: null,
        }),
      ]);
      expect(failed.user).toEqual(NO_FAILURES);
      const [user] = await users();
      expect(user).toMatchObject({
        username: 'mmuster',
        extension: '345',
        enabled: 1,
        auth_method: 'local',
        protected: 0,
        connector_profile: 'profile-a',
        connector_key: 'username:mmuster',
      });
      const found = await app.strapi.documents('plugin::directory-connector.user').findFirst({
        populate: { phonebookEntries: true, phones: true },
      });
      expect(found).toMatchObject({
        roles: ['a', 'b'],
        phonebookEntries: [
          { displayName: 'Max', labels: [{ name: 'x', value: '1' }] },
          { displayName: 'Max at home' },
        ],
        phones: [{ mac: 'aa:bb:cc:dd:ee:ff', kind: 'desk' }],
      });
      const [entryLinks, phoneLinks] = await links();
      expect(entryLinks?.map((row) => row.phonebook_entry_ord)).toEqual([1, 2]);
      expect(phoneLinks).toHaveLength(1);
      expect(await entries()).toHaveLength(3);
    });

    it('updates only what a change names, and knows who owns what', async () => {
      await write([
        newUser(1, { username: 'a', displayName: 'A', email: 'a@x', roles: ['r'] }),
        newUser(2, { username: 'b', displayName: 'B' }),
      ]);
      const hand = await app.strapi
        .documents('plugin::directory-connector.user')
        .create({ data: { username: 'hand' } });
      const [one, two] = await users();
      await write([
        updateOf(1, one, { displayName: 'A2', email: null, roles: null, enabled: false }),
        updateOf(2, two, { displayName: 'B2' }, { missingSince: '2026-01-02T03:04:05.678Z' }),
        updateOf(
          3,
          await userNamed('hand'),
          { displayName: 'by hand' },
          { own: false, key: 'username:hand' }
        ),
      ]);
      expect(await userNamed('a')).toMatchObject({
        display_name: 'A2',
        email: null,
        roles: null,
        enabled: 0,
        connector_key: 'key:1',
      });
      expect(await userNamed('b')).toMatchObject({
        display_name: 'B2',
        connector_missing_since_ms: Date.parse('2026-01-02T03:04:05.678Z'),
      });
      expect(await userNamed('hand')).toMatchObject({
        document_id: hand.documentId,
        display_name: 'by hand',
        connector_profile: null,
        connector_key: null,
      });

      await write([
        updateOf(1, two, { enabled: true }, { missingSince: null }),
        updateOf(2, await userNamed('hand'), {}, { own: true, key: 'username:hand' }),
      ]);
      expect(await userNamed('b')).toMatchObject({ enabled: 1, connector_missing_since_ms: null });
      expect(await userNamed('hand')).toMatchObject({
        connector_profile: 'profile-a',
        connector_key: 'username:hand',
      });
    });

    it('swaps unique values, and hands them round a ring with a newcomer', async () => {
      await write(
        ['1', '2', '3'].map((extension, place) =>
          newUser(place + 1, { username: `u${extension}`, extension })
        )
      );
      const [one, two, three] = await users();
      const { failed } = await write([
        updateOf(1, one, { extension: '2' }, { clearFirst: ['extension'] }),
        updateOf(2, two, { extension: '3' }, { clearFirst: ['extension'] }),
        updateOf(3, three, { extension: '4' }, { clearFirst: ['extension'] }),
        newUser(4, { username: 'u4', extension: '1' }),
      ]);
      expect(failed.user).toEqual(NO_FAILURES);
      expect((await users()).map(({ username, extension }) => [username, extension])).toEqual([
        ['u1', '2'],
        ['u2', '3'],
        ['u3', '4'],
        ['u4', '1'],
      ]);
    });

    it('gives a value to a newcomer whose holder is removed', async () => {
      await write([newUser(1, { username: 'old', extension: '100' })]);
      const { failed } = await write([
        removalOf(1, 'user', await userNamed('old'), {
          ...exchange,
          clearFirst: ['extension'],
          row: null,
        }),
        newUser(2, { username: 'new', extension: '100' }, exchange),
      ]);
      expect(failed.user).toEqual(NO_FAILURES);
      expect((await users()).map(({ username, extension }) => [username, extension])).toEqual([
        ['new', '100'],
      ]);
    });

    it('moves an entry to another user, to one who is only made now, and to nobody', async () => {
      await write([
        newUser(1, { username: 'a' }),
        ...[2, 3, 4].map((sequence) =>
          change({
            sequence,
            type: 'phonebookEntry',
            action: 'create',
            attributes: { displayName: `E${sequence}` },
            user: { sequence: 1 },
          })
        ),
        newUser(5, { username: 'b' }),
      ]);
      const [first, second, third] = await entries();
      const b = await userNamed('b');
      const move = (sequence: number, row: Cells | undefined, user: Change['user']) =>
        change({
          sequence,
          type: 'phonebookEntry',
          action: 'update',
          target: targetOf(row),
          key: `key:${sequence + 1}`,
          user,
        });
      const { failed } = await write([
        move(1, first, { id: Number(b?.id) }),
        move(2, second, { sequence: 4 }),
        move(3, third, null),
        newUser(4, { username: 'c' }),
      ]);
      expect(failed.phonebookEntry).toEqual(NO_FAILURES);
      const found = await app.strapi
        .documents('plugin::directory-connector.phonebook-entry')
        .findMany({ populate: { user: true }, sort: 'displayName' });
      expect(found.map((entry) => [entry.displayName, entry.user?.username ?? null])).toEqual([
        ['E2', 'b'],
        ['E3', 'c'],
        ['E4', null],
      ]);
    });

    it('removes users without orphans; what another profile hung on them stays, detached', async () => {
      await write([
        newUser(1, { username: 'gone' }),
        change({
          sequence: 2,
          type: 'phonebookEntry',
          action: 'create',
          user: { sequence: 1 },
          attributes: { displayName: 'own' },
        }),
        change({
          sequence: 3,
          type: 'phone',
          action: 'create',
          user: { sequence: 1 },
          attributes: { mac: 'aa:bb:cc:dd:ee:ff' },
        }),
      ]);
      const gone = await userNamed('gone');
      await write(
        [
          change({
            sequence: 1,
            type: 'phonebookEntry',
            action: 'create',
            attributes: { displayName: 'foreign' },
            user: { id: Number(gone?.id) },
          }),
        ],
        { profileId: 'profile-b' }
      );
      const own = (await entries()).find((row) => row.display_name === 'own');
      await write([
        removalOf(1, 'user', gone),
        removalOf(2, 'phonebookEntry', own),
        removalOf(3, 'phone', (await phones())[0]),
      ]);
      expect(await users()).toEqual([]);
      expect(await phones()).toEqual([]);
      expect((await entries()).map((row) => row.display_name)).toEqual(['foreign']);
      expect(await links()).toEqual([[], []]);
    });

    it('asks again before it removes: not who is protected by now, nor what somebody else owns', async () => {
      await write([1, 2, 3, 4].map((sequence) => newUser(sequence, { username: `u${sequence}` })));
      const [one, two, three, four] = await users();
      const runId = await storePlan(app.strapi, [
        removalOf(1, 'user', one),
        removalOf(2, 'user', two),
        removalOf(3, 'user', three, { own: false }),
        removalOf(4, 'user', four),
      ]);
      const table = () => app.strapi.db.connection(TABLES.user);
      await table().where({ username: 'u1' }).update({ protected: true });
      await table().where({ username: 'u2' }).update({ connector_profile: 'profile-b' });
      await table().where({ username: 'u3' }).update({ connector_profile: null });
      await applyStored(app.strapi, runId, { mode });
      const failed = await failuresOf(app.strapi, runId);
      expect((await users()).map(({ username }) => username)).toEqual(['u1', 'u2']);
      expect(failed.user).toEqual({ create: 0, update: 0, remove: 2 });
      expect((await issuesOf(runId)).map(({ row, code }) => [row, code])).toEqual([
        [2, 'changed-meanwhile'],
        [3, 'changed-meanwhile'],
      ]);
    });

    it('does not take the extension of a user who has been protected since', async () => {
      await write([newUser(1, { username: 'kept', extension: '100' })]);
      const runId = await storePlan(app.strapi, [
        removalOf(1, 'user', await userNamed('kept'), {
          ...exchange,
          clearFirst: ['extension'],
          row: null,
        }),
        newUser(2, { username: 'new', extension: '100' }, exchange),
      ]);
      await app.strapi.db.connection(TABLES.user).update({ protected: true });
      await applyStored(app.strapi, runId, { mode });
      expect((await users()).map(({ username, extension }) => [username, extension])).toEqual([
        ['kept', '100'],
      ]);
      expect((await issuesOf(runId)).map(({ row, code }) => [row, code])).toEqual([
        [3, 'write-conflict'],
        [null, 'changed-meanwhile'],
      ]);
    });

    it('says which value is missing when who gave it up cannot be written', async () => {
      await write([
        newUser(1, { username: 'a', extension: '1' }),
        newUser(2, { username: 'b', extension: '2' }),
        newUser(3, { username: 'c' }),
      ]);
      const [a, b] = await users();
      const { runId } = await write([
        updateOf(1, a, { extension: '2' }, { clearFirst: ['extension'] }),
        updateOf(2, b, { extension: '1', username: 'c' }, { clearFirst: ['extension'] }),
      ]);
      expect((await users()).map(({ extension }) => extension)).toEqual(['2', null, null]);
      const [issue] = await issuesOf(runId);
      expect(issue).toMatchObject({ code: 'write-conflict', column: 'username', value: 'c' });
      expect(issue?.message).toContain('Until then the user has no extension.');
    });

    it('leaves out what cannot be written, and what hangs on it, and goes on', async () => {
      await app.strapi
        .documents('plugin::directory-connector.user')
        .create({ data: { username: 'hand', extension: '500' } });
      await write([newUser(1, { username: 'stays' }), newUser(2, { username: 'vanishes' })]);
      const [, stays, vanishes] = await users();
      const runId = await storePlan(app.strapi, [
        newUser(1, { username: 'first' }, { key: 'username:first' }),
        newUser(
          2,
          { username: 'clash', extension: '500' },
          { key: 'username:clash', label: 'Clash "x"' }
        ),
        newUser(3, { username: 'last' }),
        change({
          sequence: 4,
          type: 'phone',
          action: 'create',
          attributes: { name: 'p' },
          user: { sequence: 2 },
        }),
        change({
          sequence: 5,
          type: 'phone',
          action: 'create',
          attributes: { name: 'q' },
          user: { sequence: 3 },
        }),
        change({
          sequence: 6,
          type: 'phone',
          action: 'create',
          attributes: { name: 'r' },
          user: { id: Number(vanishes?.id) },
        }),
        updateOf(7, stays, { extension: '500' }, { key: 'key:1' }),
        updateOf(8, vanishes, { displayName: 'x' }, { key: 'key:2' }),
      ]);
      await app.strapi.db.connection(TABLES.user).where({ username: 'vanishes' }).delete();
      await applyStored(app.strapi, runId, { mode });
      const failed = await failuresOf(app.strapi, runId);

      expect(failed).toMatchObject({
        user: { create: 1, update: 2, remove: 0 },
        phone: { create: 2, update: 0, remove: 0 },
      });
      expect((await users()).map(({ username }) => username)).toEqual([
        'hand',
        'stays',
        'first',
        'last',
      ]);
      expect((await phones()).map(({ name }) => name)).toEqual(['q']);
      const issues = await issuesOf(runId);
      const bySequence = Object.fromEntries(issues.map((issue) => [Number(issue.row) - 1, issue]));
      expect(bySequence[2]).toMatchObject({
        code: 'write-conflict',
        column: 'extension',
        value: '500',
        severity: 'error',
      });
      expect(bySequence[2]?.message).toContain('Clash "x"');
      expect(bySequence[7]).toMatchObject({ code: 'write-conflict', column: 'extension' });
      expect(bySequence[8]).toMatchObject({ code: 'changed-meanwhile' });
      expect(bySequence[4]).toMatchObject({ code: 'user-not-written' });
      expect(issues).toHaveLength(5);
      expect(issues.map(({ message }) => message).join()).not.toMatch(/insert|SQLITE/);

      const { results } = await storageOf(app.strapi).changes(runId, {
        page: 1,
        pageSize: 10,
        action: 'error',
      });
      expect(results.map(({ row, applied }) => [Number(row) - 1, applied])).toEqual(
        [2, 4, 6, 7, 8].map((sequence) => [sequence, false])
      );
    });

    it('writes hostile values as they are', async () => {
      const values = [
        '\'"`\\',
        '{{x}} <b>&amp;</b>',
        '😀\u2028\u2029\u0001',
        "'; drop table directory_users; --",
        '? ?? :id $1',
        'two   words',
        'null',
      ];
      await write(
        values.map((displayName, place) =>
          newUser(place + 1, {
            username: `u${place}`,
            displayName,
            roles: [displayName],
            avatar: displayName.repeat(1000).slice(0, 10_000),
          })
        )
      );
      const check = async (suffix: string) => {
        const stored = await app.strapi
          .documents('plugin::directory-connector.user')
          .findMany({ sort: 'id', limit: 100 });
        expect(stored.map(({ displayName, roles }) => [displayName, roles])).toEqual(
          values.map((value) => [value + suffix, [value + suffix]])
        );
      };
      await check('');
      const rows = await users();
      await write(
        rows.map((row, place) =>
          updateOf(place + 1, row, {
            displayName: `${values[place]}!`,
            roles: [`${values[place]}!`],
          })
        )
      );
      await check('!');
      expect((await users())[0]?.avatar).toBe(values[0]?.repeat(1000).slice(0, 10_000));
    });

    it('keeps every secret out of every table', async () => {
      const clear = [
        'S3cret-Password-1',
        'S3cret-Sip-1',
        '735190',
        'S3cret-User-1',
        'S3cret-Phone-1',
        'S3cret-Password-2',
      ];
      const [
        password = '',
        sipPassword = '',
        pin = '',
        sipUsername = '',
        phonePassword = '',
        changed = '',
      ] = clear;
      const difference = { password: { before: null, after: MASK } };
      const { runId } = await write([
        newUser(1, { username: 'a' }, { secrets: { password, sipPassword, pin }, difference }),
        change({
          sequence: 2,
          type: 'phone',
          action: 'create',
          attributes: { name: 'p' },
          secrets: { sipUsername, sipPassword: phonePassword },
          user: { sequence: 1 },
        }),
        newUser(
          3,
          { username: 'b' },
          { generate: ['password', 'sipPassword', 'pin'], key: 'username:b' }
        ),
      ]);
      const [a, b] = await users();
      await write([updateOf(1, a, {}, { secrets: { password: changed }, generate: ['pin'] })]);
      const credentials = await storageOf(app.strapi).ofRun(runId).takeCredentials();
      expect(credentials).toEqual([
        {
          type: 'user',
          key: 'username:b',
          label: 'Record 3',
          record: b?.id,
          secrets: {
            password: expect.stringMatching(/^.{16}$/),
            sipPassword: expect.stringMatching(/^.{24}$/),
            pin: expect.stringMatching(/^\d{6}$/),
          },
        },
      ]);
      expect(await storageOf(app.strapi).ofRun(runId).takeCredentials()).toEqual([]);

      const generated = Object.values(credentials[0]?.secrets ?? {});
      for (const [name, text] of await everythingStored(app.strapi)) {
        [...clear, ...generated].forEach((secret) =>
          expect(text.includes(secret) ? `${secret} in ${name}` : '').toBe('')
        );
      }
      const secrets = secretsOf(app.strapi);
      expect(secrets.decrypt(String(b?.sip_password))).toBe(credentials[0]?.secrets.sipPassword);
      expect(b?.password).toMatch(/^\$scrypt\$ln=5,/);
      const again = await userNamed('a');
      expect(secrets.decrypt(String(again?.sip_password))).toBe(sipPassword);
      expect(again?.password).toMatch(/^\$scrypt\$ln=14,/);
      expect(again?.password).not.toBe(a?.password);
      expect(secrets.decrypt(String(again?.pin))).toMatch(/^\d{6}$/);
      expect(JSON.parse(String(again?.connector_fingerprint))).toEqual({
        password: secrets.fingerprint('password', changed),
        sipPassword: secrets.fingerprint('sipPassword', sipPassword),
      });
    });

    it('keeps a password that is a hash already', async () => {
      const hash = '{MD5}aY1RoZ2KEhzlgUmde3AWaA==';
      await write([newUser(1, { username: 'elena' }, { secrets: { password: hash } })]);
      expect((await users())[0]?.password).toBe(hash);
    });

    it('takes over what users bring along before it takes over the users', async () => {
      await write([
        newUser(1, { username: 'ann' }, { own: false }),
        change({
          sequence: 2,
          type: 'phonebookEntry',
          action: 'create',
          own: false,
          user: { sequence: 1 },
          attributes: { displayName: 'Ann' },
        }),
        change({
          sequence: 3,
          type: 'phone',
          action: 'create',
          own: false,
          user: { sequence: 1 },
          attributes: { name: 'desk' },
        }),
      ]);
      const [[person], [entry], [phone]] = [await users(), await entries(), await phones()];
      const runId = await storePlan(app.strapi, [
        updateOf(1, person, {}, { key: 'username:ann' }),
        ...(
          [
            ['phonebookEntry', entry],
            ['phone', phone],
          ] as const
        ).map(([type, row], place) =>
          change({
            sequence: place + 2,
            type,
            action: 'update',
            target: targetOf(row),
            comesAlong: true,
          })
        ),
      ]);
      const owners = async () =>
        [...(await users()), ...(await entries()), ...(await phones())].map(
          (row) => row.connector_profile
        );
      const owned = 'profile-a';
      for (const [step, expected] of [
        [1, [null, owned, null]],
        [2, [null, owned, owned]],
        [3, [owned, owned, owned]],
      ] as const) {
        const controller = new AbortController();
        const applying = applyStored(app.strapi, runId, {
          mode,
          signal: controller.signal,
          onProgress: (written) => written >= step && controller.abort(new Error('stopped')),
        });
        await applying.catch((error: Error) => expect(error.message).toBe('stopped'));
        expect(await owners()).toEqual(expected);
      }
    });

    it('can be stopped between batches, and goes on where it was', async () => {
      const changes = Array.from({ length: 1200 }, (_, place) =>
        newUser(place + 1, { username: `u${place}`, displayName: `U ${place}` })
      );
      const size = mode === 'bulk' ? 1200 : 40;
      const runId = await storePlan(app.strapi, changes.slice(0, size));
      const controller = new AbortController();
      const seen: [number, number][] = [];
      const stopping = applyStored(app.strapi, runId, {
        mode,
        signal: controller.signal,
        onProgress(written, total) {
          seen.push([written, total]);
          if (written > 0) controller.abort(new Error('stopped'));
        },
      });
      await expect(stopping).rejects.toThrow('stopped');
      const { client } = app.strapi.db.dialect;
      const batch = { bulk: client === 'sqlite' ? 125 : 250, documents: 1 }[mode];
      expect(seen).toEqual([
        [0, size],
        [batch, size],
      ]);
      expect(await users()).toHaveLength(batch);

      const first = (await users()).map(({ id, document_id }) => [id, document_id]);
      const progress: number[] = [];
      await applyStored(app.strapi, runId, {
        mode,
        onProgress: (written) => progress.push(written),
      });
      expect(progress[0]).toBe(batch);
      expect(progress.at(-1)).toBe(size);
      const all = await users();
      expect(all).toHaveLength(size);
      expect(all.slice(0, batch).map(({ id, document_id }) => [id, document_id])).toEqual(first);

      const before = JSON.stringify(await users());
      await applyStored(app.strapi, runId, { mode });
      expect(JSON.stringify(await users())).toBe(before);
    });

    it('hands values along a chain and round rings without anybody being left without one', async () => {
      const count = mode === 'bulk' ? 300 : 32;
      const numbers = Array.from({ length: count }, (_, place) => String(1000 + place));
      await write(
        numbers.map((extension, place) =>
          newUser(place + 1, { username: `u${extension}`, extension })
        )
      );
      const before = await users();
      // The first half is a chain that ends in a free number, the second are pairs who swap.
      const half = count / 2;
      const next = (place: number): string => {
        if (place === half - 1) return '9999';
        return numbers[place < half ? place + 1 : place % 2 === half % 2 ? place + 1 : place - 1]!;
      };
      const exchangeOf = (place: number): { exchange?: number } => {
        if (place === half - 1) return {};
        return { exchange: place < half ? half - place : half + Math.floor(place / 2) };
      };
      const runId = await storePlan(
        app.strapi,
        before.map((row, place) =>
          updateOf(place + 1, row, { extension: next(place) }, exchangeOf(place))
        )
      );
      const without: Promise<unknown>[] = [];
      const countWithout = () =>
        app.strapi.db.connection(TABLES.user).whereNull('extension').count({ count: '*' }).first();
      await applyStored(app.strapi, runId, {
        mode,
        onProgress: () => without.push(countWithout()),
      });
      expect((await users()).map(({ extension }) => extension)).toEqual(
        before.map((_, place) => next(place))
      );
      const counts = (await Promise.all(without)) as { count: unknown }[];
      expect(counts.length).toBeGreaterThan(2);
      expect(counts.map((found) => Number(found.count))).toEqual(counts.map(() => 0));
    });

    it('keeps what everybody has where one of a ring cannot be written', async () => {
      await write([
        newUser(1, { username: 'a', extension: '1' }),
        newUser(2, { username: 'b', extension: '2' }),
        newUser(3, { username: 'c' }),
      ]);
      const [a, b] = await users();
      const { runId } = await write([
        updateOf(1, a, { extension: '2' }, { exchange: 1 }),
        updateOf(2, b, { extension: '1', username: 'c' }, { exchange: 1 }),
      ]);
      expect((await users()).map(({ extension }) => extension)).toEqual(['1', '2', null]);
      expect((await issuesOf(runId)).map(({ row, code }) => [row, code])).toEqual([
        [3, 'write-conflict'],
        [2, 'write-conflict'],
      ]);
    });

    it('does not empty a value again that it gave after it was stopped', async () => {
      await write([
        newUser(1, { username: 'a', extension: '1' }),
        newUser(2, { username: 'b', extension: '2' }),
      ]);
      const [a, b] = await users();
      const runId = await storePlan(app.strapi, [
        updateOf(1, a, { extension: '2' }, { clearFirst: ['extension'] }),
        updateOf(2, b, { extension: '1' }, { clearFirst: ['extension'] }),
      ]);
      await applyStored(app.strapi, runId, { mode });
      await applyStored(app.strapi, runId, { mode });
      expect((await users()).map(({ extension }) => extension)).toEqual(['2', '1']);
    });

    it('writes nothing of a plan whose payloads are dropped', async () => {
      const runId = await storePlan(app.strapi, [newUser(1, { username: 'a' })]);
      await storageOf(app.strapi).ofRun(runId).dropPayloads();
      await applyStored(app.strapi, runId, { mode });
      expect(await users()).toEqual([]);
    });
  });

  it('gives the same rows in both modes, column by column', async () => {
    const plan = (): Change[] => [
      newUser(
        1,
        {
          username: 'a',
          displayName: 'A',
          roles: ['x'],
          mobileNumbers: ['1', '2'],
          enabled: false,
          authMethod: 'external',
          avatar: 'text',
        },
        { key: 'username:a' }
      ),
      newUser(
        2,
        { username: 'b' },
        { key: 'username:b', missingSince: '2026-01-01T00:00:00.000Z' }
      ),
      change({
        sequence: 3,
        type: 'phonebookEntry',
        action: 'create',
        attributes: { displayName: 'E', labels: [{ name: 'n', value: 'v' }], private: true },
        user: { sequence: 1 },
      }),
      change({
        sequence: 4,
        type: 'phonebookEntry',
        action: 'create',
        attributes: { displayName: 'F' },
        user: { sequence: 1 },
      }),
      change({
        sequence: 5,
        type: 'phone',
        action: 'create',
        attributes: { mac: '00:11:22:33:44:55', kind: 'softphone' },
        user: { sequence: 2 },
      }),
      change({
        sequence: 6,
        type: 'phonebookEntry',
        action: 'create',
        attributes: { displayName: 'G' },
        user: null,
      }),
    ];
    const second = async (): Promise<Change[]> => {
      const [a, b] = await users();
      const [entry, , lonely] = await entries();
      return [
        updateOf(
          1,
          a,
          { displayName: 'A2', roles: null, email: 'a@x' },
          { secrets: { pin: '1234' } }
        ),
        updateOf(2, b, { displayName: null }, { missingSince: null }),
        change({
          sequence: 3,
          type: 'phonebookEntry',
          action: 'update',
          key: 'key:3',
          target: targetOf(entry),
          attributes: { labels: [] },
          user: { id: Number(b?.id) },
        }),
        change({
          sequence: 4,
          type: 'phonebookEntry',
          action: 'update',
          key: 'key:6',
          target: targetOf(lonely),
          user: { id: Number(a?.id) },
        }),
      ];
    };
    const differing = /^(id|document_id|connector_run|pin)$|_at$|_id$|_ord$/;
    const comparable = (rows: Cells[]): Cells[] =>
      rows.map((row) =>
        Object.fromEntries(
          Object.entries(row).map(([column, value]) => [
            column,
            differing.test(column) && value !== null ? typeof value : value,
          ])
        )
      );
    const dumps: unknown[] = [];
    for (const mode of MODES) {
      await emptyTables(app.strapi);
      await apply(app.strapi, plan(), { mode });
      const created = [await users(), await entries(), await phones(), ...(await links())];
      await apply(app.strapi, await second(), { mode });
      const updated = [await users(), await entries(), await phones(), ...(await links())];
      dumps.push([...created, ...updated].map(comparable));
    }
    expect(dumps[0]).toEqual(dumps[1]);
  });

  it('writes 2,000 users with entries in few statements', async () => {
    const changes = Array.from({ length: 2000 }, (_, place) => [
      newUser(place * 2 + 1, {
        username: `user${place}`,
        displayName: `User ${place}`,
        extension: `${1000 + place}`,
      }),
      change({
        sequence: place * 2 + 2,
        type: 'phonebookEntry',
        action: 'create',
        attributes: { displayName: `User ${place}` },
        user: { sequence: place * 2 + 1 },
      }),
    ]).flat();
    const runId = await storePlan(app.strapi, changes);
    const statements: string[] = [];
    const count = ({ sql }: { sql: string }) => statements.push(sql);
    app.strapi.db.connection.on('query', count);
    await applyStored(app.strapi, runId);
    expect(statements.length).toBeLessThan(520);
    expect(await users()).toHaveLength(2000);

    const rows = await users();
    const update = await storePlan(
      app.strapi,
      rows.map((row, place) =>
        updateOf(place + 1, row, {
          displayName: `New ${place}`,
          roles: [`${place}`],
          enabled: place % 2 === 0,
        })
      )
    );
    statements.length = 0;
    await applyStored(app.strapi, update);
    app.strapi.db.connection.removeListener('query', count);
    // Sixteen batches, each with what its users are found by.
    expect(statements.length).toBeLessThan(260);
    const written = await users();
    written.forEach((row, place) => {
      expect([row.display_name, row.roles, row.enabled]).toEqual([
        `New ${place}`,
        `["${place}"]`,
        place % 2 === 0 ? 1 : 0,
      ]);
    });
  });

  it('retries a failed batch record by record: one conflict costs one record', async () => {
    await app.strapi
      .documents('plugin::directory-connector.user')
      .create({ data: { username: 'hand', extension: '250' } });
    const { failed } = await apply(
      app.strapi,
      Array.from({ length: 500 }, (_, place) =>
        newUser(place + 1, { username: `u${place}`, extension: String(place) })
      )
    );
    expect(failed.user.create).toBe(1);
    expect(await users()).toHaveLength(500);
  });

  itOnSqlite('waits for another process that is about to write', async () => {
    const { filename } = app.strapi.config.get<{ filename: string }>(
      'database.connection.connection'
    );
    const runId = await storePlan(app.strapi, [newUser(1, { username: 'ann' })]);
    const program = `
      const database = new (require('better-sqlite3'))(process.argv[1]);
      database.exec('begin immediate');
      process.stdout.write('holding');
      setTimeout(() => database.exec('commit'), 500);`;
    const other = spawn(process.execPath, ['-e', program, filename]);
    await once(other.stdout, 'data');
    await applyStored(app.strapi, runId);
    expect(await userNamed('ann')).toBeDefined();
    if (other.exitCode === null) await once(other, 'exit');
    expect(other.exitCode).toBe(0);
  });

  it('lets the database be used in between', async () => {
    const runId = await storePlan(
      app.strapi,
      Array.from({ length: 2000 }, (_, place) => newUser(place + 1, { username: `u${place}` }))
    );
    const counts: number[] = [];
    let reading = Promise.resolve();
    await applyStored(app.strapi, runId, {
      onProgress() {
        reading = reading.then(async () => {
          counts.push(await app.strapi.db.query('plugin::directory-connector.user').count());
        });
      },
    });
    await reading;
    expect(counts.some((count) => count > 0 && count < 2000)).toBe(true);
  });

  describe('through the Document Service', () => {
    it('shows every record to hooks, without secrets, and takes what they refuse for that record only', async () => {
      const uid = 'plugin::directory-connector.user';
      const seen: unknown[] = [];
      let refusing = true;
      const unsubscribe = app.strapi.db.lifecycles.subscribe({
        models: [uid],
        beforeCreate(event) {
          seen.push(event.params.data);
          if (refusing && event.params.data.username === 'refused')
            throw new Error('no such name here');
          if (refusing && event.params.data.username === 'invalid')
            throw new errors.ApplicationError('not valid here');
          if (refusing && event.params.data.username === 'known') {
            const message = 'username must be at most 4 characters';
            throw new errors.ValidationError(message, {
              errors: [{ path: ['username'], message }],
            });
          }
        },
      });
      const { runId, failed } = await apply(
        app.strapi,
        ['a', 'refused', 'invalid', 'known', 'b'].map((username, place) =>
          newUser(place + 1, { username }, { secrets: { pin: '4711' } })
        ),
        { mode: 'documents' }
      );
      refusing = false;
      unsubscribe();
      expect(failed.user.create).toBe(3);
      expect((await users()).map(({ username }) => username)).toEqual(['a', 'b']);
      expect(seen).toHaveLength(5);
      expect(JSON.stringify(seen)).not.toMatch(/4711|pin|enc:1/);
      const told = await issuesOf(runId);
      expect(told.map(({ code, message }) => [code, message.includes('here')])).toEqual([
        ['write-refused', true],
        ['write-refused', true],
        ['write-refused', false],
      ]);
      expect(told[2]).toMatchObject({
        column: 'username',
        value: 'known',
        params: { reason: { code: 'value-refused', params: { why: 'tooLong' } } },
      });
    });

    it('fails as a whole when the database cannot write', async () => {
      const unsubscribe = app.strapi.db.lifecycles.subscribe({
        models: ['plugin::directory-connector.user'],
        beforeCreate() {
          throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
        },
      });
      const running = apply(app.strapi, [newUser(1, { username: 'a' })], { mode: 'documents' });
      await expect(running).rejects.toThrow('disk is full');
      unsubscribe();
    });
  });

  it('has no way to read secrets back unless the app asks for it', async () => {
    await apply(app.strapi, [newUser(1, { username: 'a' }, { secrets: { pin: '1234' } })]);
    const { accessKey } = await app.strapi
      .service('admin::api-token')
      .create({ name: 'all', description: '', type: 'full-access', lifespan: null });
    const get = (path: string) =>
      request(app.strapi.server.httpServer)
        .get(`/api/directory-connector${path}`)
        .set('Authorization', `Bearer ${accessKey}`);
    const [row] = await users();
    await get(`/users/${row?.document_id}`).expect(200);
    await get(`/users/${row?.document_id}/secrets`).expect(404);
    const actions = await app.strapi.contentAPI.permissions.getActionsMap();
    expect(actions['plugin::directory-connector']?.controllers.user).toEqual([
      'find',
      'findOne',
      'create',
      'update',
      'delete',
    ]);
  });

  describe('stored plan', () => {
    it('gives back changes as they were, and replaces them', async () => {
      const full = change({
        sequence: 1,
        type: 'user',
        action: 'update',
        row: null,
        target: { id: 7, documentId: 'doc' },
        attributes: { roles: ['a'], enabled: false, displayName: null },
        secrets: { pin: '987654' },
        generate: ['password'],
        clearFirst: ['extension'],
        user: null,
        own: false,
        missingSince: null,
        difference: { pin: { before: null, after: MASK } },
      });
      const bare = change({ sequence: 2, type: 'phone', action: 'create', user: { sequence: 1 } });
      const runId = await storePlan(app.strapi, [full, bare]);
      const store = storageOf(app.strapi).ofRun(runId).plan();
      expect(await store.bySequence([2, 1, 99])).toEqual([full, bare]);
      expect('user' in full && 'missingSince' in bare).toBe(false);
      await store.replace([{ ...bare, action: 'error', key: 'other' }]);
      expect(await store.bySequence([2])).toEqual([{ ...bare, action: 'error', key: 'other' }]);
      await store.append([]);
      await store.replace([]);
      const kept = ['changes', 'search_blocks'].map((name) =>
        rowsOf(app.strapi, `directory_connector_${name}`)
      );
      const text = JSON.stringify(await Promise.all(kept));
      expect(text).toContain('Record 1');
      expect(text).not.toContain('987654');
    });

    it('leaves the other changes of a block as they are where some are replaced or taken out', async () => {
      const all = Array.from({ length: 250 }, (_, index) =>
        newUser(index + 1, { username: `user ${index + 1}` })
      );
      const runId = await storePlan(app.strapi, all);
      const storage = storageOf(app.strapi);
      const store = storage.ofRun(runId).plan();
      const given = await store.bySequence([...all.keys()].map((index) => index + 1));
      expect(given).toEqual(all);
      const renamed = [120, 7, 122].map((sequence) => ({
        ...newUser(sequence, { username: `other ${sequence}` }),
        label: `Another ${sequence}`,
      }));
      await store.replace(renamed);
      await store.discard([121, ...all.slice(150).map(({ sequence }) => sequence)]);

      const expected = all
        .map((one) => renamed.find(({ sequence }) => sequence === one.sequence) ?? one)
        .filter(({ sequence }) => sequence !== 121 && sequence <= 150);
      expect(await store.bySequence(all.map(({ sequence }) => sequence))).toEqual(expected);
      const shown = await storage.changes(runId, { page: 1, pageSize: 200 });
      expect(shown.results.map(({ label }) => label)).toEqual(expected.map(({ label }) => label));
      const found = async (search: string) =>
        (await storage.changes(runId, { page: 1, pageSize: 200, search })).results.map(
          ({ label }) => label
        );
      expect(await found('ANOTHER 12')).toEqual(['Another 120', 'Another 122']);
      for (const gone of ['record 120', 'record 121', 'record 200']) {
        expect(await found(gone)).toEqual([]);
      }
      const blocks = await rowsOf(app.strapi, 'directory_connector_search_blocks');
      const used = await rowsOf(app.strapi, 'directory_connector_changes');
      expect(blocks.map(({ id }) => id)).toEqual(
        [...new Set(used.map(({ block }) => block))].sort(
          (one, other) => Number(one) - Number(other)
        )
      );
      await applyStored(app.strapi, runId);
      expect(await users()).toHaveLength(expected.length);
    });

    it('is not mixed up with that of another run', async () => {
      const one = await storePlan(app.strapi, [newUser(1, { username: 'one' })]);
      const other = await storePlan(app.strapi, [newUser(1, { username: 'other' })]);
      await applyStored(app.strapi, other);
      expect((await users()).map(({ username }) => username)).toEqual(['other']);
      expect(await storageOf(app.strapi).ofRun(one).plan().progress()).toMatchObject({
        total: 1,
        done: 0,
        applied: 0,
      });
    });
  });

  describe('record reader', () => {
    it('reads back what was written, secrets as fingerprints only', async () => {
      await apply(app.strapi, [
        newUser(
          1,
          { username: 'a', roles: ['x'], enabled: false, extension: '0100' },
          { key: 'username:a', secrets: { pin: '1234' }, missingSince: '2026-01-02T03:04:05.678Z' }
        ),
        newUser(2, { username: 'b' }, { generate: ['pin'] }),
        change({
          sequence: 3,
          type: 'phone',
          action: 'create',
          key: 'mac:1',
          attributes: { mac: '00:11:22:33:44:55' },
          user: { sequence: 1 },
        }),
      ]);
      const reader = storageOf(app.strapi).recordReader();
      const [a] = await reader.byKey('user', 'profile-a', ['username:a', 'username:nobody']);
      expect(a).toMatchObject({
        attributes: {
          username: 'a',
          roles: ['x'],
          enabled: false,
          extension: '0100',
          displayName: null,
          mobileNumbers: null,
        },
        secrets: {
          pin: { set: true, fingerprint: secretsOf(app.strapi).fingerprint('pin', '1234') },
          password: { set: false, fingerprint: null },
        },
        owner: 'profile-a',
        key: 'username:a',
        protected: false,
        missingSince: '2026-01-02T03:04:05.678Z',
        userId: null,
      });
      expect(JSON.stringify(a)).not.toContain('enc:1');
      expect(await reader.byKey('user', 'profile-b', ['username:a'])).toEqual([]);
      const [b] = await reader.byAttribute('user', 'username', ['b']);
      expect(b?.secrets.pin).toEqual({ set: true, fingerprint: null });
      const [phone] = await reader.byAttribute('phone', 'mac', ['00:11:22:33:44:55']);
      expect(phone).toMatchObject({
        userId: a?.id,
        key: 'mac:1',
        missingSince: null,
        protected: false,
      });
      expect(await reader.byId('user', [Number(b?.id)])).toEqual([b]);
      expect(await reader.byId('user', [])).toEqual([]);
    });

    it('reads all of an owner or of everybody, in batches, and counts them', async () => {
      await apply(
        app.strapi,
        Array.from({ length: 1100 }, (_, place) => newUser(place + 1, { username: `u${place}` }))
      );
      await apply(app.strapi, [newUser(1, { username: 'other' })], { profileId: 'profile-b' });
      await app.strapi.db
        .connection(TABLES.user)
        .where({ username: 'u0' })
        .update({ protected: true });
      const reader = storageOf(app.strapi).recordReader();
      const nobody = new Set<number>();
      const read = async (owner: string | null, isKnown = (id: number) => nobody.has(id)) => {
        const sizes: number[] = [];
        const ids: number[] = [];
        for await (const batch of reader.all('user', owner, isKnown)) {
          sizes.push(batch.length);
          ids.push(...batch.map(({ id }) => id));
        }
        expect(ids).toEqual([...ids].sort((one, other) => one - other));
        return sizes;
      };
      expect(await read('profile-a')).toEqual([500, 500, 100]);
      expect(await read(null)).toEqual([500, 500, 101]);
      expect(await read('profile-a', (id) => id % 2 === 0)).toEqual([500, 50]);
      expect(await reader.count('user', 'profile-a')).toBe(1100);
      expect(await reader.count('user', null)).toBe(1100);
      expect(await reader.count('phone', null)).toBe(0);
      const keys = Array.from({ length: 1100 }, (_, place) => `key:${place + 1}`);
      expect(await reader.byKey('user', 'profile-a', keys)).toHaveLength(1100);
    });

    it('finds the extensions of a range that are taken', async () => {
      const extensions = [
        '99',
        '100',
        '101',
        '0100',
        '1a5',
        '999',
        '1000',
        '10000',
        '+49',
        '5',
        '100 ',
      ];
      await apply(
        app.strapi,
        extensions.map((extension, place) =>
          newUser(place + 1, { username: `u${place}`, extension })
        )
      );
      const reader = storageOf(app.strapi).recordReader();
      expect(await reader.extensionsInRange(100, 999)).toEqual(new Set(['100', '101', '999']));
      expect(await reader.extensionsInRange(0, 1000)).toEqual(
        new Set(['5', '99', '100', '101', '999', '1000'])
      );
      expect(await reader.extensionsInRange(200, 300)).toEqual(new Set());
    });
  });
});
