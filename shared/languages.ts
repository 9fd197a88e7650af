/**
 * What the panel, the texts of codes and mails are written in. A language is a file in
 * `admin/src/translations`, one in `shared/codes`, and where they are imported.
 */
export const LANGUAGES = ['en', 'de', 'fr', 'es'] as const;

export type Language = (typeof LANGUAGES)[number];

/** The language of a locale such as `de-AT`; English where there is none. */
export const languageOf = (locale: string): Language => {
  const [name] = locale.split('-');
  return LANGUAGES.find((one) => one === name) ?? 'en';
};

/** A text of the data, in each language. */
export type Words = Readonly<Record<Language, string>>;
