import file from './column-names.json';

/**
 * A name as columns are compared with others: without case, accents and punctuation, so that
 * `E-Mail` is `email` and `Prénom` is `prenom`.
 */
export const normalizeName = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/** The columns by their normalised names; of two with the same name the first. */
export const columnsByName = (columns: readonly string[]): ReadonlyMap<string, string> =>
  new Map([...columns].reverse().map((column) => [normalizeName(column), column]));

type Names = Readonly<Record<string, readonly string[]>>;

const normalized = (names: Names): Names =>
  Object.fromEntries(
    Object.entries(names).map(([attribute, list]) => [attribute, list.map(normalizeName)])
  );

const named = normalized(file.user);
const opposites = normalized(file.opposites);
const user: Names = {
  ...named,
  ...Object.fromEntries(
    Object.entries(opposites).map(([attribute, list]) => [
      attribute,
      [...(named[attribute] ?? []), ...list],
    ])
  ),
};
const { extension = [], mobileNumbers = [] } = user;
const entry = normalized(file.phonebookEntry);

/** An entry takes what its user takes; its phone rather an outside number than an extension. */
const phonebookEntry: Names = {
  ...user,
  ...entry,
  phone: [...new Set([...(entry['phone'] ?? []), ...extension])],
  mobile: mobileNumbers,
};

const NAMES: Readonly<Record<string, Names>> = {
  user,
  phonebookEntry,
  phone: normalized(file.phone),
};

/**
 * The names of columns that automatic matching takes for an attribute, normalised, best first: what
 * people, Outlook, tools of Active Directory and phone systems call it in English, German, French,
 * Spanish and Russian. They stand in `column-names.json`.
 */
export const columnNames = (type: string, attribute: string): readonly string[] =>
  NAMES[type]?.[attribute] ?? [];

/** True where a column of this name says the opposite of a user's attribute, as `Suspended` does of `enabled`. */
export const saysOpposite = (column: string, attribute: string): boolean =>
  (opposites[attribute] ?? []).includes(normalizeName(column));

/** A column that means another attribute of a person where a certain other column is there as well. */
export const COLUMN_MEANINGS: readonly { column: string; beside: string; attribute: string }[] =
  file.meanings.map(({ column, beside, attribute }) => ({
    column: normalizeName(column),
    beside: normalizeName(beside),
    attribute,
  }));
