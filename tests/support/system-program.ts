import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/** Where servers are; not everyone's PATH has them. */
const SERVER_FOLDERS = ['/usr/sbin', '/sbin'];

const isExecutable = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/**
 * The path of a program, by any of its names; `npm test` installs it where it may. Null where it is
 * missing, which is an error on the CI.
 * @param ownFolders where its package keeps it, if not where programs usually are
 */
export const systemProgram = (
  debianPackage: string,
  names: string[],
  ownFolders: string[] = []
): string | null => {
  const common = [...(process.env.PATH ?? '').split(path.delimiter), ...SERVER_FOLDERS];
  const folders = [...ownFolders, ...common];
  const files = names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  const found = files.find(isExecutable) ?? null;
  if (found || !process.env.CI) return found;
  throw new Error(`${names.join(' or ')} is missing: install the package ${debianPackage}.`);
};
