import { PLUGIN_ID } from '../pluginId';

type Texts = Record<string, string>;

const LANGUAGES: Record<string, () => Promise<{ default: Texts }>> = {
  en: () => import('./en.json'),
  de: () => import('./de.json'),
};

const prefixed = (texts: Texts): Texts =>
  Object.fromEntries(Object.entries(texts).map(([id, text]) => [`${PLUGIN_ID}.${id}`, text]));

/** The plugin's texts in a language, by their ids in the panel; none where it is not translated. */
export const loadTranslations = async (
  locale: string
): Promise<{ locale: string; data: Texts }> => {
  const load = LANGUAGES[locale];
  return { locale, data: load ? prefixed((await load()).default) : {} };
};
