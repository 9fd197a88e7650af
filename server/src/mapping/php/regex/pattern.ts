import { PhpError, type PhpText } from '../values';
import { ANY, BYTES, UNICODE } from './characters';
import { type PatternLiteral, readLiteral } from './literal';
import { parsePattern } from './parse';
import { PatternRefusal } from './refusal';
import { Writer } from './write';

/** What a pattern has found; numbers count characters of JavaScript. */
export interface Found {
  start: number;
  end: number;
  /** The whole and its groups; undefined for one that took no part. */
  groups: readonly (string | undefined)[];
  /** Where they begin, if that was asked for. */
  places: readonly (number | undefined)[];
}

/** How to look for a pattern. */
export interface Search {
  /** Only here, and not for nothing: where an empty text has been found. */
  isRetry: boolean;
  /** Whether it matters where groups begin. */
  withPlaces: boolean;
}

/** A pattern that is ready to run. */
export class Pattern {
  readonly isUtf: boolean;
  /** The names of groups by their numbers; the whole is number 0. */
  readonly names: readonly (string | undefined)[];
  private readonly isAnchored: boolean;
  private readonly writer: Writer;
  private readonly expressions = new Map<string, RegExp>();

  constructor(literal: PatternLiteral) {
    const { root, groups, names } = parsePattern(literal);
    this.isUtf = literal.isUtf;
    this.isAnchored = literal.isAnchored;
    this.writer = new Writer(literal, this.isUtf ? UNICODE : BYTES, root);
    const byNumber = new Map([...names].map(([name, group]) => [group, name]));
    this.names = Array.from({ length: groups + 1 }, (_, group) => byNumber.get(group));
    this.prepare(literal);
  }

  /** Finds out what JavaScript cannot take for its size, which it says when it first looks for it. */
  private prepare({ text, start }: PatternLiteral): void {
    const source = this.writer.expression(0);
    try {
      new RegExp(source, 'u').exec('');
    } catch {
      throw new PatternRefusal('too-large', text, start);
    }
  }

  /** Looks for it in a text, from a place on; in bytes, or in UTF-16 where it is `isUtf`. */
  find(text: string, from: number, search: Search): Found | null {
    const expression = this.expression(search);
    expression.lastIndex = from;
    const found = attempt(() => expression.exec(text));
    if (!found) return null;
    // The first group of a retry is none of the pattern's.
    const ofPattern = <Item>(items: readonly Item[]): Item[] =>
      items.filter((_, group) => !search.isRetry || group !== 1);
    return {
      start: found.index,
      end: expression.lastIndex,
      groups: ofPattern<string | undefined>(found),
      places: ofPattern(found.indices ?? []).map((place) => place?.[0]),
    };
  }

  private expression({ isRetry, withPlaces }: Search): RegExp {
    const flags = `${withPlaces ? 'd' : ''}${isRetry || this.isAnchored ? 'y' : 'g'}u`;
    const key = `${isRetry}${flags}`;
    const known = this.expressions.get(key);
    if (known) return known;
    // What is left after it must be shorter than what was before it.
    const source = isRetry
      ? `(?=(${ANY}*))(?:${this.writer.expression(1)})(?!\\1$)`
      : this.writer.expression(0);
    const expression = new RegExp(source, flags);
    this.expressions.set(key, expression);
    return expression;
  }
}

/** What a search throws is that it needs more memory than it may. */
function attempt(work: () => RegExpExecArray | null): RegExpExecArray | null {
  try {
    return work();
  } catch {
    throw new PhpError('Limit', 'a pattern that needs too much memory');
  }
}

/** So many patterns are kept, and none that is longer than so many bytes. */
const KEPT = 256;
const LONGEST_KEPT = 4_096;
const kept = new Map<PhpText, Pattern>();

/** The pattern of a literal, with its delimiters and modifiers; throws `PatternRefusal`. */
export function patternOf(literal: PhpText): Pattern {
  const known = kept.get(literal);
  if (known) return known;
  const pattern = new Pattern(readLiteral(literal));
  if (literal.length > LONGEST_KEPT) return pattern;
  const [oldest] = kept.keys();
  if (kept.size >= KEPT && oldest !== undefined) kept.delete(oldest);
  kept.set(literal, pattern);
  return pattern;
}

/** Why a pattern, with its delimiters and modifiers, is not run; null where it is. */
export function checkPattern(pattern: PhpText): PatternRefusal | null {
  try {
    patternOf(pattern);
    return null;
  } catch (error) {
    if (error instanceof PatternRefusal) return error;
    throw error;
  }
}
