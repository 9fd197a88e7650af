import { Ber, BerReader, BerWriter, EqualityFilter, ExtensibleFilter, FilterParser } from 'ldapts';
import { englishOf } from '../../../shared/codes/texts';
import {
  type FilterNode,
  FilterSyntaxError,
  formatFilter,
  parseFilter,
} from '../../../server/src/sources/ldap/filter';
import { requestFilter } from '../../../server/src/sources/ldap/filter-request';
import { Random } from '../../support/random';

const bytes = (text: string) => Buffer.from(text);
const equal = (attribute: string, value: string | Buffer): FilterNode => ({
  type: 'equal',
  attribute,
  value: Buffer.from(value),
});

const syntaxErrorOf = (text: string): FilterSyntaxError => {
  try {
    parseFilter(text);
  } catch (error) {
    if (error instanceof FilterSyntaxError) return error;
    throw error;
  }
  throw new Error(`${text} was parsed`);
};

const GUID = '\\e0\\04\\25\\3f\\89\\4f\\d3\\41\\9a\\0c\\03\\05\\e8\\2c\\33\\01';
const DISABLED = '(userAccountControl:1.2.840.113556.1.4.803:=2)';

describe('parsing', () => {
  it.each<[string, FilterNode]>([
    ['(uid=anna)', equal('uid', 'anna')],
    ['(cn=)', equal('cn', '')],
    ['(cn= Anna  Berg )', equal('cn', ' Anna  Berg ')],
    ['(o=Müller & Söhne: 1=1 <x>)', equal('o', 'Müller & Söhne: 1=1 <x>')],
    ['(cn;lang-de=Anna)', equal('cn;lang-de', 'Anna')],
    ['(2.5.4.3=Anna)', equal('2.5.4.3', 'Anna')],
    ['(my_attribute=x)', equal('my_attribute', 'x')],
    ['(mail=*)', { type: 'present', attribute: 'mail' }],
    ['(mail=**)', { type: 'present', attribute: 'mail' }],
    ['(userCertificate;binary=*)', { type: 'present', attribute: 'userCertificate;binary' }],
    ['(age>=18)', { type: 'greaterOrEqual', attribute: 'age', value: bytes('18') }],
    ['(age<=65)', { type: 'lessOrEqual', attribute: 'age', value: bytes('65') }],
    ['(sn~=Meier)', { type: 'approximate', attribute: 'sn', value: bytes('Meier') }],
    ['(&)', { type: 'and', filters: [] }],
    ['(|)', { type: 'or', filters: [] }],
    ['(!(a=b))', { type: 'not', filter: equal('a', 'b') }],
    ['(&(a=b)(|(c=d)))', and(equal('a', 'b'), { type: 'or', filters: [equal('c', 'd')] })],
  ])('reads %s', (text, node) => {
    expect(parseFilter(text)).toEqual(node);
  });

  it.each<[string, string | null, string[], string | null]>([
    ['(cn=a*)', 'a', [], null],
    ['(cn=*a)', null, [], 'a'],
    ['(cn=*a*)', null, ['a'], null],
    ['(cn=a*b*c*d)', 'a', ['b', 'c'], 'd'],
    ['(cn=a**b)', 'a', [], 'b'],
    ['(cn=*\\2a*)', null, ['*'], null],
  ])('reads the substrings of %s', (text, initial, any, final) => {
    expect(parseFilter(text)).toEqual({
      type: 'substrings',
      attribute: 'cn',
      initial: initial && bytes(initial),
      any: any.map(bytes),
      final: final && bytes(final),
    });
  });

  it.each<[string, string | null, string | null, boolean, string]>([
    [DISABLED, 'userAccountControl', '1.2.840.113556.1.4.803', false, '2'],
    ['(cn:caseExactMatch:=Fred Flintstone)', 'cn', 'caseExactMatch', false, 'Fred Flintstone'],
    ['(cn:=Betty Rubble)', 'cn', null, false, 'Betty Rubble'],
    ['(sn:dn:2.4.6.8.10:=Barney Rubble)', 'sn', '2.4.6.8.10', true, 'Barney Rubble'],
    ['(o:DN:=Ace Industry)', 'o', null, true, 'Ace Industry'],
    ['(:1.2.3:=Wilma Flintstone)', null, '1.2.3', false, 'Wilma Flintstone'],
    ['(:dn:2.4.6.8.10:=Dino)', null, '2.4.6.8.10', true, 'Dino'],
    ['(cn:dnMatch:=x:=y)', 'cn', 'dnMatch', false, 'x:=y'],
  ])('reads the extensible match %s', (text, attribute, rule, dnAttributes, value) => {
    const expected = { type: 'extensible', attribute, rule, dnAttributes, value: bytes(value) };
    expect(parseFilter(text)).toEqual(expected);
  });

  it.each<[string, Buffer]>([
    ['(o=Parens R Us \\28for all\\29)', bytes('Parens R Us (for all)')],
    ['(cn=\\2A)', bytes('*')],
    ['(filename=C:\\5cMyFile)', bytes('C:\\MyFile')],
    ['(bin=\\00\\00\\00\\04)', Buffer.from([0, 0, 0, 4])],
    ['(sn=Lu\\c4\\8di\\c4\\87)', bytes('Lučić')],
    ['(cn=M\\c3\\bcller)', bytes('Müller')],
    [`(objectGUID=${GUID})`, Buffer.from('e004253f894fd3419a0c0305e82c3301', 'hex')],
    ['(cn=😀)', bytes('😀')],
  ])('reads the bytes of %s', (text, value) => {
    expect(parseFilter(text)).toMatchObject({ type: 'equal', value });
  });

  it.each([
    ['\n (& \t(a=b)\r\n ( | (c=d) ( !  (e=f) ) ) ) \n', '(&(a=b)(|(c=d)(!(e=f))))'],
    ['uid=anna', '(uid=anna)'],
    [' uid=anna \n', '(uid=anna)'],
    ['&(a=b)(c=d)', '(&(a=b)(c=d))'],
    ['!(a=b)', '(!(a=b))'],
    ['cn=a*', '(cn=a*)'],
    [
      '(&(objectClass=user)(!userAccountControl:1.2.840.113556.1.4.803:=2))',
      `(&(objectClass=user)(!${DISABLED}))`,
    ],
  ])('tolerates %j', (text, strict) => {
    expect(parseFilter(text)).toEqual(parseFilter(strict));
    expect(formatFilter(parseFilter(text))).toBe(strict);
  });
});

