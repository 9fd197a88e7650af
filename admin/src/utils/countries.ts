const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** A country that is no more, such as DD, has the code of its successor. */
const isCurrent = (code: string): boolean => new Intl.Locale(`und-${code}`).region === code;

/** Codes of two letters that the browser has a name for, without groups of countries. */
export const countriesIn = (locale: string): { value: string; label: string }[] => {
  const names = new Intl.DisplayNames(locale, { type: 'region', fallback: 'none' });
  const codes = LETTERS.flatMap((one) => LETTERS.map((other) => `${one}${other}`));
  return codes
    .filter((code) => !['EU', 'EZ', 'QO', 'UN', 'XA', 'XB', 'ZZ'].includes(code) && isCurrent(code))
    .flatMap((code) => {
      const label = names.of(code);
      return label === undefined ? [] : [{ value: code, label }];
    })
    .sort((one, other) => one.label.localeCompare(other.label, locale));
};

/** Where a number without a prefix is from, as far as a language says. */
export const countryOf = (language: string): string => {
  const { region = '' } = new Intl.Locale(language).maximize();
  return /^[A-Z]{2}$/.test(region) ? region : 'DE';
};
