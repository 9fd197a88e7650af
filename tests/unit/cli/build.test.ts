import { existsSync } from 'node:fs';
import {
  cp,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { UsageError } from '../../../server/src/cli/arguments';
import { findApp, type BuildOptions } from '../../../server/src/cli/build';
import { contentOf } from '../../../server/src/cli/compile';

const requireFromApp = createRequire(path.resolve(__dirname, '..', '..', '..', 'package.json'));

const TSCONFIG = {
  extends: '@strapi/typescript-utils/tsconfigs/server',
  compilerOptions: { outDir: 'dist', rootDir: '.', types: [] },
  include: ['./', './**/*.ts', './**/*.js', 'src/**/*.json'],
  exclude: ['node_modules/', 'dist/', 'src/admin/', '**/*.test.*', 'src/plugins/**'],
};

describe('an app in TypeScript', () => {
  let folder: string;
  let stderr: jest.SpyInstance;

  const write = async (file: string, content = 'export default {};\n'): Promise<void> => {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), content);
  };
  const compiled = async (...files: string[]): Promise<void> => {
    for (const file of files) await write(path.join('dist', file), 'module.exports = {};');
  };
  const found = (options: Partial<BuildOptions> = {}) =>
    findApp(folder, requireFromApp, { demand: 'complete', compile: false, ...options });
  const codeOf = async (options: Partial<BuildOptions> = {}): Promise<unknown> =>
    found(options).then(
      () => 'taken',
      (error: UsageError) => error.code
    );
  const warnings = (): string => stderr.mock.calls.map(([text]) => String(text)).join('');

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'typescript-app-'));
    stderr = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    const modules = path.dirname(
      path.dirname(requireFromApp.resolve('@strapi/typescript-utils/package.json'))
    );
    // The tsconfig.json extends one of Strapi's packages, as those of new apps do.
    await cp(
      path.join(modules, 'typescript-utils', 'tsconfigs'),
      path.join(folder, 'node_modules', '@strapi', 'typescript-utils', 'tsconfigs'),
      { recursive: true }
    );
    await write('tsconfig.json', JSON.stringify(TSCONFIG));
    await write('config/database.ts');
    await write('config/plugins.ts');
    await write('src/index.ts');
    await compiled('config/database.js', 'config/plugins.js', 'src/index.js');
  });
  afterEach(async () => {
    stderr.mockRestore();
    await rm(folder, { recursive: true });
  });

  it('is taken as it is compiled', async () => {
    const distDir = path.join(folder, 'dist');
    expect(await found({ demand: 'current' })).toMatchObject({ appDir: folder, distDir });
    expect(warnings()).toBe('');
  });

  it('is taken without TypeScript where all is as new as its sources', async () => {
    const withoutModules = createRequire(path.join(folder, 'package.json'));
    const take = (demand: BuildOptions['demand']) =>
      findApp(folder, withoutModules, { demand, compile: false });
    const text = JSON.stringify(TSCONFIG).replace('"exclude"', '/* "outDir": */ "exclude"');
    await write('tsconfig.json', `// "http://\n${text.slice(0, -1)},}`);
    expect(await take('current')).toMatchObject({ distDir: path.join(folder, 'dist') });
    await symlink(path.join(folder, 'config'), path.join(folder, 'src', 'linked'));
    await expect(take('usable')).rejects.toThrow('Cannot find module');
    await rm(path.join(folder, 'src', 'linked'));
    await write('src/new.ts');
    await expect(take('usable')).rejects.toThrow('Cannot find module');
    await compiled('src/new.js');
    await take('current');
    const later = new Date(Date.now() + 60_000);
    await utimes(path.join(folder, 'src', 'new.ts'), later, later);
    await expect(take('usable')).rejects.toThrow('Cannot find module');
  });

  it('is looked for where its tsconfig.json says', async () => {
    const compilerOptions = { ...TSCONFIG.compilerOptions, outDir: './build/server' };
    await write('tsconfig.json', `// Ours\n${JSON.stringify({ ...TSCONFIG, compilerOptions })}`);
    expect(await codeOf()).toBe('app-not-compiled');
    for (const file of ['config/database.js', 'config/plugins.js', 'src/index.js']) {
      await write(path.join('build/server', file));
    }
    expect(await found()).toMatchObject({ distDir: path.join(folder, 'build', 'server') });
  });

  it.each([
    'config/server.ts',
    'config/env/production/plugins.ts',
    'config/extra.js',
    'config/words.json',
    'src/api/place/content-types/place/schema.json',
    'src/api/place/services/place.ts',
    'src/extensions/users-permissions/strapi-server.js',
    'src/administration.ts',
  ])('is not run where %s is not compiled', async (file) => {
    await write(file, file.endsWith('.json') ? '{}' : undefined);
    await expect(found()).rejects.toThrow(UsageError);
    await expect(found()).rejects.toMatchObject({
      code: 'app-not-compiled',
      message: expect.stringMatching(`^${path.normalize(file)} of the app in .*"npm run build"`),
    });
    expect(await codeOf({ demand: 'usable' })).toBe('taken');
    expect(warnings()).toContain(file);
    await compiled(file.replace(/\.ts$/, '.js'));
    expect(await codeOf()).toBe('taken');
  });

  it.each([
    'src/admin/app.ts',
    'src/admin/translations/en.json',
    'src/index.test.ts',
    'src/plugins/ours/server/src/index.ts',
    'src/types.d.ts',
    'src/notes.md',
    'scripts/seed.ts',
    'package.json',
  ])('is run without %s, which its server does not need', async (file) => {
    await write(file);
    expect(await codeOf({ demand: 'current' })).toBe('taken');
  });

  it.each(['config/plugins.ts', 'src/index.ts', 'src/api/place/schema.json'])(
    'is run with a warning where %s is newer, and refused by --strict',
    async (file) => {
      await write(file, '{}');
      await compiled(file.replace(/\.ts$/, '.js'));
      const later = new Date((await stat(path.join(folder, file))).mtimeMs + 60_000);
      await utimes(path.join(folder, file), later, later);
      expect(await codeOf()).toBe('taken');
      expect(warnings()).toContain(`${path.normalize(file)} of the app in ${folder} is newer`);
      expect(await codeOf({ demand: 'current' })).toBe('app-outdated');
    }
  );

  it('is named with some of the files where there are many', async () => {
    for (let index = 1; index <= 8; index += 1) await write(`src/api/a${index}/index.ts`);
    await expect(found()).rejects.toThrow(/a5.index\.ts and 3 more of the app .* are not/);
  });

  it('is not even listed without its compiled database configuration', async () => {
    await rm(path.join(folder, 'dist', 'config', 'database.js'));
    expect(await codeOf({ demand: 'usable' })).toBe('app-not-compiled');
    await rm(path.join(folder, 'config', 'database.ts'));
    expect(await codeOf({ demand: 'usable' })).toBe('database-config-missing');
    await compiled(`config/env/${process.env.NODE_ENV}/database.js`);
    expect(await codeOf()).toBe('taken');
  });

  it('is compiled where that is asked for', async () => {
    await rm(path.join(folder, 'dist'), { recursive: true });
    await write('src/words.json', '{}');
    expect(await codeOf({ demand: 'current', compile: true })).toBe('taken');
    expect(existsSync(path.join(folder, 'dist', 'src', 'index.js'))).toBe(true);
    await write('src/index.ts', 'const wrong: string = 1;\nexport default wrong;\n');
    for (const method of ['error', 'info'] as const) jest.spyOn(console, method).mockReturnValue();
    expect(await codeOf({ compile: true })).toBe('compile-failed');
  });

  it('is compiled by several at a time, each of whom finds the whole of it', async () => {
    for (let index = 1; index <= 8; index += 1) await write(`src/api/a${index}/index.ts`);
    await write('dist/build/index.html', 'The admin panel.');
    const content = (await found({ compile: true })).content;
    const several = await Promise.all(
      [1, 2, 3].map(() => found({ demand: 'current', compile: true }))
    );
    expect(several.map((app) => app.content)).toEqual([content, content, content]);
    expect(existsSync(path.join(folder, 'dist', 'build', 'index.html'))).toBe(true);
    expect(await readdir(path.join(folder, 'dist'))).toEqual(['build', 'config', 'src']);
  });

  it.each(['src/index.js', 'config/database.js', 'config/plugins.js'])(
    'stays whole for whoever reads %s while it is compiled',
    async (file) => {
      const reader = await open(path.join(folder, 'dist', file));
      try {
        await found({ compile: true });
        expect(await reader.readFile('utf8')).toBe('module.exports = {};');
        expect(await readFile(path.join(folder, 'dist', file), 'utf8')).toContain(
          'exports.default'
        );
      } finally {
        await reader.close();
      }
    }
  );

  it('keeps what was compiled before where it cannot be compiled', async () => {
    const { content } = await found();
    await write('src/a.ts', 'export default { from: 1 };');
    await write('src/wrong.ts', 'const wrong: string = 1;\nexport default wrong;\n');
    for (const method of ['error', 'info'] as const) jest.spyOn(console, method).mockReturnValue();
    expect(await codeOf({ compile: true })).toBe('compile-failed');
    expect((await found({ demand: 'usable' })).content).toBe(content);
    expect(await readdir(path.join(folder, 'dist'))).toEqual(['config', 'src']);
  });

  it('is cleared of what a compiler left that was killed, and not of what another one makes', async () => {
    for (const name of ['.compiling-killed', '.compiling-other']) await write(`dist/${name}/a.js`);
    const old = new Date(Date.now() - 2 * 60 * 60_000);
    await utimes(path.join(folder, 'dist', '.compiling-killed'), old, old);
    await found({ compile: true });
    expect(await readdir(path.join(folder, 'dist'))).toEqual(['.compiling-other', 'config', 'src']);
  });

  it.each([
    ['a file is another one', 'src/index.js', 'module.exports = { other: true };'],
    ['a file is cut off', 'config/plugins.js', ''],
    ['a file is new', 'src/api/place/content-types/place/schema.json', '{}'],
    ['a file is gone', 'src/index.js', null],
  ])('has another content where %s', async (_what, file, text) => {
    const { content } = await found();
    if (text === null) await rm(path.join(folder, 'dist', file));
    else await write(path.join('dist', file), text);
    expect(await contentOf(path.join(folder, 'dist'))).not.toBe(content);
  });

  it.each([
    'build/index.js',
    'src/index.js.map',
    'src/node_modules/a/index.js',
    '.compiling-x/a.js',
  ])('has the same content with another %s', async (file) => {
    const { content } = await found();
    await write(path.join('dist', file), 'module.exports = { other: true };');
    expect(await contentOf(path.join(folder, 'dist'))).toBe(content);
  });

  it('needs to be told where it is to be compiled to', async () => {
    const compilerOptions = { ...TSCONFIG.compilerOptions, outDir: undefined };
    await write('tsconfig.json', JSON.stringify({ ...TSCONFIG, compilerOptions }));
    expect(await codeOf({ compile: true })).toBe('tsconfig-invalid');
  });

  it('runs where there is only what was compiled', async () => {
    for (const part of ['src', 'config']) await rm(path.join(folder, part), { recursive: true });
    expect(await codeOf()).toBe('taken');
  });

  it('needs its tsconfig.json', async () => {
    await write('tsconfig.json', '{ "compilerOptions": ');
    expect(await codeOf()).toBe('tsconfig-invalid');
    await write('tsconfig.json', JSON.stringify({ extends: './nowhere.json' }));
    expect(await codeOf()).toBe('tsconfig-invalid');
    await rm(path.join(folder, 'tsconfig.json'));
    expect(await codeOf({ demand: 'usable' })).toBe('tsconfig-missing');
    await rm(path.join(folder, 'config'), { recursive: true });
    expect(await codeOf()).toBe('tsconfig-missing');
  });

  it('is none where it is in JavaScript, which needs a database configuration', async () => {
    for (const part of ['src', 'config', 'dist'])
      await rm(path.join(folder, part), { recursive: true });
    await rm(path.join(folder, 'tsconfig.json'));
    await write('src/index.js');
    expect(await codeOf()).toBe('database-config-missing');
    await write('config/database.json', '{}');
    expect(await found({ demand: 'current', compile: true })).toMatchObject({
      appDir: folder,
      distDir: folder,
    });
  });
});
