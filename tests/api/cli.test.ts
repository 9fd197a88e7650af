import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { makeAppFolder } from '../support/strapi';

const ROOT = path.resolve(__dirname, '..', '..');
const BIN = path.join(ROOT, 'bin', 'directory-connector.js');

interface Result {
  code: number | null;
  stdout: string;
  stderr: string;
}

const start = (words: string[], cwd: string) =>
  spawn(process.execPath, [BIN, ...words], {
    cwd,
    env: { ...process.env, NODE_ENV: 'production' },
  });

describe('command line', () => {
  let app: string;
  let files: string;

  beforeAll(async () => {
    app = await makeAppFolder({ plugin: { network: { allowedHosts: ['127.0.0.1'] } } });
    await symlink(path.join(ROOT, 'node_modules'), path.join(app, 'node_modules'));
    // A noisy app, whose log and prints must not get between a script and its JSON.
    await writeFile(path.join(app, 'config', 'logger.js'), "module.exports = { level: 'debug' };");
    await writeFile(
      path.join(app, 'src', 'index.js'),
      "module.exports = { bootstrap() { console.log('noise', process.env.FROM_DOTENV); process.stdout.write('more noise'); } };"
    );
    await writeFile(path.join(app, '.env'), 'FROM_DOTENV=honoured\n');
    files = await mkdtemp(path.join(tmpdir(), 'directory-connector-cli-'));
  });
  afterAll(async () => {
    await rm(app, { recursive: true });
    await rm(files, { recursive: true });
  });

  const call = (...words: string[]): Promise<Result> =>
    new Promise((resolve) => {
      const child = start(words, files);
      let stdout = '';
      let stderr = '';
      child.stdout.on('data', (chunk) => (stdout += chunk));
      child.stderr.on('data', (chunk) => (stderr += chunk));
      child.on('close', (code) => resolve({ code, stdout, stderr }));
    });

  const withApp = (...words: string[]) => call(...words, '--app', app);

  const json = async (code: number, ...words: string[]) => {
    const result = await withApp(...words, '--json');
    expect({ code: result.code, stderr: result.stderr }).toEqual({
      code,
      stderr: expect.any(String),
    });
    expect(result.stdout).not.toContain('noise');
    return JSON.parse(result.stdout);
  };

  const write = (name: string, content: string) => writeFile(path.join(files, name), content);

  const importProfile = async (profile: object) => {
    await write('profile.json', JSON.stringify(profile));
    return json(0, 'import-profile', 'profile.json');
  };

  const upload = { type: 'csv', delivery: 'upload' };

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
    const plain = await call(...words);
    expect(plain).toMatchObject({ code: 2, stdout: '' });
    expect(plain.stderr).toMatch(/^directory-connector: /);
    const result = await call(...words, '--json');
    expect(result.code).toBe(2);
    expect(JSON.parse(result.stdout)).toEqual({ error: { code, message: expect.any(String) } });
  });

  it('refuses an app that does not use the plugin', async () => {
    const other = await mkdtemp(path.join(tmpdir(), 'directory-connector-other-'));
    await cp(app, other, { recursive: true, filter: (source) => !source.endsWith('.tmp') });
    await writeFile(
      path.join(other, 'config', 'plugins.js'),
      "module.exports = { 'users-permissions': { config: { jwtSecret: 'x' } } };"
    );
    const result = await call('list', '--app', other, '--json');
    expect(result.code).toBe(2);
    expect(JSON.parse(result.stdout).error.code).toBe('plugin-not-enabled');
    await rm(other, { recursive: true });
  });

  it('imports, lists and exports profiles, and honours the app’s .env', async () => {
    const profile = { name: 'From a file', comment: 'é', source: upload, mode: 'create-update' };
    expect(await importProfile(profile)).toMatchObject({ name: 'From a file', created: true });
    expect(await importProfile({ ...profile, comment: 'new' })).toMatchObject({ created: false });
    expect(await json(0, 'list')).toMatchObject([
      { name: 'From a file', mode: 'create-update', lastRun: null, nextRunAt: null },
    ]);

    const list = await withApp('list');
    expect(list.stdout).toMatch(/^Profile +Mode +Delivery +Schedule +Next run +Last run$/m);
    expect(list.stdout).toMatch(/^From a file +create-update +upload +off +never$/m);
    expect(list.stdout).not.toContain('noise');
    expect(list.stderr).toContain('noise honoured');
    expect(list.stderr).toContain('more noise');

    const plain = await withApp('export-profile', 'From a file');
    const exported = JSON.parse(plain.stdout);
    expect(exported).toMatchObject({ ...profile, comment: 'new' });
    expect(await json(0, 'export-profile', 'From a file')).toEqual(exported);
  });

  it('never exports a secret', async () => {
    const auth = { type: 'bearer', token: 'S3cret-token' };
    await importProfile({
      name: 'Remote',
      source: { type: 'csv', delivery: 'url', url: 'https://a.example/', auth },
    });
    const { stdout, stderr } = await withApp('export-profile', 'Remote');
    expect(JSON.parse(stdout).source.auth).toEqual({ type: 'bearer' });
    expect(stdout + stderr).not.toContain('S3cret');
  });

  it('refuses files that are no profiles', async () => {
    expect((await json(2, 'import-profile', 'missing.json')).error.code).toBe('file-not-found');
    await write('broken.json', '{');
    expect((await json(2, 'import-profile', 'broken.json')).error.code).toBe('invalid-json');
    await write(
      'wrong.json',
      JSON.stringify({ name: 'W', source: upload, mode: 'x', preFilters: '' })
    );
    const { error } = await json(1, 'import-profile', 'wrong.json');
    expect(error.code).toBe('invalid-value');
    expect(error.problems.map((problem: { path: string[] }) => problem.path.join('.'))).toEqual(
      expect.arrayContaining(['mode', 'preFilters'])
    );
  });

  it('refuses profiles and runs that are not there with exit code 2', async () => {
    for (const command of ['export-profile', 'test', 'run', 'runs']) {
      expect((await json(2, command, 'Nobody')).error.code).toBe('unknown-profile');
    }
    expect((await json(2, 'show', 'nothing')).error.code).toBe('run-not-found');
  });

  it('tests, runs and reports', async () => {
    await importProfile({ name: 'Users from CSV', source: upload });
    expect((await json(2, 'run', 'Users from CSV')).error.code).toBe('file-missing');
    expect((await json(2, 'run', 'Users from CSV', '--file', 'no.csv')).error.code).toBe(
      'file-not-found'
    );

    await write('users.csv', 'username,phone\nada,201\nbob,202\n');
    const test = await json(0, 'test', 'Users from CSV', '--file', 'users.csv');
    expect(test).toMatchObject({
      kind: 'test',
      status: 'succeeded',
      user: { create: 2 },
      error: null,
    });
    const run = await json(0, 'run', 'Users from CSV', '--file', 'users.csv');
    expect(run).toMatchObject({
      id: expect.any(String),
      profile: 'Users from CSV',
      kind: 'run',
      status: 'succeeded',
      rows: { read: 2, filtered: 0, failed: 0 },
      user: { create: 2, update: 0, unchanged: 0, remove: 0, error: 0 },
      phonebookEntry: expect.any(Object),
      phone: expect.any(Object),
      issues: expect.any(Array),
      error: null,
    });
    expect(await json(0, 'show', run.id)).toEqual(run);
    expect((await json(0, 'runs', 'Users from CSV')).map(({ id }: { id: string }) => id)).toEqual([
      run.id,
      test.id,
    ]);
    const text = await withApp('show', run.id);
    expect(text.stdout).toContain('Rows: 2 read, 0 filtered, 0 failed');
    expect(text.stdout).toMatch(/^Users +2 +0 +0 +0 +0$/m);

    await write('rows.csv', 'username,phone\nada,201\nbob,202\neve,202\n');
    const withErrors = await json(3, 'run', 'Users from CSV', '--file', 'rows.csv');
    expect(withErrors).toMatchObject({
      status: 'succeeded-with-errors',
      issues: expect.arrayContaining([
        expect.objectContaining({
          row: 4,
          column: 'phone',
          value: '202',
          code: 'duplicate-extension',
        }),
      ]),
    });

    await write('page.csv', '<!DOCTYPE html><html><body>Login</body></html>\n');
    const failed = await json(1, 'run', 'Users from CSV', '--file', 'page.csv');
    expect(failed).toMatchObject({ status: 'failed', error: { code: 'html-page' } });
  });

  it('holds what exceeds the limits until it is approved', async () => {
    const limits = { removePercent: 10, minimumPopulation: 1 };
    await importProfile({ name: 'Limited', source: upload, limits, generate: { extension: null } });
    await write('all.csv', 'username\nl1\nl2\nl3\nl4\n');
    await write('half.csv', 'username\nl1\nl2\n');
    await json(0, 'run', 'Limited', '--file', 'all.csv');
    expect(await json(4, 'run', 'Limited', '--file', 'half.csv')).toMatchObject({
      status: 'held',
      user: { remove: 2 },
      error: { code: 'limit-exceeded' },
    });
    expect(await json(0, 'run', 'Limited', '--file', 'half.csv', '--approve')).toMatchObject({
      status: 'succeeded',
      user: { remove: 2 },
    });
  });

  it('cancels a run at Ctrl-C', async () => {
    const server = createServer((_request, response) => {
      response.write('username\nada\n');
      child.kill('SIGINT');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/users.csv`;
    await importProfile({ name: 'Endless', source: { type: 'csv', delivery: 'url', url } });
    expect((await json(2, 'run', 'Endless', '--file', 'users.csv')).error.code).toBe('wrong-usage');

    const child = start(['run', 'Endless', '--app', app, '--json'], files);
    let stdout = '';
    child.stdout.on('data', (chunk) => (stdout += chunk));
    child.stderr.resume();
    const code = await new Promise((resolve) => child.on('close', resolve));
    server.closeAllConnections();
    server.close();
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ status: 'canceled', error: { code: 'canceled' } });
  });
});
