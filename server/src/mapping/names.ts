import { normalizeName } from '../../../shared/column-names';
import { codePoint, columnName, visible } from '../../../shared/text';
import { ATTRIBUTES, RECORD_TYPES } from '../../../shared/records';

export { normalizeName } from '../../../shared/column-names';

/** A name as it looks: no invisible character, blank, dash, apostrophe or width of letters tells it from another. */
const looksOf = (name: string): string =>
  columnName(name)
    .normalize('NFKC')
    .replace(/\p{Dash}/gu, '-')
    .replace(/[‘’‛ʼ´`]/g, "'");

/** Whether two names look the same. */
export const looksLike = (name: string, other: string): boolean => looksOf(name) === looksOf(other);

/**
 * The one of `names` that `name` means: itself, or the only one that looks the same, or that differs
 * in nothing but case. Null where there is none, or several.
 */
export function findName(name: string, names: readonly string[]): string | null {
  if (names.includes(name)) return name;
  const looks = looksOf(name);
  const found = names.filter((candidate) => looksOf(candidate) === looks);
  const lower = looks.toLowerCase();
  const meant =
    found.length > 0
      ? found
      : names.filter((candidate) => looksOf(candidate).toLowerCase() === lower);
  return meant.length === 1 ? (meant[0] ?? null) : null;
}

/** The one of `names` that somebody who wrote `name` probably meant, for "did you mean"; null where none is near. */
export function nearestName(name: string, names: readonly string[]): string | null {
  const normalized = normalizeName(name);
  const same = names.find((candidate) => normalizeName(candidate) === normalized);
  if (same !== undefined) return same;
  const allowed = Math.min(2, Math.floor(normalized.length / 3));
  const ranked = names
    .map((candidate) => ({ candidate, steps: editDistance(normalized, normalizeName(candidate)) }))
    .filter(({ steps }) => steps <= allowed)
    .sort((a, b) => a.steps - b.steps);
  const meant = names.find((candidate) => haveSameMeaning(normalized, normalizeName(candidate)));
  return ranked[0]?.candidate ?? meant ?? null;
}

/** ` Did you mean "x"?` or nothing, to end a message with. */
export function didYouMean(name: string, names: readonly string[]): string {
  const near = nearestName(name, names);
  return near === null ? '' : ` Did you mean "${shownName(near)}"?`;
}

const WORD = /\p{L}+/gu;
const LATIN = /\p{Script=Latin}/u;

/**
 * A name as a message quotes it: what cannot be seen by its code point, and so is a letter of
 * another script in a Latin word, which may look like one of its own.
 */
export const shownName = (name: string): string =>
  visible(name).replace(WORD, (word) =>
    LATIN.test(word) ? word.replace(/(?!\p{Script=Latin})\p{L}/gu, codePoint) : word
  );

const MEANINGS: ReadonlySet<string>[] = RECORD_TYPES.flatMap((type) =>
  Object.entries(ATTRIBUTES[type]).map(
    ([attribute, { synonyms }]) => new Set([normalizeName(attribute), ...synonyms])
  )
);

const haveSameMeaning = (a: string, b: string): boolean =>
  MEANINGS.some((names) => names.has(a) && names.has(b));

/** How many letters have to be put in, taken out or replaced (Levenshtein). */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
