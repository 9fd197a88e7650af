import { createHash } from 'node:crypto';

import type { LdapSource } from '../../../shared/profile/ldap';
import type { CredentialsCheck } from '../../../server/src/authentication/check-credentials';
import type { Account } from '../../../server/src/authentication/types';

export const PROFILE = 'profile-a';

export const SOURCE: LdapSource = {
  type: 'ldap',
  url: 'ldaps://directory.example',
  fallbackUrls: [],
  startTls: false,
  verifyCertificate: true,
  bind: 'simple',
  bindDn: 'cn=reader',
  bindPassword: 'S3cret-of-reader',
  baseDn: 'dc=example',
  scope: 'sub',
  filter: '',
  attributes: [],
  vendor: null,
  keyAttribute: null,
  loginAttribute: null,
  disabledFilter: null,
  groups: {
    enabled: false,
    baseDn: '',
    filter: null,
    memberAttributes: [],
    nested: false,
    primary: false,
    allow: [],
    roles: [],
  },
  referrals: 'ignore',
  pageSize: 500,
  timeoutSeconds: 10,
};

/** LDAP's `{MD5}`. */
export const md5 = (password: string): string =>
  `{MD5}${createHash('md5').update(password).digest('base64')}`;

export const account = (given: Partial<Account> = {}): Account => ({
  documentId: 'max-id',
  username: 'max',
  password: md5('right'),
  authMethod: 'local',
  enabled: true,
  profiles: [],
  ...given,
});

export const external = (given: Partial<Account> = {}): Account =>
  account({ authMethod: 'external', password: null, profiles: [PROFILE], ...given });

/** A directory with these users, where the password is `right` in the database and at the LDAP server. */
export const world = (users: Account[]) => {
  const find = jest.fn(
    async (username: string) =>
      users.find((user) => user.username.toLowerCase() === username.toLowerCase()) ?? null
  );
  const findDirectory = jest.fn(async (profileId: string) =>
    profileId === PROFILE ? SOURCE : null
  );
  const askDirectory = jest.fn<
    ReturnType<CredentialsCheck['askDirectory']>,
    Parameters<CredentialsCheck['askDirectory']>
  >(async (_source, _username, password) => password === 'right');
  const dummyHash = {
    equals: jest.fn((hash: string) => hash.startsWith('$scrypt$ln=12,')),
    work: jest.fn(async () => undefined),
  };
  return { accounts: { find, findDirectory }, askDirectory, dummyHash };
};
