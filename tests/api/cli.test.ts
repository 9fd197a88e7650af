import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { Answer } from '../../server/src/cli/output';
import { type Printed, startProgram } from '../support/program-process';
import { tell } from '../support/secrets/told';
import {
  answerOf,
  callProgram,
  createTestApp,
  makeAppFolder,
  removeAppFolder,
  type TestApp,
} from '../support/strapi';

const ROOT = path.resolve(__dirname, '..', '..');
const BIN = path.join(ROOT, 'bin', 'directory-connector.js');

// Each call of the program starts a Strapi, which takes its time where several tests run at once.
jest.setTimeout(180_000);

const upload = { type: 'csv', delivery: 'upload' };

describe('commands', () => {
  let app: TestApp;
  let files: string;

  beforeAll(async () => {
    app = await createTestApp();
    files = await mkdtemp(path.join(tmpdir(), 'directory-connector-cli-'));
  });
  afterAll(async () => {
    await app.close();
    await rm(files, { recursive: true });
  });

  const call = (...words: string[]): Promise<Answer> => answerOf(app.strapi, words);

  const printed = async (pieces: AsyncIterable<string>): Promise<string> => {
    const texts: string[] = [];
    for await (const piece of pieces) texts.push(piece);
    tell('what a command printed', texts.join(''));
    return texts.join('');
  };

  /** The code and the document of a command. */
  const json = async (...words: string[]) => {
    const answer = await call(...words);
    const { exitCode } = answer;
    return { exitCode, document: JSON.parse(await printed(outside.program.jsonPieces(answer))) };
  };

  const write = async (name: string, content: string): Promise<string> => {
    const file = path.join(files, name);
    await writeFile(file, content);
    return file;
  };

  const importProfile = async (profile: object) =>
    json('import-profile', await write('profile.json', JSON.stringify(profile)));

  it('delete a profile, with or without its people', async () => {
    const settings = { source: upload, limits: { removePercent: null } };
    const file = await write('leaving.csv', 'username,displayname\nann,Ann\nbob,Bob\n');
    const users = app.strapi.db.query('plugin::directory-connector.user');
    for (const name of ['Stays', 'Goes']) {
      await importProfile({ ...settings, name });
    }
    await json('run', 'Goes', '--file', file);
    await expect(call('delete-profile', 'Goes')).rejects.toThrow('--people');
    await expect(call('delete-profile', 'Goes', '--people', 'keep')).rejects.toThrow('--confirm');

    const test = await json('delete-profile', 'Goes', '--people', 'remove', '--changes');
    expect(test).toMatchObject({ exitCode: 0, document: { kind: 'test', user: { remove: 2 } } });
    expect(test.document.changes.length).toBeGreaterThan(0);
    expect(await users.count()).toBe(2);
    const gone = ['delete-profile', 'Goes', '--people', 'remove', '--confirm', 'Goes'];
    expect((await json(...gone)).document).toMatchObject({ deleted: true, user: { remove: 2 } });
    expect(await users.count()).toBe(0);
    await expect(call(...gone)).rejects.toThrow('Goes');

    await json('run', 'Stays', '--file', file);
    const kept = await call('delete-profile', 'Stays', '--people', 'keep', '--confirm', 'Stays');
    expect(kept).toMatchObject({ exitCode: 0, json: { name: 'Stays', people: 'keep' } });
    expect(await users.count()).toBe(2);
    await users.deleteMany({});
    expect((await call('list')).json).toEqual([]);
  });

  it('import, list and export profiles', async () => {
    const profile = { name: 'From a file', comment: 'é', source: upload, mode: 'create-update' };
    const made = await importProfile(profile);
    expect(made).toMatchObject({ exitCode: 0, document: { name: 'From a file', created: true } });
    const replaced = await importProfile({ ...profile, comment: 'new' });
    expect(replaced.document).toEqual({ ...made.document, created: false, version: 2 });

    const list = await call('list');
    expect(list.json).toMatchObject([
      { name: 'From a file', mode: 'create-update', lastRun: null, nextRunAt: null },
    ]);
    expect(list.text).toMatch(/^Profile +Mode +Source +Schedule +Next run +Last run$/m);
    expect(list.text).toMatch(/^From a file +create-update +upload +off +never$/m);

    const exported = await call('export-profile', 'From a file');
    expect(exported.json).toMatchObject({ ...profile, comment: 'new' });
    expect(JSON.parse(await printed(outside.program.textPieces(exported)))).toEqual(exported.json);
  });

  it('never export a secret', async () => {
    const auth = { type: 'bearer', token: 'S3cret-token' };
    const source = { type: 'csv', delivery: 'url', url: 'https://a.example/', auth };
    await importProfile({ name: 'Remote', source });
    const { json: file, text } = await call('export-profile', 'Remote');
    expect(file).toMatchObject({ source: { auth: { type: 'bearer' } } });
    expect(JSON.stringify(file) + text).not.toContain('S3cret');
  });

  it('say which secret has to be entered after an import', async () => {
    const source = { type: 'ldap', url: 'ldaps://a.example', baseDn: 'dc=a', bindDn: 'cn=r,dc=a' };
    const profile = { name: 'Directory', source: { ...source, bindPassword: 'S3cret-password' } };
    expect((await importProfile(profile)).document).toMatchObject({ missing: null });
    const kept = await importProfile({ ...profile, source });
    expect(kept.document).toMatchObject({ created: false, missing: null });
    const moved = await importProfile({
      ...profile,
      source: { ...source, url: 'ldaps://b.example' },
    });
    expect(moved.document).toMatchObject({
      missing: expect.stringContaining('enter the password again'),
    });
    const { json: file, text } = await call('export-profile', 'Directory');
    expect(JSON.stringify(file) + text).not.toContain('S3cret');
    const filter = '(&(uid=a)(uid=b)';
    await expect(
      importProfile({ ...profile, source: { ...source, filter } })
    ).rejects.toMatchObject({
      details: { errors: [{ path: ['source', 'filter'], line: 1, column: 17 }] },
    });
  });

  it('refuse files that are no profiles', async () => {
    const missing = path.join(files, 'missing.json');
    await expect(call('import-profile', missing)).rejects.toMatchObject({ code: 'file-not-found' });
    const broken = await write('broken.json', '{');
    await expect(call('import-profile', broken)).rejects.toMatchObject({ code: 'invalid-json' });
    await expect(importProfile({ name: 'W', source: upload, mode: 'x' })).rejects.toMatchObject({
      name: 'ValidationError',
      details: { errors: [{ path: ['mode'] }] },
    });
  });

  it('refuse profiles and runs that are not there, and name those that are', async () => {
    for (const command of ['export-profile', 'test', 'run', 'runs']) {
      await expect(call(command, 'Nobody')).rejects.toMatchObject({
        code: 'unknown-profile',
        message: expect.stringContaining('"From a file"'),
      });
    }
    await expect(call('show', 'nothing')).rejects.toMatchObject({ code: 'run-not-found' });
  });

  it('test, run and report', async () => {
    const name = 'Users from CSV';
    await importProfile({ name, source: upload });
    await expect(call('run', name)).rejects.toMatchObject({ code: 'file-missing' });
    const missing = path.join(files, 'no.csv');
    await expect(call('run', name, '--file', missing)).rejects.toMatchObject({
      code: 'file-not-found',
    });
    await expect(call('run', 'Remote', '--file', missing)).rejects.toMatchObject({
      code: 'wrong-usage',
    });

    const file = await write('users.csv', 'username,phone\nada,201\nbob,202\n');
    const test = await json('test', name, '--file', file);
    expect(test).toMatchObject({
      exitCode: 0,
      document: { kind: 'test', status: 'succeeded', user: { create: 2 }, error: null },
    });
    const run = await json('run', name, '--file', file);
    expect(run).toMatchObject({
      exitCode: 0,
      document: {
        id: expect.any(String),
        profile: name,
        kind: 'run',
        status: 'succeeded',
        rows: { read: 2, filtered: 0, skipped: 0, failed: 0 },
        user: { create: 2, update: 0, unchanged: 0, remove: 0, error: 0 },
        phonebookEntry: expect.any(Object),
        phone: expect.any(Object),
        issues: expect.any(Array),
        error: null,
      },
    });
    const shown = await call('show', run.document.id);
    expect(JSON.parse(await printed(outside.program.jsonPieces(shown)))).toEqual(run.document);
    expect(await printed(outside.program.textPieces(await call('show', run.document.id)))).toMatch(
      /^Users +2 +0 +0 +0 +0$/m
    );

    const history = await call('runs', name);
    expect(history.json).toMatchObject([{ id: run.document.id }, { id: test.document.id }]);
    expect(history.text).toContain(test.document.id);
    const { document } = await json('list');
    const listed = document.find((profile: { name: string }) => profile.name === name);
    expect(listed.lastRun).toMatchObject({ id: run.document.id, status: 'succeeded' });
  });

  describe('list changes', () => {
    const name = 'Changing';
    const document = async (...words: string[]) => (await json(...words)).document;
    const text = async (...words: string[]) =>
      printed(outside.program.textPieces(await call(...words)));
    const labels = ({ changes }: { changes: { label: string }[] }) =>
      changes.map(({ label }) => label);
    let run: { id: string };
    let file: string;

    beforeAll(async () => {
      await importProfile({
        name,
        source: upload,
        limits: { removePercent: null },
        generate: { extension: null, pin: true },
      });
      const before = await write(
        'before.csv',
        'username,displayname,pin\ncora,Cora,4711\ndan,Dan,4712\neve,Eve,4713\n'
      );
      await call('run', name, '--file', before);
      file = await write(
        'after.csv',
        'username,displayname,pin\ncora,"Cora\u001b[31m",4799\nfay,Fay,4714\neve,Eve,4713\n'
      );
    });

    it('of a test run, a run and one of the history, all the same', async () => {
      const test = await document('test', name, '--file', file, '--changes');
      expect(test).toMatchObject({ kind: 'test', user: { create: 1, update: 1, remove: 1 } });
      const plain = await document('run', name, '--file', file);
      expect(plain).not.toHaveProperty('changes');
      run = plain;
      const shown = await document('show', run.id, '--changes');
      expect({ ...shown, changes: undefined }).toEqual({ ...plain, changes: undefined });
      const without = (changes: Record<string, unknown>[]) =>
        changes.map(({ id: _id, applied: _applied, ...change }) => change);
      expect(without(shown.changes)).toEqual(without(test.changes));
      expect(shown.changes.every(({ applied }: { applied: boolean }) => applied)).toBe(true);
      expect(test.changes).toHaveLength(6);
    });

    it('by action and type, which ask for them by themselves', async () => {
      const chosen = (...words: string[]) => document('show', run.id, ...words);
      expect(labels(await chosen('--action', 'remove'))).toEqual(['Dan', 'Dan']);
      expect(labels(await chosen('--changes', '--type', 'user'))).toHaveLength(3);
      const [only, ...rest] = (await chosen('--type', 'user', '--action', 'create')).changes;
      expect(only).toMatchObject({
        row: 3,
        type: 'user',
        action: 'create',
        key: 'username:fay',
        difference: { displayName: { before: null, after: 'Fay' } },
      });
      expect(rest).toEqual([]);
      expect((await chosen('--action', 'error')).changes).toEqual([]);
    });

    it('as a table, secrets masked and nothing that steers a terminal', async () => {
      const shown = await text('show', run.id, '--changes');
      expect(shown).toMatch(/^Action +Type +Row +Record +Attributes$/m);
      expect(shown).toMatch(/^create +user +3 +Fay +username: "fay", displayName: "Fay", /m);
      expect(shown).toMatch(/^remove +phonebookEntry +Dan +displayName: "Dan", private: false$/m);
      expect(shown).toContain('pin: "•••" → "•••"');
      expect(shown).not.toContain('\u001b');
      expect(shown).not.toMatch(/47\d\d/);
      expect(JSON.stringify(await document('show', run.id, '--changes'))).not.toMatch(/"47\d\d"/);
      expect(await text('show', run.id, '--action', 'error')).toMatch(/\n\nNo changes\.\n$/);
    });

    it('of a run that failed, of which there are none', async () => {
      const html = await write('page.csv', '<!DOCTYPE html><html></html>\n');
      const failed = await document('run', name, '--file', html, '--changes');
      expect(failed).toMatchObject({ status: 'failed', changes: [] });
    });
  });

  it('take the stored file when none is given', async () => {
    const { document } = await importProfile({
      name: 'Stored',
      source: upload,
      preFilter: 'false',
    });
    const file = await write('stored.csv', 'username\nstored\n');
    await app.strapi
      .plugin('directory-connector')
      .service('uploads')
      .store(document.id, 'stored.csv', file);
    const run = await json('test', 'Stored');
    expect(run.document.rows).toEqual({ read: 1, filtered: 1, skipped: 0, failed: 0 });
  });

  it('end with the code of what happened', async () => {
    const limits = { removePercent: 10, minimumPopulation: 1 };
    const generate = { extension: null };
    await importProfile({ name: 'Limited', source: upload, limits, generate });
    const run = async (csv: string, ...more: string[]) =>
      json('run', 'Limited', '--file', await write('limited.csv', csv), ...more);

    const four = 'username,phone\nl1,301\nl2,302\nl3,303\nl4,304\n';
    const two = 'username,phone\nl1,301\nl2,302\n';
    expect(await run(four)).toMatchObject({ exitCode: 0 });
    expect(await run(two)).toMatchObject({
      exitCode: 4,
      document: { status: 'held', user: { remove: 2 }, error: { code: 'limit-exceeded' } },
    });
    expect(await run(two, '--approve')).toMatchObject({
      exitCode: 0,
      document: { status: 'succeeded', user: { remove: 2 } },
    });
    expect(await run('username,phone\nl1,301\nl2,301\n')).toMatchObject({
      exitCode: 3,
      document: {
        status: 'succeeded-with-errors',
        issues: expect.arrayContaining([
          expect.objectContaining({
            row: 3,
            column: 'phone',
            value: '301',
            code: 'duplicate-extension',
          }),
        ]),
      },
    });
    expect(await run('<!DOCTYPE html><html><body>Login</body></html>\n')).toMatchObject({
      exitCode: 1,
      document: { status: 'failed', error: { code: 'html-page' } },
    });
  });
});

