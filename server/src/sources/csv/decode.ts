import { getDecoder } from 'iconv-lite';

import { SourceError } from '../../utils/errors';
import { readBytes, type Reading } from './file';

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
  new SourceError(
    'encoding-mismatch',
    `line ${line} holds bytes that do not fit the encoding ${encoding}: set the encoding that the file was saved in, or save it as UTF-8`
  );

const cutCharacter = (): SourceError =>
  new SourceError(
    'file-truncated',
    'the file ends in the middle of a character: it seems to be cut off, deliver it again'
  );

const binary = (line: number): SourceError =>
  new SourceError(
    'binary-file',
    `line ${line} holds a NUL character, as no text does: check the encoding, or export the data as CSV again`
  );

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
