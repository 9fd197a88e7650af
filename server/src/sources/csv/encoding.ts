import { isAscii } from 'node:buffer';
import { createRequire } from 'node:module';

import type Chardet from 'chardet';
import { encodingExists } from 'iconv-lite';
import { problem } from '../../../../shared/codes/problems';
import { SourceError } from '../../utils/errors';
import { readBytes, type Reading } from './decode';
import { judgeEncoding, type Judgement, type Likely } from './legacy-encodings';

const BYTE_ORDER_MARKS: [encoding: string, bytes: number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  // Before utf-16le, whose mark is the beginning of this one.
  ['utf-32le', [0xff, 0xfe, 0, 0]],
  ['utf-32be', [0, 0, 0xfe, 0xff]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** iconv-lite knows them, but they are no encodings of text. */
const NOT_TEXT = ['base64', 'hex'];
const SAMPLE_BYTES = 262_144;

const canonical = (encoding: string): string => encoding.toLowerCase().replace(/[^a-z0-9]/g, '');

const byMark = (head: Buffer): string | null =>
  BYTE_ORDER_MARKS.find(([, mark]) => mark.every((byte, index) => head[index] === byte))?.[0] ??
  null;

/** Text in UTF-16 has a NUL in every second byte wherever it is ASCII, as delimiters and line ends are. */
const byNulPattern = (head: Buffer): string | null => {
  const nuls = [0, 0];
  head.forEach((byte, index) => {
    if (byte === 0) nuls[index % 2]! += 1;
  });
  const [even = 0, odd = 0] = nuls;
  const enough = head.length / 20;
  if (odd > enough && odd > 5 * even) return 'utf-16le';
  if (even > enough && even > 5 * odd) return 'utf-16be';
  return null;
};

/** The Unicode encoding that the first bytes of a file prove; null proves nothing. */
const unicodeEncoding = (head: Buffer): string | null => byMark(head) ?? byNulPattern(head);

interface Survey {
  isUtf8: boolean;
  /** The first parts that hold anything but ASCII: only they tell one encoding from another. */
  beyondAscii: Buffer;
}

/** Reads a file once, as far as it tells its encoding: to its end only where it is UTF-8 so far. */
const survey = async (file: string, reading: Reading): Promise<Survey> => {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const parts: Buffer[] = [];
  let size = 0;
  let isUtf8 = true;
  const decode = (chunk: Buffer, stream: boolean): void => {
    try {
      if (isUtf8) decoder.decode(chunk, { stream });
    } catch {
      isUtf8 = false;
    }
  };
  for await (const chunk of readBytes(file, reading)) {
    decode(chunk, true);
    if (size < SAMPLE_BYTES && !isAscii(chunk)) {
      parts.push(chunk);
      size += chunk.length;
    }
    if (!isUtf8 && size >= SAMPLE_BYTES) break;
  }
  decode(Buffer.alloc(0), false);
  return { isUtf8, beyondAscii: Buffer.concat(parts) };
};

/** True for UTF-8 with a few bytes broken: read as anything else, all of its text would be garbled. */
const isDamagedUtf8 = (sample: Buffer): boolean => {
  const text = new TextDecoder('utf-8').decode(sample);
  const broken = text.match(/\uFFFD/g)?.length ?? 0;
  const sound = text.match(/[^\0-\x7F\uFFFD]/g)?.length ?? 0;
  return sound > 2 * broken;
};

const SINGLE_BYTE = /^(windows-125\d|iso-8859-\d+)$/;
const SEVERAL_BYTES = /^(shift_jis|gb18030|big5|euc-(jp|kr))$/;
/** From so much on, of 100, statistics of several bytes a character are to be believed. */
const SURE = 50;
/** Each of these is the other with more characters; Greek has one letter at another place, which tells them apart. */
const LARGER: Readonly<Record<string, string>> = {
  'iso-8859-1': 'windows-1252',
  'iso-8859-7': 'windows-1253',
  'iso-8859-8': 'windows-1255',
  'iso-8859-9': 'windows-1254',
};

const certain = (encoding: string): Judgement => ({ encoding, candidates: [] });

/** What statistics of letters say. They are loaded for files only that are in no Unicode. */
const likelyEncodings = (sample: Buffer): Likely => {
  const { analyse } = createRequire(__filename)('chardet') as typeof Chardet;
  const matches = analyse(sample).map(({ name, confidence }) => ({
    name: name.toLowerCase(),
    confidence,
  }));
  const [first] = matches;
  const single = matches.find(({ name }) => SINGLE_BYTE.test(name))?.name ?? 'windows-1252';
  const isSure = first && SEVERAL_BYTES.test(first.name) && first.confidence >= SURE;
  return { single: LARGER[single] ?? single, several: isSure ? first.name : null };
};

/**
 * The encoding of a file by its content: what its first bytes prove, else UTF-8 when all of it is
 * valid UTF-8, else the likeliest other one, windows-1252 by default, and which it may be too.
 * @param head the file's first bytes, some kilobytes
 */
export const detectEncoding = async (
  file: string,
  head: Buffer,
  reading: Reading
): Promise<Judgement> => {
  const unicode = unicodeEncoding(head);
  if (unicode) return certain(unicode);
  const { isUtf8, beyondAscii } = await survey(file, reading);
  if (isUtf8 || isDamagedUtf8(beyondAscii)) return certain('utf-8');
  return judgeEncoding(beyondAscii, likelyEncodings(beyondAscii));
};

/**
 * The encoding that a profile fixes, checked against what the file's first bytes prove.
 * @throws SourceError `unknown-encoding`, `encoding-mismatch`
 */
export const fixedEncoding = (encoding: string, head: Buffer): string => {
  const name = canonical(encoding);
  if (!encodingExists(encoding) || NOT_TEXT.includes(name)) {
    throw new SourceError(problem('unknown-encoding', { encoding }));
  }
  const proven = unicodeEncoding(head);
  if (name === 'utf16' || name === 'utf32') return proven ?? `${encoding}le`;
  if (!proven || name === canonical(proven) || (name === 'ucs2' && proven === 'utf-16le')) {
    return encoding;
  }
  throw new SourceError(problem('encoding-mismatch/beginning', { encoding, found: proven }));
};
