import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { grantsOf, permissionOptions } from '../../../server/src/worker/permissions';

describe('the options that a worker is started with', () => {
  const grants = () => ({ reads: ['/code', '/own'], writes: ['/own'], addons: false });
  const FILES = ['--allow-fs-read=/code', '--allow-fs-read=/own', '--allow-fs-write=/own'];

  it.each<[string, string[], string[]]>([
    ['20, where permissions are experimental', ['--experimental-permission'], []],
    ['22 and 24', ['--permission', '--allow-addons'], ['--permission', ...FILES]],
    [
      '25 and later, which asks for the network',
      ['--permission', '--allow-net'],
      ['--permission', ...FILES, '--allow-net'],
    ],
  ])('say what it may do: Node %s', (_version, flags, expected) => {
    expect(permissionOptions(grants, new Set(flags))).toEqual(expected);
  });

  it('allow add-ons where they are asked for', () => {
    const flags = new Set(['--permission']);
    expect(permissionOptions(() => ({ ...grants(), addons: true }), flags)).toContain(
      '--allow-addons'
    );
  });

  it('are none, and nothing is looked for, where there are no permissions', () => {
    const looked = jest.fn(grants);
    expect(permissionOptions(looked, new Set())).toEqual([]);
    expect(looked).not.toHaveBeenCalled();
  });
});

describe('what a worker may read', () => {
  let base: string;
  beforeEach(() => {
    base = realpathSync(mkdtempSync(path.join(tmpdir(), 'grants-')));
  });
  afterEach(() => rmSync(base, { recursive: true }));

  /** Makes a package, and gives its folder. */
  const makePackage = (folder: string, dependencies: string[] = []): string => {
    const root = path.join(base, folder);
    mkdirSync(root, { recursive: true });
    const needs = Object.fromEntries(dependencies.map((name) => [name, '1.0.0']));
    writeFileSync(
      path.join(root, 'package.json'),
      JSON.stringify({ name: 'x', dependencies: needs })
    );
    return root;
  };

  const link = (from: string, to: string): void => {
    const place = path.join(base, from);
    mkdirSync(path.dirname(place), { recursive: true });
    symlinkSync(path.join(base, to), place, 'dir');
  };

  const write = (file: string): string => {
    const place = path.join(base, file);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, '');
    return place;
  };

  /** The paths below the folder of this test, without the worker's own folder. */
  const readsOf = (root: string, module: string | null = null, reads: string[] = []): string[] => {
    const entry = path.join(root, 'dist', 'worker', 'index.js');
    write(path.relative(base, entry));
    const found = grantsOf({
      entry: realpathSync(entry),
      folder: path.join(base, 'own'),
      appRoot: path.join(base, 'app'),
      module: module === null ? null : { ...NO_MODULE, path: module, reads },
    }).reads.map((name) => path.relative(base, name));
    return found.filter((name) => name !== 'own').sort();
  };
  const NO_MODULE = { label: '', settings: {}, secrets: [], origins: [], addons: false };

  it('is its program and the packages around it', () => {
    const root = makePackage('app/node_modules/plugin', ['a']);
    makePackage('app/node_modules/a', ['b']);
    makePackage('app/node_modules/b');
    expect(readsOf(root)).toEqual(['app/node_modules']);
  });

  it('is what the packages are links to, as pnpm makes them in an app', () => {
    const root = makePackage('app/node_modules/.pnpm/plugin@1/node_modules/plugin', ['a']);
    makePackage('app/node_modules/.pnpm/a@1/node_modules/a');
    link(
      'app/node_modules/.pnpm/plugin@1/node_modules/a',
      'app/node_modules/.pnpm/a@1/node_modules/a'
    );
    link('app/node_modules/plugin', path.relative(base, root));
    expect(readsOf(path.join(base, 'app/node_modules/plugin'))).toEqual(['app/node_modules']);
  });

  it('is the store that pnpm shares between apps, once for all packages', () => {
    const place = (name: string) => `store/links/@/${name}/1.0.0/hash/node_modules`;
    const root = makePackage(`${place('plugin')}/plugin`, ['a', 'c']);
    for (const name of ['a', 'c']) {
      makePackage(`${place(name)}/${name}`);
      link(`${place('plugin')}/${name}`, `${place(name)}/${name}`);
    }
    link('app/node_modules/plugin', path.relative(base, root));
    expect(readsOf(path.join(base, 'app/node_modules/plugin'))).toEqual(['store/links']);
  });

  it('is a package that somebody works on, with what that has around it', () => {
    makePackage('work/plugin', ['a', 'gone']);
    makePackage('elsewhere/a', ['b']);
    makePackage('elsewhere/node_modules/b');
    link('work/plugin/node_modules/a', 'elsewhere/a');
    link('app/node_modules/plugin', 'work/plugin');
    expect(readsOf(path.join(base, 'app/node_modules/plugin'))).toEqual([
      'elsewhere/a',
      'elsewhere/node_modules',
      'work/plugin/dist/worker',
      'work/plugin/node_modules',
    ]);
  });

  it('does not go round in circles', () => {
    const root = makePackage('work/plugin', ['a']);
    makePackage('elsewhere/a', ['plugin']);
    link('work/plugin/node_modules/a', 'elsewhere/a');
    link('elsewhere/node_modules/plugin', 'work/plugin');
    expect(readsOf(root)).toContain('elsewhere/a');
  });

  describe('with a source that another plugin brings', () => {
    let root: string;
    beforeEach(() => {
      root = makePackage('app/node_modules/plugin');
      makePackage('app', ['pg']);
    });

    it('is the whole package of its module too, and what it says that it reads', () => {
      makePackage('app/src/plugins/hr', ['pg']);
      const module = write('app/src/plugins/hr/server/people.js');
      const files = path.join(base, 'srv/hr');
      expect(readsOf(root, module, [files])).toEqual([
        'app/node_modules',
        'app/src/plugins/hr',
        'srv/hr',
      ]);
    });

    it('does not take for a package what only says how files are loaded', () => {
      makePackage('app/node_modules/hr');
      const module = write('app/node_modules/hr/dist/cjs/people.js');
      writeFileSync(path.join(path.dirname(module), 'package.json'), '{"type":"commonjs"}');
      makePackage('elsewhere/hr');
      const linked = write('elsewhere/hr/dist/cjs/people.js');
      writeFileSync(path.join(path.dirname(linked), 'package.json'), '{"type":"commonjs"}');
      expect(readsOf(root, module)).toEqual(['app/node_modules']);
      expect(readsOf(root, linked)).toEqual(['app/node_modules', 'elsewhere/hr']);
    });

    it('is, of the app itself, only the folder that its module is in, not settings and data', () => {
      const module = write('app/dist/src/sources/people.js');
      expect(readsOf(root, module)).toEqual(['app/dist', 'app/node_modules', 'app/package.json']);
    });
  });
});
