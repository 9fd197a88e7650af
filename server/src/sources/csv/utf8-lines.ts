import { readBytes, type Reading } from './file';

const BEYOND_ASCII = /[\x80-\xFF]/;
const SEQUENCE = /[\xC2-\xDF][\x80-\xBF]|[\xE0-\xEF][\x80-\xBF]{2}|[\xF0-\xF4][\x80-\xBF]{3}/;
const strict = new TextDecoder('utf-8', { fatal: true });

/** Whether bytes, each as one character, hold anything but ASCII. */
export const isBeyondAscii = (bytes: string): boolean => BEYOND_ASCII.test(bytes);

/** Whether bytes, each as one character, are UTF-8 and hold more than ASCII. */
export const isUtf8Line = (bytes: string): boolean => {
  if (!SEQUENCE.test(bytes)) return false;
  try {
    strict.decode(Buffer.from(bytes, 'latin1'));
    return true;
  } catch {
    return false;
  }
};

export interface Utf8Lines {
  count: number;
  first: number;
}

const SINGLE_BYTE = /^(windows-?125|cp\d{3}$|cp125|ibm|iso-?8859|latin|mac|koi8)/i;
const LONGEST_LINE = 1_048_576;

/**
 * The lines of a file in another encoding that are in UTF-8, as where parts of several files were put
 * together.
 */
export const findUtf8Lines = async (
  file: string,
  encoding: string,
  reading: Reading
): Promise<Utf8Lines> => {
  const found = { count: 0, first: 0 };
  if (!SINGLE_BYTE.test(encoding)) return found;
  let newline: string | null = null;
  let line = 1;
  let rest = '';
  const look = (text: string): void => {
    if (!isUtf8Line(text)) return;
    found.count += 1;
    found.first ||= line;
  };
  for await (const chunk of readBytes(file, reading)) {
    const text = rest + chunk.toString('latin1');
    newline ??= text.includes('\n') ? '\n' : '\r';
    const lines = text.split(newline);
    rest = lines.pop() ?? '';
    for (const one of lines) {
      look(one);
      line += 1;
    }
    if (rest.length > LONGEST_LINE) rest = '';
  }
  look(rest);
  return found;
};
