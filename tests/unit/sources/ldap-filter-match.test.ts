import { parseFilter } from '../../../server/src/sources/ldap/filter';
import {
  filterAttributes,
  matchesFilter,
  unsupportedRules,
} from '../../../server/src/sources/ldap/filter-match';

const ENTRY: Record<string, (string | Buffer)[]> = {
  accountexpires: ['9223372036854775807'],
  age: ['9', '30'],
  cn: ['Anna  Berg', 'Äpfel GmbH'],
  created: ['20260315093000.0Z'],
  description: [' 100% (gut) '],
  empty: [''],
  grouptype: ['-2147483646'],
  jpegphoto: [Buffer.from([0xff, 0xd8, 0x41, 0xff])],
  memberof: ['CN=Disabled\\2C all,OU=Groups,DC=example,DC=com'],
  nsaccountlock: ['TRUE'],
  useraccountcontrol: ['66050'],
};

const valuesOf = (attribute: string) =>
  (ENTRY[attribute.toLowerCase()] ?? []).map((value) => Buffer.from(value));
const matches = (text: string) => matchesFilter(parseFilter(text), valuesOf);

/** `yes`: true; `no`: false, so that its negation is true; `unknown`: neither is true. */
const outcomeOf = (text: string): string => {
  const [yes, no] = [matches(text), matches(`(!${text})`)];
  if (yes && no) throw new Error(`${text} and its negation are both true`);
  if (yes) return 'yes';
  return no ? 'no' : 'unknown';
};

