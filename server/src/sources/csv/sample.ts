import { decode } from './decode';
import type { Reading } from './file';
import { isBlank, parseRecords } from './parse';
import type { CsvRecord, Layout } from './record';

const SAMPLE_CHARACTERS = 262_144;
const SLICE_CHARACTERS = 16_384;

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

function* slices(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += SLICE_CHARACTERS) {
    yield text.slice(at, at + SLICE_CHARACTERS);
  }
}

/** The first records of a sample, without blank lines. */
export const sampleRecords = async (
  sample: string,
  layout: Layout,
  most = Infinity
): Promise<CsvRecord[]> => {
  const records: CsvRecord[] = [];
  try {
    for await (const found of parseRecords(slices(sample), layout)) {
      records.push(...found.filter((record) => !isBlank(record)));
      if (records.length >= most) break;
    }
  } catch {
    // Damage, or just the sample's end within a field: what was read until there has to do.
  }
  return records;
};
