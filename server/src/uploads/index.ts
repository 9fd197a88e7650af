import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';

import type { Core } from '@strapi/strapi';

import { problem } from '../../../shared/codes/problems';
import type { UploadInfo } from '../../../shared/contracts/uploads';
import type { ReadOption } from '../config/options';
import type { Secrets } from '../secrets';
import type { RowFix } from '../sources/types';
import { isoTime } from '../storage/clock';
import { inTransaction } from '../storage/database';
import { ConnectorError, NotFoundError } from '../utils/errors';
import { createClearCopies } from './clear-copies';
import { createContent, type WriteOptions } from './content';
import { readFixes } from './corrections';
import { createKeptFiles } from './kept';
import { UPLOAD_UID } from './model';
import { createRewriting } from './rewriting';
import { createUploadRows, KEPT, titleOf, type UploadRow } from './rows';

interface UploadsNeeds {
  strapi: Core.Strapi;
  secrets: Secrets;
  option: ReadOption;
}

/** Files that people deliver, encrypted and in pieces in the database, with their corrections. */
export const createUploads = ({ strapi, secrets, option }: UploadsNeeds) => {
  const { writeInClear, writeChunks } = createContent({ strapi, secrets, option });
  const copies = createClearCopies(writeInClear);
  const rows = createUploadRows({ strapi, forget: copies.forget });
  const { uploads, row, currentRow, makeCurrent } = rows;
  const kept = createKeptFiles({ rows, writeChunks });
  const { forget } = copies;

  const fixesOf = ({ fixes }: UploadRow): RowFix[] =>
    fixes === null ? [] : readFixes(secrets.decrypt(fixes));

  const infoOf = (row: UploadRow): UploadInfo => ({
    id: row.key,
    profile: row.profile,
    name: row.name,
    size: row.size ?? 0,
    sha256: row.sha256 ?? '',
    createdAt: isoTime(row.createdAtMs),
    fixes: fixesOf(row).length,
  });

  return {
    /**
     * Keeps a file, encrypted and in pieces, and makes it the profile's current one. The file of a
     * `profile` null waits for `attach`. Nothing stays behind when the stream breaks off.
     * @throws ConnectorError `file-too-large` above the option `network.maxBytes`, `empty-file`,
     *   `upload-superseded`
     */
    async store(
      profile: string | null,
      name: string,
      content: Readable | string
    ): Promise<UploadInfo> {
      await rows.removeAbandoned();
      const before = profile === null ? null : await currentRow(profile);
      const stream = typeof content === 'string' ? createReadStream(content) : content;
      const key = randomUUID();
      const title = titleOf(name);
      const created = await rows.insert(key, profile, title);
      try {
        const written = await writeChunks(created.id, stream);
        if (written.size === 0) {
          throw new ConnectorError(problem('empty-file', { file: title }));
        }
        if (profile === null) await rows.complete(created.id, written);
        else await makeCurrent(created.id, profile, before, { ...written, complete: true });
      } catch (error) {
        const isThere = await uploads().findOne({ where: { id: created.id }, select: ['id'] });
        await rows.remove([created]);
        if (isThere) throw error;
        throw new NotFoundError(problem('profile-not-found/deleted'));
      }
      return infoOf(await row(key));
    },

    /** @throws NotFoundError */
    async find(id: string): Promise<UploadInfo> {
      return infoOf(await row(id));
    },

    /** The file that a run of the profile takes. */
    async current(profile: string): Promise<UploadInfo | null> {
      const found = await currentRow(profile);
      return found && infoOf(found);
    },

    /** Makes a file that was uploaded before its profile was saved the profile's current one. */
    async attach(id: string, profile: string): Promise<UploadInfo> {
      const before = await currentRow(profile);
      const { id: rowId, profile: owner } = await row(id);
      if (owner !== null && owner !== profile) {
        throw new ConnectorError(problem('upload-taken'));
      }
      await makeCurrent(rowId, profile, before);
      return infoOf(await row(id));
    },

    /**
     * Writes the file, in clear, into a folder that the caller removes.
     * @throws ConnectorError `upload-damaged` when it is not what was uploaded
     */
    async materialize(
      id: string,
      folder: string,
      options?: WriteOptions
    ): Promise<{ path: string; name: string; fixes: RowFix[] }> {
      const upload = await row(id);
      const target = await writeInClear(upload, folder, options);
      return { path: target, name: upload.name, fixes: fixesOf(upload) };
    },

    /**
     * Lets `work` read the file, in clear, with its corrections. What people ask for at the screen,
     * one thing after the other, is decrypted once.
     * @throws ConnectorError `upload-damaged` when it is not what was uploaded
     */
    async reading<Result>(
      id: string,
      work: (delivered: { file: string; fixes: RowFix[] }) => Promise<Result>
    ): Promise<Result> {
      const upload = (await rows.find(id)) ?? (await row(id));
      return copies.use(upload, (file) => work({ file, fixes: fixesOf(upload) }));
    },

    /** Leaves no file in clear behind. */
    close: (): Promise<void> => copies.close(),

    async fixes(id: string): Promise<RowFix[]> {
      return fixesOf(await row(id));
    },

    /** Changes the corrections; changes that come at the same time wait for each other. Returns all of them. */
    async changeFixes(id: string, change: (fixes: RowFix[]) => RowFix[]): Promise<RowFix[]> {
      return await inTransaction(strapi, async (transaction) => {
        const { id: rowId } = await row(id);
        const locked: UploadRow = await strapi.db
          .queryBuilder(UPLOAD_UID)
          .where({ id: rowId })
          .select(['id', 'fixes'])
          .first()
          .transacting(transaction)
          .forUpdate()
          .execute();
        const fixes = change(fixesOf(locked));
        const text = fixes.length === 0 ? null : secrets.encrypt(JSON.stringify(fixes));
        await uploads().update({ where: { id: rowId }, data: { fixes: text } });
        return fixes;
      });
    },

    async remove(id: string): Promise<void> {
      await rows.remove([await row(id)]);
    },

    /** Removes the files that profiles have had since before a time; those that are kept of runs go with these. */
    removeBefore: (time: number): Promise<void> =>
      rows.removeAll({
        createdAtMs: { $lt: time },
        complete: true,
        profile: { $notNull: true, $not: { $startsWith: KEPT } },
      }),

    async removeOf(profile: string): Promise<void> {
      await kept.dropKept(profile);
      await rows.removeAll({ profile });
    },

    ...kept,
    ...createRewriting({ strapi, secrets, rows, writeChunks, forget }),
  };
};

export type Uploads = ReturnType<typeof createUploads>;
