import { type Alphabet, ANY, BYTES, UNICODE, written } from './characters';
import { Classes } from './classes';
import { type Escape, Escapes } from './escapes';
import { Groups } from './groups';
import type { Flags, PatternLiteral } from './literal';
import { Scanner } from './scanner';
import type { PatternNode, RepeatNode } from './tree';

/** A pattern that has been read. */
export interface ParsedPattern {
  root: PatternNode;
  /** How many groups there are. */
  groups: number;
  /** Names of groups. */
  names: ReadonlyMap<string, number>;
}

/** PCRE's limits: of a number that says how often, and of groups within each other. */
const MOST_ROUNDS = 65_535;
const DEEPEST = 250;

/** Blanks that count for nothing under `x`, and a comment up to the end of its line. */
const BLANKS = /[ \t\n\v\f\r]+|#[^\n]*(?:\n|$)/y;
/** Further ones under `u`: U+0085, U+200E, U+200F, U+2028 and U+2029. */
const UTF8_BLANKS = /\xc2\x85|\xe2\x80[\x8e\x8f\xa8\xa9]/y;
const QUANTIFIER = /[*+?]|\{(\d+)(?:(,)(\d*))?\}/y;

const LINE_END_PAIR = '\\r\\n';

/** Reads the pattern of a literal; throws `PatternRefusal`. */
export const parsePattern = (literal: PatternLiteral): ParsedPattern =>
  new Parser(literal).pattern();

class Parser {
  private readonly scanner: Scanner;
  private readonly alphabet: Alphabet;
  private readonly escapes: Escapes;
  private readonly classes: Classes;
  private readonly groups: Groups;
  private flags: Flags;
  private depth = 0;

  constructor(private readonly literal: PatternLiteral) {
    this.scanner = new Scanner(literal);
    this.alphabet = literal.isUtf ? UNICODE : BYTES;
    this.escapes = new Escapes(this.scanner, this.alphabet);
    this.classes = new Classes(this.scanner, this.escapes, this.alphabet);
    this.groups = new Groups(this.scanner);
    this.flags = literal.flags;
  }

  pattern(): ParsedPattern {
    const root = this.choice();
    if (!this.scanner.isAtEnd) {
      throw this.scanner.refusal('closing-parenthesis', this.scanner.at);
    }
    return { root, groups: this.groups.count, names: this.groups.finish() };
  }

  private choice(): PatternNode {
    const branches = [this.sequence()];
    while (this.scanner.skip('|')) branches.push(this.sequence());
    return branches.length === 1 ? (branches[0] as PatternNode) : { kind: 'choice', branches };
  }

  private sequence(): PatternNode {
    const { scanner } = this;
    const items: PatternNode[] = [];
    let canRepeat = false;
    while (!scanner.isAtEnd) {
      if (this.skipsIgnored()) continue;
      if (!scanner.isQuoting && (scanner.sees('|') || scanner.sees(')'))) break;
      const at = scanner.at;
      const quantifier = scanner.isQuoting ? null : scanner.take(QUANTIFIER);
      if (quantifier) {
        const last = canRepeat ? items.pop() : undefined;
        if (!last) throw scanner.refusal('repeat', at);
        items.push(this.repeated(last, quantifier, at));
        canRepeat = false;
      } else {
        const item = this.item();
        if (item) items.push(item.node);
        canRepeat = item?.canRepeat ?? false;
      }
    }
    return items.length === 1 ? (items[0] as PatternNode) : { kind: 'sequence', items };
  }

