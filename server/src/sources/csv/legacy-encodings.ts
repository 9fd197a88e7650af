import { decode } from 'iconv-lite';
import { readBytes, type Reading } from './decode';
import { plausibility, strangeShare } from './plausibility';

const BEYOND_ASCII = /[\x80-\xFF]/;
const SEQUENCE = /[\xC2-\xDF][\x80-\xBF]|[\xE0-\xEF][\x80-\xBF]{2}|[\xF0-\xF4][\x80-\xBF]{3}/;
const strict = new TextDecoder('utf-8', { fatal: true });

/** Whether bytes, each as one character, hold anything but ASCII. */
const isBeyondAscii = (bytes: string): boolean => BEYOND_ASCII.test(bytes);

/** Whether bytes, each as one character, are UTF-8 and hold more than ASCII. */
const isUtf8Line = (bytes: string): boolean => {
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

/** What old programs of the Macintosh and of DOS write, the likelier ones first. */
const LEGACY = ['macintosh', 'ibm850', 'ibm437', 'ibm852', 'ibm866'];
/** What else is taken where it fits better than what statistics of letters say. */
const CURRENT = [
  'windows-1252',
  'windows-1250',
  'windows-1251',
  'windows-1253',
  'windows-1254',
  'windows-1255',
  'windows-1256',
  'windows-1257',
  'iso-8859-2',
  'iso-8859-15',
  'iso-8859-5',
  'iso-8859-6',
  'iso-8859-7',
  'koi8-r',
];

/** Encodings of Central and Eastern Europe and of Turkey, which have other Latin letters in the place of Western ones. */
const OTHER_LATIN = ['windows-1250', 'windows-1254', 'windows-1257', 'iso-8859-2'];

/** Encodings of several bytes a character, as Windows writes Japanese, Chinese and Korean. */
const EAST_ASIAN = ['shift_jis', 'gb18030', 'big5', 'euc-kr', 'euc-jp'];

/** A text that fits less than this is likely in none of the encodings of one byte a character. */
const POOR = 0.75;
/** How much better another encoding has to fit to be taken. */
const CLEARLY = 0.05;
/** Closer than this to the best one, an encoding is a candidate as well. */
const NEAR = 0.12;

/** What statistics of letters say, which do not know the encodings of Macintosh and DOS. */
export interface Likely {
  single: string;
  /** One of several bytes a character, where that is sure. */
  several: string | null;
}

/** A text of so plausible letters, so few of them strange, is of Western Europe. */
const WESTERN = { score: 0.65, strange: 0.06 };
/** The fewer letters tell, the further apart two encodings have to be. */
const nearFor = (letters: number): number => {
  if (letters <= 3) return 0.3;
  if (letters <= 8) return 0.2;
  if (letters <= 12) return 0.1;
  return letters <= 40 ? 0.03 : 0.01;
};

export interface Judgement {
  encoding: string;
  /** Others that the text may be in as well, where that is not sure. */
  candidates: string[];
}

interface Candidate {
  encoding: string;
  text: string;
  score: number;
}

const isLegacy = ({ encoding }: Candidate): boolean => LEGACY.includes(encoding);

/** How much text is enough to judge by. */
const JUDGED_BYTES = 16_384;

/** The first lines that hold anything but ASCII and are no UTF-8, which is told apart. */
const tellingLines = (sample: Buffer): Buffer => {
  const lines: string[] = [];
  let size = 0;
  for (const line of sample.toString('latin1').split(/[\r\n]+/)) {
    if (!isBeyondAscii(line) || isUtf8Line(line)) continue;
    const part = line.slice(0, JUDGED_BYTES);
    lines.push(part);
    size += part.length;
    if (size >= JUDGED_BYTES) break;
  }
  return Buffer.from(lines.join('\n'), 'latin1');
};

const isWellFormed = (text: string): boolean => !text.includes('\uFFFD');

/** The encodings of several bytes a character that all of the text is well formed in. */
const eastAsian = (lines: Buffer): string[] =>
  EAST_ASIAN.filter((encoding) => isWellFormed(decode(lines, encoding)));

/**
 * Which encoding a text is in that is not in Unicode.
 * @param sample those parts of a file that hold anything but ASCII
 */
export const judgeEncoding = (sample: Buffer, likely: Likely): Judgement => {
  const isMac = sample.includes(0x0d) && !sample.includes(0x0a);
  const prior = (encoding: string): number =>
    !LEGACY.includes(encoding) ? 0 : encoding === 'macintosh' && isMac ? CLEARLY : -CLEARLY;
  const lines = tellingLines(sample);
  const near = nearFor(lines.filter((byte) => byte > 0x7f).length);
  const western = decode(lines, 'windows-1252');
  const strange = strangeShare(western);
  const isWestern = strange < WESTERN.strange && plausibility(western) >= WESTERN.score;
  const encodings = [...new Set([likely.single, 'windows-1252', ...CURRENT, ...LEGACY])];
  const readings = encodings
    .filter((encoding) => !isWestern || !OTHER_LATIN.includes(encoding))
    .map((encoding): Candidate => {
      const text = decode(lines, encoding);
      const score = isWellFormed(text) ? plausibility(text) + prior(encoding) : 0;
      // Strange letters make it less likely, the more so the fewer letters there are.
      return { encoding, text, score: text === western && !isWestern ? score - near / 3 : score };
    });
  const [given] = readings;
  const top = readings.reduce((one, other) => (other.score > one.score ? other : one));
  const several = top.score < POOR ? eastAsian(lines) : [];
  if (likely.several !== null && several.includes(likely.several)) {
    return { encoding: likely.several, candidates: [] };
  }
  const best = given && top.score - given.score < CLEARLY ? given : top;
  const isNear = (other: Candidate): boolean => {
    if (isLegacy(best) || isLegacy(other)) return best.score - other.score < NEAR;
    return !(isWestern && best.text === western) && best.score - other.score < near;
  };
  const others = readings.filter((other) => other.text !== best.text && isNear(other));
  const isUnsure = others.length > 0;
  const different = others.filter(
    (other, index) => others.findIndex(({ text }) => text === other.text) === index
  );
  return {
    encoding: best.encoding,
    candidates: [...several, ...(isUnsure ? different.map(({ encoding }) => encoding) : [])],
  };
};
