import path from 'node:path';

import type { Core } from '@strapi/strapi';

import { problem } from '../../../shared/codes/problems';
import { storable } from '../storage/cells';
import { databaseNow } from '../storage/clock';
import { holdingProfile } from '../storage/hold-profile';
import { patientRepository } from '../storage/patience';
import { ConnectorError, NotFoundError } from '../utils/errors';
import { UPLOAD_CHUNK_UID, UPLOAD_UID } from './model';

/** How long a file waits for its profile, and an unfinished one for the rest of it. */
const ABANDONED_MS = 24 * 60 * 60 * 1000;

/** A file that a run has read without its being uploaded is nobody's to run again: it has no profile's id. */
export const KEPT = 'kept:';

export interface UploadRow {
  id: number;
  key: string;
  profile: string | null;
  name: string;
  size: number | null;
  sha256: string | null;
  fixes: string | null;
  createdAtMs: number;
}

/** What is known of a file when it has been written. */
export type Written = { size: number; sha256: string };

/** A file's name as it is shown. */
export const titleOf = (name: string): string =>
  storable(path.win32.basename(name)).slice(0, 255) || 'file.csv';

interface RowsNeeds {
  strapi: Core.Strapi;
  /** Is told which files are removed, before and after they are. */
  forget(id: number): void;
}

/** The table of files, whose contents are elsewhere. */
export const createUploadRows = ({ strapi, forget }: RowsNeeds) => {
  const uploads = () => patientRepository(strapi, UPLOAD_UID);
  const chunks = () => patientRepository(strapi, UPLOAD_CHUNK_UID);

  /** A whole file, however it came. */
  const find = (id: string): Promise<UploadRow | null> =>
    uploads().findOne({ where: { key: id, complete: true } });

  const isKept = ({ profile }: UploadRow): boolean => profile?.startsWith(KEPT) ?? false;

  /** One that was uploaded. @throws NotFoundError */
  const row = async (id: string): Promise<UploadRow> => {
    const found = await find(id);
    if (found && !isKept(found)) return found;
    throw new NotFoundError(problem('upload-not-found', { upload: id }));
  };

  const remove = async (rows: { id: number }[]): Promise<void> => {
    const ids = rows.map(({ id }) => id);
    if (ids.length === 0) return;
    ids.forEach(forget);
    await chunks().deleteMany({ where: { uploadId: { $in: ids } } });
    await uploads().deleteMany({ where: { id: { $in: ids } } });
    // Somebody may have asked for one of them meanwhile.
    ids.forEach(forget);
  };

  /** Removes all that match. */
  const removeAll = async (where: object): Promise<void> =>
    remove(await uploads().findMany({ where, select: ['id'] }));

  /** Removes what nobody has taken, or finished. */
  const removeAbandoned = async (): Promise<void> => {
    const createdAtMs = { $lt: (await databaseNow(strapi)) - ABANDONED_MS };
    await removeAll({ createdAtMs, $or: [{ profile: { $null: true } }, { complete: false }] });
  };

  /** The latest whole file of a profile. */
  const currentRow = async (profile: string): Promise<UploadRow | null> => {
    const [found]: UploadRow[] = await uploads().findMany({
      where: { profile, complete: true },
      orderBy: { id: 'desc' },
      limit: 1,
    });
    return found ?? null;
  };

  /**
   * Makes a file the profile's, in the place of the one that was so when this one began to come. A
   * run works on a copy of its own, so earlier files of the profile are no longer needed.
   * @throws NotFoundError; ConnectorError `upload-superseded` when another one came meanwhile
   */
  const makeCurrent = (
    id: number,
    profile: string,
    before: UploadRow | null,
    data: Partial<UploadRow> & { complete?: boolean } = {}
  ): Promise<void> =>
    holdingProfile(strapi, profile, async () => {
      const current = await currentRow(profile);
      if (current && current.id !== id && current.id !== before?.id) {
        throw new ConnectorError(problem('upload-superseded', { file: current.name }));
      }
      await uploads().update({ where: { id }, data: { ...data, profile } });
      await removeAll({ profile, complete: true, id: { $ne: id } });
    });

  /** Makes a file whole whose content is written. */
  const complete = async (id: number, data: Written): Promise<void> => {
    await uploads().update({ where: { id }, data: { ...data, complete: true } });
  };

  /** An entity for a file that is yet to be written. */
  const insert = async (key: string, profile: string | null, name: string): Promise<UploadRow> =>
    uploads().create({ data: { key, profile, name, createdAtMs: await databaseNow(strapi) } });

  return {
    uploads,
    find,
    row,
    insert,
    complete,
    remove,
    removeAll,
    removeAbandoned,
    currentRow,
    makeCurrent,
  };
};

export type UploadRows = ReturnType<typeof createUploadRows>;
