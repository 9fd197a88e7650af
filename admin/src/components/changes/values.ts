/** Before, after, or in both. */
export type Mark = 'removed' | 'added' | 'kept';

/** One line of an attribute's value; a plain value has one, a list as many as it has parts. */
export interface Line {
  text: string;
  mark: Mark;
}

/** An attribute's value on both sides; no lines where it is empty. */
interface Comparison {
  before: Line[];
  after: Line[];
}

/** How values that are not text are put into words. */
interface ValueWords {
  yes: string;
  no: string;
}

const isLabel = (part: unknown): part is { name: unknown; value: unknown } =>
  typeof part === 'object' && part !== null && 'name' in part && 'value' in part;

const textOf = (value: unknown, words: ValueWords): string => {
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (isLabel(value)) return `${textOf(value.name, words)}: ${textOf(value.value, words)}`;
  if (typeof value === 'object') return JSON.stringify(value);
  return String(value);
};

const isEmpty = (value: unknown): boolean => value === null || value === undefined || value === '';

const partsOf = (value: unknown, words: ValueWords): string[] => {
  const parts = Array.isArray(value) ? (value as unknown[]) : [value];
  return parts.filter((part) => !isEmpty(part)).map((part) => textOf(part, words));
};

const marked = (parts: string[], others: string[], mark: Mark): Line[] => {
  const rest = [...others];
  return parts.map((text) => {
    const place = rest.indexOf(text);
    if (place === -1) return { text, mark };
    rest.splice(place, 1);
    return { text, mark: 'kept' };
  });
};

/**
 * The lines of both sides. In lists only the parts that the other side does not have are marked; where
 * both sides look alike, such as a secret's, everything is.
 */
export const compareValues = (before: unknown, after: unknown, words: ValueWords): Comparison => {
  const old = partsOf(before, words);
  const next = partsOf(after, words);
  const isList = Array.isArray(before) || Array.isArray(after);
  const lines = (parts: string[], others: string[], mark: Mark) =>
    marked(parts, isList ? others : [], mark);
  return { before: lines(old, next, 'removed'), after: lines(next, old, 'added') };
};
