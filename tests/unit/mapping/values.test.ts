import { readValue } from '../../../server/src/mapping/values/attribute-values';
import { normalizeMac } from '../../../shared/mac';
import type { AttributeDefinition } from '../../../shared/records';

const kind = (kind: AttributeDefinition['kind'], values?: string[]): AttributeDefinition => ({
  kind,
  values,
  synonyms: [],
});

const read = (definition: AttributeDefinition, raw: unknown) => {
  const reading = readValue(definition, raw);
  return reading.ok ? reading.value : reading.key.split('/')[0];
};

describe('nothing', () => {
  it.each([
    'string',
    'text',
    'list',
    'labels',
    'boolean',
    'enumeration',
    'mac',
    'hash',
    'encrypted',
  ] as const)('is null in a %s', (name) => {
    for (const raw of [null, undefined, '', '  \n', [], ['', null]])
      expect(read(kind(name), raw)).toBeNull();
  });
});

describe('text', () => {
  it('is trimmed, and numbers and truth values become it', () => {
    expect(read(kind('string'), '  Max  Muster\n')).toBe('Max  Muster');
    expect(read(kind('string'), 42)).toBe('42');
    expect(read(kind('string'), false)).toBe('false');
    expect(read(kind('text'), ' a\nb ')).toBe('a\nb');
  });

  it('is as it is in a secret', () => {
    expect(read(kind('hash'), ' secret ')).toBe(' secret ');
    expect(read(kind('encrypted'), '0042 ')).toBe('0042 ');
  });

  it('has at most 255 characters in one line, however they are encoded', () => {
    expect(read(kind('string'), 'x'.repeat(255))).toHaveLength(255);
    expect(read(kind('string'), '😀'.repeat(255))).toHaveLength(510);
    expect(read(kind('string'), 'x'.repeat(256))).toBe('value-too-long');
    expect(read(kind('encrypted'), 'x'.repeat(256))).toBe('value-too-long');
    expect(read(kind('text'), 'x'.repeat(65_536))).toHaveLength(65_536);
    expect(read(kind('text'), 'x'.repeat(65_537))).toBe('value-too-long');
  });

  it('has no NUL, which PostgreSQL does not take', () => {
    for (const name of ['string', 'text', 'list', 'labels', 'hash'] as const) {
      expect(read(kind(name), 'a\0b')).toBe('invalid-character');
    }
  });

  it('is the first of a list, or all of it in a long text', () => {
    expect(readValue(kind('string'), ['', 'a', 'b'])).toEqual({ ok: true, value: 'a', dropped: 1 });
    expect(readValue(kind('string'), ['a'])).toEqual({ ok: true, value: 'a', dropped: 0 });
    expect(read(kind('text'), ['a', '', 'b'])).toBe('a\nb');
  });

  it('is no object', () => {
    for (const name of ['string', 'text', 'list', 'mac', 'enumeration'] as const) {
      expect(read(kind(name, ['a']), new Map([['a', 1]]))).toMatch(/^invalid-/);
      expect(read(kind(name, ['a']), [['a']])).toMatch(/^invalid-/);
    }
  });
});

describe('a list', () => {
  it('comes from text between commas and semicolons', () => {
    expect(read(kind('list'), '+380500000000,+380670000000')).toEqual([
      '+380500000000',
      '+380670000000',
    ]);
    expect(read(kind('list'), ' a ;b,, a;')).toEqual(['a', 'b']);
    expect(read(kind('list'), 7)).toEqual(['7']);
  });

  it('keeps commas where it is one already', () => {
    expect(read(kind('list'), ['CN=a,OU=b', ' c ', '', 4])).toEqual(['CN=a,OU=b', 'c', '4']);
  });
});

describe('labels', () => {
  it('have a name and a value, by our names or pascom’s', () => {
    const given = [
      new Map<string, unknown>([
        ['050lab_bez', 'Floor'],
        ['028050pholab_value', 3],
      ]),
      new Map([
        ['name', ' Team '],
        ['value', 'A'],
      ]),
      new Map([['name', '']]),
      'VIP',
    ];
    expect(read(kind('labels'), given)).toEqual([
      { name: 'Floor', value: '3' },
      { name: 'Team', value: 'A' },
      { name: 'VIP', value: '' },
    ]);
    expect(read(kind('labels'), 'a, b')).toEqual([
      { name: 'a', value: '' },
      { name: 'b', value: '' },
    ]);
    expect(read(kind('labels'), [new Map([['name', '']])])).toBeNull();
    expect(read(kind('labels'), [new Map<string, unknown>([['name', ['x']]])])).toBe(
      'invalid-value'
    );
    expect(read(kind('labels'), [['x']])).toBe('invalid-value');
  });
});

describe('a truth value', () => {
  it.each([
    ['true', true],
    ['YES', true],
    [' 1 ', true],
    [1, true],
    ['on', true],
    ['ja', true],
    [true, true],
    [['1'], true],
    ['false', false],
    ['No', false],
    [0, false],
    ['off', false],
    [false, false],
  ])('%j is %p', (raw, expected) => {
    expect(read(kind('boolean'), raw)).toBe(expected);
  });

  it.each(['maybe', '2', 'wahr?', ['1', '0']])('%j is none', (raw) => {
    expect(read(kind('boolean'), raw)).toBe('invalid-boolean');
  });
});

describe('one of several values', () => {
  it('is compared without case, and pascom’s are known', () => {
    const method = kind('enumeration', ['local', 'external']);
    expect(read(method, ' External ')).toBe('external');
    expect(read(method, 'EXTERN')).toBe('external');
    expect(read(method, 'mobydick')).toBe('local');
    expect(read(method, 'ldap')).toBe('invalid-enumeration');
    expect(read(kind('enumeration', ['desk']), 'extern')).toBe('invalid-enumeration');
  });
});

describe('a MAC address', () => {
  it.each([
    '00:08:5d:01:02:03',
    '00-08-5D-01-02-03',
    '00085D010203',
    '0008.5d01.0203',
    '0008-5d01-0203',
    '00085d-010203',
    '00 08 5D 01 02 03',
    ' 0:8:5D:1:2:3 ',
  ])('%s is read', (text) => {
    expect(normalizeMac(text)).toBe('00:08:5d:01:02:03');
  });

  it.each([
    '',
    '00085D01020',
    '00085D0102034',
    'g0085D010203',
    '00:08-5d:01:02:03',
    '00:08:5d:01:02',
    '00085d0102:03',
    '00:08:5d:01:02:03:04',
  ])('%j is none', (text) => {
    expect(normalizeMac(text)).toBeNull();
  });
});

it.each([
  ['Sales,CN=A,DC=x', ['Sales', 'CN=A,DC=x']],
  ['CN=A,OU=g,DC=x;CN=B\\, C,DC=x', ['CN=A,OU=g,DC=x', 'CN=B\\, C,DC=x']],
  ['CN=A,DC=x|Phones', ['CN=A,DC=x', 'Phones']],
  ['uid=a,ou=p,o=X\nuid=b,ou=p,o=X', ['uid=a,ou=p,o=X', 'uid=b,ou=p,o=X']],
])('a list keeps DNs whole: %j', (raw, list) => {
  expect(read(kind('list'), raw)).toEqual(list);
});
