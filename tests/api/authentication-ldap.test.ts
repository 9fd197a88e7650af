import { createProfile, NOTHING_GENERATED, runsOf } from '../support/runs';
import { startSecondInstance } from '../support/second-instance';
import { describeWithSlapd, startSlapd, type Slapd } from '../support/slapd';
import { PEOPLE_DN } from '../support/slapd-data';
import { ldapFixture } from '../support/ldap/fixtures';
import { createTestApp, type TestApp } from '../support/strapi';

const PLUGIN = {
  authentication: { enabled: true, attempts: 4, windowSeconds: 600 },
  network: { allowedHosts: ['127.0.0.1'], retries: 0, connectTimeoutSeconds: 2 },
};

const TEMPLATE = `{ "identity": [ {
  "username": "{{{uid}}}", "externalId": "{{{externalId}}}", "enabled": "{{{enabled}}}",
  "authMethod": "external"
} ] }`;

const person = (uid: string, attributes: Record<string, string> = {}) => ({
  dn: `uid=${uid},${PEOPLE_DN}`,
  attributes: {
    objectClass: 'inetOrgPerson',
    uid,
    cn: uid,
    sn: uid,
    userPassword: `S3cret-of-${uid}`,
    ...attributes,
  },
});

describeWithSlapd('logging in against a directory', () => {
  let app: TestApp;
  let slapd: Slapd;
  // A process of its own: what the plugin loads when it is first needed, a test's sandbox refuses.
  let server: Awaited<ReturnType<typeof startSecondInstance>>;
  let token: string;

  const logIn = async (username: string, password: string) => {
    const response = await fetch(`${server.origin}/api/directory-connector/users/authenticate`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ username, password }),
    });
    return { status: response.status, text: await response.text() };
  };

  beforeAll(async () => {
    slapd = await startSlapd({
      passwordPolicy: true,
      entries: [
        person('anna'),
        person('hans'),
        person('locked', { pwdAccountLockedTime: '000001010000Z' }),
        person('leaver'),
      ],
    });
    app = await createTestApp({ plugin: PLUGIN });
    const profileId = await createProfile(app.strapi, {
      ...NOTHING_GENERATED,
      template: TEMPLATE,
      match: { user: 'externalId' },
      source: {
        type: 'ldap',
        url: slapd.url,
        startTls: true,
        ca: ldapFixture('ca.pem'),
        baseDn: PEOPLE_DN,
        bindDn: slapd.reader.dn,
        bindPassword: slapd.reader.password,
      },
    });
    const run = await runsOf(app.strapi).start({ profileId, kind: 'run', trigger: 'manual' });
    expect((await run.done).status).toBe('succeeded');
    const { accessKey } = await app.strapi
      .service('admin::api-token')
      .create({ name: 'all', description: '', type: 'full-access', lifespan: null });
    token = accessKey;
    server = await startSecondInstance(app.folder);
  });
  afterAll(async () => {
    await server.stop();
    await app.close();
    await slapd.stop();
  });

  it('is decided by the directory', async () => {
    const right = await logIn('anna', 'S3cret-of-anna');
    expect(right.status).toBe(200);
    expect(JSON.parse(right.text).data).toMatchObject({ username: 'anna' });
    expect(right.text).not.toContain('S3cret');
  });

  it('is refused in the same words, whatever speaks against it', async () => {
    await slapd.remove(`uid=leaver,${PEOPLE_DN}`);
    const answers = [
      await logIn('anna', 'wrong'),
      await logIn('nobody', 'wrong'),
      await logIn('locked', 'S3cret-of-locked'),
      await logIn('leaver', 'S3cret-of-leaver'),
      await logIn('*', 'S3cret-of-anna'),
      await logIn('reader', slapd.reader.password),
    ];
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 401));
  });

  it('follows a password that is changed there', async () => {
    await slapd.replace(`uid=anna,${PEOPLE_DN}`, { userPassword: 'S3cret-of-another' });
    expect((await logIn('anna', 'S3cret-of-another')).status).toBe(200);
    expect((await logIn('anna', 'S3cret-of-anna')).status).toBe(401);
  });

  it('is refused after too many wrong passwords, the right one too', async () => {
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 6; attempt += 1) {
      statuses.push((await logIn('hans', `guess-${attempt}`)).status);
    }
    expect(statuses).toEqual([401, 401, 401, 401, 429, 429]);
    expect((await logIn('hans', 'S3cret-of-hans')).status).toBe(429);
  });

  it('cannot be decided without the directory', async () => {
    await slapd.kill();
    const answer = await logIn('anna', 'S3cret-of-another');
    expect(answer.status).toBe(503);
    expect(answer.text).not.toMatch(/127\.0\.0\.1|ldap/);
  });
});
