import { readFileSync } from 'node:fs';

import { createIntl } from 'react-intl';

import de from '../../../admin/src/translations/de.json';
import en from '../../../admin/src/translations/en.json';
import codesDe from '../../../shared/codes/de.json';
import codesEn from '../../../shared/codes/en.json';
import { ENGLISH, english, usedTexts } from '../../../scripts/texts';

const LANGUAGES: Record<string, Record<string, string>> = { en, de };
const used = usedTexts();

/** The names of the values that a message asks for when it is formatted. */
const valuesOf = (locale: string, id: string): string[] => {
  const values: Record<string, number> = {};
  const errors: Error[] = [];
  const onError = (error: Error) => errors.push(error);
  const { formatMessage } = createIntl({ locale, messages: LANGUAGES[locale], onError });
  for (;;) {
    formatMessage({ id }, values);
    const error = errors.pop();
    if (!error) return Object.keys(values).sort();
    const [, name] = /variable "(\w+)" was not provided/.exec(error.message) ?? [];
    if (name === undefined || name in values) throw error;
    values[name] = 2;
  }
};

describe('texts of the admin panel', () => {
  it('are found in the code at all', () => {
    expect(used.length).toBeGreaterThan(300);
  });

  it('have the default message of the code in English', () => {
    const wrong = used.filter(({ id, defaultMessage }) => LANGUAGES.en?.[id] !== defaultMessage);
    expect(wrong).toEqual([]);
  });

  it('are in en.json as `npm run texts` writes it', () => {
    expect(readFileSync(ENGLISH, 'utf8')).toBe(english());
  });

  it.each(['en', 'de'])('are complete in "%s", and none is left over', (language) => {
    const ids = [...new Set(used.map(({ id }) => id))].sort();
    expect(Object.keys(LANGUAGES[language] ?? {}).sort()).toEqual(ids);
  });

  it('can be formatted, with the same values in German as in English', () => {
    for (const id of Object.keys(en)) {
      expect({ id, values: valuesOf('de', id) }).toEqual({ id, values: valuesOf('en', id) });
    }
  });

  // A schedule is switched off; that somebody is locked out is what a directory says.
  it.each([
    [{ ...en, ...codesEn }, /switch(?:ed|es|ing)?[- ](?:off|on)/i, /schedule/i],
    [{ ...de, ...codesDe }, /abschalt|abgeschaltet|\bsperrt?\b/i, /schedule/i],
  ])('have one word for a user who is disabled', (texts, otherWords, isOther) => {
    const found = Object.entries(texts).filter(
      ([id, text]) => otherWords.test(text) && !isOther.test(id)
    );
    expect(found).toEqual([]);
  });
});
