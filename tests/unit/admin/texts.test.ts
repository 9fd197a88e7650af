import { readFileSync } from 'node:fs';

import { createIntl } from 'react-intl';

import { LANGUAGES, type Language } from '../../../shared/languages';
import { CODE_TEXTS, PANEL_TEXTS } from '../../support/texts';
import { ENGLISH, english, usedTexts } from '../../../scripts/texts';

const used = usedTexts();

/** The names of the values that a message asks for when it is formatted. */
const valuesOf = (locale: Language, id: string): string[] => {
  const values: Record<string, number> = {};
  const errors: Error[] = [];
  const onError = (error: Error) => errors.push(error);
  const { formatMessage } = createIntl({ locale, messages: PANEL_TEXTS[locale], onError });
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
    const wrong = used.filter(({ id, defaultMessage }) => PANEL_TEXTS.en[id] !== defaultMessage);
    expect(wrong).toEqual([]);
  });

  it('are in en.json as `npm run texts` writes it', () => {
    expect(readFileSync(ENGLISH, 'utf8')).toBe(english());
  });

  it.each(LANGUAGES)('are complete in "%s", and none is left over', (language) => {
    const ids = [...new Set(used.map(({ id }) => id))].sort();
    expect(Object.keys(PANEL_TEXTS[language]).sort()).toEqual(ids);
  });

  it.each(LANGUAGES)('can be formatted in "%s", with the same values as in English', (language) => {
    for (const id of Object.keys(PANEL_TEXTS.en)) {
      expect({ id, values: valuesOf(language, id) }).toEqual({ id, values: valuesOf('en', id) });
    }
  });

  // A schedule is switched off; that somebody is locked out is what a directory says.
  it.each([
    ['en', /switch(?:ed|es|ing)?[- ](?:off|on)/i, /schedule/i],
    ['de', /abschalt|abgeschaltet|\bsperrt?\b/i, /schedule/i],
    ['es', /deshabilit|inhabilit|apagad/i, /schedule/i],
    ['fr', /bloqu|suspendu|inactif/i, /form\.helper\.opposite/],
  ] as const)(
    'have one word in "%s" for a user who is disabled',
    (language, otherWords, isOther) => {
      const texts = { ...PANEL_TEXTS[language], ...CODE_TEXTS[language] };
      const found = Object.entries(texts).filter(
        ([id, text]) => otherWords.test(text) && !isOther.test(id)
      );
      expect(found).toEqual([]);
    }
  );
});
