import type { ProblemView } from '../../shared/codes/kinds';
import { englishOf } from '../../shared/codes/texts';
import type { ConnectionStepView } from '../../shared/contracts/ldap';
import type { ProfileView } from '../../shared/contracts/profiles';
import { createSuperAdmin, type AdminClient } from '../support/admin';
import { rounds } from '../support/rounds';
import { clear, profilesOf, reportOf, runsOf } from '../support/runs';
import { createTestApp, type TestApp } from '../support/strapi';

const BASE = '/directory-connector';
const PROFILES = `${BASE}/profiles`;
const UID = 'plugin::directory-connector.connector-profile';
const SECRET = 'S3cret-of-the-address';

const directory = (url: string, more: object = {}) => ({
  type: 'ldap',
  url,
  baseDn: 'dc=x',
  bind: 'anonymous',
  ...more,
});
const file = (url: string, more: object = {}) => ({ type: 'csv', delivery: 'url', url, ...more });

/** Each route that takes the address of a directory, as a request that holds it. */
const DIRECTORY_ROUTES: [string, (source: object) => object][] = [
  ['/profiles', (source) => ({ name: 'A', source })],
  ['/profiles/check', (source) => ({ draft: { name: 'A', source } })],
  ['/sources/test-connection', (source) => ({ source })],
  ['/sources/browse', (source) => ({ source })],
  ['/mapping/trial', (source) => ({ draft: { name: 'A', source }, from: 1, search: '' })],
];
const FILE_ROUTES: [string, (source: object) => object][] = [
  ...DIRECTORY_ROUTES.filter(([route]) => !route.startsWith('/sources/')),
  ['/sources/detect', (source) => ({ source })],
];

