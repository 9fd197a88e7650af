import { createReadStream, createWriteStream, type BigIntStats } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

import { problem } from '../../../shared/codes/problems';
import type { BytesRead } from '../../../shared/contracts/runs';
import type { Source } from '../../../shared/profile';
import { isDelivered, isUploaded } from '../profiles/delivery';
import type { LineFixes } from '../sources/table/lines';
import type { RowFix } from '../sources/types';
import { isOfLines } from '../uploads/line-fixes';
import { ConnectorError, diskError, isDiskError, SourceError } from '../utils/errors';
import type { RunNeeds } from './types';

/** A copy of a file that somebody else may write to. */
export interface GivenFile {
  /** The copy. */
  path: string;
  /** @throws SourceError `file-changed` when the file is no longer as it was copied */
  checkUnchanged(): Promise<void>;
}

const notReadable = (file: string): ConnectorError =>
  new ConnectorError(problem('file-not-readable', { file }));

const changed = (file: string): SourceError => new SourceError(problem('file-changed', { file }));

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

/**
 * Copies the file that a command names into a folder: it is read more than once, and whoever writes
 * it does not wait for that.
 * @throws ConnectorError `file-not-readable`, `file-changed`, `disk-error`
 */
export const copyGivenFile = async (
  file: string,
  folder: string,
  signal: AbortSignal
): Promise<GivenFile> => {
  const before = await look(file);
  const copy = path.join(folder, 'given.csv');
  try {
    await pipeline(createReadStream(file), createWriteStream(copy, { mode: 0o600 }), { signal });
  } catch (error) {
    signal.throwIfAborted();
    throw isDiskError(error) ? diskError(error) : notReadable(file);
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

type InputNeeds = Pick<RunNeeds, 'uploads' | 'lineFixes' | 'fingerprint'>;

export interface RunInput {
  /** What people know the source by. */
  name: string;
  file: string | null;
  fixes: RowFix[];
  /** Corrections that go by the text of lines; null for an uploaded file, and for what has no lines. */
  lines: LineFixes | null;
  /** Of file and corrections; null where the file may be another one each time. */
  fingerprint: string | null;
  /** To be asked once everything was read; absent where nobody else can change the file. */
  checkUnchanged?: () => Promise<void>;
}

const givenFile = async (
  file: string,
  lines: LineFixes,
  folder: string,
  signal: AbortSignal
): Promise<RunInput> => {
  const { path: copy, checkUnchanged } = await copyGivenFile(file, folder, signal);
  const fingerprint = path.resolve(file);
  return { name: path.basename(file), file: copy, fixes: [], lines, fingerprint, checkUnchanged };
};

/** Of an uploaded file as a run reads it; keyed, since the corrections may hold secrets. */
export const inputFingerprint = (
  { fingerprint }: Pick<RunNeeds, 'fingerprint'>,
  sha256: string,
  fixes: readonly RowFix[]
): string => fingerprint('input', JSON.stringify([sha256, fixes]));

/**
 * What a run of the profile would read now.
 * @param before what an earlier run of it has read
 */
export const currentFingerprint = async (
  needs: InputNeeds,
  profileId: string,
  before: string
): Promise<string | null> => {
  const { uploads, lineFixes } = needs;
  if (isOfLines(before)) return lineFixes.fingerprint(profileId);
  const upload = await uploads.current(profileId);
  return upload && inputFingerprint(needs, upload.sha256, await uploads.fixes(upload.id));
};

interface InputOptions {
  profileId: string;
  source: Source;
  /** The given one. */
  file: string | undefined;
  /** The id of the file that came for this run. */
  upload: string | undefined;
  signal: AbortSignal;
  /** Is told how much of an uploaded file has come out of the database. */
  onFetched: (bytes: BytesRead) => void;
}

/**
 * The file that a run reads: the given one, else the one that came for it, which becomes the profile's, else
 * the profile's uploaded one; both are copied into `folder`.
 * @throws ConnectorError `file-not-used`, `file-not-readable`, `file-changed`, `no-upload`, `nothing-pushed`
 */
export const prepareInput = async (
  needs: InputNeeds & Pick<RunNeeds, 'profiles'>,
  { profileId, source, file, upload: own, signal, onFetched }: InputOptions,
  folder: string
): Promise<RunInput> => {
  const { uploads, lineFixes } = needs;
  if (file !== undefined && !isUploaded(source)) {
    throw new ConnectorError(problem('file-not-used'));
  }
  if (!isDelivered(source)) {
    const fetched = { name: needs.profiles.sourceName(source), file: null, fixes: [] };
    if (source.type !== 'csv') return { ...fetched, lines: null, fingerprint: null };
    const fingerprint = await lineFixes.fingerprint(profileId);
    return { ...fetched, lines: await lineFixes.forReading(profileId), fingerprint };
  }
  if (file !== undefined) {
    return givenFile(file, await lineFixes.forReading(profileId), folder, signal);
  }
  const upload = own === undefined ? await uploads.current(profileId) : await uploads.find(own);
  if (!upload) {
    throw new ConnectorError(problem(isUploaded(source) ? 'no-upload' : 'nothing-pushed'));
  }
  const { path: copy, fixes } = await uploads.materialize(upload.id, folder, {
    signal,
    onWritten: onFetched,
  });
  // Only now: whoever brings another one removes it.
  if (own !== undefined) await uploads.attach(own, profileId);
  const fingerprint = inputFingerprint(needs, upload.sha256, fixes);
  return { name: upload.name, file: copy, fixes, lines: null, fingerprint };
};
