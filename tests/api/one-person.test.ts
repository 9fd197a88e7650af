import request from 'supertest';

import type { RunSummary } from '../../shared/contracts/runs';
import { createRestrictedAdmin, createSuperAdmin, type AdminClient } from '../support/admin';
import { ANN, BOB, CYD, moved, syncing, TEMPLATE, testOnePerson } from '../support/one-person';
import {
  clear,
  createProfile,
  deliver,
  ENDLESS_FILTER,
  ENDLESS_ROW,
  NOTHING_GENERATED,
  runsOf,
  runStored,
  storageOf,
  type WholeReport,
} from '../support/runs';
import { mayTell } from '../support/secrets/told';
import { answerOf, createTestApp, type TestApp } from '../support/strapi';

const PLUGIN = 'plugin::directory-connector';
const BASE = '/directory-connector';

describe('one person of a source', () => {
  let app: TestApp;
  let admin: AdminClient;

  beforeAll(async () => {
    // Strapi shows a new token once.
    mayTell(/admin-tokens/, /token of a request/);
    app = await createTestApp();
    admin = await createSuperAdmin(app);
  });
  afterAll(() => app.close());
  afterEach(() => clear(app.strapi));

  const one = syncing(
    () => app,
    () => admin
  );
  const { query, bring, give, ended, sync, trial, user, others } = one;

  testOnePerson(
    () => app,
    () => admin
  );

  it('is the user of an entry or phone, and what has no user itself', async () => {
    await bring({}, ANN, BOB);
    await give(moved(ANN), moved(BOB));
    const [entry] = await query('phonebook-entry').findMany({ where: { phone: '201' } });
    expect(await sync({ type: 'phonebookEntry', record: entry.documentId })).toMatchObject({
      user: { update: 1 },
      phonebookEntry: { update: 1 },
    });
    expect(await user('ann')).toMatchObject({ extension: '301' });
    expect(await user('bob')).toMatchObject({ extension: '202' });

    const contacts = await createProfile(app.strapi, {
      template: '{ "phonebook": [{ "displayName": "{{name}}", "phone": "{{number}}" }] }',
    });
    await deliver(admin, contacts, ['name;number', 'Taxi;1', 'Hotel;2']);
    await runStored(app.strapi, contacts);
    await deliver(admin, contacts, ['name;number', 'Taxi;11', 'Hotel;22']);
    const taxi = await query('phonebook-entry').findOne({ where: { displayName: 'Taxi' } });
    one.profile = contacts;
    const report = await sync({ type: 'phonebookEntry', record: taxi.documentId });
    expect(report).toMatchObject({ rows: { read: 1 }, phonebookEntry: { update: 1 } });
    expect(await query('phonebook-entry').count({ where: { phone: { $in: ['11', '2'] } } })).toBe(
      2
    );
  });

  it('whom the source does not have stays as they are, and it is said why', async () => {
    await bring({ preFilter: 'number != "399"' }, ANN, BOB, CYD);
    await give(moved(ANN), BOB.replace('202', '399'));
    const before = await others('');
    const cases = { cyd: 'gone', bob: 'filtered', nobody: 'gone' };
    for (const [key, why] of Object.entries(cases)) {
      const { body } = await trial({ key }).expect(400);
      expect(body.error.details.code).toBe('person-not-found');
      expect(body.error.message).toContain(why === 'filtered' ? 'pre-filter' : 'nobody');
      const report = await sync({ key });
      expect(report).toMatchObject({ status: 'failed', error: { code: 'person-not-found' } });
    }
    expect(await others('')).toEqual(before);
  });

  it('of whom a row cannot be read is not taken for gone', async () => {
    const expression = 'number = "902" ? $error("no") : login';
    const template = TEMPLATE.replace('{{login}}', '{{who}}');
    await bring({ template, variables: [{ name: 'who', expression }] }, ANN, BOB);
    await give(ANN, BOB.replace('202', '902'));
    const before = await others('');
    for (const key of ['bob', 'cyd']) {
      const report = await sync({ key });
      expect(report).toMatchObject({ status: 'failed', error: { code: 'person-not-found' } });
      expect(report.error?.message).toContain('1 row fails');
    }

    const preFilter = 'number = "902" ? $error("no") : true';
    one.profile = await createProfile(app.strapi, {
      ...NOTHING_GENERATED,
      template: TEMPLATE,
      preFilter,
    });
    await give(moved(ANN), BOB.replace('202', '902'));
    expect(await sync({ key: 'bob' })).toMatchObject({
      rows: { read: 1, failed: 1 },
      issues: [{ row: 3, code: 'expression-error' }],
    });
    expect(await others('')).toEqual(before);
  });

  it('whose key two rows have is the same conflict as in a whole run', async () => {
    await bring({}, ANN, BOB);
    await give(moved(ANN), BOB, 'Ann;Another;400;another@example.com;');
    const alone = await sync({ key: 'ann' });
    const whole = await runStored(app.strapi, one.profile, 'test');
    const codes = ({ issues }: WholeReport) => issues.map(({ row, code }) => [row, code]);
    expect(codes(alone)).toEqual(codes(whole));
    expect(alone).toMatchObject({ rows: { read: 2, failed: 1 }, user: { error: 1 } });
    expect((await trial({ key: 'ann' }).expect(200)).body.data.issues).toMatchObject([
      { code: codes(alone)[0]?.[1] },
    ]);
  });

  it('who may be somebody under another key waits for a person', async () => {
    await bring({ renamed: 'keep' }, ANN, BOB);
    await give(ANN.replace('ann;Ann Ahorn', 'acker;Ann Acker'), BOB);
    const report = await sync({ key: 'acker' });
    expect(report).toMatchObject({ status: 'held', error: { code: 'people-undecided' } });
    expect(report.issues[0]?.message).toContain('Only one person was read');
    expect(await user('acker')).toBeNull();
    await admin
      .post(`${BASE}/runs/${report.id}/approve`)
      .send({ people: 'same', confirm: report.profile })
      .expect(202);
    expect(await ended(report.id)).toMatchObject({ status: 'succeeded', user: { update: 1 } });
    expect(await user('acker')).toMatchObject({ extension: '201' });
  });

  it('knows the limits in numbers, and no shares', async () => {
    const limits = { removePercent: 1, updatePercent: 1, removeCount: 0, minimumPopulation: 1 };
    await bring({ limits }, ANN, BOB);
    await give(moved(ANN), BOB.replace(/0{2}\d+$/, ''));
    expect(await sync({ key: 'ann' })).toMatchObject({ status: 'succeeded' });
    const held = await sync({ key: 'bob' });
    expect(held).toMatchObject({ status: 'held', error: { code: 'limit-exceeded' } });
    expect(await query('phone').count()).toBe(2);
  });

  it('counts as no whole run: for grace, success, failures and what is kept of the history', async () => {
    const missing = { do: 'remove', afterRuns: 2 };
    const limits = { removePercent: null };
    const whole = await bring({ missing, limits }, ANN, BOB);
    await give(ANN);
    const first = await runStored(app.strapi, one.profile);
    const successes = await storageOf(app.strapi).runs.lastSuccesses();
    await sync({ key: 'ann' });
    await sync({ key: 'nobody' });
    await sync({ key: 'ann' }, 'test');
    const runs = storageOf(app.strapi).runs;
    expect(await runs.lastSuccesses()).toEqual(successes);
    expect(await runs.latestOfEach('run')).toMatchObject(
      new Map([[one.profile, expect.objectContaining({ documentId: first.id })]])
    );
    const stored = await runs.findAll({ profileId: one.profile, purpose: 'person', kind: 'run' });
    expect(stored).toMatchObject([
      { decidesMissing: false, failures: null, validators: null, job: null, slot: null },
      { decidesMissing: null, failures: null },
    ]);
    expect(JSON.stringify(stored)).not.toContain('nobody');
    expect(await query('user').findOne({ where: { username: 'bob' } })).toMatchObject({
      connectorAbsence: { runs: 1 },
    });
    expect(await runStored(app.strapi, one.profile)).toMatchObject({ user: { remove: 1 } });
    const { results } = await runsOf(app.strapi).find({
      page: 1,
      pageSize: 10,
      profileId: one.profile,
    });
    expect(results.map(({ purpose }: RunSummary) => purpose)).toEqual([
      'import',
      'person',
      'person',
      'person',
      'import',
      'import',
    ]);
    expect(results.at(-1)?.id).toBe(whole.id);
  });

  it('leaves a run that waits for approval waiting, which leaves them as they are', async () => {
    const limits = { updatePercent: 50, minimumPopulation: 1 };
    await bring({ limits }, ANN, BOB);
    await give(moved(ANN), moved(BOB));
    const held = await runStored(app.strapi, one.profile);
    expect(held.status).toBe('held');
    await give(ANN.replace('201', '401'), moved(BOB));
    expect(await sync({ key: 'ann' })).toMatchObject({ status: 'succeeded' });
    await admin.post(`${BASE}/runs/${held.id}/approve`).send({ confirm: held.profile }).expect(202);
    const report = await ended(held.id);
    expect(report.issues.map(({ code }) => code)).toContain('changed-meanwhile');
    expect(await user('ann')).toMatchObject({ extension: '401' });
    expect(await user('bob')).toMatchObject({ extension: '302' });
  });

  it('can be undone like any run', async () => {
    await bring({}, ANN, BOB);
    await give(moved(ANN).replace(/001122334401$/, ''), moved(BOB));
    const ann = await user('ann');
    const [phone] = await query('phone').findMany({ where: { user: { username: 'ann' } } });
    const before = await others('ann');
    const { id, profile: name } = await sync({ key: 'ann' });
    const { body } = await admin
      .post(`${BASE}/runs/${id}/undo`)
      .send({ confirm: name })
      .expect(202);
    expect(await ended(body.data.id)).toMatchObject({ status: 'succeeded', purpose: 'undo' });
    expect(await user('ann')).toMatchObject({ extension: '201', documentId: ann?.documentId });
    expect(await query('phone').findMany({ where: { user: { username: 'ann' } } })).toMatchObject([
      { documentId: phone.documentId, mac: phone.mac },
    ]);
    expect(await others('ann')).toEqual(before);
  });

  it('waits for nothing while a run of the profile goes on', async () => {
    await bring({ preFilter: '' }, ANN);
    const stuck = await createProfile(app.strapi, { preFilter: ENDLESS_FILTER });
    await deliver(admin, stuck, ENDLESS_ROW.trim().split('\n'));
    const started = await runsOf(app.strapi).start({
      profileId: stuck,
      kind: 'run',
      trigger: 'manual',
    });
    const { body } = await admin
      .post(`${BASE}/profiles/${stuck}/run`)
      .send({ person: { key: 'ann' } })
      .expect(409);
    expect(body.error.details.code).toBe('already-running');
    await runsOf(app.strapi).cancel(started.id);
    await started.done;
  });

  it('takes the same permissions as runs, and a record of the profile', async () => {
    await bring({}, ANN);
    const mine = await user('ann');
    const other = await createProfile(app.strapi, {});
    await admin
      .post(`${BASE}/profiles/${other}/trial`)
      .send({ person: { type: 'user', record: mine?.documentId } })
      .expect(400);
    const restricted = await createRestrictedAdmin(app);
    const post = (path: string) =>
      restricted.client
        .post(`${BASE}/profiles/${one.profile}/${path}`)
        .send({ person: { key: 'ann' } });
    await restricted.allow([`${PLUGIN}.profiles.read`]);
    await post('trial').expect(403);
    await restricted.allow([`${PLUGIN}.runs.test`]);
    await post('trial').expect(200);
    await post('run').expect(403);
    await restricted.allow([`${PLUGIN}.runs.execute`]);
    await ended((await post('run').expect(202)).body.data.id);
  });

  describe('whom another program or a command asks for', () => {
    let token: string;
    const ask = (name: string, body: object) =>
      request(app.strapi.server.httpServer)
        .post(`/api${BASE}/profiles/${name}/run`)
        .set('Authorization', `Bearer ${token}`)
        .send(body);

    beforeAll(async () => {
      const { accessKey } = await app.strapi.service('admin::api-token').create({
        name: 'helpdesk',
        description: '',
        type: 'custom',
        lifespan: null,
        permissions: [`${PLUGIN}.import.run`],
      });
      token = accessKey;
    });

    it.each([
      ['create-update-remove', true],
      ['replace', true],
      ['create-update', false],
    ])('is read from what was sent last: mode %s', async (mode, complete) => {
      one.profile = await createProfile(app.strapi, {
        ...NOTHING_GENERATED,
        name: 'Pushed',
        source: { type: 'push', columns: ['login', 'name', 'number', 'mail', 'mac'] },
        template: TEMPLATE,
        mode,
      });
      const rows = [
        { login: 'ann', name: 'Ann', number: '201', mail: '', mac: '' },
        { login: 'bob', name: 'Bob', number: '202', mail: '', mac: '' },
      ];
      const wait = 60;
      const set = { rows, count: rows.length, complete, confirm: 'Pushed', wait };
      await ask('Pushed', set).expect(200);
      await query('user').updateMany({ where: {}, data: { displayName: 'Edited' } });
      const { body } = await ask('Pushed', { key: 'ann', wait }).expect(200);
      expect(body.data).toMatchObject({
        purpose: 'person',
        status: 'succeeded',
        user: { update: 1, remove: 0 },
      });
      expect(await user('ann')).toMatchObject({ displayName: 'Ann' });
      expect(await user('bob')).toMatchObject({ displayName: 'Edited' });
      await ask('Pushed', { key: 'ann', rows, wait }).expect(400);
    });

    it('is synced by a command', async () => {
      await bring({ name: 'Commanded' }, ANN, BOB);
      await give(moved(ANN), moved(BOB));
      const test = await answerOf(app.strapi, ['test', 'Commanded', '--key', 'bob']);
      expect(test).toMatchObject({ exitCode: 0, json: { kind: 'test', user: { update: 1 } } });
      const run = await answerOf(app.strapi, ['run', 'Commanded', '--key', 'bob']);
      expect(run).toMatchObject({ exitCode: 0, json: { purpose: 'person', user: { update: 1 } } });
      expect(await user('ann')).toMatchObject({ extension: '201' });
      await expect(answerOf(app.strapi, ['run', 'Commanded', '--key', ''])).rejects.toThrow(
        '--key'
      );
    });
  });
});
