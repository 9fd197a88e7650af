import { type Alphabet, ANY, written, writtenRange } from './characters';
import type { Escapes } from './escapes';
import type { Scanner } from './scanner';

/** `[:alpha:]`, `[.a.]` or `[=a=]`, also where it is none that PCRE knows. */
const POSIX = /\[([:.=])((?:\\[\]\\]|[^\]])*?)\1\]/y;

/** Reads the classes of characters of one pattern. */
export class Classes {
  private isCaseless = false;
  private members = '';
  /** What all but is in the class. */
  private excluded: string[] = [];

  constructor(
    private readonly scanner: Scanner,
    private readonly escapes: Escapes,
    private readonly alphabet: Alphabet
  ) {}

  /** Reads the class that begins here, and writes it as JavaScript has it with the flag `u`. */
  read(isCaseless: boolean): string {
    const { scanner } = this;
    const from = scanner.at;
    if (scanner.take(POSIX)) throw scanner.refusal('posix-class', from);
    scanner.at += 1;
    const isNegated = scanner.skip('^');
    this.isCaseless = isCaseless;
    this.members = '';
    this.excluded = [];
    if (scanner.sees(']')) this.characters();
    while (scanner.isQuoting || !scanner.skip(']')) {
      if (scanner.isAtEnd) {
        scanner.at = from + 1;
        throw scanner.refusal('open-class', from);
      }
      if (!scanner.skipQuotes()) this.item();
    }
    return this.written(isNegated);
  }

  /** JavaScript has no classes within each other with this flag: they are written as a choice. */
  private written(isNegated: boolean): string {
    const { members, excluded } = this;
    if (excluded.length === 0) return `[${isNegated ? '^' : ''}${members}]`;
    const choice = [...(members ? [`[${members}]`] : []), ...excluded.map((one) => `[^${one}]`)];
    const text = choice.join('|');
    if (isNegated) return `(?:(?!${text})${ANY})`;
    return choice.length === 1 ? text : `(?:${text})`;
  }

  private addClass(members: string, isNegated: boolean): void {
    if (isNegated) this.excluded.push(members);
    else this.members += members;
  }

  private item(): void {
    const from = this.scanner.at;
    const isClass = !this.scanner.isQuoting && (this.posixClass() || this.escapedClass());
    if (!isClass) this.characters();
    else if (this.isHyphenBeforeMore()) throw this.scanner.refusal('range', from);
  }

  /** PCRE takes a hyphen after a class for a fault, as it cannot be a range. */
  private isHyphenBeforeMore(): boolean {
    return this.scanner.sees('-') && !this.scanner.sees('-]');
  }

  private posixClass(): boolean {
    const from = this.scanner.at;
    const [, mark, written] = this.scanner.take(POSIX) ?? [];
    if (mark === undefined || written === undefined) return false;
    const isNegated = written.startsWith('^');
    const name = isNegated ? written.slice(1) : written;
    const isOfBytes = this.alphabet.highest <= 0xff;
    const isAnyCase = this.isCaseless && isOfBytes && (name === 'lower' || name === 'upper');
    const { posix } = this.alphabet;
    const known = Object.hasOwn(posix, name) ? posix[isAnyCase ? 'alpha' : name] : undefined;
    if (mark !== ':' || known === undefined) throw this.scanner.refusal('posix-class', from);
    this.addClass(known, isNegated);
    return true;
  }

  /** A sequence such as `\d`; one that is a character is left for `character`. */
  private escapedClass(): boolean {
    const { scanner } = this;
    if (!scanner.sees('\\')) return false;
    const from = scanner.at;
    const escape = this.escapes.read(null);
    if (escape.kind === 'class') this.addClass(escape.members, escape.isNegated);
    else scanner.at = from;
    return escape.kind === 'class';
  }

  /** A character, or a range of them. */
  private characters(): void {
    const { scanner } = this;
    const start = scanner.at;
    const from = this.character();
    while (scanner.skipQuotes());
    if (!this.skipsHyphen()) return this.add(from, from);
    const to = this.rangeEnd(start);
    if (to < from) throw scanner.refusal('range', start);
    this.add(from, to);
  }

  private skipsHyphen(): boolean {
    const { scanner } = this;
    if (scanner.isQuoting || !scanner.sees('-') || scanner.sees('-]')) return false;
    return scanner.skip('-');
  }

  private rangeEnd(start: number): number {
    const { scanner } = this;
    while (scanner.skipQuotes());
    if (!scanner.isQuoting && (this.posixClass() || this.escapedClass())) {
      throw scanner.refusal('range', start);
    }
    if (scanner.isAtEnd) throw scanner.refusal('open-class', start);
    return this.character();
  }

  private character(): number {
    const { scanner } = this;
    if (scanner.isQuoting || !scanner.sees('\\')) return scanner.character();
    const from = scanner.at;
    const escape = this.escapes.read(null);
    if (escape.kind !== 'character') throw scanner.refusal('class', from);
    return escape.code;
  }

  private add(from: number, to: number): void {
    this.members += writtenRange(from, to);
    if (!this.isCaseless) return;
    for (const code of this.alphabet.foldedRange(from, to)) this.members += written(code);
  }
}
