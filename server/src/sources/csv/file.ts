import { createReadStream } from 'node:fs';

import { SourceError } from '../../utils/errors';
import { errorCode } from '../../utils/error-code';

export interface Reading {
  signal?: AbortSignal;
  /** How much is read at once. */
  chunkBytes?: number;
}

const CHUNK_BYTES = 65_536;

/** The error for a run that someone canceled while its source was being read. */
export const canceled = (): SourceError =>
  new SourceError('canceled', 'reading the source was canceled before its end');

const asSourceError = (error: unknown, signal?: AbortSignal): SourceError => {
  if (signal?.aborted) return canceled();
  const code = errorCode(error);
  if (code === 'ENOENT') {
    return new SourceError('file-not-found', 'the file is no longer there: upload it again');
  }
  return new SourceError('file-unreadable', `the file cannot be read (${code}): upload it again`);
};

/**
 * The bytes of a file, chunk by chunk.
 * @throws SourceError `file-not-found`, `file-unreadable`, `canceled`
 */
export async function* readBytes(file: string, reading: Reading = {}): AsyncGenerator<Buffer> {
  const { signal, chunkBytes = CHUNK_BYTES } = reading;
  const stream = createReadStream(file, { signal, highWaterMark: chunkBytes });
  try {
    for await (const chunk of stream) yield chunk as Buffer;
  } catch (error) {
    throw asSourceError(error, signal);
  }
}

/** The first bytes of a file, at most `length`. */
export const readHead = async (file: string, length: number, reading: Reading = {}) => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of readBytes(file, reading)) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= length) break;
  }
  return Buffer.concat(chunks).subarray(0, length);
};