describe('errors', () => {
  it.each<[string, number, string]>([
    ['', 0, 'found the end of the text where a filter such as "(objectClass=person)"'],
    [' \n', 0, 'found the end of the text where a filter such as'],
    ['()', 1, 'found ")" where an attribute name such as "objectClass" was expected'],
    ['(', 1, 'found the end of the text where an attribute name'],
    ['(cn=a', 5, 'found the end of the text where ")" was expected'],
    ['(&(cn=a)', 8, 'found the end of the text where "(" or ")" was expected'],
    ['(&(cn=a)sn=b)', 8, 'found "s" where "(" or ")" was expected'],
    ['cn=a)', 4, 'found ")" where the end of the filter was expected; no "(" is open here'],
    ['(cn=a))', 6, 'found ")" where the end of the filter was expected'],
    ['(cn=a)(sn=b)', 6, 'several filters are joined as "(&(…)(…))"'],
    ['(cn=a) x', 7, 'found "x" where the end of the filter was expected'],
    ['(!)', 2, 'found ")" where "(" or an attribute name was expected'],
    ['(!(a=b)(c=d))', 7, 'found "(" where ")" was expected'],
    ['(=a)', 1, 'found "=" where an attribute name'],
    ['(ümlaut=a)', 1, 'found "ü" where an attribute name'],
    ['(😀=a)', 1, 'found "😀" where an attribute name'],
    ['(123=a)', 1, 'found "1" where an attribute name'],
    ['(cn)', 3, 'found ")" where "=", ">=", "<=", "~=" or ":=" was expected'],
    ['(cn anna)', 3, 'found " " where "="'],
    ['(cn>5)', 3, 'found ">" where "="'],
    ['(cn;=a)', 3, 'found ";" where "="'],
    ['(cn:1.2.3=a)', 9, 'found "=" where ":=" was expected'],
    ['(cn:dn:1.2.3)', 12, 'found ")" where ":=" was expected'],
    ['(:=a)', 1, 'found ":" where an attribute name or a matching rule was expected'],
    ['(:dn:=a)', 1, 'found ":" where an attribute name or a matching rule was expected'],
    ['(cn=Anna (HR))', 9, 'found "(" where ")" was expected; in a value, write "\\28" for it'],
    ['(cn>=a*)', 6, 'found "*" where ")" was expected; in a value, write "\\2a" for it'],
    ['(cn:=*)', 5, 'in a value, write "\\2a" for it'],
    ['(cn=C:\\temp)', 6, 'found "t" after "\\" where two hexadecimal digits were expected'],
    ['(cn=a\\2)', 5, 'write "\\5c" for a backslash'],
    ['(cn=a\\', 5, 'found the end of the text after "\\"'],
    ['(cn=a*\\zz)', 6, 'write "\\5c" for a backslash'],
    ['(cn=a\0b)', 5, 'found a NUL character where text was expected'],
  ])('%j at %d', (text, offset, message) => {
    const error = syntaxErrorOf(text);
    expect(error.offset).toBe(offset);
    expect(englishOf(error.reason)).toContain(message);
  });

  const nested = (depth: number, open = '(!', inner = '(a=b)') =>
    open.repeat(depth) + inner + ')'.repeat(depth);

  it('takes 100 filters inside each other, and no more', () => {
    const text = nested(99);
    expect(formatFilter(parseFilter(text))).toBe(text);
    const error = syntaxErrorOf(nested(100));
    expect(error.offset).toBe(200);
    expect(englishOf(error.reason)).toContain('more than 100 filters');
  });

  it.each(['(&', '(!', '(|(a=b)', '('])('survives %j without end', (open) => {
    expect(syntaxErrorOf(open.repeat(2000))).toBeInstanceOf(FilterSyntaxError);
  });

  it('takes 16384 characters, and no more', () => {
    const text = `(cn=${'x'.repeat(16_379)})`;
    expect(parseFilter(text)).toEqual(equal('cn', 'x'.repeat(16_379)));
    const error = syntaxErrorOf(`${text}x`);
    expect(error.offset).toBe(16_384);
    expect(englishOf(error.reason)).toBe('found 16385 characters where at most 16384 are allowed');
  });
});

