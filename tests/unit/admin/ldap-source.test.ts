import type { LdapVendorDefaults } from '../../../shared/contracts/ldap';
import { AUTOMATIC_FORMAT } from '../../../shared/profile/csv';
import { EMPTY_DIRECTORY, type LdapInput, ldapSource } from '../../../shared/profile/ldap';
import {
  defaultsFor,
  hasMore,
  keyAttributeOf,
  MORE_PATHS,
} from '../../../admin/src/profile-form/directory/directory';
import { readLines, readNames } from '../../../admin/src/profile-form/fields/lists';
import { placedIn, sentOf } from '../../../admin/src/profile-form/problems';
import { sourceOfKind } from '../../../admin/src/profile-form/source';

const directory = (part: Partial<LdapInput>): LdapInput => ({
  ...EMPTY_DIRECTORY,
  url: 'ldaps://dc1.example.com:636',
  baseDn: 'dc=example,dc=com',
  ...part,
});

test('what nobody changed is what the server takes by default', () => {
  const { url, baseDn } = directory({});
  expect(directory({})).toEqual(ldapSource.parse({ type: 'ldap', url, baseDn }));
});

describe('the defaults of a vendor', () => {
  const openldap = { vendor: 'openldap', keyAttribute: 'entryUUID' } as LdapVendorDefaults;
  const freeipa = { vendor: 'freeipa', keyAttribute: 'ipaUniqueID' } as LdapVendorDefaults;

  it('are those that were found first', () => {
    expect(defaultsFor({ vendor: null }, [undefined, null, openldap, freeipa])).toBe(openldap);
    expect(defaultsFor({ vendor: null }, [null, undefined])).toBeNull();
  });

  it('are not taken from another vendor than the one that is chosen', () => {
    expect(defaultsFor({ vendor: 'freeipa' }, [openldap, freeipa])).toBe(freeipa);
    expect(defaultsFor({ vendor: 'univention' }, [openldap, freeipa])).toBeNull();
  });

  it('give the key attribute unless the profile does', () => {
    expect(keyAttributeOf({ keyAttribute: null }, openldap)).toBe('entryUUID');
    expect(keyAttributeOf({ keyAttribute: '' }, openldap)).toBe('');
    expect(keyAttributeOf({ keyAttribute: 'uid' }, null)).toBe('uid');
    expect(keyAttributeOf({ keyAttribute: null }, null)).toBeNull();
  });
});

describe('lists', () => {
  it('of attributes are taken apart at any common separator, each once', () => {
    expect(readNames(' cn, mail;sn\n+  cn')).toEqual(['cn', 'mail', 'sn', '+']);
    expect(readNames(' \n')).toEqual([]);
  });

  it('of groups have one to a line, since a DN has commas', () => {
    expect(readLines(' cn=a, dc=b \n\nSales Team\nSales Team')).toEqual([
      'cn=a, dc=b',
      'Sales Team',
    ]);
  });
});

describe('what most people need not look at', () => {
  it('is closed where it is as by default', () => {
    expect(hasMore(directory({ filter: '(a=b)', ca: undefined }))).toBe(false);
  });

  it.each([
    { verifyCertificate: false },
    { ca: 'PEM' },
    { attributes: ['cn'] },
    { referrals: 'ignore' as const },
    { clientKey: { set: true } },
  ])('is open with %j', (part) => {
    expect(hasMore(directory(part))).toBe(true);
    expect(MORE_PATHS).toContain(Object.keys(part)[0]);
  });
});

describe('rows that nobody has begun', () => {
  const source = directory({
    fallbackUrls: ['ldaps://:636', 'ldaps://b:636', 'ldaps://:1', 'ldaps://c:636'],
    groups: {
      ...EMPTY_DIRECTORY.groups,
      roles: [
        { group: '', role: '' },
        { group: 'sales', role: '' },
        { group: ' ', role: '' },
        { group: '', role: 'boss' },
      ],
    },
  });

  it('are not sent', () => {
    const sent = sentOf({ source }).source;
    expect(sent.fallbackUrls).toEqual(['ldaps://b:636', 'ldaps://c:636']);
    expect(sent.groups.roles.map(({ group, role }) => group + role)).toEqual(['sales', 'boss']);
    expect(sentOf({ variables: [], source }).source).toEqual(sent);
  });

  it.each([
    ['source.fallbackUrls.1', 'source.fallbackUrls.3'],
    ['source.fallbackUrls.7', 'source.fallbackUrls.7'],
    ['source.groups.roles.0.role', 'source.groups.roles.1.role'],
    ['source.groups.roles', 'source.groups.roles'],
    ['source.groups.filter', 'source.groups.filter'],
    ['source.url', 'source.url'],
    ['name', 'name'],
  ])('do not shift the problem at %s', (sent, drafted) => {
    const problem = { path: sent.split('.'), code: 'x', message: 'y', line: null, column: null };
    expect(placedIn({ variables: [], source }, [problem])[0]?.path.join('.')).toBe(drafted);
  });
});

describe('another kind of source', () => {
  const upload = { type: 'csv', delivery: 'upload', ...AUTOMATIC_FORMAT, delimiter: ';' } as const;
  const address = { type: 'csv', delivery: 'url', url: 'https://a', ...AUTOMATIC_FORMAT } as const;

  it('is as it is saved where it is of that kind', () => {
    expect(sourceOfKind('ldap', directory({}), upload)).toEqual(directory({}));
    expect(sourceOfKind('url', address, directory({}))).toEqual(address);
  });

  it('is empty where it is not', () => {
    expect(sourceOfKind('ldap', upload, upload)).toEqual(EMPTY_DIRECTORY);
    expect(sourceOfKind('url', directory({}), directory({}))).toEqual({ ...address, url: '' });
  });

  it('keeps the format of a file, also by way of a directory', () => {
    expect(sourceOfKind('url', address, upload)).toEqual({ ...address, delimiter: ';' });
    expect(sourceOfKind('upload', { ...address, delimiter: '~' }, directory({}))).toEqual({
      ...upload,
      delimiter: '~',
    });
    expect(sourceOfKind('upload', directory({}), directory({}))).toEqual({
      ...upload,
      delimiter: 'auto',
    });
  });
});
