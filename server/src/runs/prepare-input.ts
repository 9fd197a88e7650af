import { access, constants } from 'node:fs/promises';
import path from 'node:path';

import type { Core } from '@strapi/strapi';

import type { Source } from '../../../shared/contracts/profiles';
import type { RowFix } from '../sources/types';
import { ConnectorError } from '../utils/errors';
import { getService } from '../utils/get-service';

export interface SourceInput {
  /** What people know the source by. */
  name: string;
  file: string | null;
  fixes: RowFix[];
}

const withoutQuery = (address: string): string => {
  const { origin, pathname } = new URL(address);
  return `${origin}${pathname}`;
};

const givenFile = async (file: string): Promise<SourceInput> => {
  try {
    await access(file, constants.R_OK);
  } catch {
    throw new ConnectorError(
      'file-not-readable',
      `The file ${file} is not there or must not be read: check its path and permissions.`
    );
  }
  return { name: path.basename(file), file: path.resolve(file), fixes: [] };
};

/**
 * The file that a run reads: the given one, else the profile's uploaded one, which is written into `folder`.
 * @throws ConnectorError `file-not-used`, `file-not-readable`, `no-upload`
 */
export const prepareInput = async (
  strapi: Core.Strapi,
  { profileId, source, file }: { profileId: string; source: Source; file: string | undefined },
  folder: string
): Promise<SourceInput> => {
  if (source.delivery === 'url') {
    if (file === undefined) return { name: withoutQuery(source.url), file: null, fixes: [] };
    throw new ConnectorError(
      'file-not-used',
      'The profile fetches its file from an address: run it without a file, or change its delivery to "upload".'
    );
  }
  if (file !== undefined) return givenFile(file);
  const uploads = getService('uploads', { strapi });
  const upload = await uploads.current(profileId);
  if (!upload) {
    throw new ConnectorError(
      'no-upload',
      'The profile has no file yet: upload one, or give one on the command line.'
    );
  }
  const { path: copy, fixes } = await uploads.materialize(upload.id, folder);
  return { name: upload.name, file: copy, fixes };
};
