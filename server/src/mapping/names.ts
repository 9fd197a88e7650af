import { normalizeName } from '../../../shared/column-names';
import { ATTRIBUTES, RECORD_TYPES } from '../../../shared/records';

export { normalizeName } from '../../../shared/column-names';

/**
 * The one of `names` that `name` means: itself, or the only one that differs in nothing but case.
 * Null where there is none, or several.
 */
export function findName(name: string, names: readonly string[]): string | null {
  if (names.includes(name)) return name;
  const lower = name.toLowerCase();
  const found = names.filter((candidate) => candidate.toLowerCase() === lower);
  return found.length === 1 ? (found[0] ?? null) : null;
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
  return near === null ? '' : ` Did you mean "${near}"?`;
}

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
