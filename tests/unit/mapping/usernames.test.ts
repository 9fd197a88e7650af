import { codeTexts, englishOf } from '../../../shared/codes/texts';
import type { Fields } from '../../../shared/profile/fields';
import { proposeMapping, samplesOf } from '../../../server/src/mapping';
import { mapOne } from './support';

const rowsOf = (columns: string[], rows: string[][]) =>
  proposeMapping(
    columns,
    samplesOf(
      rows.map((cells) => Object.fromEntries(columns.map((name, at) => [name, cells[at] ?? ''])))
    )
  ).usernames;

const COLUMNS = ['Vorname', 'Nachname', 'E-Mail', 'Durchwahl', 'Personalnummer'];
const ANNA = ['Anna', 'Größ', 'anna@example.com', '301', 'P-1'];
const BOB = ['Bob', 'Birke', 'bob@example.com', '302', 'P-2'];

const kinds = (columns: string[], rows: string[][]) =>
  rowsOf(columns, rows).map(({ words }) => words.params?.['variant']);

describe('what can stand for a user name', () => {
  it('is nothing where a column holds one', () => {
    expect(kinds(['Benutzername', 'E-Mail'], [['anna', 'anna@example.com']])).toEqual([]);
  });

  it('is what everybody has and nobody shares, or a name that is made', () => {
    expect(rowsOf(COLUMNS, [ANNA, BOB]).map(({ value }) => value)).toEqual([
      { column: 'E-Mail' },
      { column: 'Durchwahl' },
      { column: 'Personalnummer' },
      {
        column: 'Vorname',
        convert: [{ join: { columns: ['Nachname'], separator: ' ' } }, 'login'],
      },
    ]);
  });

  it('is not what two people share, whatever its case, or nobody has', () => {
    const alike = ['Anna', 'Groess', 'ANNA@example.com', '', 'P-3'];
    expect(kinds(COLUMNS, [ANNA, alike])).toEqual(['external-id', 'extension']);
    expect(kinds(['Vorname', 'Nachname', 'E-Mail'], [['', '', '']])).toEqual([]);
    expect(kinds(COLUMNS, [])).toEqual([]);
  });

  it('is said in words, with an example and how many lack it', () => {
    const [made, email] = rowsOf(COLUMNS, [ANNA, ['Cleo', 'Carl', '', '', '']]).filter(
      ({ words }) => ['email', 'made'].includes(String(words.params?.['variant']))
    );
    expect(made && englishOf(made.words)).toBe(
      'A login name made of "Vorname", "Nachname", such as "anna.groess".'
    );
    expect(email && codeTexts('de').textOrStored(email.words)).toBe(
      'Die E-Mail-Adresse aus der Spalte „E-Mail“, zum Beispiel „anna@example.com“; eine der ersten Zeilen hat keine.'
    );
  });

  it('gives a run what it says', async () => {
    const values = Object.fromEntries(COLUMNS.map((column, at) => [column, ANNA[at] ?? '']));
    for (const { value, words } of rowsOf(COLUMNS, [ANNA, BOB])) {
      const fields: Fields = [{ type: 'user', values: { username: value } }];
      const { records } = await mapOne({ fields }, values);
      expect(records[0]?.attributes.username).toBe(words.params?.['example']);
    }
  });

  it('is made of a whole name where that is not in parts', () => {
    expect(rowsOf(['Name'], [['Anna Ahorn'], ['Bob Birke']])).toMatchObject([
      {
        value: { column: 'Name', convert: ['login'] },
        words: { params: { example: 'anna.ahorn' } },
      },
    ]);
  });
});
