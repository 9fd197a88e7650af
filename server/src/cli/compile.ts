import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';

import type * as TypeScriptUtils from '@strapi/typescript-utils';

import { problem } from '../../../shared/codes/problems';
import { ConnectorError, messageOf } from '../utils/errors';
import { UsageError } from './arguments';

/** Strapi and TypeScript pass over folders whose names begin with a dot. */
const BESIDE = '.compiling-';
/** No compiler works so long; its process was killed. */
const LEFT_MS = 60 * 60_000;

const LOADED = ['config', 'src'];
const CODE = /\.(?:js|json)$/;

/** All files in a folder and those below it, but those of packages. */
const filesIn = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const found = entries
    .filter(({ name }) => name !== 'node_modules')
    .map((entry) => {
      const place = path.join(folder, entry.name);
      return entry.isDirectory() ? filesIn(place) : [place];
    });
  return (await Promise.all(found)).flat().sort();
};

/**
 * A digest of the files that Strapi loads from here. When it is another one after the app was
 * loaded than before, nobody knows what was loaded.
 */
export const contentOf = async (folder: string): Promise<string> => {
  const digest = createHash('sha256');
  for (const part of LOADED) {
    const files = await filesIn(path.join(folder, part));
    for (const file of files.filter((name) => CODE.test(name))) {
      const content = await readFile(file).catch(() => '');
      digest
        .update(`${path.relative(folder, file)}\0`)
        .update(content)
        .update('\0');
    }
  }
  return digest.digest('hex');
};

const removeLeftFolders = async (outDir: string): Promise<void> => {
  const names = (await readdir(outDir)).filter((name) => name.startsWith(BESIDE));
  // Those that others remove meanwhile are gone.
  await Promise.allSettled(
    names.map(async (name) => {
      const left = path.join(outDir, name);
      if (Date.now() - (await stat(left)).mtimeMs > LEFT_MS) await rm(left, { recursive: true });
    })
  );
};

/** Each file is the old one until it is the new one, also for whoever is reading the folder. */
const publish = async (from: string, to: string): Promise<void> => {
  for (const file of await filesIn(from)) {
    const place = path.join(to, path.relative(from, file));
    await mkdir(path.dirname(place), { recursive: true });
    await rename(file, place);
  }
};

/**
 * Compiles an app into a folder of this process and only then puts its files where they belong, so
 * that nobody ever reads half of one and several may compile at once.
 * @throws UsageError where it is not said where they belong; ConnectorError `compile-failed`
 */
export const compileBeside = async (
  utils: typeof TypeScriptUtils,
  folder: string,
  outDir: string | undefined
): Promise<void> => {
  if (outDir === undefined) {
    throw new UsageError(problem('tsconfig-invalid/out-dir', { app: folder }));
  }
  let beside: string | null = null;
  try {
    await mkdir(outDir, { recursive: true });
    await removeLeftFolders(outDir);
    beside = await mkdtemp(path.join(outDir, BESIDE));
    await utils.compile(folder, { configOptions: { options: { outDir: beside } } });
    await publish(beside, outDir);
  } catch (cause) {
    const what = problem('compile-failed', { app: folder, reason: messageOf(cause) });
    throw new ConnectorError(what, { cause });
  } finally {
    if (beside !== null) await rm(beside, { recursive: true, force: true });
  }
};
