import {
  builtInFormat,
  shownIn,
  shownTruth,
} from '../../../server/src/sources/workbook/number-formats';

const GERMAN = { language: 'de', from1904: false };
const UNKNOWN = { language: null, from1904: false };
/** 1 February 2024, half past one in the afternoon. */
const DAY = 45323.5625;

describe('a number is shown as its cell shows it', () => {
  it.each([
    ['General', 303, '303'],
    ['General', 1234567.5, '1234567.5'],
    ['General', 0.1 + 0.2, '0.3'],
    ['General', 491701234567, '491701234567'],
    ['General', 1e-9, '0.000000001'],
    ['00000', 1067, '01067'],
    ['0000', 7, '0007'],
    ['+0', 491701234567, '+491701234567'],
    ['"+"#', 491701234567, '+491701234567'],
    ['0%', 0.5, '50%'],
    ['0.00', 2, '2.00'],
    ['#,##0.00 "€"', 1234.5, '1,234.50 €'],
    ['(###) ###-####', 5551234567, '(555) 123-4567'],
    ['00"-"00', 1234, '12-34'],
    ['@', 303, '303'],
    ['dd.mm.yyyy', DAY, '01.02.2024'],
    ['yyyy\\-mm\\-dd', DAY, '2024-02-01'],
    ['hh:mm', DAY, '13:30'],
    ['[$-407]dd/mm/yyyy', DAY, '01.02.2024'],
    ['[$-409]m/d/yy h:mm AM/PM;@', DAY, '2/1/24 1:30 PM'],
    ['[$-407]d. mmmm yyyy', DAY, '1. Februar 2024'],
    ['[$-de-DE]d. mmmm yyyy', DAY, '1. Februar 2024'],
  ])('%s of %d', (pattern, value, shown) => {
    expect(shownIn(pattern, UNKNOWN)(value)).toBe(shown);
  });

  it.each([
    ['0.00E+00', 491701234567, '491701234567'],
    [';;;', 303, '303'],
    ['', 303, '303'],
    ['[no format', 303, '303'],
    ['#', 0, ''],
  ])('but for digits that its format hides: %s', (pattern, value, shown) => {
    expect(shownIn(pattern, UNKNOWN)(value)).toBe(shown);
  });

  it('in the language of the workbook', () => {
    expect(shownIn('#,##0.00', GERMAN)(1234.5)).toBe('1.234,50');
    expect(shownIn('General', GERMAN)(1.5)).toBe('1,5');
    expect(shownIn('dd/mm/yyyy', GERMAN)(DAY)).toBe('01.02.2024');
    expect(shownIn('mmmm', GERMAN)(DAY)).toBe('Februar');
    expect([shownTruth(true, GERMAN), shownTruth(false, UNKNOWN)]).toEqual(['WAHR', 'FALSE']);
  });

  it.each([
    [14, '01.02.2024', '2024-02-01'],
    [22, '01.02.2024 13:30', '2024-02-01 13:30'],
    [9, '4532356%', '4532356%'],
    [2, '45323,56', '45323.56'],
    [49, '45323,5625', '45323.5625'],
    [999, '45323,5625', '45323.5625'],
  ])('in a format that Excel only gives a number, %d', (id, german, unknown) => {
    expect(shownIn(builtInFormat(id, GERMAN), GERMAN)(DAY)).toBe(german);
    expect(shownIn(builtInFormat(id, UNKNOWN), UNKNOWN)(DAY)).toBe(unknown);
  });

  it('in the format of the computer', () => {
    expect(shownIn('[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy', GERMAN)(DAY)).toBe('01.02.2024');
    expect(shownIn('[$-F400]h:mm:ss\\ AM/PM', GERMAN)(DAY)).toBe('13:30:00');
  });
});
