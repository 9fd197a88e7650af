import { splitDns } from '../../../server/src/utils/distinguished-names';

const SALES = 'CN=Sales,OU=Groups,DC=example,DC=org';
const ADMINS = 'CN=Phone Admins,OU=Groups,DC=example,DC=org';
const ESCAPED = 'CN=Ahorn\\, Anna,OU=A\\;B,DC=example,DC=org';

describe('a text that lists DNs', () => {
  it.each([';', '; ', ',', ', ', ' ', '\n', '\r\n', '|', ' | ', ' ;'])(
    'joined with %j',
    (joint) => {
      expect(splitDns([SALES, ADMINS, ESCAPED].join(joint))).toEqual([SALES, ADMINS, ESCAPED]);
      expect(splitDns([ESCAPED, SALES].join(joint))).toEqual([ESCAPED, SALES]);
    }
  );

  it.each([SALES, ADMINS, ESCAPED, 'uid=anna,ou=people,o=Example,c=DE', 'CN="a;b",DC=org'])(
    'may be a single one: %s',
    (dn) => {
      expect(splitDns(dn)).toEqual([dn]);
      expect(splitDns(` ${dn}; `)).toEqual([dn]);
    }
  );

  it('may end in another way than with dc', () => {
    expect(splitDns('cn=a,ou=g,o=Example,cn=b,ou=g,o=Example')).toEqual([
      'cn=a,ou=g,o=Example',
      'cn=b,ou=g,o=Example',
    ]);
    expect(splitDns('cn=a,o=X,l=Y,c=DE cn=b,o=X,l=Y,c=DE')).toEqual([
      'cn=a,o=X,l=Y,c=DE',
      'cn=b,o=X,l=Y,c=DE',
    ]);
  });

  it('may be in braces or quotation marks', () => {
    expect(splitDns(`{${SALES}, ${ADMINS}}`)).toEqual([SALES, ADMINS]);
    expect(splitDns(`"${SALES}","${ADMINS}"`)).toEqual([SALES, ADMINS]);
  });

  it('is read where backslashes are escaped once more', () => {
    expect(splitDns(`CN=Ahorn\\\\, Anna,OU=x,DC=org;${SALES}`)).toEqual([
      'CN=Ahorn\\, Anna,OU=x,DC=org',
      SALES,
    ]);
    // Here it is the end of a value.
    expect(splitDns('CN=a\\\\,OU=x,DC=org')).toEqual(['CN=a\\\\,OU=x,DC=org']);
  });

  it.each([
    [`;${SALES};;${ADMINS}`, [SALES, ADMINS]],
    [`, ${SALES}, , ${ADMINS},, `, [SALES, ADMINS]],
    [`${SALES}\n\n${ESCAPED}\n;`, [SALES, ESCAPED]],
    [`|${ESCAPED}||${SALES}|`, [ESCAPED, SALES]],
    ['CN=a,DC=b\\;;', ['CN=a,DC=b\\;']],
  ])('may have joints without anything between them: %j', (text, dns) => {
    expect(splitDns(text)).toEqual(dns);
  });

  it.each([
    [`Phones;${SALES}`, ['Phones', SALES]],
    [`${ESCAPED};Phones, Desks`, [ESCAPED, 'Phones', 'Desks']],
    [`CN=Users;${SALES}, ${ADMINS}; x=1 `, ['CN=Users', SALES, ADMINS, 'x=1']],
    [`CN=A\\, B;${SALES}`, ['CN=A\\, B', SALES]],
  ])('may list something else as well: %j', (text, items) => {
    expect(splitDns(text)).toEqual(items);
  });

  it.each([
    [`Sales,${SALES}`, ['Sales', SALES]],
    [`Sales, Support, ${ESCAPED}`, ['Sales', 'Support', ESCAPED]],
    [`${SALES},Phones`, [SALES, 'Phones']],
    [`${SALES}, Phones,${ADMINS}`, [SALES, 'Phones', ADMINS]],
    [`Phones|${SALES}|Desks`, ['Phones', SALES, 'Desks']],
    [`${ESCAPED}\nPhones\n${SALES}`, [ESCAPED, 'Phones', SALES]],
    [`Phones\r\n${SALES}`, ['Phones', SALES]],
    ['Sales,uid=anna,ou=people,o=Example', ['Sales', 'uid=anna,ou=people,o=Example']],
    [`a;Sales,${SALES};b,c`, ['a', 'Sales', SALES, 'b', 'c']],
  ])('may list it before or behind a comma: %j', (text, items) => {
    expect(splitDns(text)).toEqual(items);
  });

  it.each([
    'CN=Ahorn, Anna,OU=Sales,DC=example,DC=org',
    'CN=Anna,OU=Sales, Marketing,DC=example,DC=org',
    'CN=Anna,OU=Sales, Marketing',
    'CN=Anna,O=Example, Inc.,C=US',
    'CN=a|b,OU=x,DC=y',
    'CN=Anna+UID=17,OU=Sales,DC=x',
    'employeeNumber=17,ou=people,dc=example',
    'givenName=Anna,ou=people,o=Example',
    'OID.2.5.4.3=Anna,OU=people,DC=x',
  ])('keeps a DN whole: %s', (dn) => {
    expect(splitDns(dn)).toEqual([dn]);
    expect(splitDns(`${dn};${SALES}`)).toEqual([dn, SALES]);
    expect(splitDns(`${SALES},${dn}`)).toEqual([SALES, dn]);
    expect(splitDns(`${SALES}\n${dn}`)).toEqual([SALES, dn]);
  });

  it.each(['', 'a,b', 'CN=Sales', 'a=1,b=2', 'Sales; OU=x', 'note: CN=a,OU=b'])(
    'is not %j',
    (text) => {
      expect(splitDns(text)).toBeNull();
    }
  );

  it('takes no longer than its length', () => {
    const long = `CN=a,OU=b,DC=c${' '.repeat(60_000)}${'\\'.repeat(60_001)}${',"'.repeat(30_000)}`;
    const [first = ''] = splitDns(long) ?? [];
    expect(first.slice(0, 14)).toBe('CN=a,OU=b,DC=c');
  });
});
