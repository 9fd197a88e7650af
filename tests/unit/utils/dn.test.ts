import { englishOf } from '../../../shared/codes/texts';
import {
  comparableDn,
  DnSyntaxError,
  firstRdnValue,
  parseDn,
} from '../../../server/src/utils/distinguished-names';
import { rounds } from '../../support/rounds';
import { Random } from '../../support/random';

const ROUNDS = rounds(600, 3000);

/** The values of a DN as one text, to compare. */
const shown = (text: string) =>
  parseDn(text).map((rdn) =>
    rdn.map(({ attribute, value }) => `${attribute}→${value}`).join(' & ')
  );

const syntaxErrorOf = (text: string): DnSyntaxError => {
  try {
    parseDn(text);
  } catch (error) {
    if (error instanceof DnSyntaxError) return error;
    throw error;
  }
  throw new Error(`${text} was parsed`);
};

const isSameDn = (one: string, other: string): boolean => comparableDn(one) === comparableDn(other);

describe('parsing', () => {
  it.each<[string, string[]]>([
    ['', []],
    ['  ', []],
    ['UID=jsmith,DC=example,DC=net', ['UID→jsmith', 'DC→example', 'DC→net']],
    ['OU=Sales+CN=J.  Smith,DC=net', ['OU→Sales & CN→J.  Smith', 'DC→net']],
    ['CN=James \\"Jim\\" Smith\\, III,DC=net', ['CN→James "Jim" Smith, III', 'DC→net']],
    ['CN=Before\\0dAfter,DC=net', ['CN→Before\rAfter', 'DC→net']],
    ['1.3.6.1.4.1.1466.0=#04024869', ['1.3.6.1.4.1.1466.0→Hi']],
    ['CN=Lu\\C4\\8Di\\C4\\87', ['CN→Lučić']],
    ['CN=Berg\\, Anna,OU=Leute', ['CN→Berg, Anna', 'OU→Leute']],
    ['CN=Berg\\2C Anna,OU=Leute', ['CN→Berg, Anna', 'OU→Leute']],
    ['CN=Anna\\0ACNF:3f2504e0,DC=x', ['CN→Anna\nCNF:3f2504e0', 'DC→x']],
    ['cn="Berg, Anna; \\"x\\"+1" , dc=x', ['cn→Berg, Anna; "x"+1', 'dc→x']],
    ['cn = Anna Berg  , ou =  Leute ; dc=x ', ['cn→Anna Berg', 'ou→Leute', 'dc→x']],
    ['cn=\\ Anna\\ ,dc=x', ['cn→ Anna ', 'dc→x']],
    ['cn=\\ \\ , dc=x', ['cn→  ', 'dc→x']],
    ['cn=\\#1 a=b #2,dc=x', ['cn→#1 a=b #2', 'dc→x']],
    ['cn=\\<a\\>\\;\\=\\+\\\\,dc=x', ['cn→<a>;=+\\', 'dc→x']],
    ['cn=,dc=x', ['cn→', 'dc→x']],
    ['OID.2.5.4.3=Anna,oid.2.5.4.11=x', ['2.5.4.3→Anna', '2.5.4.11→x']],
    ['oid=Anna', ['oid→Anna']],
    ['cn=#0c04c3a46262', ['cn→äbb']],
    ['cn=#0481026869', ['cn→hi']],
    ['cn=#0481036869', ['cn→#0481036869']],
    [`cn=#048180${'61'.repeat(128)}`, [`cn→${'a'.repeat(128)}`]],
    ['cn=#0402ffFE', ['cn→#fffe']],
    ['cn=\\ff\\fe', ['cn→#fffe']],
    ['cn=#020105', ['cn→#020105']],
    ['cn=#04', ['cn→#04']],
    ['cn=#0484', ['cn→#0484']],
  ])('reads %j', (text, parts) => {
    expect(shown(text)).toEqual(parts);
  });

  it.each<[string, number, string]>([
    ['anna', 4, 'found the end of the text where "=" was expected'],
    ['=anna', 0, 'found "=" where an attribute name such as "cn" was expected'],
    ['cn=a,', 5, 'found the end of the text where an attribute name'],
    ['cn=a,,dc=x', 5, 'found "," where an attribute name'],
    ['cn=a+', 5, 'found the end of the text where an attribute name'],
    ['cn=a, Berg,dc=x', 10, 'found "," where "=" was expected'],
    ['cn=a<b', 4, 'found "<" where "," or "+" was expected; in a value, write "\\"'],
    ['cn=Anna "x",dc=x', 8, 'found """ where "," or "+"'],
    ['cn="a" b', 7, 'found "b" where "," or "+" was expected'],
    ['cn="a,dc=x', 10, 'found the end of the text where a closing quotation mark'],
    ['cn=a\\zb', 4, 'found "z" after "\\" where two hexadecimal digits'],
    ['cn=a\\', 4, 'found the end of the text after "\\"'],
    ['cn=#', 4, 'found the end of the text where a pair of hexadecimal digits was expected'],
    ['cn=#0,dc=x', 4, 'found "0" where a pair of hexadecimal digits was expected'],
    ['cn=#04zz', 6, 'found "z" where "," or "+" was expected'],
    ['cn;lang-de=x', 2, 'found ";" where "=" was expected'],
    ['<GUID=3f2504e0>', 0, 'found "<" where an attribute name'],
    ['cn=a\0', 4, 'where "," or "+" was expected'],
  ])('refuses %j at %d', (text, offset, message) => {
    const error = syntaxErrorOf(text);
    expect(error.offset).toBe(offset);
    expect(englishOf(error.reason)).toContain(message);
  });
});

