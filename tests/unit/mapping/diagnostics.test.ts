import type { StoredProblem } from '../../../shared/codes/kinds';
import { problem } from '../../../shared/codes/problems';
import { codeTexts } from '../../../shared/codes/texts';
import { checkMapping, MappingError } from '../../../server/src/mapping';
import { Diagnostics } from '../../../server/src/mapping/diagnostics';
import { problemOf } from '../../../server/src/utils/errors';
import { definition, mapOne, mappingOf, userTemplate } from './support';
import type { MappingDefinition } from './types';

const german = codeTexts('de');
const inGerman = ({ code, params }: StoredProblem): string | null =>
  params ? german.text({ code, params }) : null;

const thrownBy = (part: Partial<MappingDefinition>): MappingError => {
  try {
    mappingOf(part, ['name']);
  } catch (error) {
    if (error instanceof MappingError) return error;
  }
  throw new Error('nothing is wrong with the mapping');
};

describe('what is found in a mapping', () => {
  it.each<[Partial<MappingDefinition>, string]>([
    [
      { preFilter: '$eval(name)' },
      'Die Funktion $eval ist nicht erlaubt: Sie würde Text einer Zeile als Ausdruck ausführen.',
    ],
    [
      { template: userTemplate({ username: '"{{{name}} x}"' }) },
      'Die Vorlage ist kein gültiges Handlebars: ',
    ],
    [
      { template: '{"user":[{"username":"{{name}}" "email":"x"}]}' },
      'Die Vorlage ergibt kein JSON: unerwartet ist "\\"", bei „user":[{"username":"{{name}}" "email":"x"}]}“. Vergleichen Sie',
    ],
    [
      { template: '{"user":[{"displayName":"{{name}}"}]}' },
      'Die Vorlage füllt nirgends das Feld Benutzername, an dem dieses Profil Benutzer erkennt.',
    ],
  ])('is said in the language of the reader: %j', (part, text) => {
    const texts = checkMapping(definition(part), ['name']).map(inGerman);
    expect(texts).toContainEqual(expect.stringContaining(text));
    expect(texts).not.toContain(null);
  });

  it.each([
    ['warning', ['variables.a']],
    ['info', ['variables.a', 'variables.b']],
  ] as const)('is said once: %s of %j', (severity, places) => {
    const diagnostics = new Diagnostics();
    for (const field of ['variables.a', 'variables.b', 'variables.b']) {
      diagnostics.warn(field, problem('php-translated', { expression: 'job' }), severity);
    }
    expect(diagnostics.warnings.map(({ column }) => column)).toEqual(places);
  });

  it('is said with its place when a mapping cannot be used', () => {
    const error = thrownBy({ preFilter: '(', template: '{{foo bar}}' });
    expect(error.message).toMatch(/^preFilter: The expression is not valid.*\ntemplate: There is/);
    expect(inGerman(problemOf(error))).toMatch(
      /^preFilter: Der Ausdruck ist kein gültiges.*\ntemplate: Einen Helfer „foo“ gibt es nicht\./
    );
  });

  it('is said of some rows only where the others are not concerned', async () => {
    const template = '{{#if name}}{"user":[{"username":"{{name}}"}]}{{else}}[x]{{/if}}';
    const { mapping, issues } = await mapOne({ template }, { name: '' });
    expect(mapping.issues.map(inGerman)).toEqual([
      expect.stringMatching(
        /^Bei manchen Zeilen: Die Vorlage ergibt kein JSON: unerwartet ist "x"/
      ),
    ]);
    expect(issues.map(inGerman)).toEqual([
      expect.stringContaining('für diese Zeile kein JSON: unerwartet ist "x" (Zeile 1, Spalte 2 '),
    ]);
  });
});