describe('formatting', () => {
  it.each<[FilterNode, string]>([
    [equal('cn', 'a*b(c)\\d\0'), '(cn=a\\2ab\\28c\\29\\5cd\\00)'],
    [equal('cn', 'Müller 😀'), '(cn=Müller 😀)'],
    [equal('cn', '\uFEFFx'), '(cn=\uFEFFx)'],
    [equal('objectGUID', Buffer.from([0x28, 0xff, 0x41])), '(objectGUID=\\28\\ff\\41)'],
    [equal('cn', ''), '(cn=)'],
  ])('writes %j', (node, text) => {
    expect(formatFilter(node)).toBe(text);
    expect(parseFilter(text)).toEqual(node);
  });

  it.each([
    '(|(cn=a*b*c)(cn=*x*)(!(age>=18))(age<=3)(sn~=M)(mail=*))',
    '(&(cn:dn:2.4.6.8.10:=x)(:1.2.3:=y)(cn:=z)(o:dn:=Ace)(cn:caseExactMatch:=F))',
  ])('writes %s as it was', (text) => {
    expect(formatFilter(parseFilter(text))).toBe(text);
  });
});

const written = (filter: { write(writer: BerWriter): void }): string => {
  const writer = new BerWriter();
  filter.write(writer);
  return writer.buffer.toString('hex');
};

describe('request', () => {
  it.each([
    '(uid=anna)',
    '(cn=Jürgen)',
    '(age>=18)',
    '(age<=65)',
    '(sn~=Meier)',
    '(mail=*)',
    '(cn=a*b*c*d)',
    '(cn=*a)',
    '(cn=a*)',
    '(&(objectClass=person)(|(mail=*)(!(uid=x))))',
    DISABLED,
    '(cn:dn:2.4.6.8.10:=x)',
    '(cn:=x)',
    `(description=${'x'.repeat(300)})`,
    `(|${'(member=cn=anna,dc=example,dc=com)'.repeat(400)})`,
  ])('is what ldapts writes for %.60s', (text) => {
    const ours = written(requestFilter(parseFilter(text)));
    expect(ours).toBe(written(FilterParser.parseString(text)));
  });

  it.each([
    ['(&)', 'a000'],
    ['(|)', 'a100'],
    ['(cn=\\c3\\bc)', 'a308' + '0402636e' + '0402c3bc'],
    ['(cn=)', 'a306' + '0402636e' + '0400'],
    ['(cn=\\ff*\\fe*\\fd)', 'a40f' + '0402636e' + '3009' + '8001ff' + '8101fe' + '8201fd'],
    ['(:1.2:=\\ff)', 'a908' + '8103312e32' + '8301ff'],
    ['(cn:dn:=\\ff)', 'a90a' + '8202636e' + '8301ff' + '8401ff'],
  ])('writes %s byte for byte', (text, expected) => {
    expect(written(requestFilter(parseFilter(text)))).toBe(expected);
  });

  it('keeps the bytes of a GUID', () => {
    const filter = requestFilter(parseFilter(`(objectGUID=${GUID})`));
    const reader = new BerReader(Buffer.from(written(filter), 'hex'));
    expect(reader.readSequence()).toBe(0xa3);
    expect(reader.readString(Ber.OctetString)).toBe('objectGUID');
    const value = reader.readString(Ber.OctetString, true);
    expect(value?.toString('hex')).toBe('e004253f894fd3419a0c0305e82c3301');
    expect(reader.remain).toBe(0);
  });

  it('is read back by ldapts', () => {
    const text = `(&(uid=anna)${DISABLED})`;
    const written = new BerWriter();
    requestFilter(parseFilter(text)).write(written);
    const filter = FilterParser.parse(new BerReader(written.buffer));
    expect(filter).toMatchObject({
      filters: [
        new EqualityFilter({ attribute: 'uid', value: 'anna' }),
        new ExtensibleFilter({
          matchType: 'userAccountControl',
          rule: '1.2.840.113556.1.4.803',
          value: '2',
        }),
      ],
    });
  });

  it('shows itself as the text of the filter', () => {
    expect(requestFilter(parseFilter('cn=M\\c3\\bcller*')).toString()).toBe('(cn=Müller*)');
  });
});

