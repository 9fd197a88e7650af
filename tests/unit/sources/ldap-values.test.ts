import {
  decodeAttribute,
  fileTime,
  generalizedTime,
  guidBytes,
  guidText,
  primaryGroupSid,
  sidText,
} from '../../../server/src/sources/ldap/values';
import { Random } from '../../support/random';

const hex = (digits: string) => Buffer.from(digits, 'hex');
const GUID = 'e004253f894fd3419a0c0305e82c3301';
const GUID_TEXT = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
const SID = '010500000000000515000000c7f7fed77c7755c8945ace01f5030000';
const SID_TEXT = 'S-1-5-21-3623811015-3361044348-30300820-1013';
const JPEG = 'ffd8ffe000104a464946';

describe('identifiers', () => {
  it('writes a GUID as Active Directory shows it', () => {
    const bytes = hex(GUID);
    expect(guidText(bytes)).toBe(GUID_TEXT);
    expect(bytes.toString('hex')).toBe(GUID);
    expect(guidText(hex('0000000000000000000000000000000a'))).toBe(
      '00000000-0000-0000-0000-00000000000a'
    );
  });

  it.each(['', GUID.slice(2), `${GUID}00`])('takes %j for no GUID', (digits) => {
    expect(guidText(hex(digits))).toBeNull();
  });

  it('reads a GUID in any form back', () => {
    for (const text of [GUID_TEXT, GUID_TEXT.toUpperCase(), ` {${GUID_TEXT}} `]) {
      expect(guidBytes(text)?.toString('hex')).toBe(GUID);
    }
    expect(guidBytes(GUID)).toBeNull();
    const random = new Random(7);
    for (let round = 0; round < 50; round += 1) {
      const bytes = Buffer.from(Array.from({ length: 16 }, () => random.below(256)));
      expect(guidBytes(guidText(bytes) ?? '')).toEqual(bytes);
    }
  });

  it.each([
    [SID, SID_TEXT],
    ['01020000000000052000000020020000', 'S-1-5-32-544'],
    ['010100000000000512000000', 'S-1-5-18'],
    ['0100000000000005', 'S-1-5'],
    ['0101123456789abc01000000', 'S-1-0x123456789ABC-1'],
    ['0101000000000005ffffffff', 'S-1-5-4294967295'],
  ])('writes the SID %s', (digits, text) => {
    expect(sidText(hex(digits))).toBe(text);
  });

  it.each(['', '01', `02${SID.slice(2)}`, `${SID}00`, SID.slice(0, -2), GUID])(
    'takes %j for no SID',
    (digits) => {
      expect(sidText(hex(digits))).toBeNull();
    }
  );

  it.each([
    [SID_TEXT, '513', 'S-1-5-21-3623811015-3361044348-30300820-513'],
    [SID_TEXT, '', null],
    [SID_TEXT, '-1', null],
    [SID_TEXT, '5x', null],
    ['S-1-5', '513', null],
    ['S-1-5-18', '513', null],
    ['anna', '513', null],
    [`${SID_TEXT},x`, '513', null],
  ])('%s with the group %j: %s', (user, rid, group) => {
    expect(primaryGroupSid(user, rid)).toBe(group);
  });
});

