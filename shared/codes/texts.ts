import type { CodeKey, ParamsOfKey } from './catalogue';
import de from './de.json';
import en from './en.json';
import { CodeTexts, ended } from './format';
import type { Coded, Params } from './kinds';

/** What is wrong, with its text in English for logs, reports and the command line. */
export interface Problem extends Coded {
  message: string;
}

const LANGUAGES: Readonly<Record<string, Readonly<Record<string, string>>>> = { en, de };

const textsIn = (language: string): CodeTexts => {
  const texts = LANGUAGES[language] ?? LANGUAGES['en'];
  return new CodeTexts(language in LANGUAGES ? language : 'en', (id) => texts?.[id]);
};

const byLanguage = new Map(Object.keys(LANGUAGES).map((name) => [name, textsIn(name)]));

/** The texts of a language; English where there are none. */
export const codeTexts = (language: string): CodeTexts => byLanguage.get(language) ?? textsIn('en');

const english = codeTexts('en');

/** The English text of something that an older version may have stored, with its own text where it has no values. */
export const englishOf = (
  code: string,
  params: Params | null | undefined,
  stored: string | null | undefined
): string => (params ? english.text({ code, params }) : null) ?? stored ?? code;

type Arguments<Key extends CodeKey> =
  Record<never, never> extends ParamsOfKey<Key>
    ? [params?: ParamsOfKey<Key>]
    : [params: ParamsOfKey<Key>];

/**
 * What is wrong, by its key in the catalogue and the values that its text names.
 * @param key a code, or `code/variant` where one code has several texts
 */
export const problem = <Key extends CodeKey>(key: Key, ...[given]: Arguments<Key>): Problem =>
  problemOfKey(key, given);

/** The same for a key that is known only when the program runs. */
export const problemOfKey = (key: string, given: Params = {}): Problem => {
  const [code = key, variant] = key.split('/');
  return made(code, variant === undefined ? { ...given } : { variant, ...given });
};

/** The same, perhaps as an older version has stored it: with its text and without values. */
export type StoredProblem = Omit<Problem, 'params'> & { params?: Params | null };

const isProblem = (value: unknown): value is StoredProblem =>
  typeof value === 'object' && value !== null && 'code' in value && 'message' in value;

/** As it stands inside another one: its text only where there are no values to make it from. */
const inner = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(inner);
  if (!isProblem(value)) return value;
  const { code, params, message } = value;
  return params ? { code, params } : { code, params: null, message };
};

const made = (code: string, given: Params): Problem => {
  const params: Params = Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => (value === null ? [] : [[name, inner(value)]]))
  );
  return { code, params, message: englishOf(code, params, null) };
};

/** The same, followed by further sentences. */
export const withNotes = <One extends StoredProblem>(one: One, ...notes: Problem[]): One => {
  const { code, params, message } = one;
  if (!params)
    return { ...one, message: [ended(message), ...notes.map((note) => note.message)].join(' ') };
  const known = Array.isArray(params['notes']) ? params['notes'] : [];
  const all: Params = { ...params, notes: [...known, ...notes.map(inner)] };
  return { ...one, params: all, message: englishOf(code, all, message) };
};

/** The same code with another text. */
export const inPlaceOf = <Key extends CodeKey>(
  { code }: Pick<Problem, 'code'>,
  key: Key,
  params: ParamsOfKey<Key>
): Problem => {
  return made(code, { variant: key, ...params });
};
