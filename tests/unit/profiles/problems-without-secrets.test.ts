import { sourceProblems } from '../../../server/src/profiles/checks';
import { createSourceSecrets } from '../../../server/src/profiles/secrets';
import { check } from '../../../server/src/utils/validation';
import { profileSchema, type SourceInput } from '../../../shared/profile';

const SECRET = 'hunter2-s3cret';
const { takeSecrets } = createSourceSecrets(() => null);

const ldap = { type: 'ldap', url: 'ldap://dc1.example.com', bindDn: 'cn=a', baseDn: 'dc=x' };
const csv = { type: 'csv', delivery: 'url', url: 'https://hr.example.com/users.csv' };

/** Everything that is said of a source: of its shape, of its settings, and of its secrets. */
const saidOf = (source: object): string => {
  const checked = check(profileSchema, { name: 'A', source });
  if (!checked.success) return JSON.stringify(checked.problems);
  const given = checked.data.source;
  const stored = { source: { ...given, url: 'https://other.example.com/' }, secrets: {} };
  return JSON.stringify([
    sourceProblems(given),
    takeSecrets(given, null).missing,
    takeSecrets(given, stored as { source: SourceInput; secrets: object }).missing,
  ]);
};

describe('what is wrong with a source', () => {
  it.each([
    ['a password that is a list', { ...ldap, bindPassword: [SECRET] }],
    ['a password that is too long', { ...ldap, bindPassword: SECRET.repeat(1000) }],
    ['a password inside something else', { ...ldap, bindPassword: { set: SECRET } }],
    ['a key that is none', { ...ldap, clientCertificate: 'x', clientKey: SECRET }],
    ['a password for which there is no user', { ...ldap, bindDn: '', bindPassword: SECRET }],
    ['a password in the address of a directory', { ...ldap, url: `ldaps://u:${SECRET}@dc1` }],
    ['a password in the address of a file', { ...csv, url: `https://u:${SECRET}@hr.example.com/` }],
    ['a password in an address that is none', { ...csv, url: `https://u:${SECRET}@:x/` }],
    ['a token in the query of an address', { ...csv, url: `ftp://hr.example.com/?t=${SECRET}` }],
    ['a token that is an object', { ...csv, auth: { type: 'bearer', token: { value: SECRET } } }],
    [
      'a password that is a number of an authentication without user',
      { ...csv, auth: { type: 'basic', username: '', password: SECRET } },
    ],
  ])('has neither text nor values with %s', (_, source) => {
    const said = saidOf(source);
    expect(said).toMatch(/"code":/);
    expect(said).not.toContain(SECRET);
  });
});
