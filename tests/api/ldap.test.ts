import type { ConnectionStep } from '../../shared/contracts/ldap';
import { ldapFixture } from '../support/ldap/fixtures';
import { createSuperAdmin, type AdminClient } from '../support/admin';
import { startLdapServer } from '../support/ldap-server';
import { startProxy } from '../support/proxy';
import { rounds } from '../support/rounds';
import {
  clear,
  createProfile,
  dump,
  NOTHING_GENERATED,
  reportOf,
  runsOf,
  type WholeReport,
} from '../support/runs';
import { describeWithSlapd, startSlapd, type Slapd } from '../support/slapd';
import { exampleDirectory, GROUP_DNS, PEOPLE_DN, people, PERSON_DNS } from '../support/slapd-data';
import { createTestApp, type TestApp } from '../support/strapi';

const LIMITS = { removePercent: 50, minimumPopulation: 1 };

/** What a person of the example directory becomes. */
const TEMPLATE = `{ "identity": [ {
  "username": "{{{uid}}}", "displayName": "{{{cn}}}", "lastName": "{{{sn}}}", "email": "{{{mail}}}",
  "externalId": "{{{externalId}}}", "enabled": "{{{enabled}}}", "roles": "{{{roles}}}",
  "authMethod": "external",
  "post": { "phonebook": [ { "displayName": "{{{cn}}}", "phone": "{{{telephoneNumber}}}" } ] }
} ] }`;

const SETTINGS = {
  ...NOTHING_GENERATED,
  template: TEMPLATE,
  match: { user: 'externalId' },
  limits: LIMITS,
};

