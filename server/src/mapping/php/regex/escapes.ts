import { type Alphabet, property, written } from './characters';
import type { Scanner } from './scanner';

/** What an escape sequence stands for: a character, a class of them, a group's text or something between characters. */
export type Escape =
  | { kind: 'character'; code: number }
  | { kind: 'class'; members: string; isNegated: boolean }
  | { kind: 'group'; group: number | string }
  | { kind: 'assertion'; letter: 'b' | 'B' | 'A' | 'z' | 'Z' }
  | { kind: 'line-end' };

const CONTROLS: Readonly<Record<string, number>> = {
  a: 0x07,
  e: 0x1b,
  f: 0x0c,
  n: 0x0a,
  r: 0x0d,
  t: 0x09,
};
const BACKSPACE = 0x08;

const NAME = '[A-Za-z_]\\w*';
/** `\g{name}`, `\k<name>` and the like. */
const NAMED = new RegExp(`\\{(${NAME})\\}|<(${NAME})>|'(${NAME})'`, 'y');
const BRACED_NAME = new RegExp(`\\{(${NAME})\\}`, 'y');

const character = (code: number): Escape => ({ kind: 'character', code });
const charClass = (members: string, isNegated: boolean): Escape => ({
  kind: 'class',
  members,
  isNegated,
});

/** Reads the escape sequences of one pattern. */
export class Escapes {
  constructor(
    private readonly scanner: Scanner,
    private readonly alphabet: Alphabet
  ) {}

  /**
   * Reads the sequence that begins here with its backslash.
   * @param groups how many groups have begun before; null within a class, where some sequences mean something else
   */
  read(groups: number | null): Escape {
    const { scanner } = this;
    const from = scanner.at;
    scanner.at += 1;
    if (scanner.isAtEnd) throw scanner.refusal('escape', from);
    const letter = String.fromCharCode(scanner.text.charCodeAt(scanner.at));
    if (!/[A-Za-z0-9]/.test(letter)) return character(scanner.character());
    if (/\d/.test(letter)) return this.number(from, groups);
    scanner.at += 1;
    const escape = this.ofCharacter(letter, from) ?? this.ofClass(letter, from);
    if (escape) return escape;
    if (groups === null) {
      if (letter === 'b') return character(BACKSPACE);
      if (letter === 'g') return character(letter.charCodeAt(0));
      throw scanner.refusal('class', from);
    }
    return this.outsideClass(letter, from, groups);
  }

  /** `\1` is a group, or a character by its octal number. */
  private number(from: number, groups: number | null): Escape {
    const { scanner } = this;
    if (groups !== null) {
      const [digits = ''] = scanner.take(/[1-9]\d*/y) ?? [];
      const group = Number(digits);
      if (digits && (group < 10 || digits >= '8' || group <= groups)) {
        return { kind: 'group', group };
      }
      scanner.at = from + 1;
    }
    const [octal] = scanner.take(/[0-7]{1,3}/y) ?? [];
    return octal === undefined
      ? character(scanner.character())
      : character(this.checked(Number.parseInt(octal, 8), from));
  }

  private checked(code: number, from: number): number {
    const isSurrogate = code >= 0xd800 && code <= 0xdfff;
    if (code <= this.alphabet.highest && !isSurrogate) return code;
    throw this.scanner.refusal('character', from);
  }

  private ofCharacter(letter: string, from: number): Escape | null {
    const { scanner } = this;
    const control = CONTROLS[letter];
    if (control !== undefined) return character(control);
    if (letter === 'c') {
      const [key] = scanner.take(/[\x20-\x7e]/y) ?? [];
      if (key === undefined) throw scanner.refusal('escape', from);
      return character(key.toUpperCase().charCodeAt(0) ^ 0x40);
    }
    if (letter === 'x') return character(this.hexadecimal(from));
    if (letter === 'o') {
      const [, digits] = scanner.take(/\{([0-7]+)\}/y) ?? [];
      if (digits === undefined) throw scanner.refusal('escape', from);
      return character(this.checked(Number.parseInt(digits, 8), from));
    }
    if (letter !== 'N' || !scanner.sees('{U+')) return null;
    const [, digits] = scanner.take(/\{U\+([\da-fA-F]+)\}/y) ?? [];
    if (digits === undefined || !scanner.isUtf) throw scanner.refusal('escape', from);
    return character(this.checked(Number.parseInt(digits, 16), from));
  }

  private hexadecimal(from: number): number {
    const { scanner } = this;
    if (scanner.sees('{')) {
      const [, digits] = scanner.take(/\{([\da-fA-F]+)\}/y) ?? [];
      if (digits === undefined) throw scanner.refusal('escape', from);
      return this.checked(Number.parseInt(digits, 16), from);
    }
    const [digits = ''] = scanner.take(/[\da-fA-F]{1,2}/y) ?? [];
    return Number.parseInt(digits || '0', 16);
  }

  private ofClass(letter: string, from: number): Escape | null {
    const { types } = this.alphabet;
    switch (letter.toLowerCase()) {
      case 'd':
      case 's':
      case 'w':
      case 'h':
      case 'v': {
        const type = letter.toLowerCase() as keyof Alphabet['types'];
        return charClass(types[type], letter !== type);
      }
      case 'p':
        return this.ofProperty(letter === 'P', from);
      default:
        return null;
    }
  }

  private ofProperty(isNegated: boolean, from: number): Escape {
    const [, braced, single] = this.scanner.take(/\{([^}]*)\}|([A-Za-z])/y) ?? [];
    const name = braced ?? single ?? '';
    const isCaret = name.startsWith('^');
    const characters = property(isCaret ? name.slice(1) : name);
    if (characters === null) throw this.scanner.refusal('property', from);
    return charClass(characters, isNegated !== isCaret);
  }

  private outsideClass(letter: string, from: number, groups: number): Escape {
    switch (letter) {
      case 'b':
      case 'B':
      case 'A':
      case 'z':
      case 'Z':
        return { kind: 'assertion', letter };
      case 'N':
        if (this.scanner.sees('{') && !/^\{\d+(?:,\d*)?\}/.test(this.rest())) break;
        return charClass(written(0x0a), true);
      case 'R':
        return { kind: 'line-end' };
      case 'g':
        return this.reference(from, groups);
      case 'k':
        return { kind: 'group', group: this.name(NAMED, from) };
      case 'K':
      case 'G':
        throw this.scanner.refusal('match-place', from);
      case 'C':
      case 'X':
        throw this.scanner.refusal('unit', from);
      default:
    }
    throw this.scanner.refusal('escape', from);
  }

  private rest(): string {
    return this.scanner.text.slice(this.scanner.at);
  }

  private name(expression: RegExp, from: number): string {
    const name = this.scanner
      .take(expression)
      ?.slice(1)
      .find((found) => found !== undefined);
    if (name === undefined) throw this.scanner.refusal('escape', from);
    return name;
  }

  /** `\g1`, `\g{-1}`, `\g{name}`; `\g<1>` calls the group. */
  private reference(from: number, groups: number): Escape {
    if (this.scanner.take(/[<'][^>']*[>']/y)) throw this.scanner.refusal('recursion', from);
    const [, braced, plain] = this.scanner.take(/\{([+-]?\d+)\}|([+-]?\d+)/y) ?? [];
    const number = braced ?? plain;
    if (number === undefined) return { kind: 'group', group: this.name(BRACED_NAME, from) };
    const group = Number(number);
    if (number.startsWith('-')) return { kind: 'group', group: groups + 1 + group };
    return { kind: 'group', group: number.startsWith('+') ? groups + group : group };
  }
}
