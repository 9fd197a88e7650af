import type { Problem } from '../../../shared/codes/kinds';

/**
 * Text as directories compare it: without case, in one Unicode form, runs of blanks as one and none
 * at the ends (RFC 4518 § 2).
 */
export const foldText = (text: string): string => foldPart(text).trim();

/** A part out of the middle of a text, whose blanks at the ends count. */
export const foldPart = (text: string): string =>
  text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ');

/** A text that cannot be read on from an offset, with the reason for it. */
export class TextSyntaxError extends Error {
  constructor(
    readonly reason: Problem,
    /** 0-based, into the text. */
    readonly offset: number
  ) {
    super(reason.code);
  }
}

const BLANKS = /\s*/y;

/** Reads a text from its beginning to its end, and says what it finds where it cannot go on. */
export class Scanner {
  /** 0-based, in UTF-16 units. */
  offset = 0;

  constructor(readonly text: string) {}

  get atEnd(): boolean {
    return this.offset >= this.text.length;
  }

  /** Whether the text goes on with these characters. */
  sees(characters: string): boolean {
    return this.text.startsWith(characters, this.offset);
  }

  /** Goes past these characters where the text goes on with them. */
  skip(characters: string): boolean {
    const seen = this.sees(characters);
    if (seen) this.offset += characters.length;
    return seen;
  }

  /** Goes past what a sticky pattern matches here; null where it does not match. */
  take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.offset;
    const match = pattern.exec(this.text);
    if (match) this.offset = pattern.lastIndex;
    return match;
  }

  /** Text, or empty text, that a sticky pattern matches here. */
  takeText(pattern: RegExp): string {
    return this.take(pattern)?.[0] ?? '';
  }

  skipBlanks(): void {
    this.take(BLANKS);
  }

  /** What stands at an offset, by default at the present one, for a message; null at the end of the text. */
  found(offset = this.offset): string | null {
    const code = this.text.codePointAt(offset);
    return code === undefined ? null : String.fromCodePoint(code);
  }
}
