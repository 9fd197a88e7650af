const LF = 0x0a;
const CR = 0x0d;

/** Lines of a file, from one to another, both among them. */
export interface LineSpan {
  first: number;
  last: number;
}

export interface Blanking {
  spans: readonly LineSpan[];
  /** How many bytes a character has at least. */
  width: 1 | 2;
  /** Whether the higher byte of two comes first. */
  isBigEndian: boolean;
  /** Whether a carriage return alone ends a line. */
  endsAtReturns: boolean;
  /** What stands in the place of a line. */
  instead: string;
}

/** What a file's first bytes tell of how its lines end. @param encoding as it was detected */
export const lineFormOf = (
  start: Buffer,
  encoding: string | undefined
): Pick<Blanking, 'width' | 'isBigEndian' | 'endsAtReturns'> => {
  const mark = start.subarray(0, 2).toString('hex');
  const isBigEndian = mark === 'feff' || /utf-?16-?be/i.test(encoding ?? '');
  const isWide = isBigEndian || mark === 'fffe' || /utf-?16/i.test(encoding ?? '');
  return {
    width: isWide ? 2 : 1,
    isBigEndian,
    endsAtReturns: !start.includes(LF) && start.includes(CR),
  };
};

/** The bytes of a file with some of its lines emptied; all others stay on the lines where they are. */
export async function* blanked(
  chunks: AsyncIterable<Buffer>,
  { spans, width, isBigEndian, endsAtReturns, instead }: Blanking
): AsyncGenerator<Buffer> {
  const isGone = (line: number): boolean =>
    spans.some(({ first, last }) => line >= first && line <= last);
  let line = 1;
  let gone = isGone(line);
  let isFresh = true;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    const end = bytes.length - (bytes.length % width);
    const kept: Buffer[] = [];
    let from = 0;
    const flush = (to: number): void => {
      if (!gone && to > from) kept.push(bytes.subarray(from, to));
      from = to;
    };
    for (let at = 0; at < end; at += width) {
      const low = bytes[width === 2 && isBigEndian ? at + 1 : at];
      const high = width === 2 ? bytes[isBigEndian ? at : at + 1] : 0;
      const isEnd = high === 0 && (low === LF || low === CR);
      if (!isEnd) continue;
      flush(at);
      if (gone && isFresh && instead !== '') kept.push(Buffer.from(instead));
      kept.push(bytes.subarray(at, at + width));
      from = at + width;
      isFresh = false;
      if (low !== LF && !endsAtReturns) continue;
      line += 1;
      gone = isGone(line);
      isFresh = true;
    }
    flush(end);
    rest = Buffer.from(bytes.subarray(end));
    if (kept.length > 0) yield Buffer.concat(kept);
  }
  if (gone && isFresh && instead !== '') yield Buffer.from(instead);
  if (rest.length > 0 && !gone) yield rest;
}
