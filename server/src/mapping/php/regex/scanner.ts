import { type PhpText, textOf } from '../values';
import type { PatternLiteral } from './literal';
import { type PatternAdvice, PatternRefusal } from './refusal';

/** Reads the text of a pattern from left to right. */
export class Scanner {
  at: number;
  /** Within `\Q…\E`, where every character is itself. */
  isQuoting = false;
  readonly text: PhpText;
  readonly isUtf: boolean;
  private readonly end: number;

  constructor(literal: PatternLiteral) {
    this.text = literal.text;
    this.at = literal.start;
    this.end = literal.end;
    this.isUtf = literal.isUtf;
  }

  get isAtEnd(): boolean {
    return this.at >= this.end;
  }

  /** Whether this comes next. */
  sees(text: string): boolean {
    return this.at + text.length <= this.end && this.text.startsWith(text, this.at);
  }

  /** Goes past this if it comes next. */
  skip(text: string): boolean {
    const isNext = this.sees(text);
    if (isNext) this.at += text.length;
    return isNext;
  }

  /** Goes past what an expression with the flag `y` finds here. */
  take(expression: RegExp): RegExpExecArray | null {
    expression.lastIndex = this.at;
    const found = expression.exec(this.text);
    if (!found || this.at + found[0].length > this.end) return null;
    this.at += found[0].length;
    return found;
  }

  /** Goes past one character, and gives its number. */
  character(): number {
    const first = this.text.charCodeAt(this.at);
    const length = this.isUtf ? utf8Length(first) : 1;
    const bytes = this.text.slice(this.at, this.at + length);
    this.at += length;
    return length === 1 ? first : (textOf(bytes).codePointAt(0) ?? first);
  }

  /** Goes past `\Q` and `\E`, which say how to read what follows. */
  skipQuotes(): boolean {
    const isChange = this.skip('\\E') || (!this.isQuoting && this.skip('\\Q'));
    if (isChange) this.isQuoting = this.text[this.at - 1] === 'Q';
    return isChange;
  }

  /** What is refused began at `from`, and has been read. */
  refusal(advice: PatternAdvice, from: number): PatternRefusal {
    const to = Math.min(Math.max(this.at, from + 1), this.end);
    return new PatternRefusal(advice, this.text.slice(from, to), from);
  }
}

function utf8Length(first: number): number {
  if (first < 0xc0) return 1;
  if (first < 0xe0) return 2;
  return first < 0xf0 ? 3 : 4;
}
