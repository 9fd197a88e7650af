import {
  chmod,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { Core } from '@strapi/strapi';
import request from 'supertest';

import { configIn } from '../support/app-databases';
import { startProgram } from '../support/program-process';
import { createProfile, profilesOf } from '../support/runs';
import { callProgram, makeAppFolder, removeAppFolder } from '../support/strapi';

const ROOT = path.resolve(__dirname, '..', '..');
const BIN = path.join(ROOT, 'bin', 'directory-connector.js');

// Each call of the program starts a Strapi.
jest.setTimeout(180_000);

const FILES = {
  'tsconfig.json': JSON.stringify({
    extends: '@strapi/typescript-utils/tsconfigs/server',
    compilerOptions: { outDir: 'dist', rootDir: '.', types: [] },
    include: ['./', './**/*.ts', './**/*.js', 'src/**/*.json'],
    exclude: ['node_modules/', 'dist/', 'src/admin/', '**/*.test.*', 'src/plugins/**'],
  }),
  'config/admin.ts': `export default () => ({
    auth: { secret: 'S3cret-admin-jwt-secret' },
    apiToken: { salt: 'S3cret-api-token-salt' },
    transfer: { token: { salt: 'S3cret-transfer-token-salt' } },
    secrets: { encryptionKey: 'S3cret-encryption-key-of-32-bytes!' },
  });`,
  'config/server.ts': `export default () => ({ host: '127.0.0.1', app: { keys: ['one', 'two'] } });`,
  'config/logger.ts': `export default { level: 'error' };`,
  'config/middlewares.ts': `const names = ['errors', 'security', 'cors', 'query', 'body', 'public', 'favicon'];
    export default names.map((name: string): string => \`strapi::\${name}\`);`,
  'src/index.ts': `const said: string = 'Compiled TypeScript speaks.';
    declare const process: { env: { MEANWHILE?: string } };
    declare const require: (name: string) => { execSync(command: string): void };
    export default {
      register(): void {
        const { MEANWHILE } = process.env;
        if (MEANWHILE) require('node:child_process').execSync(MEANWHILE);
      },
      bootstrap(): void { globalThis['console'].log(said); },
    };`,
  'src/admin/app.tsx': 'This is none of the server.',
};

describe('the program on an app in TypeScript', () => {
  let app: string;
  let data: string;
  let server: Core.Strapi | null = null;

  beforeAll(async () => {
    app = await mkdtemp(path.join(tmpdir(), 'directory-connector-'));
    // Its database has its tables: those Strapi makes for one process at a time.
    data = await makeAppFolder();
    for (const part of ['public', 'favicon.png', 'package.json']) {
      await cp(path.join(ROOT, 'playground', part), path.join(app, part), { recursive: true });
    }
    await symlink(path.join(ROOT, 'node_modules'), path.join(app, 'node_modules'));
    const plugin = { enabled: true, resolve: ROOT };
    const files = {
      ...FILES,
      'config/database.ts': `declare const require: (file: string) => object;
        export default require(${JSON.stringify(configIn(data))});`,
      'config/plugins.ts': `export default {
        'users-permissions': { config: { jwtSecret: 'S3cret-of-jwt' } },
        graphql: { enabled: false },
        'directory-connector': ${JSON.stringify(plugin)},
      };`,
    };
    for (const [file, content] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(app, file)), { recursive: true });
      await writeFile(path.join(app, file), content);
    }
    await writeFile(path.join(data, 'people.csv'), 'username\nada\nbob\n');
  });
  afterAll(async () => {
    await server?.destroy();
    await chmodAll(0o755);
    await rm(app, { recursive: true });
    await removeAppFolder(data);
  });

  /** The app's folders and files but its packages, and when each changed. */
  const state = async (): Promise<Record<string, number>> => {
    const names = await readdir(app, { recursive: true });
    // Strapi notes there when it last looked for updates, where it may.
    const own = names.filter((name) => !/^(node_modules|\.strapi-updater\.json)/.test(name));
    const found = own.map(async (name): Promise<[string, number]> => {
      return [name, (await stat(path.join(app, name))).mtimeMs];
    });
    return Object.fromEntries(await Promise.all(found));
  };

  const chmodAll = async (mode: number): Promise<void> => {
    for (const name of ['.', ...Object.keys(await state())]) {
      const place = path.join(app, name);
      if ((await stat(place)).isDirectory()) await chmod(place, mode);
    }
  };

  const callHere = (...words: string[]) => callProgram([...words, '--app', app, '--json'], data);

  const call = (...words: string[]) => callMeanwhile('', ...words);

  /** @param meanwhile the command that another process runs while the app is loaded */
  const callMeanwhile = (meanwhile: string, ...words: string[]) => {
    const env = { ...process.env, NODE_ENV: 'production', MEANWHILE: meanwhile };
    return startProgram([...words, '--app', app, '--json'], { env }).result;
  };

  it('says how to compile it, and compiles it only when asked to', async () => {
    const before = await state();
    for (const words of [['list'], ['run', 'People']]) {
      const { code, stdout } = await callHere(...words);
      expect(code).toBe(2);
      expect(JSON.parse(stdout).error).toMatchObject({
        code: 'app-not-compiled',
        message: expect.stringContaining('npm run build'),
      });
    }
    expect(await state()).toEqual(before);
  });

  it('is compiled by two at a time, of whom neither reads what the other has half written', async () => {
    const both = await Promise.all([call('list', '--compile'), call('list', '--compile')]);
    for (const listed of both) {
      expect(listed).toMatchObject({ code: 0, stdout: '[]\n' });
      expect(listed.stderr).toContain('Compiled TypeScript speaks.');
    }
    expect((await readdir(path.join(app, 'dist'))).sort()).toEqual(['config', 'src']);
  });

  it('does nothing with an app that another process changes while it is loaded', async () => {
    const compile = `MEANWHILE= "${process.execPath}" "${BIN}" list --compile --app "${app}"`;
    const place = path.join(app, 'src', 'place.ts');
    await writeFile(place, 'export default 1;');
    const changed = await callMeanwhile(compile, 'list');
    expect(changed.code).toBe(1);
    expect(JSON.parse(changed.stdout).error).toMatchObject({
      code: 'app-changed',
      message: expect.stringContaining('Run the command again'),
    });
    for (const file of [place, path.join(app, 'dist', 'src', 'place.js')]) await rm(file);
  });

  it('runs twice at a time beside its server, from a folder that nobody may write to', async () => {
    const distDir = path.join(app, 'dist');
    server = outside.createStrapi({ appDir: app, distDir, serveAdminPanel: false });
    await server.load();
    server.server.mount();
    const names = [];
    for (const id of [await createProfile(server), await createProfile(server)]) {
      names.push((await profilesOf(server).find(id)).name);
    }
    const before = await state();
    await chmodAll(0o555);
    const others = path.join(data, 'others.csv');
    await writeFile(others, 'username\ncleo\ndora\n');
    const results = await Promise.all([
      call('test', names[0] ?? '', '--file', others, '--strict'),
      call('run', names[1] ?? '', '--file', path.join(data, 'people.csv')),
    ]);
    for (const { code, stdout, stderr } of results) {
      expect({ code, report: JSON.parse(stdout) }).toMatchObject({
        code: 0,
        report: { status: 'succeeded', user: { create: 2 } },
      });
      expect(stderr).not.toMatch(/error|TS\d{4}/);
    }
    expect(await state()).toEqual(before);
    await request(server.server.httpServer).get('/_health').expect(204);
    expect(await server.db.query('plugin::directory-connector.user').count()).toBe(2);
    await chmodAll(0o755);
  });

  it('warns of what is newer than what was compiled of it', async () => {
    const later = new Date(Date.now() + 60_000);
    await utimes(path.join(app, 'config', 'server.ts'), later, later);
    const strict = await callHere('run', 'Nobody', '--strict');
    expect(strict.code).toBe(2);
    expect(JSON.parse(strict.stdout).error.code).toBe('app-outdated');
    const warned = await call('run', 'Nobody');
    expect(JSON.parse(warned.stdout).error.code).toBe('unknown-profile');
    expect(warned.stderr).toContain(`${path.join('config', 'server.ts')} of the app in`);
  });
});