describe('what cannot be printed', () => {
  /** The exit code and what is said, with standard output going there. */
  const help = async (stdout: number | 'pipe'): Promise<{ code: number; said: string }> => {
    const child = spawn(process.execPath, [BIN, '--help'], { stdio: ['ignore', stdout, 'pipe'] });
    child.stdout?.destroy();
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (said += text));
    const [code] = await once(child, 'close');
    return { code, said };
  };

  it('is a failure where the disk is full', async () => {
    const full = await open('/dev/full', 'w');
    const { code, said } = await help(full.fd);
    await full.close();
    expect(said).toMatch(/^directory-connector: .*cannot be written to standard output \(ENOSPC\)/);
    expect(code).toBe(1);
  });

  it('is none where the reader has had enough', async () => {
    expect(await help('pipe')).toEqual({ code: 0, said: '' });
  });
});

describe('the program', () => {
  let app: string;
  let files: string;

  beforeAll(async () => {
    // Its server takes signals as well.
    const plugin = { network: { allowedHosts: ['127.0.0.1'] } };
    app = await makeAppFolder({ plugin, others: { graphql: { enabled: true } } });
    await symlink(path.join(ROOT, 'node_modules'), path.join(app, 'node_modules'));
    // A noisy app, whose log and prints must not get between a script and its JSON.
    await writeFile(path.join(app, 'config', 'logger.js'), "module.exports = { level: 'debug' };");
    await writeFile(
      path.join(app, 'src', 'index.js'),
      `let looks = 0;
      module.exports = {
        register({ strapi }) {
          const count = ({ sql }) => (looks += / from .directory_(users|phones|phonebook)/.test(sql));
          strapi.db.connection.on('query', count);
        },
        bootstrap({ strapi }) {
          const { schedules } = strapi.config.get('plugin::directory-connector') ?? {};
          console.log('noise', process.env.FROM_DOTENV, 'schedules', schedules);
          const { server } = strapi;
          const ways = [server.api('admin'), server.api('content-api')].flatMap((api) => api.listRoutes());
          const own = ways.filter(({ path }) => path.startsWith('/directory-connector'));
          console.log('looks', looks, 'ways', own.length);
          process.stdout.write('more noise');
        },
      };`
    );
    await writeFile(path.join(app, '.env'), 'FROM_DOTENV=honoured\n');
    files = await mkdtemp(path.join(tmpdir(), 'directory-connector-cli-'));
  });
  afterAll(async () => {
    await removeAppFolder(app);
    await rm(files, { recursive: true });
  });

  const begin = (words: string[]) =>
    startProgram(words, { cwd: files, env: { ...process.env, NODE_ENV: 'production' } });

  const call = (...words: string[]): Promise<Printed> => begin(words).result;

  it('explains itself without any app', async () => {
    const help = await call('--help');
    expect(help).toMatchObject({ code: 0, stderr: '' });
    expect(help.stdout).toContain('Usage: directory-connector');
    const { version } = JSON.parse(await readFile(path.join(ROOT, 'package.json'), 'utf8'));
    expect(await call('--version')).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  it.each([
    [['nonsense'], 'wrong-usage'],
    [['run'], 'wrong-usage'],
    [['list', '--app', '/nowhere/at/all'], 'app-not-found'],
    [['list', '--app', tmpdir()], 'app-not-found'],
  ])('refuses %j with exit code 2', async (words, code) => {
    const plain = await callProgram(words, files);
    expect(plain).toMatchObject({ code: 2, stdout: '' });
    expect(plain.stderr).toMatch(/^directory-connector: /);
    const result = await callProgram([...words, '--json'], files);
    expect(result.code).toBe(2);
    expect(JSON.parse(result.stdout)).toEqual({
      error: { code, message: expect.any(String), params: expect.any(Object) },
    });
  });

  it('refuses an app that does not use the plugin', async () => {
    const other = await makeAppFolder();
    await symlink(path.join(ROOT, 'node_modules'), path.join(other, 'node_modules'));
    await writeFile(
      path.join(other, 'config', 'plugins.js'),
      `module.exports = {
        graphql: { enabled: false },
        'users-permissions': { config: { jwtSecret: 'S3cret-of-jwt' } },
      };`
    );
    const result = await callProgram(['list', '--app', other, '--json'], files);
    await removeAppFolder(other);
    expect(result.code).toBe(2);
    expect(JSON.parse(result.stdout).error.code).toBe('plugin-not-enabled');
  });

  it('prints one document, and what others print on standard error', async () => {
    const wrong = { name: 'W', source: upload, mode: 'x', preFilters: '' };
    await writeFile(path.join(files, 'wrong.json'), JSON.stringify(wrong));
    const refused = await call('import-profile', 'wrong.json', '--app', app, '--json');
    expect(refused.code).toBe(1);
    const { error } = JSON.parse(refused.stdout);
    expect(error.code).toBe('invalid-value');
    expect(error.problems.map((problem: { path: string[] }) => problem.path.join('.'))).toEqual([
      'mode',
      'preFilters',
    ]);
    expect(refused.stderr).toContain('noise honoured schedules false');
    expect(refused.stderr).toContain('more noise');
    expect(refused.stderr).toContain('looks 0 ways 0\n');
  });

  it.each([
    ['SIGINT', 'canceled'],
    ['SIGTERM', 'interrupted'],
  ] as const)('ends a run at %s, which is %s then', async (signal, status) => {
    const running: { child?: ChildProcess } = {};
    const server = createServer((_request, response) => {
      response.write('username\nada\n');
      running.child?.kill(signal);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/users.csv`;
    const profile = { name: 'Endless', source: { type: 'csv', delivery: 'url', url } };
    await writeFile(path.join(files, 'endless.json'), JSON.stringify(profile));
    const imported = await callProgram(['import-profile', 'endless.json', '--app', app], files);
    expect(imported).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^(?:Created|Replaced) the connector profile "Endless"/),
    });

    const { child, result } = begin(['run', 'Endless', '--app', app, '--json']);
    running.child = child;
    const { code, stdout } = await result.finally(() => {
      server.closeAllConnections();
      server.close();
    });
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ status, error: { code: status } });
  });
});
