import type { RunDetail } from '../../shared/contracts/reports';
import type { ChangeView, RunSummary } from '../../shared/contracts/runs';
import { createRestrictedAdmin, createSuperAdmin, type AdminClient } from '../support/admin';
import { clear, createProfile, deliver, dump, profilesOf, runText } from '../support/runs';
import { answerOf, createTestApp, type TestApp } from '../support/strapi';
import { alike, type Cells } from '../support/tables';

const BASE = '/directory-connector';
const COLUMNS = 'employeeid,username,displayname,email,phone,phonemac';
const others = Array.from({ length: 12 }, (_, i) => `${100 + i},user${i},U ${i},u${i}@x.test,,`);
const ANNA = '900,aahorn,Anna Ahorn,anna@x.test,1190,00:11:22:33:44:55';
const RENAMED = '900,aneu,Anna Neu,anna@x.test,1190,00:11:22:33:44:55';
const SUCCESSOR = '901,ssommer,Sina Sommer,sina@x.test,1190,00:11:22:33:44:55';
const lines = (...rows: string[]): string[] => [COLUMNS, ...rows, ...others];
const file = (...rows: string[]): string => [...lines(...rows), ''].join('\n');

describe('people who have another key', () => {
  let app: TestApp;
  let admin: AdminClient;
  beforeAll(async () => {
    app = await createTestApp();
    admin = await createSuperAdmin(app);
  });
  afterAll(() => app.close());
  afterEach(() => clear(app.strapi));

  /** A run that is started over HTTP, when it is over. */
  const over = async (
    start: () => Promise<{ body: { data: { id: string } } }>
  ): Promise<RunDetail> => {
    const ended = new Set<string>();
    let wake = (): void => undefined;
    const forget = app.strapi.eventHub.on(
      'directory-connector.run',
      async ({ run }: { run: RunSummary }) => {
        ended.add(run.id);
        wake();
      }
    );
    const { id } = (await start()).body.data;
    while (!ended.has(id)) await new Promise<void>((resolve) => (wake = resolve));
    forget();
    return (await admin.get(`${BASE}/runs/${id}`).expect(200)).body.data as RunDetail;
  };
  const start = (profile: string, kind: 'run' | 'test', body: object = {}) =>
    over(() => admin.post(`${BASE}/profiles/${profile}/${kind}`).send(body).expect(202));
  const changesOf = async (run: string, query: string): Promise<ChangeView[]> =>
    (await admin.get(`${BASE}/runs/${run}/changes?${query}`).expect(200)).body.data;

  const person = async (username: string): Promise<Cells> => {
    const [row] = await app.strapi.db.connection('directory_users').where({ username });
    return row && alike(row);
  };
  const phones = async (): Promise<Record<string, unknown>[]> =>
    app.strapi.db.connection('directory_phones').select('document_id', 'mac');

  const imported = async (settings: Record<string, unknown> = {}): Promise<string> => {
    const profile = await createProfile(app.strapi, settings);
    await deliver(admin, profile, lines(ANNA));
    expect(await start(profile, 'run')).toMatchObject({ status: 'succeeded' });
    return profile;
  };

  it('keep record, secrets and phone where somebody says so, and the same file again changes nothing', async () => {
    const profile = await imported();
    const before = await person('aahorn');
    const phone = await phones();
    await deliver(admin, profile, lines(RENAMED));

    const test = await start(profile, 'test');
    expect(test).toMatchObject({
      status: 'succeeded',
      undecided: 1,
      user: { create: 0, update: 1, remove: 0 },
      phone: { create: 0, remove: 0 },
    });
    const [asked] = await changesOf(test.id, 'kind=perhaps-renamed');
    expect(asked).toMatchObject({
      action: 'update',
      key: 'username:aneu',
      renaming: {
        by: ['externalId', 'email'],
        sides: { username: { before: 'aahorn', after: 'aneu' } },
      },
    });

    const held = await start(profile, 'run');
    expect(held).toMatchObject({
      status: 'held',
      undecided: 1,
      error: { code: 'people-undecided' },
    });
    expect(await person('aneu')).toBeUndefined();

    const approve = (body: object) => admin.post(`${BASE}/runs/${held.id}/approve`).send(body);
    const refused = await approve({ confirm: held.profile }).expect(409);
    expect(refused.body.error.details).toMatchObject({ code: 'people-undecided' });
    const run = await over(() => approve({ confirm: held.profile, people: 'same' }).expect(202));
    expect(run).toMatchObject({
      status: 'succeeded',
      undecided: 0,
      user: { update: 1, create: 0 },
    });
    expect(await changesOf(run.id, 'kind=renamed')).toMatchObject([{ applied: true }]);

    const after = await person('aneu');
    for (const name of ['id', 'document_id', 'password', 'sip_password', 'pin', 'extension']) {
      expect([name, after[name]]).toEqual([name, before[name]]);
    }
    expect(after).toMatchObject({ connector_key: 'username:aneu', enabled: before.enabled });
    expect(await phones()).toEqual(phone);
    expect(run.credentials).toBe(0);

    const stored = await dump(app.strapi);
    const again = await start(profile, 'run');
    expect(again).toMatchObject({
      status: 'succeeded',
      undecided: 0,
      user: { update: 0, create: 0 },
    });
    expect(await dump(app.strapi)).toEqual(stored);
  });

  it('are two where somebody says so, and the answer is for what was shown', async () => {
    const profile = await imported();
    const before = await person('aahorn');
    await deliver(admin, profile, lines(RENAMED));
    const held = await start(profile, 'run');
    const [asked] = await changesOf(held.id, 'kind=perhaps-renamed');
    const id = asked?.renaming?.id ?? '';

    const people = { of: held.id, two: [id] };
    await admin
      .post(`${BASE}/profiles/${profile}/run`)
      .send({ people: { of: held.id, two: ['nobody'] } })
      .expect(404);
    await deliver(admin, profile, lines(RENAMED.replace('Anna Neu', 'Anna Anders')));
    expect(await start(profile, 'run', { people })).toMatchObject({ status: 'held', undecided: 1 });

    await deliver(admin, profile, lines(RENAMED));
    const run = await start(profile, 'run', { people });
    expect(run).toMatchObject({ status: 'succeeded', user: { create: 1, remove: 1, update: 0 } });
    expect(await changesOf(run.id, 'kind=somebody-new')).toMatchObject([
      { action: 'create', key: 'username:aneu', applied: true },
    ]);
    const after = await person('aneu');
    expect(after.document_id).not.toBe(before.document_id);
    expect(await person('aahorn')).toBeUndefined();
    expect(await start(profile, 'run')).toMatchObject({ status: 'succeeded', user: { update: 0 } });
  });

  it('are answered by whoever may approve runs, and by nobody else', async () => {
    const rita = await createRestrictedAdmin(app);
    const allowed = ['profiles.read', 'runs.execute'].map(
      (name) => `plugin::directory-connector.${name}`
    );
    const profile = await imported();
    await deliver(admin, profile, lines(RENAMED));
    const held = await start(profile, 'run');
    const answer = () =>
      rita.client
        .post(`${BASE}/profiles/${profile}/run`)
        .send({ people: { of: held.id, two: [] } });
    await rita.allow(allowed);
    const refused = await answer().expect(403);
    expect(refused.body.error.details.code).toBe('answer-not-allowed');
    expect(await person('aahorn')).toBeDefined();
    await rita.allow([...allowed, 'plugin::directory-connector.runs.approve']);
    expect(await over(() => answer().expect(202))).toMatchObject({ status: 'succeeded' });
    expect(await person('aahorn')).toBeUndefined();
  });

  it('are asked about by a run of a schedule, and not approved beforehand', async () => {
    const profile = await imported();
    await deliver(admin, profile, lines(RENAMED));
    const held = await runText(app.strapi, profile, file(RENAMED), { approve: true });
    expect(held).toMatchObject({ status: 'held', error: { code: 'people-undecided' } });
  });

  it.each(['ask', 'keep', 'new'])(
    'a successor at the same place is somebody else: %s',
    async (renamed) => {
      const profile = await imported({ renamed });
      const before = await person('aahorn');
      const run = await runText(app.strapi, profile, file(SUCCESSOR));
      expect(run).toMatchObject({ status: 'succeeded', user: { create: 1, remove: 1 } });
      const after = await person('ssommer');
      expect(after.document_id).not.toBe(before.document_id);
      expect(after).toMatchObject({ extension: '1190' });
      expect(after.sip_password).not.toBe(before.sip_password);
    }
  );

  it('keep the record without being asked about where the profile says so', async () => {
    const profile = await imported({ renamed: 'keep', missing: 'disable' });
    const { document_id } = await person('aahorn');
    expect(await runText(app.strapi, profile, file(RENAMED))).toMatchObject({
      status: 'succeeded',
      user: { create: 0, update: 1, remove: 0 },
    });
    expect(await person('aneu')).toMatchObject({ document_id, enabled: 1 });
  });

  it('get the answer on the command line', async () => {
    const call = (...words: string[]) => answerOf(app.strapi, words);
    const profile = await imported();
    const { name } = await profilesOf(app.strapi).find(profile);
    const { document_id } = await person('aahorn');
    await deliver(admin, profile, lines(RENAMED));
    const held = await call('run', name, '--approve');
    expect(held).toMatchObject({ exitCode: 4, json: { status: 'held' } });
    const { id } = held.json as { id: string };
    await expect(call('run', name, '--same', id, '--two', 'x')).rejects.toThrow(/"x"/);
    expect(await call('run', name, '--same', id)).toMatchObject({
      exitCode: 0,
      json: { user: { update: 1, create: 0, remove: 0 } },
    });
    expect(await person('aneu')).toMatchObject({ document_id });

    await deliver(admin, profile, lines(RENAMED.replace('aneu', 'adritte')));
    const next = (await call('test', name)).json as { id: string };
    expect(await call('run', name, '--same', next.id, '--two', 'username:adritte')).toMatchObject({
      exitCode: 0,
      json: { user: { update: 0, create: 1, remove: 1 } },
    });
  });

  it('of the whole base are one where the mode replaces everybody', async () => {
    const profile = await imported({ mode: 'create-update' });
    const { document_id } = await person('aahorn');
    const { name } = await profilesOf(app.strapi).find(profile);
    const other = await createProfile(app.strapi, {
      mode: 'replace',
      limits: { removePercent: null },
    });
    await deliver(admin, other, lines(RENAMED));
    const profileName = (await profilesOf(app.strapi).find(other)).name;
    const held = await start(other, 'run', { confirm: profileName });
    expect(held).toMatchObject({ status: 'held', undecided: 1, user: { remove: 0, create: 0 } });
    const approve = { confirm: profileName, people: 'same' };
    const run = await over(() =>
      admin.post(`${BASE}/runs/${held.id}/approve`).send(approve).expect(202)
    );
    expect(run).toMatchObject({ status: 'succeeded' });
    expect(await person('aneu')).toMatchObject({ document_id, connector_profile: other });
    expect(name).not.toBe(profileName);
  });
});

