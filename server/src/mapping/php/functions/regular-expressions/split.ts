import { PhpArray } from '../../array';
import type { Found } from '../../regex/pattern';
import type { Subject } from '../../regex/subject';
import type { Run } from '../../run';
import type { PhpText, PhpValue } from '../../values';
import { define, int, type PhpFunctions, text } from '../define';
import { beginSearch, groupCount, PREG_FLAGS, readPattern, search } from './search';

/** The parts of a text, as the flags of `preg_split` ask for them. */
class Parts {
  readonly array = new PhpArray();
  private readonly isNoEmpty: boolean;
  private readonly withDelimiters: boolean;
  readonly withPlaces: boolean;
  /** Where the next part begins. */
  private start = 0;

  constructor(
    private readonly run: Run,
    private readonly subject: Subject,
    flags: bigint,
    private left: bigint
  ) {
    this.isNoEmpty = (flags & PREG_FLAGS.PREG_SPLIT_NO_EMPTY) !== 0n;
    this.withDelimiters = (flags & PREG_FLAGS.PREG_SPLIT_DELIM_CAPTURE) !== 0n;
    this.withPlaces = (flags & PREG_FLAGS.PREG_SPLIT_OFFSET_CAPTURE) !== 0n;
  }

  /** Whether only the last part may follow. */
  get isLast(): boolean {
    return this.left === 1n;
  }

  /** Adds what is before a delimiter, and, where that is asked for, its groups. */
  before(delimiter: Found): void {
    if (!this.isNoEmpty || delimiter.start !== this.start) {
      this.add(this.subject.between(this.start, delimiter.start), this.start);
      if (this.left > 0n) this.left -= 1n;
    }
    this.start = delimiter.end;
    if (this.withDelimiters) this.addGroups(delimiter);
  }

  private addGroups(delimiter: Found): void {
    const count = groupCount(delimiter);
    for (let group = 1; group < count; group += 1) {
      const text = this.subject.bytesOf(delimiter.groups[group] ?? '');
      if (!this.isNoEmpty || text !== '') this.add(text, delimiter.places[group]);
    }
  }

  /** Adds what is after the last delimiter. */
  rest(): PhpArray {
    const rest = this.subject.between(this.start, this.subject.text.length);
    if (!this.isNoEmpty || rest !== '') this.add(rest, this.start);
    return this.array;
  }

  private add(part: PhpText, place: number | undefined): void {
    this.run.text(part.length);
    this.run.elements(this.array.size + 1, 1);
    if (!this.withPlaces) return void this.array.push(part);
    const offset = place === undefined ? -1n : BigInt(this.subject.offsetOf(place));
    this.array.push(PhpArray.list([part, offset]));
  }
}

function split(literal: PhpText, bytes: PhpText, limit: bigint, flags: bigint, run: Run): PhpValue {
  const pattern = readPattern(run, 'preg_split', literal);
  const subject = beginSearch(run, pattern, bytes);
  if (!subject) return false;
  const parts = new Parts(run, subject, flags, limit === 0n ? -1n : limit < -1n ? 1n : limit);
  if (parts.isLast) return parts.rest();
  for (const found of search(run, pattern, subject, { withPlaces: parts.withPlaces })) {
    parts.before(found);
    if (parts.isLast) break;
  }
  return parts.rest();
}

const SPECIAL = /[.\\+*?[^\]$(){}=!<>|:\-#\0]/g;

/** A text as a pattern that finds it; `delimiter`: what the pattern stands in. */
function quoted(bytes: PhpText, delimiter: PhpText, run: Run): PhpText {
  const escaped = (character: string): string => (character === '\0' ? '\\000' : `\\${character}`);
  const special = bytes.replace(SPECIAL, escaped);
  const mark = delimiter.charAt(0);
  const isSpecial = mark === '' || mark.search(SPECIAL) === 0;
  const result = isSpecial ? special : special.replaceAll(mark, escaped);
  run.text(result.length);
  return result;
}

/** What takes texts apart where patterns are found, and makes patterns of texts. */
export const SPLITS: PhpFunctions = {
  preg_split: define(
    [text('pattern'), text('subject'), int('limit', -1n), int('flags', 0n)],
    split
  ),
  preg_quote: define([text('str'), text('delimiter', '')], quoted),
};
