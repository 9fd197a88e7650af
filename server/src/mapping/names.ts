import { normalizeName } from '../../../shared/column-names';
import { type ListDefinition, TEMPLATE_LISTS } from '../../../shared/mapping-language';
import {
  type AttributeDefinition,
  ATTRIBUTES,
  isSecret,
  RECORD_TYPES,
  type RecordType,
} from '../../../shared/records';
import { codePoint, columnName, visible } from '../../../shared/text';

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
function nearestName(name: string, names: readonly string[]): string | null {
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

/** The same, as a message quotes it. */
export function nearTo(name: string, names: readonly string[]): string | null {
  const near = nearestName(name, names);
  return near === null ? null : shownName(near);
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

const LISTS: ReadonlyMap<string, ListDefinition> = new Map(Object.entries(TEMPLATE_LISTS));

export const LIST_NAMES: readonly string[] = [...LISTS.keys()];

/** The list of a template that a name means, whatever cannot be seen in it. */
export const findList = (name: string): ListDefinition | null =>
  LISTS.get(name) ?? LISTS.get(columnName(name)) ?? null;

/** Names under which a record says whose it is; pascom's code also makes it private. */
export const OWNER_FIELD = 'user';
export const PRIVATE_OWNER_FIELD = '011acc_id';

const byName: Readonly<Record<RecordType, ReadonlyMap<string, string>>> = {
  user: attributeNames('user'),
  phonebookEntry: attributeNames('phonebookEntry'),
  phone: attributeNames('phone'),
};

function attributeNames(type: RecordType): Map<string, string> {
  return new Map(
    Object.entries(ATTRIBUTES[type]).flatMap(([attribute, { codes = [] }]) =>
      [attribute, ...codes].map((name): [string, string] => [name, attribute])
    )
  );
}

/** An attribute of the app has its own name only, and is added after this module was loaded. */
const named = (type: RecordType, name: string): string | null =>
  byName[type].get(name) ?? (Object.hasOwn(ATTRIBUTES[type], name) ? name : null);

/** Our own name for a field of a template, given by that or by pascom's code; null for one we do not have. */
export const findAttribute = (type: RecordType, name: string): string | null =>
  named(type, name) ?? named(type, columnName(name));

/** Every name that a field of this type may have in a template. */
export const fieldNames = (type: RecordType): string[] => [
  ...new Set([...byName[type].keys(), ...Object.keys(ATTRIBUTES[type])]),
];

/** The definition of an attribute that is known to exist. */
export function definitionOf(type: RecordType, attribute: string): AttributeDefinition {
  const definition = ATTRIBUTES[type][attribute];
  if (!definition) throw new Error(`There is no attribute ${type}.${attribute}`);
  return definition;
}

/** pascom's codes: table number, table's short name, column (`028050pholab_value` for a join table). */
export const isPascomCode = (name: string): boolean =>
  /^(\d{3}){1,2}([a-z]{3}){1,2}_\w+$/.test(name);

/** The types that have a field of this name, to say where it belongs. */
export const typesWithField = (name: string): RecordType[] =>
  RECORD_TYPES.filter((type) => named(type, name) !== null);

/** Whether `type.attribute` is kept secret by the catalogue. */
export function isSecretTarget(target: string): boolean {
  const [type, attribute = ''] = target.split('.') as [RecordType, string?];
  const definition = Object.hasOwn(ATTRIBUTES, type) ? ATTRIBUTES[type][attribute] : undefined;
  return definition !== undefined && isSecret(definition);
}