describe('matching', () => {
  it.each([
    // Equality
    ['(cn=anna berg)', 'yes'],
    ['(CN= ANNA   BERG )', 'yes'],
    ['(cn=äpfel gmbh)', 'yes'],
    ['(cn=a\\cc\\88pfel gmbh)', 'yes'],
    ['(cn=annaberg)', 'no'],
    ['(cn~=ANNA berg)', 'yes'],
    ['(nsAccountLock=true)', 'yes'],
    ['(description=100% \\28gut\\29)', 'yes'],
    ['(empty=)', 'yes'],
    ['(cn=)', 'no'],
    ['(jpegPhoto=\\ff\\d8\\41\\ff)', 'yes'],
    ['(jpegPhoto=\\ff\\d8\\61\\ff)', 'no'],
    ['(jpegPhoto=x)', 'no'],
    ['(memberOf=cn=disabled\\5c, all, ou=groups, dc=example,dc=com)', 'yes'],
    ['(memberOf=cn=disabled,ou=groups,dc=example,dc=com)', 'no'],
    // Presence
    ['(cn=*)', 'yes'],
    ['(missing=*)', 'no'],
    ['(missing=x)', 'no'],
    // Substrings
    ['(cn=an*)', 'yes'],
    ['(cn= an*)', 'yes'],
    ['(cn=*BERG)', 'yes'],
    ['(cn=*a b*)', 'yes'],
    ['(cn=a*n*b*g)', 'yes'],
    ['(cn=*g*n*)', 'no'],
    ['(cn=anna b*berg)', 'no'],
    ['(cn=anna *berg)', 'yes'],
    ['(cn=berg*)', 'no'],
    ['(cn=*anna)', 'no'],
    ['(jpegPhoto=\\ff*\\ff)', 'yes'],
    ['(jpegPhoto=*\\41*)', 'yes'],
    ['(jpegPhoto=*\\ff*\\61*)', 'no'],
    ['(jpegPhoto=*a*)', 'no'],
    // Order
    ['(age>=10)', 'yes'],
    ['(age>=31)', 'no'],
    ['(age<=9)', 'yes'],
    ['(age<=8)', 'no'],
    ['(age>=-5)', 'yes'],
    ['(accountExpires>=9223372036854775807)', 'yes'],
    ['(accountExpires<=9223372036854775806)', 'no'],
    ['(created>=20260315093000Z)', 'yes'],
    ['(created<=20260315093000Z)', 'yes'],
    ['(created>=20260315103000+0100)', 'yes'],
    ['(created>=20260315093001Z)', 'no'],
    ['(cn<=anna C)', 'yes'],
    ['(cn>=b)', 'yes'],
    ['(missing>=1)', 'no'],
    ['(jpegPhoto>=\\ff\\d8)', 'yes'],
    ['(jpegPhoto<=\\ff\\d8)', 'no'],
    // Bits
    ['(userAccountControl:1.2.840.113556.1.4.803:=2)', 'yes'],
    ['(userAccountControl:1.2.840.113556.1.4.803:=65538)', 'yes'],
    ['(userAccountControl:1.2.840.113556.1.4.803:=18)', 'no'],
    ['(userAccountControl:1.2.840.113556.1.4.804:=18)', 'yes'],
    ['(userAccountControl:1.2.840.113556.1.4.804:=16)', 'no'],
    ['(groupType:1.2.840.113556.1.4.803:=2147483648)', 'yes'],
    ['(groupType:1.2.840.113556.1.4.803:=-2147483648)', 'yes'],
    ['(groupType:1.2.840.113556.1.4.803:=4)', 'no'],
    ['(missing:1.2.840.113556.1.4.803:=2)', 'no'],
    ['(userAccountControl:1.2.840.113556.1.4.803:=two)', 'unknown'],
    ['(cn:1.2.840.113556.1.4.803:=2)', 'unknown'],
    // Other extensible matches
    ['(cn:=anna berg)', 'yes'],
    ['(cn:=anna)', 'no'],
    ['(cn:caseExactMatch:=Anna  Berg)', 'unknown'],
    ['(:1.2.840.113556.1.4.803:=2)', 'unknown'],
    ['(cn:dn:=anna berg)', 'yes'],
    ['(ou:dn:=people)', 'unknown'],
    // Logic
    ['(&)', 'yes'],
    ['(|)', 'no'],
    ['(&(cn=*)(age>=10))', 'yes'],
    ['(&(cn=*)(age>=99))', 'no'],
    ['(|(cn=x)(age>=10))', 'yes'],
    ['(|(cn=x)(age>=99))', 'no'],
    ['(&(cn=*)(cn:1.2.3:=x))', 'unknown'],
    ['(&(cn=x)(cn:1.2.3:=x))', 'no'],
    ['(|(cn=*)(cn:1.2.3:=x))', 'yes'],
    ['(|(cn=x)(cn:1.2.3:=x))', 'unknown'],
    ['(!(!(cn:1.2.3:=x)))', 'unknown'],
  ])('%s: %s', (text, outcome) => {
    expect(outcomeOf(text)).toBe(outcome);
  });

  it('asks for an attribute as the filter has it', () => {
    const asked: string[] = [];
    const matched = matchesFilter(parseFilter('(&(CN;lang-de=x)(2.5.4.4=*))'), (attribute) => {
      asked.push(attribute);
      return [Buffer.from('x')];
    });
    expect(matched).toBe(true);
    expect(asked).toEqual(['CN;lang-de', '2.5.4.4']);
  });
});

describe('what a filter needs', () => {
  it('names its attributes once and without options', () => {
    const filter = parseFilter(
      '(&(CN=a)(!(cn;lang-de=b))(|(mail=*)(sn=a*)(age>=1))(uac:1.2.3:=2)(:1.2.3:=x))'
    );
    expect(filterAttributes(filter)).toEqual(['CN', 'mail', 'sn', 'age', 'uac']);
    expect(filterAttributes(parseFilter('(&)'))).toEqual([]);
  });

  it.each([
    ['(&(cn=a)(cn:=b)(uac:1.2.840.113556.1.4.803:=2))', []],
    [
      '(|(cn:caseExactMatch:=a)(!(sn:caseExactMatch:=b))(m:1.2.840.113556.1.4.1941:=c))',
      ['caseExactMatch', '1.2.840.113556.1.4.1941'],
    ],
    ['(:1.2.840.113556.1.4.803:=2)', ['1.2.840.113556.1.4.803']],
    ['(ou:dn:=people)', ['dn']],
  ])('names what cannot be told of %s', (text, rules) => {
    expect(unsupportedRules(parseFilter(text))).toEqual(rules);
  });
});
