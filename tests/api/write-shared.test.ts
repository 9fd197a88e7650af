import {
  applyStored,
  change,
  emptyTables,
  rowsOf,
  storePlan,
  TABLES,
  targetOf,
  type Cells,
} from '../support/plans';
import { storageOf } from '../support/runs';
import { createTestApp, type TestApp } from '../support/strapi';

const USER = 'plugin::directory-connector.user';

describe('records that come to share a value between planning and writing', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp();
  });
  afterAll(() => app.close());
  beforeEach(() => emptyTables(app.strapi));

  const query = () => app.strapi.db.query(USER);
  const users = () => rowsOf(app.strapi, TABLES.user);
  const names = async () =>
    (await users()).map((row) => [row.username, row.username_digest !== null]);
  const named = async (name: string): Promise<Cells | undefined> =>
    (await users()).find(({ username }) => username === name);

  /** `max` and `MAX`, whom nobody can tell apart since somebody wrote past Strapi, with a phone each. */
  const twins = async (): Promise<void> => {
    for (const username of ['max', 'other', 'third']) {
      const { id } = await query().create({ data: { username, connectorProfile: 'profile-a' } });
      const data = { name: `of ${username}`, user: id, connectorProfile: 'profile-a' };
      await app.strapi.db.query('plugin::directory-connector.phone').create({ data });
    }
  };
  const share = async (): Promise<void> => {
    await app.strapi.db
      .connection(TABLES.user)
      .where({ username: 'other' })
      .update({ username: 'MAX' });
    expect(await storageOf(app.strapi).renewIdentities()).toBe(2);
  };

  it.each(['bulk', 'documents'] as const)(
    'are left alone, and nobody joins them: %s',
    async (mode) => {
      await twins();
      const phones = await rowsOf(app.strapi, TABLES.phone);
      const max = targetOf(await named('max'));
      const runId = await storePlan(app.strapi, [
        change({ sequence: 1, type: 'user', action: 'create', attributes: { username: 'Max' } }),
        change({ sequence: 2, type: 'user', action: 'create', attributes: { username: 'new' } }),
        change({
          sequence: 3,
          type: 'user',
          action: 'update',
          target: max,
          attributes: { displayName: 'X' },
        }),
        change({
          sequence: 4,
          type: 'user',
          action: 'update',
          target: targetOf(await named('third')),
          attributes: { username: 'mAx' },
        }),
        change({
          sequence: 5,
          type: 'phone',
          action: 'remove',
          row: null,
          target: targetOf(phones[0]),
        }),
        change({
          sequence: 6,
          type: 'user',
          action: 'remove',
          row: null,
          target: targetOf(await named('other')),
        }),
      ]);
      await share();
      await applyStored(app.strapi, runId, { mode });
      expect(await names()).toEqual([
        ['max', false],
        ['MAX', false],
        ['third', true],
        ['new', true],
      ]);
      expect(await rowsOf(app.strapi, TABLES.phone)).toHaveLength(3);
      expect((await named('max'))?.display_name).toBeNull();
      const { results } = await storageOf(app.strapi).issues(runId, { page: 1, pageSize: 20 });
      expect(results.map(({ code, row }) => `${row} ${code}`).sort()).toEqual([
        '2 kept-for-failed-row',
        '2 write-conflict',
        '4 changed-meanwhile',
        '5 write-conflict',
      ]);
    }
  );

  it.each(['bulk', 'documents'] as const)(
    'are not removed, nor what hangs on them: %s',
    async (mode) => {
      await twins();
      const removals = [
        ...(await rowsOf(app.strapi, TABLES.phone)).map((row) => ['phone', row] as const),
        ...(await users()).map((row) => ['user', row] as const),
      ];
      const runId = await storePlan(
        app.strapi,
        removals.map(([type, row], index) =>
          change({ sequence: index + 1, type, action: 'remove', row: null, target: targetOf(row) })
        )
      );
      await share();
      await applyStored(app.strapi, runId, { mode });
      expect(await names()).toEqual([
        ['max', false],
        ['MAX', false],
      ]);
      const phones = await rowsOf(app.strapi, TABLES.phone);
      expect(phones.map(({ name }) => name)).toEqual(['of max', 'of other']);
      const { results } = await storageOf(app.strapi).issues(runId, { page: 1, pageSize: 20 });
      expect(results.map(({ code }) => code)).toEqual(Array(4).fill('changed-meanwhile'));
    }
  );

  describe('when many are changed at once by db.query', () => {
    const refused = (work: Promise<unknown>): Promise<boolean> =>
      work.then(
        () => false,
        () => true
      );

    it.each([
      ['two get one name', { username: { $in: ['other', 'third'] } }, { username: 'One' }],
      ['one gets the name of another', { username: 'other' }, { username: 'THIRD' }],
      ['two get one id', {}, { externalId: 'x1' }],
    ])('are refused where %s', async (_, where, data) => {
      await twins();
      const before = await users();
      expect(await refused(query().updateMany({ where, data }))).toBe(true);
      expect(await users()).toEqual(before);
    });

    it('get a mark in the place of a digest where others share the value, and it goes with the value', async () => {
      await twins();
      await share();
      await query().updateMany({ where: { username: 'third' }, data: { username: 'mAx' } });
      expect(await names()).toEqual([
        ['max', false],
        ['MAX', false],
        ['mAx', false],
      ]);
      const ids = (await users()).map(({ id }) => id);
      await query().updateMany({ where: { id: ids[0] }, data: { username: 'one' } });
      await query().updateMany({ where: { id: ids[1] }, data: { username: null } });
      expect(await names()).toEqual([
        ['one', true],
        [null, false],
        ['mAx', true],
      ]);
      expect((await users()).map((row) => row.username_shared)).toEqual([null, null, null]);
    });

    it('keep their digests where the value is none of these', async () => {
      await twins();
      const digests = (await users()).map((row) => row.username_digest);
      await query().updateMany({ where: {}, data: { displayName: 'All', email: 'a@x.test' } });
      expect((await users()).map((row) => row.username_digest)).toEqual(digests);
      expect(new Set((await users()).map((row) => row.email_digest)).size).toBe(1);
    });
  });
});
