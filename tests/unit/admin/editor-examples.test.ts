import {
  examplesOf,
  type KnownColumns,
  type Language,
} from '../../../admin/src/profile-form/mapping/examples';
import { phpExamplesOf } from '../../../admin/src/profile-form/mapping/php-examples';
import { checkMapping } from '../../../server/src/mapping';
import { filterRows } from '../../../shared/filter';
import { isPhp } from '../../../shared/php';
import { PHP_FUNCTION_NAMES } from '../../../shared/php-functions';
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

describe('examples of code in PHP', () => {
  const inPhp = (language: 'filter' | 'expression', known = COLUMNS): string[] =>
    phpExamplesOf(language, known).map(({ code }) => code);

  it('are statements about the columns at hand', () => {
    expect(inPhp('filter')).toEqual([
      'return $row["Abteilung"] == "Vertrieb";',
      'return !empty($row["E-Mail"]);',
      'return $row["Abteilung"] == "Vertrieb" && !empty($row["E-Mail"]);',
    ]);
    expect(inPhp('expression')).toEqual([
      'return $row["Kürzel"];',
      'return trim($row["Vorname"] . " " . $row["Nachname"]);',
      'return $row["Abteilung"] == "Vertrieb" ? "…" : $row["Abteilung"];',
      'return $row["Mobil"] ?: $row["Telefon geschäftlich"];',
      'return mb_strtolower($row["Kürzel"]);',
    ]);
  });

  it.each(['filter', 'expression'] as const)('can be saved as they are: %s', (language) => {
    for (const code of inPhp(language)) {
      expect(isPhp(code)).toBe(true);
      const found = problems(language, code, COLUMNS).filter(
        ({ params }) => !PHP_FUNCTION_NAMES.includes(String(params.found))
      );
      expect([code, found]).toEqual([code, []]);
    }
    expect(inPhp(language, new Map())).toEqual([]);
  });

  it('are none of conditions, so that such a filter is shown as code', () => {
    for (const code of ['return true;', ...inPhp('filter')]) expect(filterRows(code)).toBeNull();
  });

  it('name columns as they are called', () => {
    expect(inPhp('filter', new Map([['a "b" $c', 'x']]))[0]).toBe(
      String.raw`return $row["a \"b\" \$c"] == "x";`
    );
  });
});
