import { X509Certificate } from 'node:crypto';

import type { LdapAttributes, LdapEntry } from './ldap/entry';
import { ldapFixture } from './ldap/fixtures';

export const BASE_DN = 'dc=example,dc=test';
export const PEOPLE_DN = `ou=people,${BASE_DN}`;
export const GROUPS_DN = `ou=groups,${BASE_DN}`;

/** The people of the example directory, by their uid. */
export const PERSON_DNS = {
  anna: `cn=Müller\\, Anna \\+ Söhne,${PEOPLE_DN}`,
  hans: `cn=Hans \\"der Große\\" Groß,${PEOPLE_DN}`,
  back: `cn=Back\\\\slash,${PEOPLE_DN}`,
  hash: `cn=\\#hash,${PEOPLE_DN}`,
  leading: `cn=\\ leading space,${PEOPLE_DN}`,
  eva: `cn=Eva+uid=eva,${PEOPLE_DN}`,
  photo: `uid=photo,${PEOPLE_DN}`,
  locked: `uid=locked,${PEOPLE_DN}`,
  posix: `uid=posix,${PEOPLE_DN}`,
} as const;

/** The groups of the example directory, by their cn. */
export const GROUP_DNS = {
  staff: `cn=staff,${GROUPS_DN}`,
  support: `cn=support,${GROUPS_DN}`,
  'circle-a': `cn=circle-a,${GROUPS_DN}`,
  'circle-b': `cn=circle-b,${GROUPS_DN}`,
  phones: `cn=phones,${GROUPS_DN}`,
  accounting: `cn=accounting,${GROUPS_DN}`,
  users: `cn=users,${GROUPS_DN}`,
} as const;

/** Bytes that are no UTF-8. */
export const PHOTO = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');

const person = (uid: keyof typeof PERSON_DNS, attributes: LdapAttributes): LdapEntry => ({
  dn: PERSON_DNS[uid],
  attributes: { objectClass: 'inetOrgPerson', uid, cn: uid, sn: uid, ...attributes },
});

const group = (
  cn: keyof typeof GROUP_DNS,
  objectClass: string,
  attributes: LdapAttributes
): LdapEntry => ({ dn: GROUP_DNS[cn], attributes: { objectClass, cn, ...attributes } });

const numberedPerson = (number: number): LdapEntry => {
  const uid = `u${number}`;
  const mail = [`${uid}@example.test`];
  if (number % 3 === 0) mail.push(`person.${number}@example.test`);
  return {
    dn: `uid=${uid},${PEOPLE_DN}`,
    attributes: {
      objectClass: 'inetOrgPerson',
      uid,
      cn: `Given${number} Family${number}`,
      sn: `Family${number}`,
      givenName: `Given${number}`,
      mail,
      telephoneNumber: `+49 30 ${100_000 + number}`,
      mobile: `+49 170 ${1_000_000 + number}`,
      title: 'Engineer',
      employeeNumber: String(number),
    },
  };
};

/** `uid=u1` to `uid=u<count>`; every third has two mail addresses. */
export const people = (count: number): LdapEntry[] =>
  Array.from({ length: count }, (_, index) => numberedPerson(index + 1));

/** What every directory of the tests has. */
export const tree = (): LdapEntry[] => [
  { dn: BASE_DN, attributes: { objectClass: 'domain', dc: 'example' } },
  { dn: PEOPLE_DN, attributes: { objectClass: 'organizationalUnit', ou: 'people' } },
  { dn: GROUPS_DN, attributes: { objectClass: 'organizationalUnit', ou: 'groups' } },
];

const specialNames = (): LdapEntry[] => [
  person('anna', {
    cn: 'Müller, Anna + Söhne',
    sn: 'Müller',
    givenName: 'Anna',
    mail: ['anna@example.test', 'anna.mueller@example.test', 'office@example.test'],
    telephoneNumber: '+49 30 123456',
  }),
  person('hans', {
    cn: 'Hans "der Große" Groß',
    sn: 'Groß',
    givenName: 'Hans',
    description: ['a*b(c)d\\e', '{{title}} <b>&amp;</b> "quoted"', 'two\nlines'],
  }),
  person('back', { cn: 'Back\\slash' }),
  person('hash', { cn: '#hash' }),
  person('leading', { cn: ' leading space' }),
  person('eva', { cn: 'Eva', sn: 'Größe', mail: 'eva@example.test' }),
];

const specialAttributes = (): LdapEntry[] => [
  person('photo', {
    jpegPhoto: PHOTO,
    'userCertificate;binary': new X509Certificate(ldapFixture('client.pem')).raw,
  }),
  // This time means: locked until somebody unlocks it (draft-behera-ldap-password-policy § 5.3.3).
  person('locked', { userPassword: 'S3cret-of-locked', pwdAccountLockedTime: '000001010000Z' }),
  person('posix', {
    objectClass: ['inetOrgPerson', 'posixAccount'],
    uidNumber: '1001',
    gidNumber: '5000',
    homeDirectory: '/home/posix',
  }),
];

/** `support` is in `staff`, the two circles are in each other, `users` is a primary group. */
const groups = (): LdapEntry[] => [
  group('staff', 'groupOfNames', { member: [PERSON_DNS.anna, GROUP_DNS.support] }),
  group('support', 'groupOfNames', { member: [PERSON_DNS.hans, PERSON_DNS.eva] }),
  group('circle-a', 'groupOfNames', { member: [GROUP_DNS['circle-b'], PERSON_DNS.back] }),
  group('circle-b', 'groupOfNames', { member: [GROUP_DNS['circle-a'], PERSON_DNS.hash] }),
  group('phones', 'groupOfUniqueNames', { uniqueMember: [PERSON_DNS.anna, PERSON_DNS.eva] }),
  group('accounting', 'posixGroup', { gidNumber: '5001', memberUid: ['posix', 'anna'] }),
  group('users', 'posixGroup', { gidNumber: '5000' }),
];

/** People and groups with what makes directories difficult: names, bytes, nesting. */
export const exampleDirectory = (): LdapEntry[] => [
  ...specialNames(),
  ...specialAttributes(),
  ...groups(),
];
