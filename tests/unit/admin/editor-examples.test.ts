import {
  examplesOf,
  type KnownColumns,
  type Language,
} from '../../../admin/src/profile-form/mapping/examples';
import { checkMapping } from '../../../server/src/mapping';
import { filterRows } from '../../../shared/filter';
import { definition } from '../mapping/support';

const COLUMNS: KnownColumns = new Map([
  ['Kürzel', 'aah'],
  ['Vorname', 'Anna'],
  ['Nachname', 'Ahorn'],
  ['Abteilung', 'Vertrieb'],
  ['Telefon geschäftlich', '030 901820'],
  ['Mobil', '0171 5550101'],
  ['E-Mail', 'anna@example.org'],
]);

const codes = (language: Language, known = COLUMNS): string[] =>
  examplesOf(language, known, 'DE').map(({ code }) => code);

const problems = (language: Language, code: string, columns: KnownColumns) => {
  const username = { username: { column: [...columns.keys()][0] } };
  const fields = [{ type: 'user' as const, values: username }];
  const template = `{"user": [{"username": "${code.replaceAll('"', "'")}"}]}`;
  const parts = {
    filter: { preFilter: code, fields },
    expression: { variables: [{ name: 'x', expression: code }], fields },
    template: { template },
  };
  return checkMapping(definition(parts[language]), [...columns.keys()]);
};

const LANGUAGES: Language[] = ['filter', 'expression', 'template'];

describe('examples of code', () => {
  it('are of the columns at hand, by what these mean', () => {
    expect(codes('filter')).toEqual([
      '$is(Abteilung, "Vertrieb")',
      '$not($isEmpty(`E-Mail`))',
      '$is(Abteilung, "Vertrieb") and $not($isEmpty(`E-Mail`))',
      '$endsWith(`E-Mail`, "@example.org")',
    ]);
    expect(codes('expression')).toEqual([
      'Vorname & " " & Nachname',
      '$login(Vorname, Nachname)',
      '$e164(`Telefon geschäftlich`, "DE")',
      '$is(Abteilung, "Vertrieb") ? "…" : Abteilung',
      '$substringBefore(`E-Mail`, "@")',
      '$lowercase(`Kürzel`)',
    ]);
    expect(codes('template')).toEqual(
      expect.arrayContaining([
        '{{{Vorname}}} {{{Nachname}}}',
        '{{{default Mobil [Telefon geschäftlich]}}}',
        '{{#if E-Mail}}{{{E-Mail}}}{{/if}}',
      ])
    );
  });

  it.each(LANGUAGES)('can be saved as they are: %s', (language) => {
    const odd: KnownColumns = new Map([
      ['a b', 'x "y" z'],
      ['c`d', '•••'],
      ['and', 'v'],
    ]);
    for (const columns of [COLUMNS, odd, new Map([['x', '']])]) {
      for (const code of codes(language, columns)) {
        expect([code, problems(language, code, columns)]).toEqual([code, []]);
      }
    }
    expect(codes(language, new Map())).toEqual([]);
  });

  it('of a filter open as conditions', () => {
    for (const code of codes('filter')) expect(filterRows(code)).not.toBeNull();
  });

  it('show no value that is masked, and none with quotation marks', () => {
    const known: KnownColumns = new Map([
      ['Abteilung', '•••'],
      ['Ort', 'Sankt "Peter"'],
      ['Land', 'DE'],
    ]);
    expect(codes('filter', known)[0]).toBe('$is(Land, "DE")');
  });
});