  private skipsIgnored(): boolean {
    const { scanner } = this;
    if (scanner.skipQuotes()) return true;
    if (scanner.isQuoting) return false;
    const from = scanner.at;
    if (scanner.skip('(?#')) {
      if (!scanner.take(/[^)]*\)/y)) throw scanner.refusal('open-group', from);
      return true;
    }
    if (!this.flags.extended) return false;
    return Boolean(this.skipsComment() || (scanner.isUtf && scanner.take(UTF8_BLANKS)));
  }

  private skipsComment(): boolean {
    const { scanner, literal } = this;
    if (scanner.take(BLANKS)) return true;
    if (!scanner.sees('#')) return false;
    scanner.at = literal.end;
    return true;
  }

  private repeated(inner: PatternNode, quantifier: RegExpExecArray, at: number): RepeatNode {
    const { scanner } = this;
    const [sign, least, comma, most] = quantifier;
    const range = {
      least: least === undefined ? Number(sign === '+') : Number(least),
      most: least === undefined ? (sign === '?' ? 1 : Infinity) : Number(least),
    };
    if (comma) range.most = most ? Number(most) : Infinity;
    const isTooMany =
      range.least > MOST_ROUNDS || (range.most > MOST_ROUNDS && range.most !== Infinity);
    if (isTooMany || range.most < range.least) throw scanner.refusal('count', at);
    while (this.skipsIgnored());
    if (!scanner.isQuoting && scanner.skip('+')) throw scanner.refusal('possessive', at);
    const isOther = !scanner.isQuoting && scanner.skip('?');
    const isLazy = isOther !== this.flags.ungreedy;
    return { kind: 'repeat', inner, ...range, isLazy, at, end: scanner.at };
  }

  private item(): { node: PatternNode; canRepeat: boolean } | null {
    const { scanner } = this;
    if (scanner.isQuoting) return this.character(scanner.character());
    const at = scanner.at;
    switch (scanner.text[at]) {
      case '(':
        return this.group();
      case '[':
        return this.text(this.classes.read(this.flags.caseless), 1);
      case '\\':
        return this.escaped(this.escapes.read(this.groups.count), at);
      case '.':
        scanner.at += 1;
        return this.text(this.flags.dotAll ? ANY : '[^\\n]', 1);
      case '^':
        scanner.at += 1;
        return this.text(this.flags.multiline ? `(?:^|(?<=\\n)(?=${ANY}))` : '^', 0);
      case '$':
        scanner.at += 1;
        return this.text(this.dollar(), 0);
      default:
        return this.character(scanner.character());
    }
  }

  private text(text: string, width: 0 | 1 | null): { node: PatternNode; canRepeat: boolean } {
    return { node: { kind: 'text', text, width }, canRepeat: width !== 0 };
  }

  private dollar(): string {
    if (this.flags.multiline) return '(?=\\n|$)';
    return this.literal.dollarEnd ? '$' : '(?=\\n?$)';
  }

  private character(code: number): { node: PatternNode; canRepeat: boolean } {
    const same = this.flags.caseless ? this.alphabet.folded(code) : [code];
    const text = same.map(written).join('');
    return this.text(same.length === 1 ? text : `[${text}]`, 1);
  }

  private escaped(escape: Escape, at: number): { node: PatternNode; canRepeat: boolean } {
    switch (escape.kind) {
      case 'character':
        return this.character(escape.code);
      case 'class':
        return this.text(`[${escape.isNegated ? '^' : ''}${escape.members}]`, 1);
      case 'line-end':
        // PCRE does not go back into a pair.
        return this.text(
          `(?:${LINE_END_PAIR}|(?!${LINE_END_PAIR})[${this.alphabet.types.v}])`,
          null
        );
      case 'assertion':
        return this.text(this.assertion(escape.letter), 0);
      case 'group':
        return {
          node: this.groups.reference(escape.group, this.flags.caseless, at),
          canRepeat: true,
        };
    }
  }

  private assertion(letter: 'b' | 'B' | 'A' | 'z' | 'Z'): string {
    if (letter === 'A') return '^';
    if (letter === 'z') return '$';
    if (letter === 'Z') return '(?=\\n?$)';
    const word = `[${this.alphabet.types.w}]`;
    return letter === 'b'
      ? `(?:(?<=${word})(?!${word})|(?<!${word})(?=${word}))`
      : `(?:(?<=${word})(?=${word})|(?<!${word})(?!${word}))`;
  }

  /** A group; null for flags alone, which hold up to the end of the group around them. */
  private group(): { node: PatternNode; canRepeat: boolean } | null {
    const { scanner } = this;
    const at = scanner.at;
    const opening = this.groups.open(this.flags);
    if (opening.kind === 'flags') {
      this.flags = opening.flags;
      return null;
    }
    if (opening.kind === 'reference') {
      return {
        node: this.groups.reference(opening.name, this.flags.caseless, at),
        canRepeat: true,
      };
    }
    const outer = this.flags;
    this.flags = opening.flags ?? outer;
    this.depth += 1;
    if (this.depth > DEEPEST) throw scanner.refusal('depth', at);
    const inner = this.choice();
    this.depth -= 1;
    this.flags = outer;
    if (!scanner.skip(')')) {
      scanner.at = at + 1;
      throw scanner.refusal('open-group', at);
    }
    return { node: opening.around(inner), canRepeat: true };
  }
}
