import { createSuperAdmin, type AdminClient } from '../support/admin';
import {
  clear,
  createProfile,
  deliver,
  reportOf,
  runsOf,
  runText,
  secretsOf,
} from '../support/runs';
import { sharing } from '../support/sharing';
import { createTestApp, type TestApp } from '../support/strapi';
import { rowsOf, type Cells } from '../support/tables';
import { until } from '../support/until';

const BASE = '/directory-connector';
const CONTENT = '/content-manager/collection-types/plugin::directory-connector';
const ANN = { displayname: 'Ann Ahorn', email: 'ann@example.com' };
const BOB = { displayname: 'Bob Birke' };

describe('a record that two profiles own', () => {
  let app: TestApp;
  let admin: AdminClient;
  let by: ReturnType<typeof sharing>;

  beforeAll(async () => {
    app = await createTestApp();
    admin = await createSuperAdmin(app);
    by = sharing(app);
  });
  afterEach(() => clear(app.strapi));
  afterAll(() => app.close());

  const ended = async (id: string) => {
    await until(async () => (await runsOf(app.strapi).findOne(id)).status !== 'running');
    return reportOf(app.strapi, id);
  };
  const started = async (path: string, body: object = {}) =>
    ended((await admin.post(`${BASE}${path}`).send(body).expect(202)).body.data.id);
  const userOf = async (name: string): Promise<Cells> =>
    (await rowsOf(app.strapi, 'directory_users')).find(({ username }) => username === name) ?? {};
  const originOf = async (name: string) => {
    const document = String((await userOf(name)).document_id);
    return (await admin.get(`${BASE}/records/user/${document}/origin`).expect(200)).body.data;
  };
  const runRows = (profile: string, header: string, ...rows: string[]) =>
    runText(app.strapi, profile, [header, ...rows, ''].join('\n'));
  /** Two profiles that have Ann, and the first one Bob as well. */
  const two = async (first: object = {}, second: object = {}) => {
    const profiles = [await by.profile(first), await by.profile(second)] as const;
    await by.run(profiles[0], { ann: ANN, bob: BOB });
    await by.run(profiles[1], { ann: { displayname: 'A. Ahorn', extension: '201' } });
    return profiles;
  };

  it('is a conflict as long as only one of them shares, which says whom to ask', async () => {
    const first = await by.profile({ ownedByOthers: 'conflict', name: 'Staff' });
    const second = await by.profile();
    await by.run(first, { ann: ANN });
    const report = await by.run(second, { ann: { displayname: 'A. Ahorn' }, cid: {} });
    expect(report).toMatchObject({ user: { create: 1, error: 1 }, issues: [{ code: 'conflict' }] });
    expect(report.issues[0]?.message).toContain(
      'belongs to the connector profile "Staff", which does not share it'
    );
    expect(await by.people()).toEqual({ ann: ANN, cid: {} });
    expect(await by.owners()).toEqual([]);
  });

  it('keeps the secrets of the leading one, and gets those of the other one when that is alone', async () => {
    const header = 'username,displayname,sippassword';
    const first = await by.profile();
    const second = await by.profile();
    const secret = async () =>
      secretsOf(app.strapi).decrypt(String((await userOf('ann')).sip_password));
    await runRows(first, header, 'ann,Ann,S3cretFirst', 'bob,Bob,');
    await runRows(second, header, 'ann,A,S3cretSecond');
    await runRows(second, header, 'ann,A,S3cretThird');
    expect(await secret()).toBe('S3cretFirst');
    expect(JSON.stringify(await by.owners())).not.toContain('S3cret');
    await runRows(first, header, 'bob,Bob,');
    expect(await secret()).toBe('S3cretFirst');
    const last = await runRows(second, header, 'ann,A,S3cretThird');
    expect(last).toMatchObject({ user: { update: 1 } });
    expect(await secret()).toBe('S3cretThird');
  });

  it('is dropped once it was missing in as many runs as the profile says', async () => {
    const missing = { do: 'remove', afterRuns: 2 };
    const [, second] = await two({}, { missing });
    await by.run(second, { cid: {} });
    expect(await by.owners()).toHaveLength(4);
    expect((await by.people()).ann).toEqual({ ...ANN, extension: '201' });
    const dropped = await by.run(second, { cid: {} });
    expect(dropped).toMatchObject({ user: { update: 1, remove: 0 } });
    expect(await by.owners()).toEqual([]);
    expect((await by.people()).ann).toEqual(ANN);
  });

  it('leaves a number that its source drops to the next one who asks for it', async () => {
    const [, second] = await two();
    const passed = await by.run(second, { cid: { extension: '201' } });
    expect(passed).toMatchObject({ status: 'succeeded', user: { create: 1, update: 1 } });
    expect(await by.people()).toEqual({ ann: ANN, bob: BOB, cid: { extension: '201' } });

    await by.run(second, { ann: { extension: '202' }, cid: { extension: '201' }, dan: {} });
    const inTurn = await by.run(second, {
      cid: { extension: '202' },
      dan: { extension: '201' },
    });
    expect(inTurn).toMatchObject({ status: 'succeeded', user: { update: 3, error: 0 } });
    expect(await by.people()).toEqual({
      ann: ANN,
      bob: BOB,
      cid: { extension: '202' },
      dan: { extension: '201' },
    });
  });

  it('stays with the user whom the leading one gives a phone to, until that one drops it', async () => {
    const header = 'username,displayname,phonemac';
    const mac = '00:11:22:33:44:01';
    const first = await by.profile();
    const second = await by.profile();
    const runFirst = () => runRows(first, header, `ann,Ann,${mac}`, 'bob,Bob,');
    const runSecond = () => runRows(second, header, 'ann,Ann,', `bob,Bob,${mac}`);
    const holder = async () => {
      const [link] = await rowsOf(app.strapi, 'directory_phones_user_lnk');
      const users = await rowsOf(app.strapi, 'directory_users');
      return users.find(({ id }) => id === link?.user_id)?.username;
    };
    await runFirst();
    await runSecond();
    expect(await holder()).toBe('ann');
    for (const run of [runFirst, runSecond]) {
      expect(await run()).toMatchObject({ phone: { create: 0, update: 0, remove: 0 } });
      expect(await holder()).toBe('ann');
    }
    await runRows(first, header, `cid,Cid,${mac}`, 'bob,Bob,');
    expect(await holder()).toBe('cid');
    await runRows(first, header, 'cid,Cid,', 'bob,Bob,');
    await runSecond();
    expect(await holder()).toBe('bob');
  });

  it('is found again by the one that is back, and keeps its user name', async () => {
    const header = 'username,displayname,externalid';
    const match = { user: 'externalId' };
    const first = await by.profile({ match });
    const second = await by.profile();
    const third = await by.profile({ match });
    const runFirst = () => runRows(first, header, 'ann,Ann,E1', 'bob,Bob,E2');
    await runFirst();
    await by.run(second, { ann: { displayname: 'A. Ahorn', extension: '201' } });
    await runRows(third, header, 'annie,Annie,E1');
    expect(await runRows(first, header, 'bob,Bob,E2')).toMatchObject({ user: { update: 1 } });
    expect((await by.people()).ann).toEqual({ displayname: 'A. Ahorn', extension: '201' });
    await by.run(second, { ann: { displayname: 'A. Ahorn', extension: '201' } });
    await runRows(third, header, 'dan,Dan,E3');
    const back = await runFirst();
    expect(back).toMatchObject({ status: 'succeeded', user: { create: 0, update: 1 } });
    expect(await by.people()).toMatchObject({ ann: { displayname: 'Ann', extension: '201' } });
    expect(await runFirst()).toMatchObject({ user: { update: 0, unchanged: 2 } });
  });

  it('leaves a number that another source says to whom the leading one gives it', async () => {
    const first = await by.profile();
    const second = await by.profile();
    await by.run(first, { ann: { ...ANN, extension: '201' }, bob: BOB });
    await by.run(second, { ann: { extension: '202' } });
    const emptied = await by.run(first, { ann: ANN, bob: { ...BOB, extension: '202' } });
    expect(emptied).toMatchObject({ status: 'succeeded', user: { update: 2, error: 0 } });
    expect(await by.people()).toEqual({ ann: ANN, bob: { ...BOB, extension: '202' } });
    const taken = await by.run(second, { ann: { extension: '202' } });
    expect(taken.issues).toMatchObject([{ code: 'duplicate-extension' }]);
    await by.run(second, { ann: { extension: '203' } });
    expect((await by.people()).ann).toEqual({ ...ANN, extension: '203' });
  });

  it('keeps what another one writes only if empty, where the leading one never filled it', async () => {
    const writing = { user: { email: 'if-empty', groupName: 'creating' } };
    const first = await by.profile();
    const second = await by.profile({ writing });
    const said = { ann: { displayname: 'A', email: 'ann@example.com', groupname: 'Sales' } };
    await by.run(second, said);
    for (let round = 1; round <= 2; round += 1) {
      await by.run(first, { ann: { displayname: 'Ann' } });
      await by.run(second, said);
    }
    await by.run(first, { ann: { displayname: 'Ann' } });
    expect(await by.people()).toEqual({ ann: { ...said.ann, displayname: 'Ann' } });
    await by.run(first, { ann: { displayname: 'Ann', email: 'a@example.com' } });
    await by.run(first, { ann: { displayname: 'Ann' } });
    expect((await by.people()).ann).toEqual({ displayname: 'Ann', groupname: 'Sales' });
  });

  it('goes with all that is noted of it when a person deletes it', async () => {
    await two();
    const document = String((await userOf('ann')).document_id);
    await admin.delete(`${CONTENT}.user/${document}`).expect(200);
    const left = await by.owners();
    expect(left.filter(({ record_type: type }) => type === 'user')).toEqual([]);
    const entries = await rowsOf(app.strapi, 'directory_phonebook_entries');
    await admin
      .post(`${CONTENT}.phonebook-entry/actions/bulkDelete`)
      .send({ documentIds: entries.map(({ document_id: id }) => id) })
      .expect(200);
    expect(await by.owners()).toEqual([]);
  });

  it('is not removed by an approval of before the other one had it', async () => {
    const limits = { removePercent: null, removeCount: 0 };
    const first = await by.profile({ limits });
    const second = await by.profile();
    await by.run(first, { ann: ANN, bob: BOB });
    const held = await by.run(first, { bob: BOB });
    expect(held.status).toBe('held');
    await by.run(second, { ann: { displayname: 'A. Ahorn' } });
    const approved = await started(`/runs/${held.id}/approve`, { confirm: held.profile });
    expect(approved.user).toMatchObject({ remove: 0, error: 1 });
    expect(Object.keys(await by.people())).toEqual(['ann', 'bob']);
    expect(await by.owners()).toHaveLength(4);
  });

  it('is synced alone from the source of each, and shows which fields each leads', async () => {
    const [first, second] = await two();
    const { document_id: record } = await userOf('ann');
    expect(await originOf('ann')).toMatchObject({
      profile: { id: first },
      key: 'username:ann',
      owners: [
        {
          profile: { id: first },
          key: 'username:ann',
          leads: ['username', 'displayName', 'email'],
        },
        { profile: { id: second }, key: 'username:ann', leads: ['extension'] },
      ],
    });
    await deliver(admin, second, ['username,displayname,extension', 'ann,A. Ahorn,201']);
    const synced = await started(`/profiles/${second}/run`, {
      person: { type: 'user', record },
    });
    expect(synced).toMatchObject({ status: 'succeeded', user: { unchanged: 1 } });
    expect(await originOf('bob')).toMatchObject({ profile: { id: first }, owners: [] });
  });

  it('is listed for each where a person has changed it', async () => {
    const [first, second] = await two();
    const document = String((await userOf('ann')).document_id);
    await admin.put(`${CONTENT}.user/${document}`).send({ email: 'hand@example.com' }).expect(200);
    for (const profile of [first, second]) {
      const { body } = await admin.get(`${BASE}/profiles/${profile}/hand-edits`).expect(200);
      expect(body.data).toMatchObject([{ label: 'Ann Ahorn', edits: [{ attribute: 'email' }] }]);
    }
    await by.run(second, { ann: { displayname: 'A. Ahorn', extension: '201' } });
    expect((await by.people()).ann).toMatchObject({ email: 'hand@example.com' });
    await by.run(first, { ann: ANN, bob: BOB });
    expect((await by.people()).ann).toMatchObject({ email: 'ann@example.com' });
  });

  it('is left out by the runs of both once its person is forgotten', async () => {
    const [first, second] = await two();
    const document = String((await userOf('ann')).document_id);
    const { body } = await admin
      .post(`${BASE}/records/user/${document}/forgetting`)
      .send({ keepOut: true })
      .expect(202);
    const stateOf = async () =>
      (await admin.get(`${BASE}/forgettings/${body.data.id}`).expect(200)).body.data.state;
    await until(async () => (await stateOf()) !== 'running');
    expect(await by.owners()).toEqual([]);
    await by.run(first, { ann: ANN, bob: BOB });
    await by.run(second, { ann: { displayname: 'A. Ahorn' }, bob: BOB });
    expect(Object.keys(await by.people())).toEqual(['bob']);
  });

  it('belongs to whoever takes it over, and goes with who replaces everybody', async () => {
    const [first, second] = await two();
    const third = await by.profile({ ownedByOthers: 'adopt' });
    await by.run(third, { ann: { displayname: 'Third' } });
    expect(await originOf('ann')).toMatchObject({ profile: { id: third }, owners: [] });
    expect((await by.run(first, { ann: ANN, bob: BOB })).user).toMatchObject({ error: 1 });

    await by.run(second, { bob: { displayname: 'B. Birke' } });
    const replacing = await createProfile(app.strapi, { mode: 'replace' });
    const held = await runText(app.strapi, replacing, 'username\ndan\n');
    const replaced = await started(`/runs/${held.id}/approve`, { confirm: held.profile });
    expect(replaced).toMatchObject({ user: { create: 1, remove: 2 } });
    expect(await by.owners()).toEqual([]);
  });

  it('stays when everything that one of them brought is removed', async () => {
    const [first] = await two();
    const { name } = (await admin.get(`${BASE}/profiles/${first}`).expect(200)).body.data;
    const tested = await started(`/profiles/${first}/removal/test`);
    expect(tested).toMatchObject({ user: { update: 1, remove: 1 } });
    await admin.post(`${BASE}/profiles/${first}/removal`).send({ confirm: name }).expect(202);
    await until(async () => (await admin.get(`${BASE}/profiles/${first}`)).status === 404);
    expect(await by.people()).toEqual({ ann: { displayname: 'A. Ahorn', extension: '201' } });
  });

  it('has an entry of each source that calls it otherwise than its user, and one that both call so', async () => {
    const template = (name: string) =>
      JSON.stringify({
        identity: [
          {
            username: '{{{username}}}',
            displayName: `${name} {{{username}}}`,
            post: {
              phonebook: [
                { displayName: `${name} {{{username}}}`, phone: '{{{phone}}}' },
                { displayName: `At ${name}`, phone: '{{{phone}}}' },
              ],
            },
          },
        ],
      });
    const entries = async () =>
      (await rowsOf(app.strapi, 'directory_phonebook_entries'))
        .map(({ display_name: name, phone }) => `${String(name)}: ${String(phone)}`)
        .toSorted();
    const first = await by.profile({ template: template('Office') });
    const second = await by.profile({ template: template('Home') });
    await runRows(first, 'username,phone', 'ann,1000', 'bob,1001');
    await runRows(second, 'username,phone', 'ann,0171');
    const ofBob = ['At Office: 1001', 'Office bob: 1001'];
    expect(await entries()).toEqual(
      ['At Home: 0171', 'At Office: 1000', 'Office ann: 1000', ...ofBob].toSorted()
    );
    await runRows(first, 'username,phone', 'bob,1001');
    expect(await entries()).toEqual(['At Home: 0171', 'Home ann: 0171', ...ofBob].toSorted());
  });
});