describe('addresses over the admin API', () => {
  let app: TestApp;
  let admin: AdminClient;

  beforeAll(async () => {
    app = await createTestApp({ plugin: { network: { retries: 0, connectTimeoutSeconds: 2 } } });
    admin = await createSuperAdmin(app);
  });
  afterEach(() => clear(app.strapi));
  afterAll(() => app.close());

  const problemsAt = async (route: string, body: object, path: string[]) => {
    const response = await admin.post(`${BASE}${route}`).send(body);
    const found = route.endsWith('/check')
      ? response.body.data.problems
      : response.body.error?.details?.errors;
    expect([route, response.status]).toEqual([route, route.endsWith('/check') ? 200 : 400]);
    expect(response.text).not.toContain(SECRET);
    return (found as { path: string[]; message: string }[]).filter(
      (problem) => problem.path.join('.') === path.join('.')
    );
  };

  it.each([
    'ldap://%zz',
    'ldap://intranet.example%2F.evil.test',
    'ldap://dc1.example.test:0',
    'ldap://mün chen.example.test',
    'ldap://dc1.example.test%00',
    'ldaps://[::1%25eth0]',
    'ldap://dc1;evil.test',
    `ldap://reader:${SECRET}@dc1.example.test`,
    `reader:${SECRET}@dc1.example.test`,
    `ldap://dc1.example.test/?key=${SECRET}`,
  ])('of a directory that cannot be are problems on each route: %s', async (address) => {
    const fallback = directory('ldap://dc1.example.test', { fallbackUrls: [address] });
    for (const [route, body] of DIRECTORY_ROUTES) {
      const [problem] = await problemsAt(route, body(directory(address)), ['source', 'url']);
      expect(problem?.message).toContain('expected an address such as ldaps://');
      if (!route.startsWith('/sources/')) continue;
      const path = ['source', 'fallbackUrls', '0'];
      expect(await problemsAt(route, body(fallback), path)).toHaveLength(1);
    }
  });

  it.each([
    'https://%zz/users.csv',
    'https://intranet.example%2F.evil.test/users.csv',
    'https://hr.example.test:0/users.csv',
    'https://a b.example.test/users.csv',
    `https://joe:${SECRET}@hr.example.test/users.csv`,
    `https://joe:x/${SECRET}@hr.example.test/users.csv`,
    `joe:${SECRET}@hr.example.test/users.csv`,
    `hr.example.test/users.csv?token=${SECRET}`,
    `ftp://joe:${SECRET}@hr.example.test/users.csv?token=${SECRET}`,
  ])('of a file that cannot be are problems on each route: %s', async (address) => {
    for (const [route, body] of FILE_ROUTES) {
      expect(await problemsAt(route, body(file(address)), ['source', 'url'])).toHaveLength(1);
    }
  });

  const ALPHABETS = ['ldap://dc.münchen.test', 'ldap://ДЦ.пример.test', 'ldap://dc.例え.test'];

  it.each(ALPHABETS.slice(0, rounds(1, ALPHABETS.length)))(
    'with letters of other alphabets are those of the DNS: %s',
    async (address) => {
      for (const [route, body] of DIRECTORY_ROUTES) {
        const { status, text } = await admin.post(`${BASE}${route}`).send(body(directory(address)));
        expect([route, status < 500]).toEqual([route, true]);
        if (/test-connection|browse|trial/.test(route)) expect(text).toContain('xn--');
      }
    }
  );

  it.each(['localhost', '127.0.0.1', '[::1]'])(
    'that are blocked are told as they were given: %s',
    async (host) => {
      const { body, text } = await admin
        .post(`${BASE}/sources/test-connection`)
        .send({ source: directory(`ldap://${host}:3890`) })
        .expect(200);
      const steps: ConnectionStepView[] = body.data.steps;
      expect(steps.find(({ status }) => status === 'failed')?.step).toBe('tcp');
      const csv = await admin
        .post(`${BASE}/sources/detect`)
        .send({ source: file(`http://${host}:3890/users.csv`) })
        .expect(200);
      expect(csv.body.data.problem.code).toBe('address-blocked');
      if (host !== 'localhost') return;
      for (const shown of [text, csv.text]) expect(shown).not.toMatch(/127\.0\.0\.1|::1/);
    }
  );

  describe('with a query', () => {
    const ADDRESS = `https://hr.example.test/users.csv?token=${SECRET}&format=csv`;
    const MASKED = 'https://hr.example.test/users.csv?token=***&format=***';

    const create = async (): Promise<ProfileView> => {
      const { body } = await admin
        .post(PROFILES)
        .send({ name: 'Remote', source: file(ADDRESS) })
        .expect(201);
      return body.data;
    };
    const storedUrl = async (id: string) =>
      ((await profilesOf(app.strapi).load(id)).file.source as { url: string }).url;

    it('show none of its values, and keep them', async () => {
      const { id, source } = await create();
      expect(source).toMatchObject({ url: MASKED });
      for (const path of [PROFILES, `${PROFILES}/${id}`, `${PROFILES}/${id}/export`]) {
        const { text } = await admin.get(path).expect(200);
        expect(text).toContain(MASKED);
        expect(text).not.toContain(SECRET);
      }
      const row = await app.strapi.db.query(UID).findOne({ where: { documentId: id } });
      expect(JSON.stringify(row)).not.toContain(SECRET);
      expect(await storedUrl(id)).toBe(ADDRESS);
    });

    it('are as stored where the markers come back', async () => {
      const { id, source } = await create();
      const put = (changed: object) =>
        admin.put(`${PROFILES}/${id}`).send({ name: 'Remote', source: changed });
      await put(source).expect(200);
      expect(await storedUrl(id)).toBe(ADDRESS);
      await put(file('https://hr.example.test/all.csv?token=***&format=tsv')).expect(200);
      expect(await storedUrl(id)).toBe(
        `https://hr.example.test/all.csv?token=${SECRET}&format=tsv`
      );
      const elsewhere = await put(file('https://evil.example.test/?token=***')).expect(400);
      expect(elsewhere.body.error.details.errors).toMatchObject([{ path: ['source', 'url'] }]);
      expect(elsewhere.text).not.toContain(SECRET);
    });

    it('are exported and imported without them', async () => {
      const { id } = await create();
      const { body: profile } = await admin.get(`${PROFILES}/${id}/export`).expect(200);
      await admin.post(`${PROFILES}/import`).send(profile).expect(200);
      expect(await storedUrl(id)).toBe(ADDRESS);
      const other = await profilesOf(app.strapi).importFile({ ...profile, name: 'Other' });
      expect(englishOf(other.missing!)).toContain('no query of the address is stored');
      expect(JSON.stringify(other)).not.toContain(SECRET);
      await expect(storedUrl(other.profile.id)).rejects.toMatchObject({
        code: 'credentials-missing',
      });
    });

    it('are told to be missing by whoever imports a profile without them', async () => {
      const { id } = await create();
      const { body: profile } = await admin.get(`${PROFILES}/${id}/export`).expect(200);
      const imported = async (settings: object): Promise<ProblemView | null> => {
        const { body } = await admin.post(`${PROFILES}/import`).send({ ...profile, ...settings });
        expect(body.data).toMatchObject({ id: expect.any(String) });
        return body.meta.missing;
      };
      expect(await imported({})).toBeNull();
      expect(await imported({ name: 'Other' })).toMatchObject({
        code: 'secret-missing',
        params: expect.any(Object),
        message: expect.stringContaining('no query of the address is stored'),
      });
      const elsewhere = { source: file('https://files.example.test/users.csv?token=***') };
      expect((await imported(elsewhere))?.message).toMatch(
        /changed from .* enter the query of the address/
      );
      const basic = { auth: { type: 'basic', username: 'joe' } };
      const locked = { name: 'Locked', source: file('https://hr.example.test/users.csv', basic) };
      expect((await imported(locked))?.message).toContain('no password is stored');
      const open = { name: 'Open', source: file('https://hr.example.test/users.csv') };
      expect(await imported(open)).toBeNull();
    });

    it('are in no error, run and issue', async () => {
      const { id } = await create();
      const runs = runsOf(app.strapi);
      const { id: run, done } = await runs.start({
        profileId: id,
        kind: 'run',
        trigger: 'manual',
      });
      await done;
      for (const path of [`/runs/${run}`, `/runs/${run}/issues`, `/runs`]) {
        const { text } = await admin.get(`${BASE}${path}`).expect(200);
        expect(text).not.toContain(SECRET);
      }
      const report = await reportOf(app.strapi, run);
      expect(report).toMatchObject({ status: 'failed' });
      const row = await app.strapi.db
        .query('plugin::directory-connector.connector-run')
        .findOne({ where: { documentId: run } });
      expect(row.sourceName).toBe('https://hr.example.test/users.csv');
      expect(JSON.stringify(row)).not.toContain(SECRET);
    });
  });

  it.each([
    ['ldaps://127.0.0.1:6360', ['ldap://127.0.0.1:3890']],
    ['ldaps://dc1.example.test', ['ldaps://dc2.example.test', 'ldap://dc3.example.test']],
    ['LDAPS://dc1.example.test', ['LDAP://dc1.example.test']],
    ['ldaps://[::1]:636', ['ldap://[::1]:389']],
  ])('of a stored profile are refused in clear after %s', async (url, fallbackUrls) => {
    const { id } = await profilesOf(app.strapi).create({ name: 'D', source: directory(url) });
    const query = app.strapi.db.query(UID);
    const row = await query.findOne({ where: { documentId: id } });
    await query.update({
      where: { id: row.id },
      data: { source: { ...row.source, fallbackUrls } },
    });
    const runs = runsOf(app.strapi);
    for (const kind of ['test', 'run'] as const) {
      const started = await runs.start({ profileId: id, kind, trigger: 'manual' });
      await started.done;
      const { status, error } = await reportOf(app.strapi, started.id);
      expect([status, error?.code]).toEqual(['failed', 'fallback-not-encrypted']);
      expect(error?.message).toContain('begins with ldaps://, or remove it');
    }
  });
});
