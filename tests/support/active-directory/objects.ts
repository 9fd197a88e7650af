import { createHash } from 'node:crypto';

import type { LdapAttributes, LdapEntry } from '../ldap/entry';

export const AD_BASE_DN = 'DC=example,DC=test';
export const AD_USERS_DN = `CN=Users,${AD_BASE_DN}`;

const DOMAIN_SID = 'S-1-5-21-1004336348-1177238915-682003330';
const NORMAL_ACCOUNT = '512';
const DOMAIN_USERS = '513';
const GLOBAL_SECURITY_GROUP = '-2147483646';

/** An object of Active Directory. */
export interface AdObject extends LdapEntry {
  /** With which it can bind. */
  password?: string;
}

/** The bytes of a GUID such as `3f2504e0-4f89-11d3-9a0c-0305e82c3301` (MS-DTYP § 2.3.4.2). */
export const objectGuid = (text: string): Buffer => {
  const bytes = Buffer.from(text.replaceAll('-', ''), 'hex');
  bytes.subarray(0, 4).reverse();
  bytes.subarray(4, 6).reverse();
  bytes.subarray(6, 8).reverse();
  return bytes;
};

/** The bytes of a SID such as `S-1-5-21-1-2-3-1103` (MS-DTYP § 2.4.2.2). */
export const objectSid = (text: string): Buffer => {
  const [revision = 0, authority = 0, ...rest] = text.split('-').slice(1).map(Number);
  const bytes = Buffer.alloc(8 + 4 * rest.length);
  bytes.writeUInt8(revision, 0);
  bytes.writeUInt8(rest.length, 1);
  bytes.writeUIntBE(authority, 2, 6);
  rest.forEach((part, index) => bytes.writeUInt32LE(part, 8 + 4 * index));
  return bytes;
};

const hash = (name: string): Buffer => createHash('sha256').update(name).digest();

/** The GUID that objects of this name get, as text. */
export const guidOf = (name: string): string =>
  hash(name)
    .toString('hex', 0, 16)
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');

/** The SID that objects of this name get, as text. */
export const sidOf = (name: string): string =>
  `${DOMAIN_SID}-${name === 'Domain Users' ? DOMAIN_USERS : hash(name).readUInt32LE()}`;

interface NewObject {
  name: string;
  /** By default in CN=Users. */
  dn?: string;
  attributes?: LdapAttributes;
}

const named = ({ name, dn, attributes }: NewObject, defaults: LdapAttributes): AdObject => ({
  dn: dn ?? `CN=${name},${AD_USERS_DN}`,
  attributes: {
    cn: name,
    name,
    sAMAccountName: name,
    objectGUID: objectGuid(guidOf(name)),
    objectSid: objectSid(sidOf(name)),
    ...defaults,
    ...attributes,
  },
});

const schemaDn = (name: string): string => `CN=${name},CN=Schema,CN=Configuration,${AD_BASE_DN}`;

/** A user; its primary group is `Domain Users`. */
export const adUser = ({ password, ...user }: NewObject & { password?: string }): AdObject => ({
  password,
  ...named(user, {
    objectClass: ['top', 'person', 'organizationalPerson', 'user'],
    objectCategory: schemaDn('Person'),
    userPrincipalName: `${user.name}@example.test`,
    userAccountControl: NORMAL_ACCOUNT,
    primaryGroupID: DOMAIN_USERS,
  }),
});

/** @param members DNs */
export const adGroup = ({ members, ...group }: NewObject & { members: string[] }): AdObject =>
  named(group, {
    objectClass: ['top', 'group'],
    objectCategory: schemaDn('Group'),
    groupType: GLOBAL_SECURITY_GROUP,
    member: members,
  });
