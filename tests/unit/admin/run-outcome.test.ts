import { createIntl } from 'react-intl';

import type { Text } from '../../../admin/src/hooks/useText';
import { outcomesOf, outcomeSentences, type Tense } from '../../../admin/src/utils/outcome';
import type { Language } from '../../../shared/languages';
import { PANEL_TEXTS } from '../../support/texts';
import { runOf } from './runs';

const told = (locale: Language, tense: Tense, run: Parameters<typeof runOf>[0]): string => {
  const { formatMessage } = createIntl({ locale, messages: PANEL_TEXTS[locale] });
  const t: Text = (id, defaultMessage, values) => formatMessage({ id, defaultMessage }, values);
  return outcomeSentences(t, runOf(run), tense);
};

const staff = {
  user: { create: 59, update: 2, unchanged: 10, error: 1 },
  phonebookEntry: { create: 59 },
  phone: { unchanged: 1 },
  rows: { read: 72, filtered: 0, skipped: 0, failed: 1 },
};

describe('what a run has done, in words', () => {
  it('counts people first, then their records, in the past', () => {
    expect(told('en', 'done', staff)).toBe(
      '59 people imported, 2 changed, 1 left alone because of problems. 59 phonebook entries imported. 1 phone unchanged.'
    );
    expect(told('de', 'done', staff)).toBe(
      '59 Personen importiert, 2 geändert, 1 wegen Problemen ausgelassen. 59 Telefonbucheinträge importiert. 1 Telefon unverändert.'
    );
    expect(told('es', 'done', staff)).toBe(
      '59 personas importadas, 2 modificadas, 1 omitida por problemas. 59 entradas de la agenda importadas. 1 teléfono sin cambios.'
    );
  });

  it('says of a test run what would be, and of one that is about to begin what is, removals first', () => {
    const leaving = { user: { create: 1, remove: 25 } };
    expect(told('en', 'would', leaving)).toBe('25 people would be removed, 1 imported.');
    expect(told('en', 'will', leaving)).toBe('25 people are removed, 1 imported.');
    expect(told('de', 'would', leaving)).toBe('25 Personen würden entfernt, 1 importiert.');
    expect(told('es', 'would', leaving)).toBe('Se eliminarían 25 personas, 1 importada.');
    expect(told('de', 'will', { user: { create: 1 } })).toBe('1 Person wird importiert.');
    expect(told('en', 'would', { user: { unchanged: 1 } })).toBe('1 person would stay as it is.');
  });

  it.each<[Language, string, string, string]>([
    [
      'fr',
      '1 personne importée, 2 modifiées, 1 laissée de côté à cause de problèmes.',
      '60 contacts importés, 1 modifié, 2 laissés de côté à cause de problèmes.',
      '1 téléphone importé, 2 supprimés.',
    ],
    [
      'es',
      '1 persona importada, 2 modificadas, 1 omitida por problemas.',
      '60 contactos importados, 1 modificado, 2 omitidos por problemas.',
      '1 teléfono importado, 2 eliminados.',
    ],
  ])('agrees with what it counts in "%s"', (language, people, contacts, phones) => {
    expect(told(language, 'done', { user: { create: 1, update: 2, error: 1 } })).toBe(people);
    const ofContacts = { phonebookEntry: { create: 60, update: 1, error: 2 } };
    expect(told(language, 'done', ofContacts)).toBe(contacts);
    expect(told(language, 'done', { phone: { create: 1, remove: 2 } })).toBe(phones);
  });

  it('counts those who are disabled apart from those who are changed', () => {
    const some = { user: { create: 1, update: 5 }, disabled: 3 };
    expect(told('en', 'done', some)).toBe('1 person imported, 2 changed, 3 disabled.');
    expect(told('de', 'done', some)).toBe('1 Person importiert, 2 geändert, 3 deaktiviert.');
    expect(told('fr', 'done', some)).toBe('1 personne importée, 2 modifiées, 3 désactivées.');
    expect(told('es', 'done', some)).toBe('1 persona importada, 2 modificadas, 3 desactivadas.');
    const all = { user: { update: 1, unchanged: 7 }, disabled: 1 };
    expect(told('en', 'would', all)).toBe('1 person would be disabled.');
    expect(told('de', 'will', all)).toBe('1 Person wird deaktiviert.');
  });

  it('calls entries of nobody contacts', () => {
    const contacts = { phonebookEntry: { create: 60, error: 1 } };
    expect(told('en', 'done', contacts)).toBe(
      '60 contacts imported, 1 left alone because of problems.'
    );
    expect(told('de', 'done', contacts)).toBe(
      '60 Kontakte importiert, 1 wegen Problemen ausgelassen.'
    );
  });

  it('counts rows only where nobody knows whom they are about', () => {
    const rows = { read: 3, filtered: 0, skipped: 0, failed: 2 };
    expect(told('en', 'done', { user: { create: 1 }, rows })).toBe(
      '1 person imported. 2 rows left alone because of problems.'
    );
    expect(told('en', 'done', { user: { create: 1 }, phone: { error: 1 }, rows })).not.toContain(
      'row'
    );
  });

  it('has nothing to tell where nothing was read', () => {
    expect(outcomesOf(runOf())).toEqual([]);
  });
});