function and(...filters: FilterNode[]): FilterNode {
  return { type: 'and', filters };
}

const ATTRIBUTES = ['cn', 'userAccountControl', 'cn;lang-de', '2.5.4.3', 'x-y_z;binary'];
const RULES = ['caseExactMatch', '1.2.840.113556.1.4.803'];
const PIECES = ['a', ' ', '*', '(', ')', '\\', '\0', 'ü', '😀', '=', ':', '5c', '\uFEFF', '\n'];

function randomValue(random: Random, least = 0): Buffer {
  const length = least + random.below(5);
  return random.chance(0.3)
    ? Buffer.from(Array.from({ length }, () => random.below(256)))
    : Buffer.from(Array.from({ length }, () => random.pick(PIECES)).join(''));
}

function randomFilter(random: Random, depth: number): FilterNode {
  const attribute = random.pick(ATTRIBUTES);
  const kind = random.below(depth > 0 ? 8 : 5);
  switch (kind) {
    case 0:
      return { type: 'present', attribute };
    case 1:
      return randomSubstrings(random, attribute);
    case 2:
      return randomExtensible(random, attribute);
    case 3:
    case 4: {
      const type = random.pick(['equal', 'greaterOrEqual', 'lessOrEqual', 'approximate'] as const);
      return { type, attribute, value: randomValue(random) };
    }
    case 5:
      return { type: 'not', filter: randomFilter(random, depth - 1) };
    default: {
      const filters = Array.from({ length: random.below(4) }, () =>
        randomFilter(random, depth - 1)
      );
      return { type: kind === 6 ? 'and' : 'or', filters };
    }
  }
}

function randomSubstrings(random: Random, attribute: string): FilterNode {
  const any = Array.from({ length: random.below(3) }, () => randomValue(random, 1));
  const initial = random.chance(0.5) ? randomValue(random, 1) : null;
  const final = initial && any.length > 0 && random.chance(0.5) ? null : randomValue(random, 1);
  return { type: 'substrings', attribute, initial, any, final };
}

function randomExtensible(random: Random, name: string): FilterNode {
  const attribute = random.chance(0.7) ? name : null;
  const rule = attribute === null || random.chance(0.5) ? random.pick(RULES) : null;
  const dnAttributes = random.chance(0.5);
  return { type: 'extensible', attribute, rule, dnAttributes, value: randomValue(random) };
}

describe('random filters', () => {
  it('are the same once they were written and parsed', () => {
    const random = new Random(4515);
    for (let round = 0; round < 2000; round++) {
      const node = randomFilter(random, 4);
      const text = formatFilter(node);
      expect([text, parseFilter(text)]).toEqual([text, node]);
    }
  });

  it('that are damaged are refused, never more than that', () => {
    const random = new Random(4516);
    for (let round = 0; round < 2000; round++) {
      const text = formatFilter(randomFilter(random, 3));
      const place = random.below(text.length);
      const damaged = text.slice(0, place) + random.pick([...PIECES, '']) + text.slice(place + 1);
      let offset = 0;
      try {
        parseFilter(damaged);
      } catch (error) {
        if (!(error instanceof FilterSyntaxError)) throw error;
        ({ offset } = error);
      }
      expect(offset).toBeGreaterThanOrEqual(0);
      expect(offset).toBeLessThanOrEqual(damaged.length);
    }
  });
});