describe('the setting', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp();
  });
  afterAll(() => app.close());

  it('stays as it is stored where a file does not say it', async () => {
    const profiles = profilesOf(app.strapi);
    const file = { name: 'People', source: { type: 'csv', delivery: 'upload' } };
    const { profile, created } = await profiles.importFile(file);
    expect({ ...profile, created }).toMatchObject({
      renamed: 'ask',
      returning: 'never',
      created: true,
    });
    const said = { renamed: 'keep', returning: 'same-person' };
    expect((await profiles.importFile({ ...file, ...said })).profile).toMatchObject(said);
    expect((await profiles.importFile({ ...file, comment: 'x' })).profile).toMatchObject({
      ...said,
      comment: 'x',
    });
    expect(await profiles.update(profile.id, file)).toMatchObject({ ...said, comment: '' });
    expect((await profiles.importFile({ ...file, renamed: 'ask' })).profile).toMatchObject({
      ...said,
      renamed: 'ask',
    });
  });

  it('is as ever for a profile that is older than it', async () => {
    const profiles = profilesOf(app.strapi);
    const { id } = await profiles.create({
      name: 'Old',
      source: { type: 'csv', delivery: 'upload' },
    });
    const before = await profiles.fingerprint(id);
    await app.strapi.db
      .connection('directory_connector_profiles')
      .where({ document_id: id })
      .update({ renamed: null });
    expect(await profiles.find(id)).toMatchObject({ renamed: 'new' });
    expect(await profiles.exportFile(id)).toMatchObject({ renamed: 'new' });
    expect(await profiles.fingerprint(id)).not.toBe(before);
    expect(await profiles.clone(id, true)).toMatchObject({ renamed: 'new' });
  });
});
