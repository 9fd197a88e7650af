import path from 'node:path';

import type { Source } from '../../../shared/contracts/profiles';
import { fetchedName, isUploaded } from '../profiles/delivery';
import type { RowFix } from '../sources/types';
import { ConnectorError } from '../utils/errors';
import { copyGivenFile } from './given-file';
import type { RunNeeds } from './needs';

type InputNeeds = Pick<RunNeeds, 'uploads' | 'fingerprint'>;

export interface SourceInput {
  /** What people know the source by. */
  name: string;
  file: string | null;
  fixes: RowFix[];
  /** Of file and corrections; null where the file may be another one each time. */
  fingerprint: string | null;
  /** To be asked once everything was read; absent where nobody else can change the file. */
  checkUnchanged?: () => Promise<void>;
}

const givenFile = async (file: string, folder: string): Promise<SourceInput> => {
  const { path: copy, checkUnchanged } = await copyGivenFile(file, folder);
  const fingerprint = path.resolve(file);
  return { name: path.basename(file), file: copy, fixes: [], fingerprint, checkUnchanged };
};

/** Of an uploaded file as a run reads it; keyed, since the corrections may hold secrets. */
const inputFingerprint = (
  { fingerprint }: Pick<RunNeeds, 'fingerprint'>,
  sha256: string,
  fixes: RowFix[]
): string => fingerprint('input', JSON.stringify([sha256, fixes]));

/** What a run of the profile would read now. */
export const currentFingerprint = async (
  needs: InputNeeds,
  profileId: string
): Promise<string | null> => {
  const { uploads } = needs;
  const upload = await uploads.current(profileId);
  return upload && inputFingerprint(needs, upload.sha256, await uploads.fixes(upload.id));
};

/**
 * The file that a run reads: the given one, else the profile's uploaded one, which is copied into `folder`.
 * @throws ConnectorError `file-not-used`, `file-not-readable`, `file-changed`, `no-upload`
 */
export const prepareInput = async (
  needs: InputNeeds,
  { profileId, source, file }: { profileId: string; source: Source; file: string | undefined },
  folder: string
): Promise<SourceInput> => {
  if (!isUploaded(source)) {
    if (file === undefined)
      return { name: fetchedName(source), file: null, fixes: [], fingerprint: null };
    throw new ConnectorError(
      'file-not-used',
      'The profile does not read a file that is given, but an address or a directory: run it without a file, or change its source to a CSV file with delivery "upload".'
    );
  }
  if (file !== undefined) return givenFile(file, folder);
  const { uploads } = needs;
  const upload = await uploads.current(profileId);
  if (!upload) {
    throw new ConnectorError(
      'no-upload',
      'The profile has no file yet: open the profile, choose a CSV file in its source, and start again.'
    );
  }
  const { path: copy, fixes } = await uploads.materialize(upload.id, folder);
  const fingerprint = inputFingerprint(needs, upload.sha256, fixes);
  return { name: upload.name, file: copy, fixes, fingerprint };
};
