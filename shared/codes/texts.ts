import type { CodeKey, ParamsOfKey } from './catalogue';
import de from './de.json';
import en from './en.json';
import es from './es.json';
import { CodeTexts, isProblem } from './format';
import fr from './fr.json';
import { LANGUAGES, type Language } from '../languages';
import type { Params, Problem, StoredProblem } from './kinds';

const TEXTS: Readonly<Record<Language, Readonly<Record<string, string>>>> = { en, de, fr, es };

const textsIn = (language: Language): CodeTexts =>
  new CodeTexts(language, (id) => TEXTS[language][id]);

const byLanguage = new Map<string, CodeTexts>(LANGUAGES.map((name) => [name, textsIn(name)]));

/** The texts of a language; English where there are none. */
export const codeTexts = (language: string): CodeTexts => byLanguage.get(language) ?? textsIn('en');

const english = codeTexts('en');

/** The English text, for logs, reports, answers and the command line. */
export const englishOf = (one: StoredProblem): string => english.textOrStored(one);

/** What is wrong with its English text, for whoever reads it. */
export const inEnglish = <One extends StoredProblem>(one: One): One & { message: string } => ({
  ...one,
  message: englishOf(one),
});

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

/** As it stands inside another one: its code and values, without a place; the text only of what has no values. */
const inner = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(inner);
  if (!isProblem(value)) return value;
  const { code, params, message } = value;
  return params ? { code, params } : { code, params: null, message };
};

const made = (code: string, given: Params): Problem => ({
  code,
  params: Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => (value === null ? [] : [[name, inner(value)]]))
  ),
});

/** The same, followed by further sentences. */
export const withNotes = <One extends Problem>(one: One, ...notes: Problem[]): One => {
  const { notes: known = [], ...params } = one.params;
  return { ...one, params: { ...params, notes: [...(known as Problem[]), ...notes.map(inner)] } };
};

/** Equal for two that say the same, whatever they are about. */
export const problemKey = ({ code, params }: Problem): string => JSON.stringify([code, params]);

/** The same code with another text. */
export const inPlaceOf = <Key extends CodeKey>(
  { code }: Pick<Problem, 'code'>,
  key: Key,
  params: ParamsOfKey<Key>
): Problem => made(code, { variant: key, ...params });