describe('generalized time', () => {
  it.each([
    ['20260315093000Z', '2026-03-15T09:30:00Z'],
    ['20260315093000.0Z', '2026-03-15T09:30:00Z'],
    ['20260315093000.25Z', '2026-03-15T09:30:00.250Z'],
    ['20260315093000,123456Z', '2026-03-15T09:30:00.123Z'],
    ['20260315093000.568999999999999999999Z', '2026-03-15T09:30:00.568Z'],
    ['202603150930Z', '2026-03-15T09:30:00Z'],
    ['202603150930.5Z', '2026-03-15T09:30:30Z'],
    ['2026031509Z', '2026-03-15T09:00:00Z'],
    ['2026031509.75Z', '2026-03-15T09:45:00Z'],
    ['20260315093000+0100', '2026-03-15T08:30:00Z'],
    ['20260315093000-0530', '2026-03-15T15:00:00Z'],
    ['20260101000000+01', '2025-12-31T23:00:00Z'],
    ['199412161032-0500', '1994-12-16T15:32:00Z'],
    ['20240229120000Z', '2024-02-29T12:00:00Z'],
    ['20000229000000Z', '2000-02-29T00:00:00Z'],
    ['20161231235960Z', '2017-01-01T00:00:00Z'],
    ['16010101000000.0Z', '1601-01-01T00:00:00Z'],
    ['00010101000000Z', '0001-01-01T00:00:00Z'],
    ['99991231235959Z', '9999-12-31T23:59:59Z'],
  ])('%s is %s', (text, iso) => {
    expect(generalizedTime(text)).toBe(iso);
  });

  it.each([
    '',
    'x',
    '2026',
    '20260315',
    '20260315093000',
    '20260315093000z',
    ' 20260315093000Z',
    '20260315093000Z\n',
    '20260315093000.Z',
    '20260315093000+1',
    '20260315093000+2400',
    '20260315093000+0060',
    '20260229000000Z',
    '19000229000000Z',
    '20260431000000Z',
    '20260300000000Z',
    '20261301000000Z',
    '20260315240000Z',
    '20260315096000Z',
    '20260315093061Z',
    '000001010000Z',
    '00000101000000Z',
    '99991231235959-0100',
    '2026031509300Z',
    '20260315093000.123456Z#000000#000#000000',
  ])('%j is none', (text) => {
    expect(generalizedTime(text)).toBeNull();
  });

  it('is what the calendar says for random times', () => {
    const random = new Random(4517);
    for (let round = 0; round < 1000; round++) {
      const date = new Date(random.below(4_102_444_800) * 1000);
      const iso = date.toISOString().replace('.000Z', 'Z');
      expect(generalizedTime(iso.replace(/[-:T]/g, ''))).toBe(iso);
    }
  });
});

describe("Active Directory's time", () => {
  it.each([
    ['134180406000000000', '2026-03-15T09:30:00Z'],
    ['133537247991230000', '2024-02-29T23:59:59.123Z'],
    ['133537247991239999', '2024-02-29T23:59:59.123Z'],
    ['116444736000000000', '1970-01-01T00:00:00Z'],
    ['10000000', '1601-01-01T00:00:01Z'],
    ['0', ''],
    ['9223372036854775807', ''],
    ['9223372036854775806', null],
    ['-1', null],
    ['', null],
    ['1e9', null],
    ['134180406000000000 ', null],
    ['9'.repeat(400), null],
  ])('%s is %j', (text, iso) => {
    expect(fileTime(text)).toBe(iso);
  });
});

