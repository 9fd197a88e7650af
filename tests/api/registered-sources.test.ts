import { execFile } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { readFile, symlink, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { promisify } from 'node:util';

import type { ProfileView } from '../../shared/contracts/profiles';
import type { SourceKind } from '../../shared/profile/registered';
import { createSuperAdmin, type AdminClient } from '../support/admin';
import { clear, NOTHING_GENERATED, profilesOf, runsOf, runStored } from '../support/runs';
import { mayTell } from '../support/secrets/told';
import {
  callProgram,
  createTestApp,
  loadStrapi,
  makeAppFolder,
  removeAppFolder,
  type TestApp,
} from '../support/strapi';
import { serve, stopServers } from '../unit/sources/server';

const BASE = '/directory-connector';
const ROOT = path.resolve(__dirname, '..', '..');
const PLUGIN = path.join(ROOT, 'playground', 'src', 'plugins', 'json-source');
const TOKEN = 'S3cret-of-the-source';
const USERS = 'plugin::directory-connector.user';

const PEOPLE = [
  { login: 'ada', name: 'Ada Lovelace', mail: 'ada@example.test', place: { city: 'London' } },
  { login: 'bob', name: 'Bob Baker', mail: 'bob@example.test', place: { city: 'Bonn' } },
  { login: 'cy', name: 'Cy Young', mail: 'cy@example.test', place: { city: 'Canton' } },
];

const TEMPLATE = `{ "identity": [{
  "username": "{{{login}}}", "displayName": "{{{name}}}", "email": "{{{mail}}}", "groupName": "{{{[place.city]}}}"
}] }`;

const OPTIONS = {
  plugin: { network: { allowedHosts: ['127.0.0.1'], retries: 0, maxBytes: 20_000 } },
  others: { 'json-source': { enabled: true, resolve: PLUGIN } },
};

/** A source in TypeScript, as another package writes it. */
const TYPED = `
import type { ReadSource, SourceRegistration } from '${ROOT}/dist/server/index';
import { z } from '${ROOT}/node_modules/zod';

const settings = z.object({ address: z.url().meta({ destination: true }) });
export const source: SourceRegistration = { name: 'a', label: 'A', module: '/a.js', settings };

const read: ReadSource<z.output<typeof settings>> = async function* ({ address }, tools) {
  const people = await (await tools.download(address)).json();
  if (!Array.isArray(people)) throw tools.failure('no list');
  for (const { id } of people) yield { values: { id } };
};
export default read;
`;

/** What code of an app may not do; each line that compiled would be an error. */
const WRONG = `
import type { ConnectorEventHub, DirectoryConnector } from '${ROOT}/dist/server/index';

export const wrong = async (connector: DirectoryConnector, events: ConnectorEventHub) => {
  // @ts-expect-error no such service
  connector.service('profile');
  // @ts-expect-error a service of the plugin's own
  connector.service('storage');
  // @ts-expect-error no such function
  connector.service('runs').begin;
  // @ts-expect-error no such kind of run
  await connector.service('runs').start({ profileId: 'x', kind: 'trial', trigger: 'api' });
  // @ts-expect-error nothing that a report has
  (await connector.service('runs').report('x')).state;
  // @ts-expect-error no such event
  events.on('directory-connector.ended', async () => undefined);
  // @ts-expect-error nothing that the event carries
  events.on('directory-connector.overdue', async ({ run }) => void run);
};
`;

/** The example of the documentation, with what an app has in its `node_modules`. */
const documented = async (): Promise<string> => {
  const page = await readFile(path.join(ROOT, 'docs', 'extending.md'), 'utf8');
  const [, code = ''] = /```ts\n(.*?)^```/ms.exec(page) ?? [];
  return code
    .replace('strapi-plugin-directory-connector/strapi-server', `${ROOT}/dist/server/index`)
    .replace('@strapi/strapi', `${ROOT}/node_modules/@strapi/strapi`);
};

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

describe('a source that another plugin brings', () => {
  let app: TestApp;
  let admin: AdminClient;
  let url: string;
  let answer: Answer;

  beforeAll(async () => {
    app = await createTestApp(OPTIONS);
    admin = await createSuperAdmin(app);
  });
  afterAll(() => app.close());

  beforeEach(async () => {
    answer = pages(PEOPLE);
    url = await serve((request, response) => answer(request, response));
  });
  afterEach(async () => {
    await stopServers();
    await clear(app.strapi);
  });

  /** Answers with one person on a page, for whoever has the token. */
  const pages =
    (people: object[]): Answer =>
    (request, response) => {
      if (request.headers.authorization !== `Bearer ${TOKEN}`) {
        response.writeHead(401).end();
        return;
      }
      const page = Number(new URL(request.url ?? '', 'http://x').searchParams.get('page') ?? 1);
      const next = page < people.length ? `/people?page=${page + 1}` : null;
      response.end(JSON.stringify({ data: { people: people.slice(page - 1, page) }, next }));
    };

  const sourceOf = (settings: object = {}) => ({
    type: 'registered',
    name: 'json-http',
    settings: {
      address: `${url}/people`,
      token: TOKEN,
      list: 'data.people',
      next: 'next',
      ...settings,
    },
  });

  const profileOf = (settings: object = {}) => ({
    ...NOTHING_GENERATED,
    name: 'JSON',
    source: sourceOf(settings),
    template: TEMPLATE,
    limits: { removePercent: null },
  });

  const create = async (settings: object = {}): Promise<ProfileView> => {
    const { body } = await admin.post(`${BASE}/profiles`).send(profileOf(settings)).expect(201);
    return body.data;
  };

  const names = async (): Promise<string[]> => {
    const users = await app.strapi.db.query(USERS).findMany({ orderBy: 'username' });
    return users.map(({ username }) => username);
  };

  it('is there for the form, with what its settings are', async () => {
    const { body } = await admin.get(`${BASE}/sources`).expect(200);
    const [kind]: SourceKind[] = body.data;
    expect(kind).toMatchObject({ name: 'json-http', label: 'JSON over HTTP' });
    expect(kind?.settings).toMatchObject({
      required: ['address'],
      properties: {
        address: { type: 'string', title: 'Address', destination: true },
        token: { type: 'string', secret: true },
        maxPages: { type: 'integer', default: 100, minimum: 1, maximum: 10_000 },
      },
    });
  });

  it('is previewed, tried out and run, and what it brings is kept up to date', async () => {
    const draft = profileOf();
    const browse = await admin.post(`${BASE}/sources/browse`).send({ source: draft.source });
    expect(browse.body.data).toMatchObject({
      columns: ['login', 'name', 'mail', 'place.city'],
      rows: [{ number: 1, values: { login: 'ada', 'place.city': 'London' } }, {}, {}],
      problem: null,
    });
    const trial = await admin
      .post(`${BASE}/mapping/trial`)
      .send({ draft, from: 1, search: 'bonn' })
      .expect(200);
    expect(trial.body.data.records[0].attributes).toMatchObject({
      username: 'bob',
      groupName: 'Bonn',
    });

    const { id } = await create();
    expect(await runStored(app.strapi, id)).toMatchObject({
      status: 'succeeded',
      rows: { read: 3 },
      user: { create: 3 },
      issues: [{ code: 'source-note', severity: 'info' }],
    });
    expect(await app.strapi.db.query(USERS).findOne({ where: { username: 'cy' } })).toMatchObject({
      displayName: 'Cy Young',
      groupName: 'Canton',
    });
    const [run] = await app.strapi.db.query('plugin::directory-connector.connector-run').findMany();
    expect(run).toMatchObject({ sourceName: 'JSON over HTTP' });
    expect(await runStored(app.strapi, id)).toMatchObject({ user: { create: 0, unchanged: 3 } });
    answer = pages(PEOPLE.slice(1));
    expect(await runStored(app.strapi, id)).toMatchObject({ user: { remove: 1, unchanged: 2 } });
    expect(await names()).toEqual(['bob', 'cy']);
  });

  it('has its settings checked at their places', async () => {
    const wrong = { maxPages: 0, list: 7, pages: 3, address: `ftp://joe:${TOKEN}@x.test/` };
    const { body, text } = await admin.post(`${BASE}/profiles`).send(profileOf(wrong)).expect(400);
    const places = (body.error.details.errors as { path: string[] }[]).map(({ path: place }) =>
      place.join('.')
    );
    expect(places.toSorted()).toEqual(
      ['address', 'list', 'maxPages', 'pages'].map((name) => `source.settings.${name}`)
    );
    expect(text).not.toContain(TOKEN);
    const check = await admin
      .post(`${BASE}/profiles/check`)
      .send({ draft: profileOf({ maxPages: 'many' }) })
      .expect(200);
    expect(check.body.data.problems).toMatchObject([
      { path: ['source', 'settings', 'maxPages'], code: 'invalid-value' },
    ]);
    await admin
      .post(`${BASE}/sources/browse`)
      .send({ source: sourceOf({ maxPages: 0 }) })
      .expect(400);
  });

  it('shows its secret nowhere, and keeps it', async () => {
    const { id, source } = await create();
    expect(source).toMatchObject({ settings: { token: { set: true } } });
    answer = (_, response) => response.writeHead(403).end(`no: ${TOKEN}`);
    const failed = await runStored(app.strapi, id);
    expect(failed).toMatchObject({ status: 'failed', error: { code: 'http-status' } });
    const exported = await admin.get(`${BASE}/profiles/${id}/export`).expect(200);
    const shown = [
      failed,
      exported.body,
      (await admin.get(`${BASE}/profiles`).expect(200)).body,
      await app.strapi.db.connection('directory_connector_profiles'),
      await app.strapi.db.connection('directory_connector_runs'),
    ];
    expect(JSON.stringify(shown)).not.toContain(TOKEN);

    const { body } = await admin.put(`${BASE}/profiles/${id}`).send({ ...profileOf(), source });
    expect(body.data.source).toEqual(source);
    answer = pages(PEOPLE);
    expect(await runStored(app.strapi, id)).toMatchObject({ status: 'succeeded' });
    // Exported, it comes back without its secret, which the profile of that name keeps.
    const again = await profilesOf(app.strapi).importFile(exported.body);
    expect([again.created, again.missing]).toEqual([false, null]);
    expect(await runStored(app.strapi, id)).toMatchObject({ user: { unchanged: 3 } });
  });

  it('asks for its secret again where the address is another server’s', async () => {
    const { id, source } = await create();
    const settings = { ...Object(source).settings, address: 'http://127.0.0.1:9/people' };
    const { body } = await admin
      .put(`${BASE}/profiles/${id}`)
      .send({ ...profileOf(), source: { ...source, settings } })
      .expect(400);
    expect(body.error.details.errors).toMatchObject([
      { path: ['source', 'settings', 'token'], message: expect.stringContaining('enter') },
    ]);
  });

  it('removes nobody where it is not read to its end', async () => {
    const { id } = await create();
    await runStored(app.strapi, id);
    const cases: [what: string, code: string, settings: object, given: Answer | null][] = [
      ['a page that fails', 'http-status', {}, null],
      ['more pages than are read', 'source-failed', { maxPages: 2 }, pages(PEOPLE)],
      ['no list', 'source-failed', { list: 'data.staff' }, pages(PEOPLE)],
      ['no JSON', 'not-json', {}, (_, response) => response.end('<html>Ada</html>')],
      ['nobody', 'no-rows', { next: '' }, (_, response) => response.end('{"data":{"people":[]}}')],
      [
        'too much',
        'file-too-large',
        { next: '' },
        (_, response) =>
          response.end(JSON.stringify({ data: { people: [{ login: 'x'.repeat(20_000) }] } })),
      ],
    ];
    for (const [what, code, settings, given] of cases) {
      const changed = profileOf(settings);
      await admin.put(`${BASE}/profiles/${id}`).send(changed).expect(200);
      const whole = pages(PEOPLE);
      answer =
        given ??
        ((request, response) =>
          request.url?.includes('page=3')
            ? response.writeHead(500).end()
            : whole(request, response));
      const report = await runStored(app.strapi, id);
      expect([what, report]).toMatchObject([what, { status: 'failed', error: { code } }]);
      expect(JSON.stringify(report)).not.toContain('<html>');
      expect(await names()).toEqual(['ada', 'bob', 'cy']);
    }
  });

  it('removes nobody where one row cannot be taken', async () => {
    const { id } = await create({ next: '' });
    answer = (_, response) => response.end(JSON.stringify({ data: { people: PEOPLE } }));
    await runStored(app.strapi, id);
    answer = (_, response) =>
      response.end(JSON.stringify({ data: { people: [PEOPLE[0], 'bob'] } }));
    const report = await runStored(app.strapi, id);
    expect(report).toMatchObject({ status: 'succeeded-with-errors', user: { remove: 0 } });
    expect(report.issues).toContainEqual(
      expect.objectContaining({ code: 'source-row-failed', row: 2, severity: 'error' })
    );
    expect(await names()).toEqual(['ada', 'bob', 'cy']);
  });

  it('reaches no host that it may not', async () => {
    const { id } = await create({ address: url.replace('127.0.0.1', '127.0.0.2') });
    expect(await runStored(app.strapi, id)).toMatchObject({
      status: 'failed',
      error: { code: 'address-blocked' },
    });
  });

  it('is not read where its server says that nothing has changed', async () => {
    answer = (request, response) => {
      if (request.headers['if-none-match'] === '"1"') response.writeHead(304).end();
      else response.writeHead(200, { ETag: '"1"' }).end(JSON.stringify(PEOPLE));
    };
    const { id } = await create({ list: '', next: '' });
    expect(await runStored(app.strapi, id)).toMatchObject({ user: { create: 3 } });
    const report = await runStored(app.strapi, id);
    expect(report).toMatchObject({ status: 'succeeded', notModified: true });
    expect(await names()).toEqual(['ada', 'bob', 'cy']);
  });

  it('ends with its run, whatever it is doing', async () => {
    const { id } = await create();
    const asked = new EventEmitter();
    answer = (request) => asked.emit('request', request);
    const first = once(asked, 'request') as Promise<[IncomingMessage]>;
    const runs = runsOf(app.strapi);
    const run = await runs.start({ profileId: id, kind: 'run', trigger: 'manual' });
    const [request] = await first;
    const closed = once(request.socket, 'close');
    await runs.cancel(run.id);
    expect(await run.done).toMatchObject({ status: 'canceled' });
    await closed;
  });

  it('can be written in TypeScript with the declarations of the package, as can code of an app', async () => {
    const example = await documented();
    expect(example).toContain('DirectoryConnector');
    const written = { 'typed.ts': TYPED, 'wrong.ts': WRONG, 'example.ts': example };
    for (const [name, code] of Object.entries(written)) {
      await writeFile(path.join(app.folder, name), code);
    }
    const files = Object.keys(written).map((name) => path.join(app.folder, name));
    const compiler = path.join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
    const options = ['--noEmit', '--strict', '--skipLibCheck', '--target', 'es2022'];
    const modules = ['--module', 'node16', '--moduleResolution', 'node16', '--types', 'node'];
    const types = ['--typeRoots', path.join(ROOT, 'node_modules', '@types')];
    const all = [compiler, ...options, ...modules, ...types, ...files];
    await expect(promisify(execFile)(process.execPath, all)).resolves.toMatchObject({ stdout: '' });
  });

  it('may be missing: its profiles are there, and say so', async () => {
    const { id } = await create();
    await app.strapi.destroy();
    const other = await createTestApp({ databaseOf: app.folder });
    try {
      const profiles = profilesOf(other.strapi);
      const found = await profiles.find(id);
      expect(found).toMatchObject({
        name: 'JSON',
        problems: [{ path: ['source', 'name'], code: 'unknown-source' }],
      });
      expect(await profiles.list()).toHaveLength(1);
      const exported = await profiles.exportFile(id);
      expect(JSON.stringify([found, exported])).not.toContain(TOKEN);
      expect(await runStored(other.strapi, id)).toMatchObject({
        status: 'failed',
        error: { code: 'unknown-source', message: expect.stringContaining('"json-http"') },
      });
      await expect(profiles.create({ ...profileOf(), name: 'Other' })).rejects.toMatchObject({
        details: { errors: [{ path: ['source', 'name'], code: 'unknown-source' }] },
      });
    } finally {
      await other.close();
      app.strapi = await loadStrapi(app.folder);
    }
    expect(await runStored(app.strapi, id)).toMatchObject({ user: { create: 3 } });
  });
});

describe('such a source on the command line', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await makeAppFolder(OPTIONS);
    await symlink(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
  });
  afterAll(async () => {
    await stopServers();
    await removeAppFolder(folder);
  });

  const call = (...words: string[]) => callProgram([...words, '--app', folder], folder);

  it('is tested and run, and called by its label', async () => {
    const url = await serve((_, response) => response.end(JSON.stringify(PEOPLE)));
    const source = {
      type: 'registered',
      name: 'json-http',
      settings: { address: url, token: TOKEN },
    };
    const profile = { ...NOTHING_GENERATED, name: 'JSON', source, template: TEMPLATE };
    mayTell(/^the file profile\.json$/);
    await writeFile(path.join(folder, 'profile.json'), JSON.stringify(profile));
    expect(await call('import-profile', 'profile.json')).toMatchObject({ code: 0 });

    const test = await call('test', 'JSON', '--json');
    expect(test.code).toBe(0);
    expect(JSON.parse(test.stdout)).toMatchObject({ rows: { read: 3 }, user: { create: 3 } });
    const run = await call('run', 'JSON');
    expect(run.code).toBe(0);
    expect(run.stdout).toContain('1 page was read.');
    expect(run.stdout + run.stderr).not.toContain(TOKEN);
    const again = await call('run', 'JSON', '--json');
    expect(JSON.parse(again.stdout)).toMatchObject({ user: { create: 0, unchanged: 3 } });

    const withFile = await call('run', 'JSON', '--file', 'profile.json');
    expect(withFile.code).toBe(2);
    expect(withFile.stderr).toContain('JSON over HTTP');
  });
});
