import { buffer } from 'node:stream/consumers';
import { compileMapping } from '../../../server/src/mapping';
import { readValue } from '../../../server/src/mapping/values/attribute-values';
import { csvOf } from '../../../server/src/controllers/csv';
import { DOWNLOADS } from '../../../shared/contracts/reports';
import { ATTRIBUTES } from '../../../shared/records';
import { rounds } from '../../support/rounds';
import { definition, userTemplate } from '../mapping/support';
import { Random } from '../../support/random';
import { read, removeFolders } from './support';

afterAll(removeFolders);

const ROUNDS = rounds(10, 40);
const ROWS = 25;

/** What spreadsheets, CSV and this plugin take for something else than a character. */
const PIECES = [
  ...['=', '+', '-', '@', '\uFF1D', '\uFF0B', "'", '"', '""', '="', '"="', ',', ';', '|', ':'],
  ...['\t', '\n', '\r', '\r\n', ' ', '\u00A0', '\u200B', '\uFEFF', '\\', '{{', '}}', '<', '&'],
  ...["X'41'", 'sep=;', '#TYPE x', '---', 'a', 'ü', '1', '0', '😀', 'null', '#NV', 'E+05'],
];

const valueOf = (random: Random): string => {
  const inner = Array.from({ length: 1 + random.below(6) }, () => random.pick(PIECES)).join('');
  return random.chance(0.3) ? `="${inner.replaceAll('"', '""')}"` : inner;
};

type Secrets = Record<'password' | 'sipPassword' | 'pin', string>;

const TEMPLATE = userTemplate({
  username: '"{{key}}"',
  displayName: '"{{name}}"',
  password: '"{{password}}"',
  sipPassword: '"{{sipPassword}}"',
  pin: '"{{pin}}"',
});

/** Downloads credentials, imports the file, and answers what it makes of each line. */
const imported = async (
  people: (Secrets & { label: string })[],
  form: Parameters<typeof csvOf>[2]
) => {
  const lines = people.map(({ label, ...secrets }, index) => [
    null,
    label,
    null,
    null,
    'user',
    `key-${index}`,
    secrets.password,
    secrets.sipPassword,
    secrets.pin,
  ]);
  const { rows, columns } = await read(await buffer(csvOf(DOWNLOADS.credentials, [lines], form)));
  expect(rows.flatMap(({ issues }) => issues)).toEqual([]);
  const mapping = compileMapping(definition({ template: TEMPLATE }), columns);
  const mapped = await Promise.all(rows.map((row) => mapping.map(row)));
  return mapped.map(({ records }) => records[0]?.attributes);
};

/** A text as an attribute holds it that was imported; another one where it may not hold this one. */
const displayNameOf = (text: string): string => {
  const { displayName } = ATTRIBUTES.user;
  const reading = displayName && readValue(displayName, text);
  return reading?.ok && typeof reading.value === 'string' ? reading.value : 'x';
};

const held = (text: string): string | null => (text.trim() === '' ? null : text);

const people = (values: string[]) =>
  values.map((value) => ({ label: 'x', password: value, sipPassword: value, pin: value }));

const AS_TEXT = { delimiter: ';', texts: ['password', 'sipPassword', 'pin'] } as const;

describe.each([
  ['', {}],
  [', as text for spreadsheets', AS_TEXT],
])('what is downloaded and imported again%s', (_form, form) => {
  it.each([
    ['two apostrophes', ["'", "'"]],
    ['apostrophes around everything', ["'a'", "'b'", "'c'"]],
    ['what spreadsheets make something else of', ['0042', '1E5', '1-3', '+49 30', 'MAR 2', '1,5']],
    ['a text in a formula', ['="x"', '="0301"', '="a""b"', ' ="x" ']],
    ['a formula in a formula', ['="=""x"""', '="=""=""""x"""""""']],
    ['blanks at the ends', [' x', 'x ', '\tx', '\u00A0x\u00A0', '\nx']],
    ['what csvde writes', ["X'41'", "X'C3BC'"]],
    ['other delimiters', ['a;b;c', 'a|b|c', 'a\tb\tc', '"a","b"']],
    ['whole lines in quotation marks', ['"a,b"\r\n"c,d"\r\n"e,f"', '"a,b"\n"c,d"']],
    ['what stands above or below tables', ['sep=;', '#TYPE x', '(2 rows affected)', '----']],
  ])('is the same secret: %s', async (_, values) => {
    const found = await imported(people(values), form);
    expect(found.map((record) => record?.password)).toEqual(values);
    expect(found.map((record) => record?.pin)).toEqual(values);
  });

  it('is the same, whatever it is', async () => {
    for (let seed = 1; seed <= ROUNDS; seed += 1) {
      const random = new Random(seed);
      const given = Array.from({ length: ROWS }, () => ({
        label: displayNameOf(valueOf(random)),
        password: valueOf(random),
        sipPassword: valueOf(random),
        pin: valueOf(random),
      }));
      const found = await imported(given, form);
      const expected = given.map(({ label, password, sipPassword, pin }, index) => ({
        username: `key-${index}`,
        displayName: held(label),
        password: held(password),
        sipPassword: held(sipPassword),
        pin: held(pin),
      }));
      expect({ seed, found }).toEqual({ seed, found: expected });
    }
  });
});

describe('a secret of another file', () => {
  it.each([
    ['="0301"', '0301'],
    ['="a""b"', 'a"b'],
    ['="=""x"""', '="x"'],
    ["'=x", "'=x"],
    [' x ', ' x '],
  ])('loses one formula around it and nothing else: %s', async (cell, value) => {
    const text = `login;zugang\nada;"${cell.replaceAll('"', '""')}"\n`;
    const { rows, columns } = await read(text);
    const template = userTemplate({ username: '"{{login}}"', password: '"{{zugang}}"' });
    const mapping = compileMapping(definition({ template }), columns);
    const [row] = rows;
    const mapped = row && (await mapping.map(row));
    expect(mapped?.records[0]?.attributes.password).toBe(value);
  });
});
