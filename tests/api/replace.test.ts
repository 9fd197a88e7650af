import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import {
  clear,
  createProfile,
  NOTHING_GENERATED,
  profilesOf,
  reportOf,
  runsOf,
  runText,
  storageOf,
} from '../support/runs';
import { answerOf, createTestApp, type TestApp } from '../support/strapi';

const USER = 'plugin::directory-connector.user';
const PHONE = 'plugin::directory-connector.phone';
const ENTRY = 'plugin::directory-connector.phonebook-entry';

const settings = { ...NOTHING_GENERATED, limits: { removePercent: null } };

describe('users whom a run removes', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await createTestApp({ plugin: { network: { allowedHosts: ['127.0.0.1'] } } });
    await app.strapi.service('admin::user').create({
      email: 'Ada.Admin@example.com',
      username: 'ROOT',
      firstname: 'Ada',
      password: 'S3cret-of-ada',
      isActive: false,
      roles: [],
    });
  });
  afterEach(() => clear(app.strapi));
  afterAll(() => app.close());

  const add = (uid: string, data: Record<string, unknown>): Promise<{ id: number }> =>
    app.strapi.db.query(uid).create({ data });
  const names = async (uid: string, attribute: string): Promise<unknown[]> => {
    const found = await app.strapi.db.query(uid).findMany({ orderBy: 'id' });
    return found.map((record: Record<string, unknown>) => record[attribute]);
  };
  const userOf = async (name: string): Promise<unknown> => {
    const phone = await app.strapi.db.query(PHONE).findOne({ where: { name }, populate: ['user'] });
    return phone.user?.username ?? null;
  };
  const rowIdOf = (id: string) => runsOf(app.strapi).rowId(id);

  describe('by mode replace', () => {
    const replacing = (more: object = {}): Promise<string> =>
      createProfile(app.strapi, { ...settings, mode: 'replace', ...more });

    it('take what is theirs along, whoever brought it; protected users and administrators stay', async () => {
      const other = await createProfile(app.strapi, settings);
      await runText(app.strapi, other, 'username,displayname,phonemac\nother,Other,aabbccddee01\n');
      const hand = await add(USER, { username: 'hand' });
      const boss = await add(USER, { username: 'boss', protected: true });
      await add(USER, { username: 'mail', email: 'ada.admin@EXAMPLE.com' });
      await add(USER, { username: 'root' });
      await add(PHONE, { name: 'of hand', user: hand.id });
      await add(PHONE, { name: 'of boss', user: boss.id });
      await add(ENTRY, { displayName: 'nobody' });
      await add(ENTRY, { displayName: 'of hand', user: hand.id });

      const profile = await replacing();
      const source = 'username,displayname\nnew,New\n';
      const report = await runText(app.strapi, profile, source, { kind: 'test' });
      expect(report).toMatchObject({
        user: { create: 1, remove: 2 },
        phonebookEntry: { create: 1, remove: 2 },
        phone: { remove: 2 },
      });
      const run = await runText(app.strapi, profile, source);
      expect(run).toMatchObject({ status: 'succeeded', phone: { remove: 2 } });
      expect(await names(USER, 'username')).toEqual(['boss', 'mail', 'root', 'new']);
      expect(await names(PHONE, 'name')).toEqual(['of boss']);
      expect(await names(ENTRY, 'displayName')).toEqual(['nobody', 'New']);
      const again = await runText(app.strapi, profile, source);
      expect(again).toMatchObject({ user: { unchanged: 1, remove: 0 }, phone: { remove: 0 } });
    });

    it('are held from the first one on; what has another user or protection by then stays', async () => {
      const [hand, late] = [
        await add(USER, { username: 'hand' }),
        await add(USER, { username: 'late' }),
      ];
      const keeper = await add(USER, { username: 'keeper', protected: true });
      for (const name of ['gone', 'moved', 'freed']) await add(PHONE, { name, user: hand.id });
      await add(PHONE, { name: 'of late', user: late.id });
      const profile = await replacing({ limits: { removePercent: 20, minimumPopulation: 10 } });
      const held = await runText(app.strapi, profile, 'username\nnew\n');
      expect(held).toMatchObject({ status: 'held', error: { code: 'limit-exceeded' } });

      const phones = app.strapi.db.query(PHONE);
      await phones.update({ where: { name: 'moved' }, data: { user: keeper.id } });
      await phones.update({ where: { name: 'freed' }, data: { user: null } });
      await app.strapi.db
        .query(USER)
        .update({ where: { username: 'late' }, data: { protected: true } });
      await (
        await runsOf(app.strapi).approve(held.id, null)
      ).done;
      const report = await reportOf(app.strapi, held.id);
      expect(report).toMatchObject({
        status: 'succeeded-with-errors',
        user: { remove: 1, error: 1 },
        phone: { remove: 1, error: 3 },
      });
      expect(await names(USER, 'username')).toEqual(['late', 'keeper', 'new']);
      expect(await names(PHONE, 'name')).toEqual(['moved', 'freed', 'of late']);
      expect([await userOf('moved'), await userOf('freed'), await userOf('of late')]).toEqual([
        'keeper',
        null,
        'late',
      ]);
    });

    it.each([
      ['by the user name, in another spelling', { username: 'HAND' }, ['hand']],
      ['by the e-mail address', { email: 'Late@x.test' }, ['late']],
      ['who has what a row wants', { username: 'wanted' }, ['wanted']],
      ['nobody of theirs', { username: 'else' }, []],
    ])(
      'are not those who became administrators while the run was held: %s',
      async (_, named, stay) => {
        const profile = await replacing({ limits: { removePercent: 20, minimumPopulation: 10 } });
        const found: Record<string, { id: number }> = {
          hand: await add(USER, { username: 'hand' }),
          late: await add(USER, { username: 'late', email: 'late@x.test' }),
          wanted: await add(USER, { username: 'wanted', extension: '77' }),
        };
        for (const [name, user] of Object.entries(found)) {
          await add(PHONE, { name: `of ${name}`, user: user.id });
        }
        const held = await runText(app.strapi, profile, 'username,phone\nnew,77\n');
        expect(held).toMatchObject({ status: 'held', user: { create: 1, remove: 3 } });
        const { id } = await app.strapi.service('admin::user').create({
          email: 'new.admin@example.com',
          firstname: 'New',
          password: 'S3cret-of-new',
          isActive: false,
          roles: [],
          ...named,
        });
        try {
          await (
            await runsOf(app.strapi).approve(held.id, null)
          ).done;
        } finally {
          await app.strapi.db.query('admin::user').delete({ where: { id } });
        }
        const isWanted = stay[0] === 'wanted';
        expect(await names(USER, 'username')).toEqual([...stay, ...(isWanted ? [] : ['new'])]);
        expect(await names(PHONE, 'name')).toEqual(stay.map((name) => `of ${name}`));
        const report = await reportOf(app.strapi, held.id);
        const codes = report.issues.flatMap(({ code }) => (code === 'limit-exceeded' ? [] : code));
        expect(codes.sort()).toEqual(
          [...stay.map(() => 'changed-meanwhile'), ...(isWanted ? ['write-conflict'] : [])].sort()
        );
        if (isWanted) expect(await userOf('of wanted')).toBe('wanted');
      }
    );
  });

  it('by other modes leave what others brought behind, and the plan says so', async () => {
    const profile = await createProfile(app.strapi, settings);
    await runText(app.strapi, profile, 'username,displayname\nann,Ann\nbob,Bob\n');
    const bob = await app.strapi.db.query(USER).findOne({ where: { username: 'bob' } });
    await add(PHONE, { name: 'by hand', user: bob.id });
    const report = await runText(app.strapi, profile, 'username,displayname\nann,Ann\n');
    expect(report).toMatchObject({ user: { remove: 1 }, phone: { update: 1, remove: 0 } });
    const { results } = await storageOf(app.strapi).changes(await rowIdOf(report.id), {
      page: 1,
      pageSize: 10,
      type: 'phone',
    });
    expect(results).toMatchObject([
      { label: 'by hand', difference: { user: { before: 'Bob', after: null } }, applied: true },
    ]);
    expect(await userOf('by hand')).toBeNull();
  });

  describe('from the command line', () => {
    let server: Server;
    let requests = 0;

    beforeAll(async () => {
      server = createServer((_request, response) => {
        requests += 1;
        response.end('username\nnew\n');
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    });
    beforeEach(() => {
      requests = 0;
    });
    afterAll(() => server.close());

    const call = (...words: string[]) => answerOf(app.strapi, words);
    const profileOf = async (mode: string): Promise<string> => {
      const { port } = server.address() as AddressInfo;
      const source = { type: 'csv', delivery: 'url', url: `http://127.0.0.1:${port}/` };
      const id = await createProfile(app.strapi, { ...settings, mode, source });
      return (await profilesOf(app.strapi).find(id)).name;
    };

    it('want the name of a profile that replaces, before anything is read', async () => {
      await add(USER, { username: 'hand' });
      const name = await profileOf('replace');
      const wrong = [
        [],
        ['--confirm', ''],
        ['--confirm', `${name} `],
        ['--confirm', name.toUpperCase()],
        ['--confirm', `${name}\u200b`],
        ['--confirm', 'yes', '--approve'],
        ['--approve'],
      ];
      for (const words of wrong) {
        await expect(call('run', name, ...words)).rejects.toMatchObject({
          name: 'UsageError',
          code: 'wrong-usage',
          message: expect.stringContaining(`"${name}", with --confirm`),
        });
      }
      await expect(call('run', name, '--confirm', `${name}\u200b`)).rejects.toThrow('<U+200B>');
      expect(requests).toBe(0);
      expect((await call('runs', name)).json).toEqual([]);

      expect((await call('test', name)).json).toMatchObject({ user: { remove: 1 } });
      expect((await call('run', name, '--confirm', name)).exitCode).toBe(0);
      expect(await names(USER, 'username')).toEqual(['new']);
    });

    it('want none for other modes, but no wrong one either', async () => {
      const name = await profileOf('create-update-remove');
      await expect(call('run', name, '--confirm', 'Another')).rejects.toMatchObject({
        code: 'wrong-usage',
      });
      expect(requests).toBe(0);
      expect((await call('run', name, '--confirm', name)).exitCode).toBe(0);
      expect((await call('run', name)).exitCode).toBe(0);
    });
  });
});
