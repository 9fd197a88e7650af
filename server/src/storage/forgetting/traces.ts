import { MASK } from '../../../../shared/text';

/** A shorter text stands in too much that is not about anybody. */
const SHORTEST = 3;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** A text that stands by itself: `ann@example.com` is not in `joann@example.com`. */
const alone = (text: string): string => {
  const before = text.includes('@') ? '[\\p{L}\\p{N}_.%+\\-]' : '[\\p{L}\\p{N}_]';
  return `(?<!${before})${escaped(text)}(?![\\p{L}\\p{N}_])`;
};

/** Tells somebody inside a longer text: a full name, an address, a number; a single word may mean anything. */
const tellsInside = (text: string): boolean => /[^\p{L}\p{N}]/u.test(text.trim());

/** True where a text is one by which somebody can be told. */
export const isTelling = (text: string): boolean =>
  text.trim().length >= SHORTEST && !/^\d{1,5}$/.test(text.trim());

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Finds texts that tell who somebody is, in whatever case, and takes them out of others. */
export class Traces {
  private readonly whole: ReadonlySet<string>;
  private readonly inside: RegExp | null;
  private readonly keyed: RegExp | null;

  constructor(readonly texts: readonly string[]) {
    const all = [...new Set(texts.flatMap((text) => [text.trim(), text.trim().normalize('NFC')]))];
    const telling = all.filter(isTelling).sort((one, other) => other.length - one.length);
    this.whole = new Set(telling.map((text) => text.toLowerCase()));
    const inside = telling.filter(tellsInside);
    this.inside = inside.length === 0 ? null : new RegExp(inside.map(alone).join('|'), 'giu');
    this.keyed =
      telling.length === 0
        ? null
        : new RegExp(
            `(\\b[A-Za-z+]+:)(?:${telling.map(escaped).join('|')})(?![\\p{L}\\p{N}_])`,
            'giu'
          );
  }

  /** The text without them. */
  text(text: string): string {
    if (this.whole.has(text.trim().toLowerCase())) return MASK;
    const inside = this.inside ? text.replace(this.inside, MASK) : text;
    return this.keyed ? inside.replace(this.keyed, `$1${MASK}`) : inside;
  }

  /** Plain data without them, at whatever depth; itself where there are none. */
  masked<Value>(value: Value): Value {
    if (typeof value === 'string') return this.text(value) as Value;
    if (Array.isArray(value)) {
      const next = value.map((item: unknown) => this.masked(item));
      return next.some((item, place) => item !== value[place]) ? (next as Value) : value;
    }
    if (!isObject(value)) return value;
    const entries = Object.entries(value).map(([name, item]) => [name, this.masked(item)] as const);
    const isSame = entries.every(
      ([name, item]) => item === (value as Record<string, unknown>)[name]
    );
    return isSame ? value : (Object.fromEntries(entries) as Value);
  }

  /** Whether plain data has any. */
  isIn(value: unknown): boolean {
    return this.masked(value) !== value;
  }
}
