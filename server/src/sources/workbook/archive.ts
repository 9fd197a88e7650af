import zlib from 'node:zlib';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { problem } from '../../../../shared/codes/problems';
import { SourceError } from '../../utils/errors';
import { canceled, type Reading } from '../csv/decode';

/** More parts than this no workbook has. */
const MOST_ENTRIES = 10_000;
/** So much its parts may hold together: a million rows of twenty cells have less. */
const MOST_BYTES = 2 * 1024 * 1024 * 1024;
/** Above so many bytes a part is looked at for how far it was packed. */
const SUSPICIOUS_BYTES = 64 * 1024 * 1024;
/** No sheet that a program wrote is packed so far. */
const MOST_TIMES_PACKED = 400;

export const damaged = (why: 'archive' | 'xml' | 'part', what: string | null = null): SourceError =>
  new SourceError(problem('damaged-workbook', { why, what }));

export const tooLarge = (
  what: 'entries' | 'bytes' | 'packed' | 'texts' | 'cells' | 'rows' | 'merged',
  most: number
): SourceError => new SourceError(problem('workbook-too-large', { what, most }));

export const encrypted = (): SourceError => new SourceError(problem('encrypted-workbook'));

/** The parts of a workbook, which is a ZIP archive. They are never written anywhere. */
export interface Archive {
  has(name: string): boolean;
  /**
   * The bytes of a part; the file is open only while they are read.
   * @param onRead is told how much of the part has been read, unpacked
   * @throws SourceError `damaged-workbook`
   */
  part(name: string, onRead?: Reading['onRead']): AsyncIterable<Buffer>;
}

/** What is wrong with an archive; an error that is none of it goes on. */
const archiveError = (error: unknown): unknown => {
  if (error instanceof SourceError) return error;
  const { code, errno } = error as { code?: unknown; errno?: unknown };
  // Those of zlib and yauzl; the system's come from the disk.
  const ofSystem = typeof code === 'string' && typeof errno === 'number' && !code.startsWith('Z_');
  return ofSystem ? new SourceError(problem('file-unreadable', { code })) : damaged('archive');
};

/** Part names are compared as OPC does it: in any case. */
const keyOf = (name: string): string => name.toLowerCase();

const checkEntry = (entry: Entry): void => {
  const { uncompressedSize: size, compressedSize: packed } = entry;
  if (entry.isEncrypted()) throw encrypted();
  if (size > SUSPICIOUS_BYTES && size > packed * MOST_TIMES_PACKED) {
    throw tooLarge('packed', MOST_TIMES_PACKED);
  }
};

const readEntries = async (zip: ZipFile): Promise<Map<string, Entry>> => {
  const entries = new Map<string, Entry>();
  if (zip.entryCount > MOST_ENTRIES) throw tooLarge('entries', MOST_ENTRIES);
  let bytes = 0;
  for await (const entry of zip.eachEntry()) {
    checkEntry(entry);
    bytes += entry.uncompressedSize;
    if (bytes > MOST_BYTES) throw tooLarge('bytes', MOST_BYTES);
    const key = keyOf(entry.fileName);
    // Which of two parts of one name is meant, programs do not agree on.
    if (entries.has(key)) throw damaged('part', entry.fileName);
    entries.set(key, entry);
  }
  return entries;
};

const openZip = (file: string): Promise<ZipFile> => openPromise(file, { autoClose: false });

/** Absent in Node before 20.15, where a part is as sound as its size and its packing. */
const crc32 = zlib.crc32 as typeof zlib.crc32 | undefined;

/**
 * Opens a ZIP archive. What its directory says of sizes is held to while a part is read.
 * @throws SourceError `damaged-workbook`, `encrypted-workbook`, `workbook-too-large`, `file-unreadable`
 */
export const openArchive = async (file: string, signal?: AbortSignal): Promise<Archive> => {
  const listed = async (): Promise<Map<string, Entry>> => {
    const zip = await openZip(file);
    return readEntries(zip).finally(() => zip.close());
  };
  const entries = await listed().catch((error: unknown) => {
    throw archiveError(error);
  });

  async function* bytesOf(entry: Entry): AsyncGenerator<Buffer> {
    const zip = await openZip(file);
    try {
      yield* (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>;
    } finally {
      zip.close();
    }
  }

  async function* part(name: string, onRead?: Reading['onRead']): AsyncGenerator<Buffer> {
    const entry = entries.get(keyOf(name));
    if (!entry) throw damaged('part', name);
    let sum = 0;
    let done = 0;
    try {
      for await (const chunk of bytesOf(entry)) {
        if (signal?.aborted) throw canceled();
        if (crc32) sum = crc32(chunk, sum);
        done += chunk.length;
        onRead?.({ done, total: entry.uncompressedSize });
        yield chunk;
      }
    } catch (error) {
      throw archiveError(error);
    }
    if (crc32 && sum !== entry.crc32) throw damaged('archive');
  }

  return { has: (name) => entries.has(keyOf(name)), part };
};
