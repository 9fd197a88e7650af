import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';

import { file as fileUtils } from '@strapi/utils';
import type { Core } from '@strapi/strapi';

import { problem } from '../../../shared/codes/problems';
import type { BytesRead } from '../../../shared/contracts/runs';
import type { ReadOption } from '../config/options';
import type { Secrets } from '../secrets';
import { from, inTransaction, insertEntities, type Transaction } from '../storage/database';
import { patientRepository } from '../storage/patience';
import { recordBound } from '../storage/statement-size';
import { modelTable } from '../storage/tables';
import { ConnectorError } from '../utils/errors';
import { CHUNK_BYTES, inChunks } from './chunks';
import { UPLOAD_CHUNK_UID } from './model';
import type { UploadRow, Written } from './rows';

/** So many are written in one transaction: at the end of each, a database waits for its disk. */
const CHUNKS_AT_ONCE = 4;

/** A piece of a file, encrypted. */
type Chunk = { upload_id: number; position: number; data: string };

export interface WriteOptions {
  signal?: AbortSignal;
  /** Is told how much is written, piece by piece. */
  onWritten?: (bytes: BytesRead) => void;
}

interface ContentNeeds {
  strapi: Core.Strapi;
  secrets: Pick<Secrets, 'encrypt' | 'decryptInPool'>;
  option: ReadOption;
}

/** What is in the files, encrypted and in pieces. */
export const createContent = ({ strapi, secrets, option }: ContentNeeds) => {
  const chunks = () => patientRepository(strapi, UPLOAD_CHUNK_UID);

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

  /**
   * Writes the file into a folder, and returns where it is there.
   * @throws ConnectorError `upload-damaged` when it is not what was uploaded
   */
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

  const dropChunks = async (
    table: string,
    pieces: Pick<Chunk, 'upload_id' | 'position'>[],
    transaction: Transaction
  ): Promise<void> => {
    for (const { upload_id, position } of pieces) {
      await from(strapi, table, transaction).where({ upload_id, position }).delete();
    }
  };

  /** @throws ConnectorError `file-too-large` above the option `network.maxBytes` */
  const writeChunks = async (id: number, stream: Readable): Promise<Written> => {
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
      const { maxBytes } = option('network');
      if (size > maxBytes) {
        const limit = fileUtils.bytesToHumanReadable(maxBytes);
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

  return { writeInClear, writeChunks };
};

export type Content = ReturnType<typeof createContent>;
