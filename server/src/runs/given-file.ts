import { createReadStream, createWriteStream, type BigIntStats } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

import { diskError } from '../utils/disk-error';
import { errorCode } from '../utils/error-code';
import { ConnectorError, SourceError } from '../utils/errors';

/** A copy of a file that somebody else may write to. */
export interface GivenFile {
  /** The copy. */
  path: string;
  /** @throws SourceError `file-changed` when the file is no longer as it was copied */
  checkUnchanged(): Promise<void>;
}

const notReadable = (file: string): ConnectorError =>
  new ConnectorError(
    'file-not-readable',
    `The file ${file} is not there or must not be read: check its path and permissions.`
  );

const changed = (file: string): SourceError =>
  new SourceError(
    'file-changed',
    `the file ${file} was changed while it was being read, so that a part of it may be missing: wait until it is written completely, and run again`
  );

const look = async (file: string): Promise<BigIntStats> => {
  try {
    return await stat(file, { bigint: true });
  } catch {
    throw notReadable(file);
  }
};

const isSame = (one: BigIntStats, other: BigIntStats): boolean =>
  one.ino === other.ino &&
  one.dev === other.dev &&
  one.size === other.size &&
  one.mtimeNs === other.mtimeNs &&
  one.ctimeNs === other.ctimeNs;

const DISK_CODES = ['ENOSPC', 'EDQUOT', 'EROFS'];

/**
 * Copies the file that a command names into a folder: it is read more than once, and whoever writes
 * it does not wait for that.
 * @throws ConnectorError `file-not-readable`, `file-changed`, `disk-error`
 */
export const copyGivenFile = async (file: string, folder: string): Promise<GivenFile> => {
  const before = await look(file);
  const copy = path.join(folder, 'given.csv');
  try {
    await pipeline(createReadStream(file), createWriteStream(copy, { mode: 0o600 }));
  } catch (error) {
    throw DISK_CODES.includes(errorCode(error)) ? diskError(error) : notReadable(file);
  }
  const checkUnchanged = async (): Promise<void> => {
    // Of a pipe there is nothing to compare.
    if (!before.isFile()) return;
    const now = await look(file).catch(() => null);
    if (now === null || !isSame(before, now)) throw changed(file);
  };
  await checkUnchanged();
  return { path: copy, checkUnchanged };
};