describe('comparing', () => {
  it.each([
    ['CN=Anna Berg,OU=Leute,DC=example,DC=com', 'cn=anna  berg, ou=LEUTE ;dc=Example,dc=com'],
    ['cn=Berg\\, Anna,dc=x', 'cn=Berg\\2C Anna,dc=x'],
    ['cn=Berg\\, Anna,dc=x', 'cn="Berg, Anna",dc=x'],
    ['cn=Jürgen,dc=x', 'CN=J\\c3\\bcrgen,dc=x'],
    ['cn=Jürgen,dc=x', 'CN=Ju\\cc\\88rgen,dc=x'],
    ['cn=\\ Anna\\ ,dc=x', 'cn=Anna,dc=x'],
    ['cn=a+uid=1,dc=x', 'UID=1 + CN=A, dc=x'],
    ['2.5.4.3=a,0.9.2342.19200300.100.1.25=x', 'commonName=a,domainComponent=x'],
    ['OID.2.5.4.11=a', 'organizationalUnitName=a'],
    ['cn=#04024869', 'cn=hi'],
    ['cn=\\ff\\fe', 'cn=#0402fffe'],
    ['Anna ', ' aNNa'],
    ['', ' '],
  ])('%s is %s', (one, other) => {
    expect(isSameDn(one, other)).toBe(true);
  });

  it.each([
    ['cn=a,dc=x', 'cn=a,dc=y'],
    ['cn=a,dc=x', 'dc=x,cn=a'],
    ['cn=a,dc=x', 'cn=a'],
    ['cn=a\\,dc=x', 'cn=a,dc=x'],
    ['cn=a\\+uid=1', 'cn=a+uid=1'],
    ['cn=a\\\\\\,b', 'cn=a\\\\,b=b'],
    ['cn=a', 'uid=a'],
    ['cn=anna', 'anna'],
    ['cn=an na', 'cn=anna'],
  ])('%s is not %s', (one, other) => {
    expect(isSameDn(one, other)).toBe(false);
  });

  it('gives a form to look up by', () => {
    expect(comparableDn('CN=Berg\\2C  Anna + UID=7 , O=ACME')).toBe('cn=berg\\, anna+uid=7,o=acme');
    expect(comparableDn(' AnnaB ')).toBe('annab');
    expect(comparableDn('')).toBe('');
    expect(comparableDn('constructor=x')).toBe('constructor=x');
  });
});

describe('what a person calls an entry', () => {
  it.each([
    ['CN=Berg\\, Anna,OU=Leute,DC=x', 'Berg, Anna'],
    ['CN=VPN Users,DC=x', 'VPN Users'],
    ['uid=7+cn=Anna,dc=x', '7'],
    [' staff ', 'staff'],
    ['', ''],
  ])('%s: %s', (text, name) => {
    expect(firstRdnValue(text)).toBe(name);
  });
});

const PIECES = ['a', 'B', ' ', ',', '+', '"', '\\', '<', '>', ';', '=', '#', '\0', 'ü', '😀', '\n'];
const SPECIAL = ' "#+,;<=>\\';
const hexPairs = (text: string) => Buffer.from(text).toString('hex').replace(/../g, '\\$&');
const withBackslash = (character: string) =>
  SPECIAL.includes(character) ? `\\${character}` : hexPairs(character);

/** The ways to write a value that RFC 4514 and RFC 2253 allow. */
const WRITERS: ((value: string) => string)[] = [
  (value) => [...value].map(withBackslash).join(''),
  hexPairs,
  (value) => `"${value.replace(/["\\]/g, '\\$&')}"`,
  (value) => `#04${Buffer.from([Buffer.byteLength(value)]).toString('hex')}${hexOf(value)}`,
  (value) =>
    value
      .replace(/[,+"\\<>;\0]/g, (character) => (character === '\0' ? '\\00' : `\\${character}`))
      .replace(/^[ #\n]|[ \n]$/g, (character) => (character === '\n' ? '\\0a' : `\\${character}`)),
];
const hexOf = (text: string) => Buffer.from(text).toString('hex').toUpperCase();

describe('random names', () => {
  it('have the same values however they are written', () => {
    const random = new Random(4514);
    for (let round = 0; round < ROUNDS; round++) {
      const values = Array.from({ length: 1 + random.below(3) }, () =>
        Array.from({ length: random.below(7) }, () => random.pick(PIECES)).join('')
      );
      const write = () =>
        values
          .map((value) => `cn=${random.pick(WRITERS)(value)}`)
          .join(random.pick([',', ' , ', ';']));
      const [one, other] = [write(), write()];
      const parsed = parseDn(one).map((rdn) => rdn.map(({ value }) => value));
      expect([one, parsed]).toEqual([one, values.map((value) => [value])]);
      expect([one, other, isSameDn(one, other)]).toEqual([one, other, true]);
    }
  });

  it('that are none are refused, never more than that', () => {
    const random = new Random(2253);
    for (let round = 0; round < ROUNDS; round++) {
      const text = Array.from({ length: random.below(20) }, () =>
        random.pick([...PIECES, 'cn=', ',dc=', '04'])
      ).join('');
      let offset = 0;
      try {
        parseDn(text);
      } catch (error) {
        if (!(error instanceof DnSyntaxError)) throw error;
        ({ offset } = error);
        expect([text, comparableDn(text)]).toEqual([text, text.trim().toLowerCase()]);
      }
      expect(offset).toBeGreaterThanOrEqual(0);
      expect(offset).toBeLessThanOrEqual(text.length);
    }
  });
});
