import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';

import { file as fileUtils } from '@strapi/utils';
import type { Core } from '@strapi/strapi';

import { problem } from '../../../shared/codes/problems';
import type { BytesRead } from '../../../shared/contracts/runs';
import type { UploadInfo } from '../../../shared/contracts/uploads';
import type { ReadOption } from '../config/options';
import { createClearCopies } from './clear-copies';
import { UPLOAD_CHUNK_UID, UPLOAD_UID } from './model';
import { readFixes } from './corrections';
import { CHUNK_BYTES, inChunks } from './chunks';
import { holdingProfile } from '../storage/hold-profile';
import type { Secrets } from '../secrets';
import type { RowFix } from '../sources/types';
import { ConnectorError, NotFoundError } from '../utils/errors';
import { databaseNow, isoTime } from '../storage/clock';
import { from, inTransaction, insertEntities, type Transaction } from '../storage/database';
import { patientRepository } from '../storage/patience';
import { recordBound } from '../storage/statement-size';
import { modelTable } from '../storage/tables';
import { storable } from '../storage/cells';

/** So many are written in one transaction: at the end of each, a database waits for its disk. */
const CHUNKS_AT_ONCE = 4;
/** How long a file waits for its profile, and an unfinished one for the rest of it. */
const ABANDONED_MS = 24 * 60 * 60 * 1000;

/** A file that a run has read without its being uploaded is nobody's to run again: it has no profile's id. */
const KEPT = 'kept:';
/** One that is larger is not kept: a run would take too long. */
const MOST_KEPT_BYTES = 32 * 1024 * 1024;

interface UploadRow {
  id: number;
  key: string;
  profile: string | null;
  name: string;
  size: number | null;
  sha256: string | null;
  fixes: string | null;
  createdAtMs: number;
}

/** A piece of a file, encrypted. */
type Chunk = { upload_id: number; position: number; data: string };

export interface KeptFile {
  /** What people know it by. */
  name: string;
  file: string;
}

export interface WriteOptions {
  signal?: AbortSignal;
  /** Is told how much is written, piece by piece. */
  onWritten?: (bytes: BytesRead) => void;
}

interface UploadsNeeds {
  strapi: Core.Strapi;
  secrets: Secrets;
  option: ReadOption;
}

