import { readValue } from '../../../server/src/mapping/values/attribute-values';
import { definitionOf } from '../../../server/src/mapping/names';
import type { RecordType } from '../../../shared/records';
import { codesOf, mapOne, userTemplate } from './support';

const read = (name: string, raw: unknown, identifies = false) => {
  const [type, attribute] = name.split('.') as [RecordType, string];
  const reading = readValue(definitionOf(type, attribute), raw, identifies);
  return reading.ok ? reading.value : reading.key.split('/')[0];
};

describe('what a spreadsheet made of a value', () => {
  it.each([
    ['user.mobileNumbers', '4,91716E+12', 'spreadsheet-number'],
    ['user.mobileNumbers', '0171 555; 4.9E+12', 'spreadsheet-number'],
    ['user.extension', '9.53E+02', 'spreadsheet-number'],
    ['user.extension', '952,00', 'spreadsheet-number'],
    ['user.extension', '12.0', 'spreadsheet-number'],
    ['phonebookEntry.homePhone', '3,05550E+09', 'spreadsheet-number'],
    ['phonebookEntry.fax', '1E-05', 'spreadsheet-number'],
    ['phone.mac', '1,5651E+11', 'spreadsheet-number'],
    ['phone.mac', '4E+51', 'spreadsheet-number'],
    ['user.groupId', '1,23457E+15', 'spreadsheet-number'],
    ['user.extension', '#NV', 'spreadsheet-error'],
    ['user.mobileNumbers', '#BEZUG!', 'spreadsheet-error'],
    ['user.displayName', '#NAME?', 'spreadsheet-error'],
    ['user.roles', '#VALEUR!', 'spreadsheet-error'],
    ['phonebookEntry.notes', '#ССЫЛКА!', 'spreadsheet-error'],
    ['user.groupName', 'Err:502', 'spreadsheet-error'],
    ['phonebookEntry.phone', '########', 'spreadsheet-error'],
    ['user.email', '#n/a', 'spreadsheet-error'],
    ['user.enabled', '#DIV/0!', 'spreadsheet-error'],
    [
      'user.roles',
      'Microsoft.ActiveDirectory.Management.ADPropertyValueCollection',
      'export-without-values',
    ],
    ['user.mobileNumbers', 'System.String[]', 'export-without-values'],
    ['user.extension', '=A2', 'spreadsheet-formula'],
    ['user.extension', '=SVERWEIS(A2;Liste!A:C;3;FALSCH)', 'spreadsheet-formula'],
    ['user.mobileNumbers', '=CONCATENATE("+49", B2)', 'spreadsheet-formula'],
    ['phonebookEntry.phone', '="+49"&$B$2', 'spreadsheet-formula'],
    ['phonebookEntry.fax', '=-5', 'spreadsheet-formula'],
    ['user.email', '=A2&"@example.org"', 'spreadsheet-formula'],
    ['phone.mac', '=MAJUSCULE(C3)', 'spreadsheet-formula'],
  ])('%s %j is not read', (name, raw, code) => {
    expect(read(name, raw)).toBe(code);
  });

  it.each([
    ['user.username', '4,91716E+12'],
    ['user.externalId', '1E+05'],
  ])('%s %j is no id', (name, raw) => {
    expect(read(name, raw, true)).toBe('spreadsheet-number');
  });

  it.each(['=A2&B2', '=LOWER(A2)', '=KLEIN(A2&"."&B2)', '="a"&B2'])('%j is no id either', (raw) => {
    expect(read('user.username', raw, true)).toBe('spreadsheet-formula');
  });

  it.each([
    ['phone.mac', '15651E110003', '15:65:1e:11:00:03'],
    ['user.externalId', '12E4', '12E4'],
    ['user.externalId', '952,00', '952,00'],
    ['user.groupName', '2E-10', '2E-10'],
    ['user.groupId', '952,00', '952,00'],
    ['phonebookEntry.notes', '#1 in sales!', '#1 in sales!'],
    ['phonebookEntry.notes', '=A2', '=A2'],
    ['user.displayName', '=SUM(A1)', '=SUM(A1)'],
    ['user.password', '=A2', '=A2'],
    ['user.extension', '="0301"', '0301'],
    ['phonebookEntry.mobile', '=+491711234567', '+491711234567'],
    ['user.externalId', '=A2f/9Q==', '=A2f/9Q=='],
    ['user.displayName', '#Team!', '#Team!'],
    ['user.pin', '9.53E+02', '9.53E+02'],
    ['user.password', '#REF!', '#REF!'],
  ])('%s %j is', (name, raw, value) => {
    expect(read(name, raw, name === 'user.externalId')).toBe(value);
  });
});

