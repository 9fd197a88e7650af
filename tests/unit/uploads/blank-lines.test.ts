import iconv from 'iconv-lite';

import { blanked, lineFormOf } from '../../../server/src/uploads/blank-lines';

/** The text without its second line, read in pieces of some bytes. */
const withoutSecond = async (text: string, encoding: string, size: number): Promise<string> => {
  const bytes = iconv.encode(text, encoding, { addBOM: encoding.startsWith('utf-16') });
  async function* pieces(): AsyncGenerator<Buffer> {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  const form = lineFormOf(bytes, encoding);
  const spans = [{ first: 2, last: 2 }];
  const parts: Buffer[] = [];
  for await (const part of blanked(pieces(), { ...form, spans, instead: '' })) parts.push(part);
  return iconv.decode(Buffer.concat(parts), encoding);
};

describe('lines that are emptied', () => {
  for (const encoding of ['utf8', 'windows-1252', 'utf-16le', 'utf-16be']) {
    it.each([1, 3, 1024])(
      `leave the others where they are in ${encoding}, read by %i`,
      async (size) => {
        for (const end of ['\n', '\r\n', '\r']) {
          const text = ['Näme', 'Zöra', 'Änn', ''].join(end);
          const left = ['Näme', '', 'Änn', ''].join(end);
          expect(await withoutSecond(text, encoding, size)).toBe(left);
        }
      }
    );
  }

  it('may be the last one, which nothing ends', async () => {
    expect(await withoutSecond('name\nzora', 'utf8', 4)).toBe('name\n');
  });
});