/** Files that people deliver, encrypted and in pieces in the database, with their corrections. */
export const createUploads = ({ strapi, secrets, option }: UploadsNeeds) => {
  const uploads = () => patientRepository(strapi, UPLOAD_UID);
  const chunks = () => patientRepository(strapi, UPLOAD_CHUNK_UID);
  const maxBytes = (): number => option('network').maxBytes;

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

  const find = (id: string): Promise<UploadRow | null> =>
    uploads().findOne({ where: { key: id, complete: true } });

  const isKept = ({ profile }: UploadRow): boolean => profile?.startsWith(KEPT) ?? false;

  const row = async (id: string): Promise<UploadRow> => {
    const found = await find(id);
    if (found && !isKept(found)) return found;
    throw new NotFoundError(problem('upload-not-found', { upload: id }));
  };

  async function* readChunks(id: number): AsyncGenerator<Buffer> {
    for (let position = 0; ; position += 1) {
      const chunk: { data: string } | null = await chunks().findOne({
        where: { uploadId: id, position },
        select: ['data'],
      });
      if (!chunk) return;
      yield Buffer.from(await secrets.decryptInPool(chunk.data), 'latin1');
    }
  }

  /** @throws ConnectorError `upload-damaged` when it is not what was uploaded */
  const writeInClear = async (
    upload: UploadRow,
    folder: string,
    { signal, onWritten }: WriteOptions = {}
  ): Promise<string> => {
    const target = path.join(folder, 'upload.csv');
    const hash = createHash('sha256');
    let done = 0;
    const handle = await open(target, 'wx', 0o600);
    try {
      for await (const chunk of readChunks(upload.id)) {
        signal?.throwIfAborted();
        hash.update(chunk);
        await handle.write(chunk);
        done += chunk.length;
        onWritten?.({ done, total: upload.size });
      }
    } finally {
      await handle.close();
    }
    if (hash.digest('hex') === upload.sha256) return target;
    throw new ConnectorError(problem('upload-damaged', { file: upload.name }));
  };

  const copies = createClearCopies(writeInClear);

  const removeRows = async (rows: { id: number }[]): Promise<void> => {
    const ids = rows.map(({ id }) => id);
    if (ids.length === 0) return;
    ids.forEach(copies.forget);
    await chunks().deleteMany({ where: { uploadId: { $in: ids } } });
    await uploads().deleteMany({ where: { id: { $in: ids } } });
    // Somebody may have asked for one of them meanwhile.
    ids.forEach(copies.forget);
  };

  const removeAbandoned = async (): Promise<void> => {
    const createdAtMs = { $lt: (await databaseNow(strapi)) - ABANDONED_MS };
    const where = { createdAtMs, $or: [{ profile: { $null: true } }, { complete: false }] };
    await removeRows(await uploads().findMany({ where, select: ['id'] }));
  };

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
      const where = { profile, complete: true, id: { $ne: id } };
      await removeRows(await uploads().findMany({ where, select: ['id'] }));
    });

  const dropChunks = async (
    table: string,
    pieces: Pick<Chunk, 'upload_id' | 'position'>[],
    transaction: Transaction
  ): Promise<void> => {
    for (const { upload_id, position } of pieces) {
      await from(strapi, table, transaction).where({ upload_id, position }).delete();
    }
  };

  const writeChunks = async (
    id: number,
    stream: Readable
  ): Promise<{ size: number; sha256: string }> => {
    const hash = createHash('sha256');
    const table = modelTable(strapi, UPLOAD_CHUNK_UID);
    let size = 0;
    let position = 0;
    let sealed: Chunk[] = [];
    const flush = async (): Promise<void> => {
      if (sealed.length === 0) return;
      await inTransaction(strapi, async (transaction, isUnsure) => {
        if (isUnsure) await dropChunks(table, sealed, transaction);
        await insertEntities(strapi, table, sealed, transaction);
      });
      sealed = [];
    };
    // Encrypted, each of its bytes may become nearly three.
    const most = Math.min(CHUNK_BYTES, await recordBound(strapi));
    for await (const chunk of inChunks(stream, most)) {
      size += chunk.length;
      if (size > maxBytes()) {
        const limit = fileUtils.bytesToHumanReadable(maxBytes());
        throw new ConnectorError(problem('file-too-large/upload', { limit }));
      }
      hash.update(chunk);
      const data = secrets.encrypt(chunk.toString('latin1'));
      sealed.push({ upload_id: id, position, data });
      position += 1;
      if (sealed.length === CHUNKS_AT_ONCE) await flush();
    }
    await flush();
    return { size, sha256: hash.digest('hex') };
  };

  const titleOf = (name: string): string =>
    storable(path.win32.basename(name)).slice(0, 255) || 'file.csv';

  const dropKept = async (profile: string): Promise<void> => {
    const where = { profile: KEPT + profile };
    await removeRows(await uploads().findMany({ where, select: ['id'] }));
  };

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
      await removeAbandoned();
      const before = profile === null ? null : await currentRow(profile);
      const stream = typeof content === 'string' ? createReadStream(content) : content;
      const key = randomUUID();
      const title = titleOf(name);
      const created: UploadRow = await uploads().create({
        data: { key, profile, name: title, createdAtMs: await databaseNow(strapi) },
      });
      try {
        const written = await writeChunks(created.id, stream);
        if (written.size === 0) {
          throw new ConnectorError(problem('empty-file', { file: title }));
        }
        const data = { ...written, complete: true };
        if (profile === null) await uploads().update({ where: { id: created.id }, data });
        else await makeCurrent(created.id, profile, before, data);
      } catch (error) {
        const isThere = await uploads().findOne({ where: { id: created.id }, select: ['id'] });
        await removeRows([created]);
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
      const upload = (await find(id)) ?? (await row(id));
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
      await removeRows([await row(id)]);
    },

    /**
     * Keeps the file that a run has read, in the place of that of an earlier run of its profile, so that its rows can
     * be looked at and corrected. One that is too large is not kept.
     * @param run its id, by which the file is found
     */
    async keep(run: string, profile: string, { name, file }: KeptFile): Promise<void> {
      await dropKept(profile);
      if ((await stat(file)).size > MOST_KEPT_BYTES) return;
      const created: UploadRow = await uploads().create({
        data: {
          key: run,
          profile: KEPT + profile,
          name: titleOf(name),
          createdAtMs: await databaseNow(strapi),
        },
      });
      try {
        const data = { ...(await writeChunks(created.id, createReadStream(file))), complete: true };
        await uploads().update({ where: { id: created.id }, data });
      } catch (error) {
        await removeRows([created]);
        throw error;
      }
    },

    /** The run whose file is kept of a profile; null: none is. */
    async keptRun(profile: string): Promise<string | null> {
      return (await currentRow(KEPT + profile))?.key ?? null;
    },

    /** Whether the file that a run has read is kept. */
    async keeps(run: string, profile: string): Promise<boolean> {
      return (await find(run))?.profile === KEPT + profile;
    },

    dropKept,

    /** Drops the files that these runs have read. */
    async dropKeptOf(runs: string[]): Promise<void> {
      const where = { key: { $in: runs }, profile: { $startsWith: KEPT } };
      await removeRows(await uploads().findMany({ where, select: ['id'] }));
    },

    /** Removes the files that profiles have had since before a time; those that are kept of runs go with these. */
    async removeBefore(time: number): Promise<void> {
      const where = {
        createdAtMs: { $lt: time },
        complete: true,
        profile: { $notNull: true, $not: { $startsWith: KEPT } },
      };
      await removeRows(await uploads().findMany({ where, select: ['id'] }));
    },

    async removeOf(profile: string): Promise<void> {
      await dropKept(profile);
      await removeRows(await uploads().findMany({ where: { profile }, select: ['id'] }));
    },
  };
};

export type Uploads = ReturnType<typeof createUploads>;
