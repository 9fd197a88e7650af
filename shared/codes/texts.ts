import de from './de.json';
import en from './en.json';
import es from './es.json';
import { CodeTexts } from './format';
import fr from './fr.json';
import { LANGUAGES, type Language } from '../languages';
import type { StoredProblem } from './kinds';

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
