import { problem } from '../../../../shared/codes/problems';
import { SourceError } from '../../utils/errors';
import { MOST_CHARACTERS_OF_RECORD } from '../table/types';

/** A line of the file; more than the bound of it is not kept. */
interface Line {
  text: string;
  number: number;
}

/** A property of a card with all of the lines that it is folded into. */
export interface ContentLine extends Line {
  name: string;
}

const NAME = /^(?:[\w-]+\.)?([\w-]+)[;:]/;
const QUOTED_PRINTABLE = /^[^:]*;(?:ENCODING=)?QUOTED-PRINTABLE[;:]/i;

/** Of any system; one at the end of a chunk may be half of another. */
const LINE_END = /\r\n|\n|\r(?!\n|$)/;
/** Before a card within another, which version 2.1 begins on the line of the property that it is. */
const AGENT = /^(?:[\w-]+\.)?AGENT(?:;[^:]*)?:\s*(?=BEGIN:\s*VCARD\s*$)/i;
/** Properties whose values have no line ends, so that what stands below is none of them. */
const OF_ONE_LINE: ReadonlySet<string> = new Set([
  ...['BEGIN', 'END', 'VERSION', 'TEL', 'EMAIL', 'UID'],
]);

async function* linesOf(texts: AsyncIterable<string>): AsyncGenerator<Line[]> {
  let rest = '';
  let number = 0;
  const lineOf = (text: string): Line => {
    number += 1;
    return { text: text.replace(/\r$/, '').replace(AGENT, ''), number };
  };
  for await (const text of texts) {
    const lines = (rest + text).split(LINE_END);
    rest = (lines.pop() ?? '').slice(0, MOST_CHARACTERS_OF_RECORD + 1);
    yield lines.map(lineOf);
  }
  yield [lineOf(rest)];
}

/** Puts the lines together that belong to one property. Of those that nobody reads the first is enough. */
class Unfolding {
  private current: ContentLine | null = null;
  /** The last line that has been seen. */
  private last = '';
  private isRead = false;
  private isOld = false;

  constructor(private readonly isKnown: (name: string) => boolean) {}

  /** What is complete now that a line has been seen. */
  next(line: Line): ContentLine | null {
    const done = this.take(line);
    this.last = line.text;
    return done;
  }

  private take({ text, number }: Line): ContentLine | null {
    const more = this.current && this.continuing(this.current, text);
    if (more !== null) return this.append(more);
    const name = NAME.exec(text)?.[1]?.toUpperCase();
    if (name === undefined) {
      // A line end within a value that should have been written as \n.
      const isNone = text.trim() === '' || OF_ONE_LINE.has(this.current?.name ?? '');
      return isNone ? null : this.append(`\n${text}`);
    }
    const done = this.end();
    this.current = { name, text, number };
    this.isRead = this.isKnown(name);
    if (name === 'VERSION') this.isOld = /:\s*2/.test(text);
    return done;
  }

  end(): ContentLine | null {
    const done = this.isRead ? this.current : null;
    if (done && done.text.length > MOST_CHARACTERS_OF_RECORD) {
      const { number: line } = done;
      throw new SourceError(problem('record-too-long', { line, most: MOST_CHARACTERS_OF_RECORD }));
    }
    this.current = null;
    return done;
  }

  private continuing({ text: before }: ContentLine, text: string): string | null {
    if (this.last.endsWith('=') && QUOTED_PRINTABLE.test(before)) return `\r${text}`;
    if (!/^[ \t]/.test(text)) return null;
    // In version 2.1 a line is folded at a blank, which is one of the value.
    return this.isOld ? text : text.slice(1);
  }

  private append(text: string): null {
    const { current } = this;
    if (!current || !this.isRead || current.text.length > MOST_CHARACTERS_OF_RECORD) return null;
    current.text = text.startsWith('\r')
      ? current.text.slice(0, -1) + text.slice(1)
      : current.text + text;
    return null;
  }
}

/**
 * The properties of cards that are known, each in one line.
 * @throws SourceError `record-too-long`
 */
export async function* contentLines(
  texts: AsyncIterable<string>,
  isKnown: (name: string) => boolean
): AsyncGenerator<ContentLine> {
  const unfolding = new Unfolding(isKnown);
  for await (const lines of linesOf(texts)) {
    for (const line of lines) {
      const done = unfolding.next(line);
      if (done) yield done;
    }
  }
  const last = unfolding.end();
  if (last) yield last;
}