describe('decoding', () => {
  type Case = [name: string, value: string | Buffer, asked: boolean, text: string | null];

  const TEXTS: Case[] = [
    ['cn', 'Jürgen Groß', false, 'Jürgen Groß'],
    ['cn', '  two  blanks ', false, '  two  blanks '],
    ['cn', '\uFEFFmarked', false, '\uFEFFmarked'],
    ['cn;lang-ja', '田中 😀', false, '田中 😀'],
    ['description', 'a\r\nb\t', false, 'a\r\nb\t'],
    ['empty', '', false, ''],
    ['postalAddress', 'Hauptstr. 1$10115 Berlin', false, 'Hauptstr. 1$10115 Berlin'],
    ['telephoneNumber', '20260315093000', false, '20260315093000'],
    ['telephoneNumber', '+49 30 123456', false, '+49 30 123456'],
    ['entryUUID', GUID_TEXT, false, GUID_TEXT],
    ['entryCSN', '20260315093000.123456Z#000000', false, '20260315093000.123456Z#000000'],
    ['userPassword', '{SSHA}x', false, '{SSHA}x'],
    ['constructor', 'x', false, 'x'],
  ];
  const IDENTIFIERS: Case[] = [
    ['objectGUID', hex(GUID), false, GUID_TEXT],
    ['OBJECTguid', hex(GUID), true, GUID_TEXT],
    ['mS-DS-ConsistencyGuid', hex(GUID), false, GUID_TEXT],
    ['msExchMailboxGuid', hex(GUID), false, GUID_TEXT],
    ['objectGUID', Buffer.from('printable bytes!'), false, '6e697270-6174-6c62-6520-627974657321'],
    ['objectGUID', GUID_TEXT, false, GUID_TEXT],
    ['objectGUID', hex('ff00'), false, null],
    ['objectGUID', hex('ff00'), true, '/wA='],
    ['objectSid', hex(SID), false, SID_TEXT],
    ['tokenGroups', hex('01020000000000052000000020020000'), false, 'S-1-5-32-544'],
    ['objectSid', SID_TEXT, false, SID_TEXT],
  ];
  const BINARY: Case[] = [
    ['thumbnailPhoto', hex(JPEG), false, null],
    ['thumbnailPhoto', hex(JPEG), true, '/9j/4AAQSkZJRg=='],
    ['jpegphoto', 'text by chance', false, null],
    ['jpegPhoto', 'text by chance', true, 'dGV4dCBieSBjaGFuY2U='],
    ['userCertificate;binary', hex('3082'), false, null],
    ['other;lang-de;Binary', 'x', false, null],
    ['other', hex('c3'), false, null],
    ['other', hex('c3'), true, 'ww=='],
    ['other', 'a\0b', false, null],
    ['other', 'a\0b', true, 'YQBi'],
  ];
  const TIMES: Case[] = [
    ['pwdLastSet', '134180406000000000', false, '2026-03-15T09:30:00Z'],
    ['ACCOUNTEXPIRES', '0', false, ''],
    ['accountExpires', '9223372036854775807', false, ''],
    ['lastLogon', 'never', false, 'never'],
    ['lastLogon', '20260315093000Z', false, '2026-03-15T09:30:00Z'],
    ['employeeNumber', '134180406000000000', false, '134180406000000000'],
    ['whenCreated', '20260315093000.0Z', false, '2026-03-15T09:30:00Z'],
    ['createTimestamp', '202603150930Z', false, '2026-03-15T09:30:00Z'],
    ['modifyTimestamp', '20260315093000+0100', false, '2026-03-15T08:30:00Z'],
    ['pwdAccountLockedTime', '000001010000Z', false, '000001010000Z'],
    ['pwdAccountLockedTime', '00000101000000Z', false, '00000101000000Z'],
    ['customTime', '20260315093000Z', false, '2026-03-15T09:30:00Z'],
    ['customTime', '20260315093000.5Z', false, '2026-03-15T09:30:00.500Z'],
    ['customTime', '20260230093000Z', false, '20260230093000Z'],
    ['customTime', '202603150930Z', false, '202603150930Z'],
    ['customTime', '20260315093000+0100', false, '20260315093000+0100'],
    ['customTime', 'on 20260315093000Z', false, 'on 20260315093000Z'],
  ];

  it.each([...TEXTS, ...IDENTIFIERS, ...BINARY, ...TIMES])(
    '%s %p (asked: %p): %p',
    (name, value, asked, text) => {
      const decoded = decodeAttribute(name, [Buffer.from(value)], asked);
      expect(decoded).toEqual(text === null ? null : [text]);
    }
  );

  it('keeps all values in their order', () => {
    const values = ['b', 'a', '', 'b'].map((value) => Buffer.from(value));
    expect(decodeAttribute('mail', values, false)).toEqual(['b', 'a', '', 'b']);
    expect(decodeAttribute('mail', [], false)).toEqual([]);
  });

  it('decides for all values of an attribute at once', () => {
    const mixed = [Buffer.from('text'), hex('ff')];
    expect(decodeAttribute('other', mixed, false)).toBeNull();
    expect(decodeAttribute('other', mixed, true)).toEqual(['dGV4dA==', '/w==']);
    const guids = [hex(GUID), hex('ff')];
    expect(decodeAttribute('objectGUID', guids, true)).toEqual([
      hex(GUID).toString('base64'),
      '/w==',
    ]);
  });
});
