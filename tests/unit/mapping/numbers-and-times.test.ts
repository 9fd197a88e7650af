import { inEnglish } from '../../../shared/codes/texts';
import { readValue } from '../../../server/src/mapping/values/attribute-values';
import { setAppAttributes, type AttributeKind } from '../../../shared/records';
import { mapOne, userTemplate } from './support';

const read = (kind: AttributeKind, raw: unknown, digits?: readonly [number, number]) => {
  const reading = readValue({ kind, digits, synonyms: [] }, raw);
  return reading.ok ? reading.value : reading.key;
};

describe('a number', () => {
  it.each([
    ['integer', '42', '42'],
    ['integer', ' +42 ', '42'],
    ['integer', '-7', '-7'],
    ['integer', '-0', '0'],
    ['integer', '5.0', '5'],
    ['integer', '="0301"', '301'],
    ['integer', "'42", '42'],
    ['integer', 42, '42'],
    ['integer', '1 234', '1234'],
    ['integer', '1.234.567', '1234567'],
    ['biginteger', '9007199254740991', '9007199254740991'],
    ['decimal', '12.50', '12.5'],
    ['decimal', '12,50', '12.5'],
    ['decimal', '1.234,50', '1234.5'],
    ['decimal', '1,234.50', '1234.5'],
    ['decimal', "1'234.50", '1234.5'],
    ['decimal', '0.10', '0.1'],
    ['float', '0.125', '0.125'],
    ['float', '1234,567', '1234.567'],
    ['float', '52.5200', '52.52'],
    ['float', 1.234, '1.234'],
  ] as const)('of the kind %s is read from %j', (kind, raw, value) => {
    expect(read(kind, raw)).toBe(value);
  });

  it.each([
    ['integer', '1.234', 'ambiguous-number'],
    ['integer', '1,234', 'ambiguous-number'],
    ['decimal', '1.234', 'ambiguous-number'],
    ['float', '-12,500', 'ambiguous-number'],
    ['integer', '5.5', 'invalid-integer'],
    ['integer', 'many', 'invalid-integer'],
    ['integer', true, 'invalid-integer'],
    ['integer', '0x10', 'invalid-integer'],
    ['integer', '2147483648', 'number-too-large'],
    ['biginteger', '-9007199254740992', 'number-too-large'],
    ['decimal', '100000000', 'number-too-large'],
    ['decimal', '1.2345', 'invalid-decimal/digits'],
    ['decimal', '12 €', 'invalid-decimal'],
    ['decimal', '1.2.3', 'invalid-decimal'],
    ['decimal', '1.234.56', 'invalid-decimal'],
    ['decimal', '12.34,5', 'invalid-decimal'],
    ['float', 'Infinity', 'invalid-decimal'],
    ['float', '1e999', 'invalid-decimal'],
    ['integer', '4,9E+11', 'spreadsheet-number'],
    ['float', '#DIV/0!', 'spreadsheet-error'],
  ] as const)('of the kind %s is refused in %j as %s', (kind, raw, key) => {
    expect(read(kind, raw)).toBe(key);
  });

  it('has as many decimals as its column', () => {
    expect(read('decimal', '1.2345', [12, 4])).toBe('1.2345');
    expect(read('decimal', '1.23456', [12, 4])).toBe('invalid-decimal/digits');
    expect(read('decimal', '99999999.9', [12, 4])).toBe('99999999.9');
    expect(read('decimal', '100000000', [12, 4])).toBe('number-too-large');
  });
});