describe('a number', () => {
  it.each(['siehe Handy', 'anna', 'FLOWERS', '+', '()'])('is not %j', (raw) => {
    expect(read('phonebookEntry.phone', raw)).toBe('invalid-number');
    expect(read('user.extension', raw)).toBe('invalid-extension');
  });

  it.each([
    '0800-FLOWERS',
    '*31#',
    '**600',
    '#',
    'sip:anna@example.org',
    'SIPS:anna',
    'anna@pbx.example.org',
    '٠٣٠٥٥٥٠١٠١',
    '030 5550101 (Zentrale)',
    '+12125550147;ext=204',
  ])('is %j', (raw) => {
    expect(read('phonebookEntry.phone', raw)).toBe(raw);
  });

  it('keeps its extension in a list', () => {
    expect(read('user.mobileNumbers', '+12125550147;ext=204; 0171 5550101,1')).toEqual([
      '+12125550147;ext=204',
      '0171 5550101',
      '1',
    ]);
  });
});

describe('an address', () => {
  it.each([
    ...['anna', 'anna.example.org', '@example.org', 'anna@', 'a @ b', 'a;b', 'a, b', 'a@b@c.org'],
    ...['an na@x.org', 'E-mail: a@x.org', 'a@x.org, home', 'a@x.org; keine', 'Anna <anna>'],
    ...['mailto:', 'mailto:anna', 'Anna (a@x.org) Ahorn', `${'x'.repeat(9000)}@x.org y`],
  ])('of mail is not %j', (raw) => {
    expect(read('user.email', raw)).toBe('invalid-email');
    expect(read('phonebookEntry.email', raw)).toBe('invalid-email');
  });

  it.each([
    ...['a@x.org; b@y.org', 'a@x.org,b@y.org', 'a@x.org b@y.org', 'a@x.org / b@y.org'],
    ...[
      'a@x.org|b@y.org',
      'a@x.org\nb@y.org',
      'Anna <a@x.org>, Bert <b@y.org>',
      'a@x.org or b@x.org',
    ],
    ...[
      'a@x.org <b@y.org>',
      'mailto:a@x.org,b@y.org',
      'SMTP:a@x.org;smtp:b@y.org',
      '<a@x.org><b@x.org>',
    ],
  ])('of mail is none where there are several: %j', (raw) => {
    expect(read('user.email', raw)).toBe('several-emails');
    expect(read('user.email', raw, true)).toBe('several-emails');
  });

  it.each([
    ['Anna <a@x.org>', 'a@x.org'],
    ['"Ahorn, Anna" <anna.ahorn@x.org>', 'anna.ahorn@x.org'],
    ["Pat O'Brien <pat.o'brien@x.org>", "pat.o'brien@x.org"],
    ['Ahorn, Anna (Sales) <a@x.org>;', 'a@x.org'],
    ['<a@x.org>', 'a@x.org'],
    ["'a@x.org'", 'a@x.org'],
    ['"a@x.org"', 'a@x.org'],
    ['[a@x.org]', 'a@x.org'],
    ['A@x.org <a@x.org>', 'A@x.org'],
    ['a@x.org (Anna Ahorn)', 'a@x.org'],
    ['a@x.org;', 'a@x.org'],
    ['a@x.org; a@x.org', 'a@x.org'],
    ['mailto:a@x.org', 'a@x.org'],
    ['MAILTO:a@x.org?subject=Hello%20you', 'a@x.org'],
    ['mailto:a%40x.org', 'a@x.org'],
    ['<mailto:a@x.org>', 'a@x.org'],
    ['Anna <mailto:a@x.org>', 'a@x.org'],
    ['a@x.org <mailto:a@x.org>', 'a@x.org'],
    ['a@x.org#mailto:a@x.org#', 'a@x.org'],
    ['Mail#mailto:a@x.org#', 'a@x.org'],
    ['SMTP:a@x.org', 'a@x.org'],
    ['anna@localhost', 'anna@localhost'],
    ['jürgen@müller.example', 'jürgen@müller.example'],
    ['"anna ahorn"@x.org', '"anna ahorn"@x.org'],
    ["o'brien+list/x@x.org", "o'brien+list/x@x.org"],
  ])('of mail is taken from %j', (raw, address) => {
    expect(read('user.email', raw)).toBe(address);
    expect(read('phonebookEntry.email', raw)).toBe(address);
    expect(read('user.email', raw, true)).toBe(address);
  });

  it.each(['999.1.1.1', '10.0.0', '10.0.0.1.2', 'phone-17', '::g', '10.0.0.1/24'])(
    'of the Internet Protocol is not %j',
    (raw) => {
      expect(read('phone.ip', raw)).toBe('invalid-ip');
    }
  );

  it.each(['10.0.0.1', '2001:db8::17', 'fe80::1%eth0'])('of the Internet Protocol is %j', (raw) => {
    expect(read('phone.ip', raw)).toBe(raw);
  });
});