describeWithSlapd('runs that read a directory', () => {
  let app: TestApp;
  let admin: AdminClient;
  let slapd: Slapd;

  beforeAll(async () => {
    app = await createTestApp({
      plugin: { network: { allowedHosts: ['127.0.0.1'], retries: 1, connectTimeoutSeconds: 5 } },
    });
    admin = await createSuperAdmin(app);
  });
  afterAll(() => app.close());
  afterEach(async () => {
    await slapd.stop();
    await clear(app.strapi);
  });

  const sourceOf = (changes: Record<string, unknown> = {}) => ({
    type: 'ldap',
    url: slapd.url,
    baseDn: PEOPLE_DN,
    bindDn: slapd.reader.dn,
    bindPassword: slapd.reader.password,
    ...changes,
  });

  const profileOf = (source: Record<string, unknown> = {}, changes: Record<string, unknown> = {}) =>
    createProfile(app.strapi, { ...SETTINGS, ...changes, source: sourceOf(source) });

  const run = async (profileId: string, kind: 'run' | 'test' = 'run'): Promise<WholeReport> => {
    const runs = runsOf(app.strapi);
    const started = await runs.start({ profileId, kind, trigger: 'manual' });
    await started.done;
    return reportOf(app.strapi, started.id);
  };

  const users = async () =>
    app.strapi.db.query('plugin::directory-connector.user').findMany({ orderBy: 'username' });

  it('brings people with their groups, writes nothing the second time, and follows changes', async () => {
    slapd = await startSlapd({ entries: exampleDirectory() });
    const groups = { enabled: true, baseDn: 'dc=example,dc=test' };
    const id = await profileOf({ groups });
    const test = await run(id, 'test');
    const first = await run(id);
    expect(first.error).toBeNull();
    expect(first.status).toBe('succeeded');
    expect(first.user).toEqual({ create: 9, update: 0, unchanged: 0, remove: 0, error: 0 });
    expect(test.user).toEqual(first.user);
    expect(first.issues.map(({ code }) => code)).toEqual(['several-values']);
    const [anna] = (await users()).filter(({ username }) => username === 'anna');
    expect(anna).toMatchObject({
      displayName: 'Müller, Anna + Söhne',
      email: 'anna@example.test',
      roles: ['accounting', 'phones', 'staff'],
      enabled: true,
      authMethod: 'external',
    });
    expect((await users()).find(({ username }) => username === 'locked')?.enabled).toBe(false);

    const before = await dump(app.strapi);
    const second = await run(id);
    expect(second.user).toMatchObject({ create: 0, update: 0, unchanged: 9, remove: 0 });
    expect(await dump(app.strapi)).toEqual(before);

    await slapd.rename(`uid=photo,${PEOPLE_DN}`, 'uid=picture');
    await slapd.remove(`uid=posix,${PEOPLE_DN}`);
    await slapd.replace(GROUP_DNS.phones, { uniqueMember: [`cn=nobody,${PEOPLE_DN}`] });
    const third = await run(id);
    expect(third.user).toMatchObject({ create: 0, update: 3, unchanged: 5, remove: 1 });
    const after = await users();
    expect(after.map(({ username }) => username)).toContain('picture');
    expect(after.find(({ username }) => username === 'anna')?.roles).toEqual([
      'accounting',
      'staff',
    ]);
    const picture = after.find(({ username }) => username === 'picture');
    const photo = before.directory_users?.find(({ username }) => username === 'photo');
    expect(picture?.documentId).toBe(photo?.document_id);
  });

  const syncOne = async (
    profileId: string,
    value: string,
    kind: 'run' | 'test' = 'run'
  ): Promise<WholeReport> => {
    const person = { type: null, by: null, value };
    const started = await runsOf(app.strapi).start({ profileId, kind, trigger: 'manual', person });
    await started.done;
    return reportOf(app.strapi, started.id);
  };

  it('asks the directory for one person alone, and for all where nobody is found so', async () => {
    const sizeLimit = { entries: 100 };
    slapd = await startSlapd({ people: 150, sizeLimit });
    const fields = [
      { type: 'user', values: { username: { column: 'uid' }, displayName: { column: 'cn' } } },
    ];
    const mapping = { template: '', fields, match: { user: 'username' } };
    const id = await profileOf({ pageSize: 50 }, mapping);
    expect(await run(id)).toMatchObject({ error: { code: 'size-limit' } });
    const [, uid = ''] = /uid=([^,]+)/.exec(people(1)[0]?.dn ?? '') ?? [];
    expect(await syncOne(id, uid.toUpperCase())).toMatchObject({
      status: 'succeeded',
      rows: { read: 1 },
      user: { create: 1 },
    });
    // That there is nobody can be said only of all.
    expect(await syncOne(id, 'nobody')).toMatchObject({ error: { code: 'size-limit' } });
    expect((await users()).map(({ username }) => username)).toEqual([uid]);
  });

  it('syncs one person as a whole run would, and nobody else', async () => {
    slapd = await startSlapd({ entries: exampleDirectory() });
    const groups = { enabled: true, baseDn: 'dc=example,dc=test' };
    const filter = '(&(objectClass=inetOrgPerson)(!(uid=photo)))';
    const id = await profileOf({ groups, filter });
    await run(id);
    const before = await users();
    const idOf = (uid: string): string =>
      before.find(({ username }) => username === uid)?.externalId ?? '';
    await slapd.replace(PERSON_DNS.hans, { telephoneNumber: ['999'] });
    await slapd.replace(GROUP_DNS.phones, { uniqueMember: [`cn=nobody,${PEOPLE_DN}`] });
    const anna = before.find(({ username }) => username === 'anna');

    expect(await syncOne(id, idOf('anna'))).toMatchObject({
      status: 'succeeded',
      rows: { read: 1 },
      user: { update: 1, remove: 0 },
      phonebookEntry: { remove: 0 },
    });
    const after = await users();
    const others = (all: typeof after) => all.filter(({ username }) => username !== 'anna');
    expect(others(after)).toEqual(others(before));
    expect(after.find(({ username }) => username === 'anna')).toMatchObject({
      documentId: anna?.documentId,
      roles: ['accounting', 'staff'],
    });
    // Eva has left the same group.
    const whole = await run(id, 'test');
    expect(whole.user).toMatchObject({ create: 0, update: 1, remove: 0 });
    expect(whole.phonebookEntry).toMatchObject({ update: 1 });

    // The filter of the profile leaves out who is there otherwise.
    expect(await syncOne(id, 'photo')).toMatchObject({ error: { code: 'person-not-found' } });
    const computed = await profileOf(
      { filter },
      {
        match: { user: 'username' },
        existing: 'adopt',
        ownedByOthers: 'adopt',
        variables: [{ name: 'login', expression: '"x-" & uid' }],
        template: '{"identity":[{"username":"{{{login}}}","displayName":"{{{cn}}}"}]}',
      }
    );
    expect(await syncOne(computed, 'x-hans')).toMatchObject({
      rows: { read: 1 },
      user: { create: 1 },
    });
  });

  it('clears an attribute that nobody has any more', async () => {
    slapd = await startSlapd({ people: 3 });
    const id = await profileOf({}, { template: TEMPLATE.replace(/"roles".*?,/, '') });
    await run(id);
    for (const uid of ['u1', 'u2', 'u3']) {
      await slapd.replace(`uid=${uid},${PEOPLE_DN}`, { mail: [] });
    }
    const report = await run(id);
    expect(report.user).toMatchObject({ update: 3, error: 0 });
    expect(report.issues).toEqual([]);
    expect((await users()).map(({ email }) => email)).toEqual([null, null, null]);
  });

  it('removes nobody when the server is stopped in the middle of a read', async () => {
    slapd = await startSlapd({ people: 600 });
    const before = await profileOf({ pageSize: 100 });
    expect((await run(before)).user.create).toBe(600);
    let kills = 0;
    const proxy = await startProxy(slapd.port, 90_000, () => {
      kills += 1;
      void slapd.kill();
    });
    const source = sourceOf({ url: `ldap://127.0.0.1:${proxy.port}`, pageSize: 100 });
    const profile = await admin.get(`/directory-connector/profiles/${before}`).expect(200);
    const file = profile.body.data;
    await admin
      .put(`/directory-connector/profiles/${before}`)
      .send({ ...file, source })
      .expect(200);
    const records = await dump(app.strapi);
    const report = await run(before);
    await proxy.close();
    expect(kills).toBe(1);
    expect(report.status).toBe('failed');
    expect(['connection-lost', 'connection-failed']).toContain(report.error?.code);
    expect(report.error?.message).toContain('nothing was removed');
    expect(report.user.remove).toBe(0);
    expect(await dump(app.strapi)).toEqual(records);
  });

  it.each([
    ['the base DN is gone', { baseDn: 'ou=gone,dc=example,dc=test' }, 'base-dn-not-found'],
    ['the filter finds nobody', { filter: '(uid=nobody)' }, 'no-rows'],
    ['the password is wrong', { bindPassword: 'S3cret-wrong-password' }, 'bind-refused'],
    ['the size limit is hit', { pageSize: 20, bindDn: '' }, 'size-limit'],
    ['a part is elsewhere', { scope: 'sub' }, 'referral'],
  ])('removes nobody when %s', async (_, changes, code) => {
    slapd = await startSlapd({
      people: 60,
      ...(code === 'size-limit' ? { sizeLimit: { entries: 30 } } : {}),
    });
    const id = await profileOf(
      code === 'size-limit' ? { bindDn: slapd.admin.dn, bindPassword: slapd.admin.password } : {}
    );
    expect((await run(id)).user.create).toBe(60);
    if (code === 'referral') {
      await slapd.add({
        dn: `ou=branch,${PEOPLE_DN}`,
        attributes: {
          objectClass: ['referral', 'extensibleObject'],
          ou: 'branch',
          ref: 'ldap://other.example.test/ou=branch,dc=example,dc=test',
        },
      });
    }
    const records = await dump(app.strapi);
    const profile = await admin.get(`/directory-connector/profiles/${id}`).expect(200);
    const file = profile.body.data;
    const source = { ...sourceOf(changes) };
    if (source.bindDn === '') source.bindDn = slapd.reader.dn;
    await admin
      .put(`/directory-connector/profiles/${id}`)
      .send({ ...file, source })
      .expect(200);
    const runs = runsOf(app.strapi);
    const started = await runs.start({
      profileId: id,
      kind: 'run',
      trigger: 'manual',
      approve: true,
    });
    await started.done;
    const report = await reportOf(app.strapi, started.id);
    expect(report).toMatchObject({ status: 'failed', error: { code } });
    expect(await dump(app.strapi)).toEqual(records);
  });

  it('imports more people than a search gives, and nothing the second time', async () => {
    const count = rounds(1200, 5000);
    slapd = await startSlapd({ people: count, sizeLimit: { entries: 500, paged: 'unlimited' } });
    const id = await profileOf({}, { template: '' });
    const first = await run(id);
    expect(first.status).toBe('succeeded');
    expect(first.user.create).toBe(count);
    expect(first.phonebookEntry.create).toBe(count);
    expect(first.matching?.matched).toContainEqual({
      column: 'externalId',
      type: 'user',
      attribute: 'externalId',
      reason: 'name',
    });
    const second = await run(id);
    expect(second.user).toMatchObject({ create: 0, update: 0, unchanged: count, remove: 0 });
  });

  describe('over the admin API', () => {
    const test = async (source: unknown, profile: string | null = null) => {
      const { body } = await admin
        .post('/directory-connector/sources/test-connection')
        .send({ profile, source })
        .expect(200);
      return body.data;
    };

    it('are prepared by a test of the connection, step by step', async () => {
      slapd = await startSlapd({ people: 12 });
      const ca = ldapFixture('ca.pem');
      const good = await test(sourceOf({ url: slapd.secureUrl, ca }));
      expect(good).toMatchObject({ ok: true, entries: 12, namingContexts: ['dc=example,dc=test'] });
      expect(good.vendor).toMatchObject({ vendor: 'openldap', keyAttribute: 'entryUUID' });
      expect(good.steps.map(({ step, status }: ConnectionStep) => `${step} ${status}`)).toEqual(
        ['name', 'tcp', 'tls', 'bind', 'vendor', 'base', 'paging', 'entries'].map(
          (step) => `${step} ok`
        )
      );
      expect(good.steps[2].message).toMatch(
        /for localhost, issued by .*valid until \d{4}-\d\d-\d\d/
      );

      const statusOf = ({ steps }: { steps: ConnectionStep[] }) =>
        Object.fromEntries(steps.map(({ step, status }) => [step, status]));
      const clear = await test(sourceOf());
      expect(statusOf(clear)).toMatchObject({ tls: 'warning', entries: 'ok' });
      const wrong = await test(sourceOf({ bindPassword: 'S3cret-wrong-password' }));
      expect(statusOf(wrong)).toMatchObject({ tcp: 'ok', bind: 'failed', entries: 'skipped' });
      expect(wrong.ok).toBe(false);
      const untrusted = await test(sourceOf({ url: slapd.secureUrl }));
      expect(statusOf(untrusted)).toMatchObject({ tls: 'failed', bind: 'skipped' });
      const open = await test(sourceOf({ baseDn: '' }));
      expect(open).toMatchObject({ ok: false, namingContexts: ['dc=example,dc=test'] });
      expect(statusOf(open)).toMatchObject({ vendor: 'ok', base: 'failed', entries: 'skipped' });
      const gone = await test(sourceOf({ baseDn: 'ou=gone,dc=example,dc=test' }));
      expect(statusOf(gone)).toMatchObject({ vendor: 'ok', base: 'failed', entries: 'skipped' });
      for (const { steps } of [wrong, untrusted, gone]) {
        const failed = steps.find(({ status }: ConnectionStep) => status === 'failed');
        expect(failed.advice).toEqual(expect.any(String));
      }
      expect(JSON.stringify([good, clear, wrong])).not.toMatch(
        /S3cret-of-reader|S3cret-wrong-password/
      );
    });

    it('try every server of the list', async () => {
      slapd = await startSlapd({ people: 1 });
      const away = await test(sourceOf({ url: 'ldap://127.0.0.1:1', fallbackUrls: [slapd.url] }));
      expect(away.ok).toBe(true);
      const first = away.steps.filter(({ server }: ConnectionStep) => server.endsWith(':1'));
      expect(first.find(({ step }: ConnectionStep) => step === 'tcp').status).toBe('failed');
      const blocked = await test(sourceOf({ url: 'ldap://10.0.0.1' }));
      expect(blocked.steps.find(({ status }: ConnectionStep) => status === 'failed')).toMatchObject(
        {
          step: 'tcp',
          advice: expect.stringContaining('network.allowedHosts'),
        }
      );
    });

    it('do not try a refused password on the next server, and look for the groups', async () => {
      slapd = await startSlapd({ people: 1 });
      const wrong = { bindPassword: 'S3cret-wrong-password', fallbackUrls: [slapd.secureUrl] };
      const { steps } = await test(sourceOf(wrong));
      const second = steps.filter(({ server }: ConnectionStep) => server.startsWith('ldaps:'));
      expect(second.map(({ status }: ConnectionStep) => status)).toEqual(Array(8).fill('skipped'));
      const groups = { enabled: true, baseDn: 'ou=gone,dc=example,dc=test' };
      const without = await test(sourceOf({ groups }));
      expect(without.ok).toBe(false);
      expect(without.steps.find(({ step }: ConnectionStep) => step === 'base')).toMatchObject({
        status: 'failed',
        message: expect.stringContaining('ou=gone'),
      });
    });

    it('show the first entries, without their passwords', async () => {
      slapd = await startSlapd({ entries: exampleDirectory() });
      const { dn, password } = slapd.admin;
      const source = sourceOf({ bindDn: dn, bindPassword: password });
      const browse = async (given: unknown) => {
        const request = admin.post('/directory-connector/sources/browse');
        return (await request.send({ source: given }).expect(200)).body.data;
      };
      const found = await browse(source);
      expect(found.problem).toBeNull();
      expect(found.columns).toEqual(
        expect.arrayContaining(['dn', 'externalId', 'uid', 'userPassword'])
      );
      expect(found.rows).toHaveLength(9);
      expect(JSON.stringify(found)).not.toContain('S3cret-of-locked');
      const matched = await admin
        .post('/directory-connector/mapping/match')
        .send({ columns: found.columns })
        .expect(200);
      expect(matched.body.data.matched).toContainEqual(
        expect.objectContaining({ column: 'uid', attribute: 'username' })
      );
      const gone = await browse(sourceOf({ baseDn: 'ou=gone,dc=example,dc=test' }));
      expect(gone).toMatchObject({ rows: [], problem: { code: 'base-dn-not-found' } });
      expect(gone.vendor).toMatchObject({ vendor: 'openldap' });
    });

    it('are saved without their password in sight, which only goes where it was entered for', async () => {
      slapd = await startSlapd({ people: 1 });
      const id = await profileOf();
      const path = `/directory-connector/profiles/${id}`;
      const { body } = await admin.get(path).expect(200);
      expect(body.data.source.bindPassword).toEqual({ set: true });
      const row = await app.strapi.db
        .connection('directory_connector_profiles')
        .where('document_id', id)
        .first();
      expect(JSON.stringify(row)).not.toContain(slapd.reader.password);
      const exported = await admin.get(`${path}/export`).expect(200);
      expect(exported.body.source).not.toHaveProperty('bindPassword');

      const { source } = body.data;
      expect((await test(source, id)).ok).toBe(true);
      for (const changes of [
        { url: 'ldap://127.0.0.1:1' },
        { fallbackUrls: ['ldap://evil.example'] },
        { startTls: true },
        { verifyCertificate: false },
      ]) {
        const refused = await admin
          .post('/directory-connector/sources/test-connection')
          .send({ profile: id, source: { ...source, ...changes } })
          .expect(400);
        expect(refused.body.error.details.errors[0]).toMatchObject({
          path: ['source', 'bindPassword'],
        });
      }
    });

    it('say where a filter or a DN is wrong', async () => {
      slapd = await startSlapd({ people: 1 });
      const problemsOf = async (changes: Record<string, unknown>) => {
        const draft = { name: 'Directory', ...SETTINGS, source: sourceOf(changes) };
        const request = admin.post('/directory-connector/profiles/check');
        return (await request.send({ profile: null, draft }).expect(200)).body.data.problems;
      };
      expect(await problemsOf({})).toEqual([]);
      expect(await problemsOf({ filter: '(&(uid=a)(cn=b)' })).toMatchObject([
        { path: ['source', 'filter'], code: 'filter-syntax', line: 1, column: 16 },
      ]);
      expect(await problemsOf({ filter: '(uid=a\\zz)' })).toMatchObject([{ column: 7 }]);
      expect(await problemsOf({ baseDn: '' })).toMatchObject([{ code: 'base-dn-missing' }]);
      expect(await problemsOf({ baseDn: 'people' })).toMatchObject([
        { path: ['source', 'baseDn'], code: 'invalid-dn' },
      ]);
      expect(await problemsOf({ url: 'https://127.0.0.1' })).toMatchObject([
        { path: ['source', 'url'], code: 'invalid-address' },
      ]);
      expect(await problemsOf({ bindDn: '' })).toMatchObject([{ code: 'bind-dn-missing' }]);
      expect(await problemsOf({ bindPassword: '' })).toMatchObject([
        { path: ['source', 'bindPassword'], message: expect.stringContaining('is not empty') },
      ]);
    });

    it('can be tried with one entry', async () => {
      slapd = await startSlapd({ people: people(30).length });
      const id = await profileOf();
      const trial = await admin
        .post('/directory-connector/mapping/trial')
        .send({ profile: id, from: 3 })
        .expect(200);
      expect(trial.body.data).toMatchObject({
        row: 3,
        taken: true,
        rows: { previous: 2, next: 4 },
      });
      const searched = await admin
        .post('/directory-connector/mapping/trial')
        .send({ profile: id, search: 'Family17' })
        .expect(200);
      expect(searched.body.data.records[0].attributes.username).toBe('u17');
    });
  });
});

describe('a directory without end', () => {
  it('is not read for longer than a run may take', async () => {
    const app = await createTestApp({ plugin: { network: { allowedHosts: ['127.0.0.1'] } } });
    let page = 0;
    const server = await startLdapServer({
      search: ({ baseDn, scope }, reply) => {
        if (scope !== 'base') {
          page += 1;
          reply.entry(`uid=u${page},${baseDn}`, { uid: `u${page}` });
        }
        reply.done({ cookie: 'more' });
      },
    });
    try {
      const bind = { bindDn: 'cn=reader', bindPassword: 'S3cret-of-reader' };
      const source = { type: 'ldap', url: server.url, baseDn: PEOPLE_DN, ...bind };
      const profileId = await createProfile(app.strapi, { source });
      app.strapi.config.set('plugin::directory-connector.limits.runSeconds', 2);
      const runs = runsOf(app.strapi);
      const { id, done } = await runs.start({ profileId, kind: 'run', trigger: 'manual' });
      await done;
      const report = await reportOf(app.strapi, id);
      expect(report).toMatchObject({ status: 'failed', error: { code: 'run-time-limit' } });
      expect(page).toBeGreaterThan(1);
    } finally {
      await server.close();
      await app.close();
    }
  });
});
