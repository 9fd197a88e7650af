import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

import type * as TypeScriptUtils from '@strapi/typescript-utils';
import type TypeScript from 'typescript';

import type { Problem } from '../../../shared/codes/kinds';
import { problem } from '../../../shared/codes/problems';
import { englishOf } from '../../../shared/codes/texts';
import { UsageError } from './arguments';
import { compileBeside, contentOf } from './compile';
import { currentBuild, inspect, isServerFile } from './current';

/** What a command asks of an app in TypeScript: `usable` as long as Strapi starts, `complete`, or as new as its sources. */
export type BuildDemand = 'usable' | 'complete' | 'current';

export interface BuildOptions {
  demand: BuildDemand;
  /** Compiles first. */
  compile: boolean;
}

/** Where Strapi finds an app. */
interface Directories {
  appDir: string;
  distDir: string;
}

/** An app as it was when it was looked at. */
export interface FoundApp extends Directories {
  /** Of its files, to be told from what another process may make of them. */
  content: string;
}

const SOURCES = ['config/**/*', 'config/**/*.json', 'src/**/*', 'src/**/*.json'];
const NAMED_FILES = 5;
/** TypeScript's error where there is nothing to compile, as on a machine that has only what was compiled. */
const NO_SOURCES = 18_003;

/** What is said of files of the app that are not compiled as they are now. */
const unbuilt = (files: string[], { appDir, distDir }: Directories) => ({
  files: files.slice(0, NAMED_FILES),
  more: Math.max(0, files.length - NAMED_FILES),
  count: files.length,
  app: appDir,
  compiled: distDir,
});

/** TypeScript and Strapi's way to compile, as the app has them. */
const typeScriptOf = (requireFromApp: NodeJS.Require) => {
  const requireFromStrapi = createRequire(requireFromApp.resolve('@strapi/strapi'));
  const requireFromUtils = createRequire(requireFromStrapi.resolve('@strapi/typescript-utils'));
  return {
    ts: requireFromUtils('typescript') as typeof TypeScript,
    utils: requireFromStrapi('@strapi/typescript-utils') as typeof TypeScriptUtils,
  };
};

/** @throws UsageError */
const readConfig = (ts: typeof TypeScript, file: string): TypeScript.ParsedCommandLine => {
  const fail = ({ messageText }: TypeScript.Diagnostic): never => {
    const reason = ts.flattenDiagnosticMessageText(messageText, ' ');
    throw new UsageError(problem('tsconfig-invalid', { file, reason }));
  };
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: fail };
  const config = ts.getParsedCommandLineOfConfigFile(file, {}, host);
  const [error] = (config?.errors ?? []).filter(({ code }) => code !== NO_SOURCES);
  if (error) fail(error);
  if (!config) throw new UsageError(problem('tsconfig-invalid', { file, reason: null }));
  return config;
};

/** The app's files that its server runs, relative to its folder; what its tsconfig.json excludes is none of them. */
const serverFiles = (ts: typeof TypeScript, folder: string, exclude?: string[]): string[] => {
  const compilerOptions = { allowJs: true, resolveJsonModule: true };
  const content = { compilerOptions, include: SOURCES, exclude };
  return ts
    .parseJsonConfigFileContent(content, ts.sys, folder)
    .fileNames.map((file) => path.relative(folder, file))
    .filter(isServerFile);
};

const warn = (what: Problem): void => {
  process.stderr.write(`directory-connector: ${englishOf(what)}\n`);
};

const hasDatabase = (directory: string): boolean =>
  ['config', path.join('config', 'env', process.env.NODE_ENV ?? 'development')].some((place) =>
    ['js', 'json'].some((ending) => existsSync(path.join(directory, place, `database.${ending}`)))
  );

/** @throws UsageError where what is compiled is less than the command asks for */
const check = (
  directories: Directories,
  { missing, newer }: ReturnType<typeof inspect>,
  demand: BuildDemand
): void => {
  if (missing.length > 0) {
    const params = unbuilt(missing, directories);
    if (demand !== 'usable' || !hasDatabase(directories.distDir)) {
      throw new UsageError(problem('app-not-compiled', params));
    }
    warn(problem('app-not-compiled/ignored', params));
  }
  if (newer.length > 0) {
    const params = unbuilt(newer, directories);
    if (demand === 'current') throw new UsageError(problem('app-outdated', params));
    warn(problem('app-outdated/used', params));
  }
};

/** Strapi passes over TypeScript where no tsconfig.json says what becomes of it. */
const isTypeScript = (folder: string): boolean => {
  const config = path.join(folder, 'config');
  const files = existsSync(config) ? readdirSync(config, { recursive: true }).map(String) : [];
  const isSource = (file: string): boolean => file.endsWith('.ts') && isServerFile(file);
  return files.some(isSource) || existsSync(path.join(folder, 'src', 'index.ts'));
};

/** What was compiled of the app with this tsconfig.json, as far as the command asks. */
const compiledApp = async (
  folder: string,
  configFile: string,
  requireFromApp: NodeJS.Require,
  { demand, compile }: BuildOptions
): Promise<FoundApp> => {
  const { ts, utils } = typeScriptOf(requireFromApp);
  const { options, raw } = readConfig(ts, configFile);
  const directories = { appDir: folder, distDir: options.outDir ?? folder };
  if (compile) await compileBeside(utils, folder, options.outDir);
  // Before the look at the files: what it finds has to be what is loaded.
  const content = await contentOf(directories.distDir);
  const { exclude } = (raw ?? {}) as { exclude?: string[] };
  const files = serverFiles(ts, folder, exclude);
  check(directories, inspect(folder, directories.distDir, files), demand);
  return { ...directories, content };
};

/** The app as it is compiled, where nothing has changed since; null where TypeScript has to look. */
const currentApp = async (folder: string, configFile: string): Promise<FoundApp | null> => {
  const distDir = currentBuild(folder, configFile);
  if (distDir === null) return null;
  const content = await contentOf(distDir);
  return currentBuild(folder, configFile) === distDir ? { appDir: folder, distDir, content } : null;
};

/**
 * Where the app is that Strapi is to load: in its folder or, where it is compiled, in its `outDir`.
 * Nothing is compiled unless that is asked for, since the app's server may be running on it.
 * @throws UsageError when it is not compiled, or has no configuration; ConnectorError `compile-failed`
 */
export const findApp = async (
  folder: string,
  requireFromApp: NodeJS.Require,
  options: BuildOptions
): Promise<FoundApp> => {
  const configFile = path.join(folder, 'tsconfig.json');
  const isCompiled = existsSync(configFile);
  if (!isCompiled && isTypeScript(folder)) {
    throw new UsageError(problem('tsconfig-missing', { app: folder }));
  }
  const current = isCompiled && !options.compile && (await currentApp(folder, configFile));
  const app = isCompiled
    ? current || (await compiledApp(folder, configFile, requireFromApp, options))
    : { appDir: folder, distDir: folder, content: await contentOf(folder) };
  if (!hasDatabase(app.distDir)) {
    const missing = problem('database-config-missing', {
      folder: path.join(app.distDir, 'config'),
    });
    throw new UsageError(missing);
  }
  return app;
};