describe('a value that cannot be read', () => {
  const template = userTemplate({
    username: '"{{login}}"',
    email: '"{{mail}}"',
    extension: '"{{ext}}"',
  });

  it('leaves its attribute out, and the record in', async () => {
    const { records, issues } = await mapOne(
      { template },
      { login: 'max', mail: 'max', ext: '#NV' }
    );
    expect(issues).toEqual([]);
    expect(records[0]).toMatchObject({
      failed: false,
      attributes: { username: 'max' },
      unread: {
        email: { row: 2, column: 'mail', value: 'max', code: 'invalid-email' },
        extension: { row: 2, column: 'ext', value: '#NV', code: 'spreadsheet-error' },
      },
    });
  });

  it('fails the record where it is its key', async () => {
    const match = { user: 'extension', phonebookEntry: 'externalId', phone: 'mac' };
    const { records, issues } = await mapOne(
      { template, match },
      { login: 'max', mail: 'max', ext: '952,00' }
    );
    expect(records).toEqual([]);
    expect(codesOf(issues)).toEqual(['spreadsheet-number', 'invalid-email']);
  });

  it('of a contact is its name where it has no id', async () => {
    const contact = '{"phonebook":[{"displayName":"{{name}}","phone":"{{phone}}"}]}';
    const named = await mapOne({ template: contact }, { name: '#NAME?', phone: '1' });
    expect(named.records[0]?.failed).toBe(true);
    const called = await mapOne({ template: contact }, { name: 'Taxi', phone: 'none yet' });
    expect(called.records[0]).toMatchObject({ failed: false, unread: { phone: { row: 2 } } });
  });

  it('keeps its record from being taken for none', async () => {
    const { records } = await mapOne(
      { template: '{"identity":[{"username":"u","post":{"phonebook":[{"phone":"{{p}}"}]}}]}' },
      { p: '#REF!' }
    );
    expect(records[0]?.children).toEqual([
      expect.objectContaining({ attributes: {}, unread: { phone: expect.anything() } }),
    ]);
  });
});