describe('a date or time', () => {
  it.each([
    ['date', '2026-02-01', '2026-02-01'],
    ['date', '2024-02-29', '2024-02-29'],
    ['date', '2026-02-01 00:00:00.000', '2026-02-01'],
    ['datetime', '2026-02-01T08:30:00Z', '2026-02-01T08:30:00.000Z'],
    ['datetime', '2026-02-01 08:30+01:00', '2026-02-01T07:30:00.000Z'],
    ['datetime', '2026-02-01 08:30:15.123456+00', '2026-02-01T08:30:15.123Z'],
    ['datetime', '2026-01-01T00:30:00.5+0100', '2025-12-31T23:30:00.500Z'],
    ['time', '8:30', '08:30:00.000'],
    ['time', '23:59:59.5', '23:59:59.500'],
  ] as const)('of the kind %s is read from %j', (kind, raw, value) => {
    expect(read(kind, raw)).toBe(value);
  });

  it.each([
    ['date', '01.02.2026', 'invalid-date'],
    ['date', '31.12.2026', 'invalid-date'],
    ['date', '02/01/2026', 'invalid-date'],
    ['date', '2026-02-30', 'invalid-date'],
    ['date', '2026-02-01T23:30:00Z', 'invalid-date'],
    ['date', '46054', 'invalid-date'],
    ['datetime', '2026-02-01', 'invalid-datetime'],
    ['datetime', '2026-02-01 08:30', 'invalid-datetime'],
    ['datetime', '2026-02-30T08:30:00Z', 'invalid-datetime'],
    ['datetime', '2026-02-01T25:00:00Z', 'invalid-datetime'],
    ['time', '24:00', 'invalid-time'],
    ['time', '8:30 PM', 'invalid-time'],
  ] as const)('of the kind %s is refused in %j', (kind, raw, key) => {
    expect(read(kind, raw)).toBe(key);
  });

  it.each(['date', 'integer', 'decimal'] as const)(
    'of the kind %s is empty where a text says so',
    (kind) => {
      for (const raw of ['', ' ', null, '-', 'n/a', 'unbekannt'])
        expect(read(kind, raw)).toBeNull();
    }
  );
});

describe('what issues advise', () => {
  beforeAll(() => {
    const user = {
      price: { kind: 'float' },
      hired: { kind: 'date' },
      seen: { kind: 'datetime' },
    } as const;
    setAppAttributes({ user, phonebookEntry: {}, phone: {} });
  });

  it.each([
    ['price', '1,234', '$formatNumber($number($replace(cell, ",", ".")), "0.0000")', '1.234'],
    ['price', '1.234', '$replace(cell, ".", "")', '1234'],
    ['price', '12.3456', '$round($number(cell), 2)', '12.35'],
    [
      'hired',
      '01.02.2026',
      String.raw`$replace(cell, /(\d+)\.(\d+)\.(\d+)/, "$3-$2-$1")`,
      '2026-02-01',
    ],
    ['seen', '2026-02-01 08:30', 'cell & "+01:00"', '2026-02-01T07:30:00.000Z'],
  ])('makes a value of %s in %s', async (name, cell, expression, value) => {
    const variables = [{ name: 'made', expression }];
    const template = userTemplate({ username: '"ada"', [name]: '"{{{made}}}"' });
    const { records } = await mapOne({ template, variables }, { cell });
    expect(records[0]?.attributes).toEqual({ username: 'ada', [name]: value });
  });

  it('takes a number that an expression has made for what it is', async () => {
    const variables = [{ name: 'made', expression: '$number(cell)' }];
    const template = userTemplate({ username: '"ada"', price: '{{{made}}}' });
    const { records } = await mapOne({ template, variables }, { cell: '1.234' });
    expect(records[0]?.attributes).toEqual({ username: 'ada', price: '1.234' });
  });

  it('names what was found and expected', async () => {
    const template = userTemplate({ username: '"ada"', hired: '"{{{cell}}}"' });
    const { records } = await mapOne({ template }, { cell: '01.02.2026' });
    expect(records[0]?.attributes).toEqual({ username: 'ada' });
    expect(inEnglish(records[0]!.unread!.hired!)).toMatchObject({
      row: 2,
      column: 'cell',
      value: '01.02.2026',
      code: 'invalid-date',
      message: expect.stringMatching(
        /"01.02.2026" cannot be the hired of a user.*2026-12-31.*\$3-\$2-\$1/u
      ),
    });
  });
});
