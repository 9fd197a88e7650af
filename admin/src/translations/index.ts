import type { Language } from '../../../shared/languages';
import { RECORD_TYPES } from '../../../shared/records';
import { PLUGIN_ID } from '../pluginId';

/** What ids of the texts of codes begin with. */
export const CODES = `${PLUGIN_ID}.codes`;

type Texts = Record<string, string>;

type Load = () => Promise<{ default: Texts }>;

/** The panel's own texts, and those of the codes of issues, errors and problems. */
const LANGUAGES: Record<Language, { panel: Load; codes: Load }> = {
  en: { panel: () => import('./en.json'), codes: () => import('../../../shared/codes/en.json') },
  de: { panel: () => import('./de.json'), codes: () => import('../../../shared/codes/de.json') },
  fr: { panel: () => import('./fr.json'), codes: () => import('../../../shared/codes/fr.json') },
  es: { panel: () => import('./es.json'), codes: () => import('../../../shared/codes/es.json') },
};

const prefixed = (prefix: string, texts: Texts): Texts =>
  Object.fromEntries(Object.entries(texts).map(([id, text]) => [`${prefix}.${id}`, text]));

/** The names of content types, which Strapi translates by the English ones. */
const typeNames = (english: Texts, codes: Texts): Texts =>
  Object.fromEntries(
    RECORD_TYPES.map((type) => `words.directory.${type}`).map((id) => [
      english[id] ?? id,
      codes[id] ?? id,
    ])
  );

/** The plugin's texts in a language, by their ids in the panel; none where it is not translated. */
export const loadTranslations = async (
  locale: string
): Promise<{ locale: string; data: Texts }> => {
  const language = Object.entries(LANGUAGES).find(([name]) => name === locale)?.[1];
  if (!language) return { locale, data: {} };
  const [panel, codes, english] = await Promise.all([
    language.panel(),
    language.codes(),
    LANGUAGES.en.codes(),
  ]);
  const data = {
    ...prefixed(PLUGIN_ID, panel.default),
    ...prefixed(CODES, codes.default),
    ...typeNames(english.default, codes.default),
  };
  return { locale, data };
};
