import { readPrelude } from '../../../server/src/sources/csv/prelude';

describe('lines above a table that are for programs', () => {
  it.each([
    ['#TYPE Selected.System.Management.Automation.PSCustomObject\r\nname,phone\r\n', 1, null],
    ['"#TYPE Microsoft.ActiveDirectory.Management.ADUser"\nname;phone\n', 1, null],
    ['#TYPE System.Object;;;\nname;phone;mail;id\n', 1, null],
    ['sep=;\r\nname;phone\r\n', 1, ';'],
    ['sep=;;;\r\nname;phone;mail\r\n', 1, ';'],
    ['sep=,\n#TYPE System.Object\nname,phone\n', 2, ','],
    ['\n\n#TYPE System.Object\nname,phone\n', 3, null],
    ['name,phone\n#TYPE System.Object\n', 0, null],
    ['#TYPE\nname\n', 0, null],
    ['#types of phones,number\n', 0, null],
  ])('are told from its own: %j', (text, lines, delimiter) => {
    expect(readPrelude(text)).toEqual({ lines, delimiter });
  });
});
