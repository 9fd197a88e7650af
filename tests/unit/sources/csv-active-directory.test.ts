import { decodeCell } from '../../../server/src/sources/table/exporters';
import { decodeAttribute } from '../../../server/src/sources/ldap/values';

const hex = (text: string): string => Buffer.from(text).toString('hex');
const BYTES = Buffer.from('0a1b2c3d4e5f60718293a4b5c6d7e8f9', 'hex');
const SID = Buffer.from('010500000000000515000000c7a8c7d72b5b59c8147dce01f5030000', 'hex');

describe("csvde's X'…'", () => {
  it.each([
    ['displayName', `X'${hex('Bert Müller')}'`, 'Bert Müller'],
    ['sn', `x'${hex('Ñandú').toUpperCase()}'`, 'Ñandú'],
    ['description', "X''", ''],
    ['memberOf', `CN=a,DC=x;X'${hex('CN=Ä,DC=x')}'`, 'CN=a,DC=x;CN=Ä,DC=x'],
    ['objectSid', `X'${SID.toString('hex')}'`, 'S-1-5-21-3620186311-3361299243-30309652-1013'],
    ['id', `X'${BYTES.toString('hex')}'`, '3d2c1b0a-5f4e-7160-8293-a4b5c6d7e8f9'],
    ['thumbnailPhoto', "X'ffd8ffe0'", '/9j/4A=='],
    ['thumbnailPhoto', `X'${hex('text')}'`, 'dGV4dA=='],
  ])('is decoded in %s', (column, cell, text) => {
    expect(decodeCell(column, cell)).toBe(text);
  });

  it.each(["X'4", "X'zz'", "aX'41'", "X'41' b", "O'Brien", "it's X'41'"])('is not %s', (cell) => {
    expect(decodeCell('sn', cell)).toBe(cell);
  });
});

describe('an objectGUID', () => {
  const [inLdap] = decodeAttribute('objectGUID', [BYTES], true) ?? [];
  const digits = BYTES.toString('hex');

  it.each([
    `X'${digits}'`,
    '3d2c1b0a-5f4e-7160-8293-a4b5c6d7e8f9',
    '{3D2C1B0A-5F4E-7160-8293-A4B5C6D7E8F9}',
    ' 3D2C1B0A-5f4e-7160-8293-a4b5c6d7e8f9 ',
    digits.toUpperCase(),
    `0x${digits}`,
    BYTES.toString('base64'),
    [...BYTES].join(' '),
    [...BYTES].join(','),
    `{${[...BYTES].join(', ')}}`,
    (digits.match(/../g) ?? []).join('-').toUpperCase(),
    (digits.match(/../g) ?? []).map((pair) => `\\${pair}`).join(''),
  ])('written as %s is what the LDAP source gives', (cell) => {
    expect(decodeCell('objectGUID', cell)).toBe(inLdap);
    expect(decodeCell('ObjectGuid', cell)).toBe(inLdap);
  });

  it.each(['', '17', 'anna', digits.slice(2), '10 27'])('is not %j, which stays', (cell) => {
    expect(decodeCell('objectGUID', cell)).toBe(cell);
  });

  it('is looked for in no other column', () => {
    expect(decodeCell('employeeID', digits)).toBe(digits);
    expect(decodeCell('notes', '{3D2C1B0A-5F4E-7160-8293-A4B5C6D7E8F9}')).toContain('{3D2C');
  });
});
