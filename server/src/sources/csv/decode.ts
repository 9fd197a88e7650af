import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { getDecoder } from 'iconv-lite';
import { problem } from '../../../../shared/codes/problems';
import type { BytesRead } from '../../../../shared/contracts/runs';
import { errorCode, SourceError } from '../../utils/errors';

const SAMPLE_CHARACTERS = 262_144;

/** The beginning of a file's text, up to the end of a line. */
export const readSample = async (
  file: string,
  encoding: string,
  reading: Reading
): Promise<string> => {
  let sample = '';
  for await (const text of decode(file, encoding, '\n', reading)) {
    sample += text;
    if (sample.length < SAMPLE_CHARACTERS) continue;
    // The last line may be cut off.
    const end = Math.max(sample.lastIndexOf('\n'), sample.lastIndexOf('\r'));
    return end === -1 ? sample : sample.slice(0, end + 1);
  }
  return sample;
};

/** A text without its first lines. */
export const dropLines = (text: string, count: number, newline: string): string => {
  let start = 0;
  for (let left = count; left > 0; left -= 1) {
    const end = text.indexOf(newline, start);
    if (end === -1) return '';
    start = end + 1;
  }
  return text.slice(start);
};

export interface Reading {
  signal?: AbortSignal;
  /** How much is read at once. */
  chunkBytes?: number;
  /** Is told how much of the file has been read. */
  onRead?: (bytes: BytesRead) => void;
}

const CHUNK_BYTES = 65_536;

/** The error for a run that someone canceled while its source was being read. */
export const canceled = (): SourceError => new SourceError(problem('canceled/reading'));

const asSourceError = (error: unknown, signal?: AbortSignal): SourceError => {
  if (signal?.aborted) return canceled();
  const code = errorCode(error);
  if (code === 'ENOENT') {
    return new SourceError(problem('file-not-found'));
  }
  return new SourceError(problem('file-unreadable', { code }));
};

/**
 * The bytes of a file, chunk by chunk.
 * @throws SourceError `file-not-found`, `file-unreadable`, `canceled`
 */
export async function* readBytes(file: string, reading: Reading = {}): AsyncGenerator<Buffer> {
  const { signal, chunkBytes = CHUNK_BYTES, onRead } = reading;
  const stream = createReadStream(file, { signal, highWaterMark: chunkBytes });
  try {
    let done = 0;
    let total: number | null = null;
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      if (onRead) total ??= (await stat(file)).size;
      done += chunk.length;
      onRead?.({ done, total });
      yield chunk;
    }
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

const REPLACEMENT = '\uFFFD';
const STRICT = /^(utf-?8|utf-?16-?(le|be))$/i;
const NOTHING = Buffer.alloc(0);

/** One chunk as text. Where the bytes do not fit the encoding, U+FFFD marks the place. */
interface Decoded {
  text: string;
  fits: boolean;
}

type Decoder = (bytes: Buffer, last: boolean) => Decoded;

const unicodeDecoder = (encoding: string): Decoder => {
  const name = encoding.toLowerCase().replace(/^utf-?(8|16)-?/, 'utf-$1');
  const strict = new TextDecoder(name, { fatal: true });
  let previous: Buffer = NOTHING;
  return (bytes, last) => {
    try {
      const text = strict.decode(bytes, { stream: !last });
      previous = bytes;
      return { text, fits: true };
    } catch {
      // The strict one says only that something is wrong; this one says where.
      const lenient = new TextDecoder(name);
      lenient.decode(previous, { stream: true });
      return { text: lenient.decode(bytes, { stream: !last }), fits: false };
    }
  };
};

const tableDecoder = (encoding: string): Decoder => {
  const decoder = getDecoder(encoding);
  return (bytes, last) => {
    const text = decoder.write(bytes) + (last ? (decoder.end() ?? '') : '');
    return { text, fits: !text.includes(REPLACEMENT) };
  };
};

/** How often a character occurs in a text. */
export const countOf = (text: string, character: string): number => {
  let count = 0;
  let at = text.indexOf(character);
  while (at !== -1) {
    count += 1;
    at = text.indexOf(character, at + 1);
  }
  return count;
};

const mismatch = (encoding: string, line: number): SourceError =>
  new SourceError(problem('encoding-mismatch', { encoding, line }));

const cutCharacter = (): SourceError => new SourceError(problem('file-truncated/character'));

const binary = (line: number): SourceError => new SourceError(problem('binary-file/nul', { line }));

/**
 * The text of a file, chunk by chunk, without its byte order mark.
 * @param newline `\n` or `\r`, whichever ends a line, to name lines in errors
 * @throws SourceError `encoding-mismatch`, `binary-file`, `file-truncated`, and those of reading
 */
export async function* decode(
  file: string,
  encoding: string,
  newline: string,
  reading: Reading = {}
): AsyncGenerator<string> {
  const decoder = STRICT.test(encoding) ? unicodeDecoder(encoding) : tableDecoder(encoding);
  let line = 1;
  let begun = false;
  const accept = ({ text, fits }: Decoded, last: boolean): string => {
    const lineAt = (found: string) => line + countOf(text.split(found, 1)[0] ?? '', newline);
    if (!fits) throw last ? cutCharacter() : mismatch(encoding, lineAt(REPLACEMENT));
    if (text.includes('\0')) throw binary(lineAt('\0'));
    line += countOf(text, newline);
    const content = begun ? text : text.replace(/^\uFEFF/, '');
    begun ||= text !== '';
    return content;
  };
  for await (const bytes of readBytes(file, reading)) {
    const text = accept(decoder(bytes, false), false);
    if (text) yield text;
  }
  const rest = accept(decoder(NOTHING, true), true);
  if (rest) yield rest;
}

/** Leaves out the first lines of a text, whatever is in them. */
export async function* skipLines(
  chunks: AsyncIterable<string>,
  count: number,
  newline: string
): AsyncGenerator<string> {
  let left = count;
  for await (const chunk of chunks) {
    let start = 0;
    while (left > 0) {
      const end = chunk.indexOf(newline, start);
      if (end === -1) break;
      start = end + 1;
      left -= 1;
    }
    if (left === 0 && start < chunk.length) yield chunk.slice(start);
  }
}
