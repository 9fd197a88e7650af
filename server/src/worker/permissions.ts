import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { SourceModule } from '../sources/registered/read';
import { realPath } from '../utils/real-path';

/** What a worker may do besides computing and asking the network. */
export interface Grants {
  /** Files, and folders with all that is in them. */
  reads: readonly string[];
  writes: readonly string[];
  addons: boolean;
}

/** What a worker is started for. Node asks for each link on the way to a file: all paths are without links. */
export interface Workplace {
  /** The worker's program. */
  entry: string;
  /** The worker's own folder. */
  folder: string;
  /** Of a source that another plugin registered; null for one of our own. */
  module: SourceModule | null;
  /** The app's folder: of its package only what the module is part of is code. */
  appRoot: string;
}

type Flags = Pick<ReadonlySet<string>, 'has'>;

/**
 * Node's options that leave a worker nothing but its grants; none where its permission model is missing or experimental.
 * Newer versions of Node ask for the network as well, which sources are read from.
 */
export const permissionOptions = (
  grants: () => Grants,
  flags: Flags = process.allowedNodeEnvironmentFlags
): string[] => {
  if (!flags.has('--permission')) return [];
  const { reads, writes, addons } = grants();
  return [
    '--permission',
    ...reads.map((name) => `--allow-fs-read=${name}`),
    ...writes.map((name) => `--allow-fs-write=${name}`),
    ...(flags.has('--allow-net') ? ['--allow-net'] : []),
    ...(addons ? ['--allow-addons'] : []),
  ];
};

const isWithin = (name: string, folder: string): boolean => {
  const relative = path.relative(folder, name);
  return relative.split(path.sep)[0] !== '..' && !path.isAbsolute(relative);
};

/** Those that are not part of another one. */
const outermost = (names: readonly string[]): string[] => {
  const all = [...new Set(names)];
  return all.filter((name) => !all.some((other) => other !== name && isWithin(name, other)));
};

/** The folder and those above it. */
const upFrom = (folder: string): string[] => {
  const above = path.dirname(folder);
  return above === folder ? [folder] : [folder, ...upFrom(above)];
};

interface Package {
  name?: string;
  dependencies?: object;
  optionalDependencies?: object;
}

const readPackage = (folder: string): Package => {
  try {
    return JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Package;
  } catch {
    return {};
  }
};

const dependenciesOf = (root: string): string[] => {
  const { dependencies, optionalDependencies } = readPackage(root);
  return Object.keys({ ...dependencies, ...optionalDependencies });
};

/** What pnpm links to from all projects: `links/<package>/<version>/<hash>/node_modules/<package>`. */
const SHARED_STORE = /^(.*[\\/]links)[\\/].*[\\/]node_modules[\\/]/;

/**
 * The folders that a package finds the packages in that it needs. They are the `node_modules` around it; what lies there
 * may be a link to elsewhere, as pnpm, workspaces and `npm link` make them, and has its own beside it.
 */
const packageFolders = (root: string): string[] => {
  const found: string[] = [];
  const add = (one: string): void => {
    const around = upFrom(one)
      .map((folder) => path.join(folder, 'node_modules'))
      .filter((folder) => existsSync(folder));
    found.push(...around, ...around.map(realPath));
    for (const name of dependenciesOf(one)) {
      const place = around.map((folder) => path.join(folder, name)).find(existsSync);
      const real = place && realPath(place);
      if (!real || found.some((folder) => isWithin(real, folder))) continue;
      found.push(SHARED_STORE.exec(real)?.[1] ?? real);
      add(real);
    }
  };
  add(root);
  return found;
};

/**
 * The package that a file is part of; the file's folder where it is in none. A `package.json` without a name only says how
 * the files below it are loaded.
 */
const packageOf = (file: string): string => {
  const folder = path.dirname(file);
  return upFrom(folder).find((one) => readPackage(one).name) ?? folder;
};

/** What a source's module is part of: its package, or, in the app's own, which has settings and data as well, the folder that it is in below the app's. */
const codeOfModule = (file: string, appRoot: string): string[] => {
  const root = packageOf(file);
  if (root !== realPath(appRoot)) return [root];
  const [part = ''] = path.relative(root, file).split(path.sep);
  return [path.join(root, part), path.join(root, 'package.json')];
};

const codeOf = ({ entry, module, appRoot }: Workplace): string[] => {
  const own = [path.dirname(entry), ...packageFolders(packageOf(entry))];
  if (module === null) return outermost(own);
  const { path: file } = module;
  const others = [...codeOfModule(file, appRoot), ...packageFolders(packageOf(file))];
  return outermost([...own, ...others]);
};

/** What has been found out, by module: packages stay where they are while a process runs. */
const known = new Map<string, string[]>();

const knownCodeOf = (workplace: Workplace): string[] => {
  const { entry, module } = workplace;
  const key = JSON.stringify([entry, module?.path]);
  const code = known.get(key) ?? codeOf(workplace);
  known.set(key, code);
  return code;
};

/** What a worker needs: to read code and what its source has asked for, and to write to its own folder. */
export const grantsOf = (workplace: Workplace): Grants => {
  const { folder, module } = workplace;
  const asked = module?.reads ?? [];
  // Node compares what a program asks for letter by letter: as it was given, and as it is.
  const reads = new Set([folder, ...knownCodeOf(workplace), ...asked, ...asked.map(realPath)]);
  return { reads: [...reads], writes: [folder], addons: module?.addons ?? false };
};
