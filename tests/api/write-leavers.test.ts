import type { Change } from '../../server/src/plan/types';
import { apply, change, emptyTables, rowsOf, TABLES, targetOf, type Cells } from '../support/plans';
import { storageOf } from '../support/runs';
import { createTestApp, type TestApp } from '../support/strapi';

const NOW = '2026-11-28T10:00:00.000Z';

describe.each(['bulk', 'documents'] as const)(
  'who leaves while others cannot be written: %s',
  (mode) => {
    let app: TestApp;
    beforeAll(async () => {
      app = await createTestApp();
    });
    afterAll(() => app.close());
    beforeEach(() => emptyTables(app.strapi));

    const users = () => rowsOf(app.strapi, TABLES.user);
    const named = async (name: string): Promise<Cells> => {
      const found = (await users()).find(({ username }) => username === name);
      if (!found) throw new Error(`no ${name}`);
      return found;
    };
    const write = (changes: Change[]) => apply(app.strapi, changes, { mode });
    const issuesOf = async (runId: number) =>
      (await storageOf(app.strapi).issues(runId, { page: 1, pageSize: 100 })).results;
    const codesOf = async (runId: number) =>
      (await issuesOf(runId)).map(({ row, code, severity }) => [row, code, severity]);

    const create = (
      sequence: number,
      attributes: Change['attributes'],
      more: Partial<Change> = {}
    ) => change({ sequence, type: 'user', action: 'create', attributes, ...more });
    const removal = async (sequence: number, name: string, more: Partial<Change> = {}) =>
      change({
        sequence,
        type: 'user',
        action: 'remove',
        row: null,
        target: targetOf(await named(name)),
        label: name,
        ...more,
      });
    const switchOff = async (sequence: number, name: string, more: Partial<Change> = {}) =>
      change({
        sequence,
        type: 'user',
        action: 'update',
        row: null,
        key: `key:${name}`,
        label: name,
        target: targetOf(await named(name)),
        leaves: true,
        missingSince: NOW,
        ...more,
        attributes: { enabled: false, ...more.attributes },
      });
    const store = (...people: [username: string, extension: string | null, email?: string][]) =>
      write(
        people.map(([username, extension, email = null], index) =>
          create(index + 1, { username, extension, email }, { key: `key:${username}` })
        )
      );
    const hand = (username: string) =>
      app.strapi.documents('plugin::directory-connector.user').create({ data: { username } });

    it('are switched off and give their values up together with their successors', async () => {
      await store(['anna', '1190']);
      const { runId } = await write([
        create(1, { username: 'anna', extension: '1190' }, { exchange: 1, key: 'key:new' }),
        await switchOff(2, 'anna', {
          exchange: 1,
          attributes: { extension: null, username: 'anna (left 2026-11-28)' },
          gaveUp: { extension: '1190', username: 'anna' },
        }),
      ]);
      expect(await codesOf(runId)).toEqual([]);
      expect(await named('anna')).toMatchObject({ extension: '1190', enabled: 1 });
      const left = await named('anna (left 2026-11-28)');
      expect(left).toMatchObject({ extension: null, enabled: 0 });
      expect(JSON.parse(String(left.connector_gave_up))).toEqual({
        extension: '1190',
        username: 'anna',
      });
    });

    it.each(['removed', 'switched off'])(
      'are not %s when their successor is refused',
      async (how) => {
        await hand('taken');
        await store(['anna', '1190'], ['bert', '1191']);
        const leave = how === 'removed' ? removal : switchOff;
        const given =
          how === 'removed' ? { clearFirst: ['extension'] } : { attributes: { extension: null } };
        const { runId, failed } = await write([
          create(1, { username: 'taken', extension: '1190' }, { exchange: 1 }),
          create(2, { username: 'free', extension: '1191' }, { exchange: 2, key: 'key:free' }),
          await leave(3, 'anna', { ...given, exchange: 1 }),
          await leave(4, 'bert', { ...given, exchange: 2 }),
        ]);
        expect(failed.user.create).toBe(1);
        expect(await codesOf(runId)).toEqual([
          [2, 'write-conflict', 'error'],
          [2, 'kept-for-failed-row', 'warning'],
        ]);
        const [, warning] = await issuesOf(runId);
        expect(warning?.message).toContain('wants its extension "1190"');
        const anna = await named('anna');
        expect(anna).toMatchObject({
          extension: '1190',
          enabled: 1,
          connector_missing_since_ms: null,
        });
        expect(anna.connector_kept_since).toMatch(/^20\d\d-/);
        expect(await named('free')).toMatchObject({ extension: '1191' });
        const bert = (await users()).find(({ username }) => username === 'bert');
        expect(bert?.enabled).toBe(how === 'removed' ? undefined : 0);
      }
    );

    it.each([
      ['together with them', 'free'],
      ['not without them', 'taken'],
    ])('give up the numbers of their entries and phones %s', async (_, successor) => {
      await hand('taken');
      await store(['anna', '1190']);
      const { id } = await named('anna');
      const theirs = { user: { id: Number(id) }, action: 'create' } as const;
      await write([
        change({ sequence: 1, type: 'phonebookEntry', attributes: { phone: '1190' }, ...theirs }),
        change({ sequence: 2, type: 'phone', attributes: { name: '1190' }, ...theirs }),
      ]);
      const [entry] = await rowsOf(app.strapi, TABLES.phonebookEntry);
      const [phone] = await rowsOf(app.strapi, TABLES.phone);
      const follower = { row: null, action: 'update', own: false, exchange: 1 } as const;
      const { runId } = await write([
        create(1, { username: successor, extension: '1190' }, { exchange: 1, key: 'key:new' }),
        await switchOff(2, 'anna', { exchange: 1, attributes: { extension: null } }),
        change({
          ...follower,
          sequence: 3,
          type: 'phonebookEntry',
          target: targetOf(entry),
          attributes: { phone: null },
          formerUser: Number(id),
        }),
        change({
          ...follower,
          sequence: 4,
          type: 'phone',
          target: targetOf(phone),
          attributes: { name: null },
          formerUser: Number(id),
        }),
      ]);
      const isWritten = successor === 'free';
      expect(await codesOf(runId)).toHaveLength(isWritten ? 0 : 2);
      const number = isWritten ? null : '1190';
      expect(await rowsOf(app.strapi, TABLES.phonebookEntry)).toMatchObject([{ phone: number }]);
      expect(await rowsOf(app.strapi, TABLES.phone)).toMatchObject([{ name: number }]);
      const left: unknown[] = await app.strapi.db
        .connection('directory_connector_changes')
        .where({ run_id: runId, action: 'update' })
        .whereNull('applied');
      expect(left).toEqual([]);
    });

    it('keep everything where one of several successors is refused; the others say why they wait', async () => {
      await hand('taken');
      await store(['anna', '1190']);
      const { runId } = await write([
        create(1, { username: 'anna', extension: '1' }, { exchange: 1, key: 'key:1' }),
        create(2, { username: 'taken', extension: '1190' }, { exchange: 1, key: 'key:2' }),
        await switchOff(3, 'anna', { exchange: 1, attributes: { extension: null, username: 'x' } }),
      ]);
      expect((await codesOf(runId)).map(([row, code]) => `${row} ${code}`)).toEqual([
        '3 write-conflict',
        '2 write-conflict',
        '2 kept-for-failed-row',
      ]);
      expect(await named('anna')).toMatchObject({ extension: '1190', enabled: 1 });
      expect(await users()).toHaveLength(2);
    });

    it('stay when an update of somebody else wanted their e-mail address, and so does what is theirs', async () => {
      await hand('taken');
      await store(['anna', null, 'Anna@x.test'], ['bert', null], ['cora', null]);
      const anna = await named('anna');
      await write([
        ...[1, 2].map((sequence) =>
          change({
            sequence,
            type: 'phone',
            action: 'create',
            key: `mac:${sequence}`,
            attributes: { name: `p${sequence}` },
            user: { id: Number(sequence === 1 ? anna.id : 0) || Number((anna.id as number) + 2) },
          })
        ),
      ]);
      const phones = await rowsOf(app.strapi, TABLES.phone);
      const { runId } = await write([
        change({
          sequence: 1,
          type: 'user',
          action: 'update',
          key: 'key:bert',
          target: targetOf(await named('bert')),
          attributes: { username: 'taken', email: 'anna@X.test' },
        }),
        await removal(2, 'anna'),
        await removal(3, 'cora'),
        ...phones.map((row, index) =>
          change({
            sequence: 4 + index,
            type: 'phone',
            action: 'remove',
            row: null,
            target: targetOf(row),
          })
        ),
      ]);
      expect((await codesOf(runId)).map(([row, code]) => `${row} ${code}`)).toEqual([
        '2 write-conflict',
        '2 kept-for-failed-row',
      ]);
      expect((await users()).map(({ username }) => username)).toEqual(['taken', 'anna', 'bert']);
      expect((await rowsOf(app.strapi, TABLES.phone)).map(({ name }) => name)).toEqual(['p1']);
    });

    it('stay when a phone could not be moved away from them', async () => {
      await store(['anna', null], ['bert', null]);
      const [anna, bert] = [await named('anna'), await named('bert')];
      await write([
        change({
          sequence: 1,
          type: 'phone',
          action: 'create',
          key: 'mac:1',
          attributes: { name: 'desk' },
          user: { id: Number(anna.id) },
        }),
        change({
          sequence: 2,
          type: 'phone',
          action: 'create',
          attributes: { mac: 'aa:aa:aa:aa:aa:aa' },
        }),
      ]);
      const [desk] = await rowsOf(app.strapi, TABLES.phone);
      const { runId } = await write([
        change({
          sequence: 1,
          type: 'phone',
          action: 'update',
          key: 'mac:1',
          target: targetOf(desk),
          attributes: { mac: 'aa:aa:aa:aa:aa:aa' },
          user: { id: Number(bert.id) },
        }),
        await switchOff(2, 'anna'),
      ]);
      expect((await codesOf(runId)).map(([row, code]) => `${row} ${code}`)).toEqual([
        '2 write-conflict',
        '2 kept-for-failed-row',
      ]);
      expect(await named('anna')).toMatchObject({ enabled: 1, connector_missing_since_ms: null });
    });

    it('are left alone when they have been protected since', async () => {
      await store(['anna', '1']);
      const off = await switchOff(1, 'anna');
      await app.strapi.db.connection(TABLES.user).update({ protected: true });
      const { runId } = await write([off]);
      expect(await codesOf(runId)).toEqual([[null, 'changed-meanwhile', 'error']]);
      expect(await named('anna')).toMatchObject({ enabled: 1 });
    });
  }
);
