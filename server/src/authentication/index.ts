import type { Core } from '@strapi/strapi';

import type { LdapSource } from '../../../shared/profile/ldap';
import { createAttempts, type Attempt } from './attempts';
import { createAuthenticator } from './authenticator';
import { chooseAccount, type StoredAccount, createDummyHash } from './check-credentials';
import type { Account, Accounts, Credentials, Verdict } from './types';
import type { ReadOption } from '../config/options';
import { PLUGIN_ID, UIDS } from '../constants';
import type { Profiles } from '../profiles';
import type { Storage } from '../storage';
import type { SettingsStore } from '../settings';
import { checkLdapPassword } from '../sources/ldap/authenticate';
import { NotFoundError } from '../utils/errors';
import { digestOfValue } from '../storage/digests';

interface AuthenticationNeeds {
  strapi: Core.Strapi;
  profiles: Pick<Profiles, 'load'>;
  storage: Pick<Storage, 'ownersOf'>;
  option: ReadOption;
  network: SettingsStore['network'];
}

const ACCOUNT_ATTRIBUTES = [
  'id',
  'documentId',
  'username',
  'password',
  'authMethod',
  'enabled',
  'connectorProfile',
  'usernameDigest',
];

type Found = Omit<Account, 'profiles'> &
  StoredAccount & { id: number; connectorProfile: string | null };

const storedAccounts = ({
  strapi,
  profiles,
  storage,
}: Pick<AuthenticationNeeds, 'strapi' | 'profiles' | 'storage'>): Accounts => ({
  async find(username): Promise<Account | null> {
    const isIdentified = { usernameDigest: digestOfValue('username', username) };
    const isSpelledSo = { usernameDigest: { $null: true }, username: { $eq: username } };
    const accounts: Found[] = await strapi.db.query(UIDS.user).findMany({
      select: ACCOUNT_ATTRIBUTES,
      where: isIdentified.usernameDigest ? { $or: [isIdentified, isSpelledSo] } : isSpelledSo,
    });
    const account = chooseAccount(accounts, username);
    if (!account) return null;
    const { connectorProfile: first } = account;
    const owners = first === null ? [] : await storage.ownersOf('user', account);
    const profileIds = [
      ...(first === null ? [] : [first]),
      ...owners.map(({ profile }) => profile),
    ];
    return { ...account, profiles: [...new Set(profileIds)] };
  },

  async findDirectory(profileId): Promise<LdapSource | null> {
    try {
      const { file } = await profiles.load(profileId);
      return file.source.type === 'ldap' ? file.source : null;
    } catch (error) {
      if (error instanceof NotFoundError) return null;
      throw error;
    }
  },
});

/** Checks user name and password, for apps that let the people of the directory log in. */
export const createAuthentication = ({
  strapi,
  profiles,
  storage,
  option,
  network,
}: AuthenticationNeeds) => {
  const authenticate = createAuthenticator({
    attempts: createAttempts(option('authentication')),
    check: {
      accounts: storedAccounts({ strapi, profiles, storage }),
      dummyHash: createDummyHash(option('passwordHashCost')),
      askDirectory: async (source, username, password, signal) =>
        checkLdapPassword(source, username, password, { network: await network(), signal }),
    },
  });

  return {
    /** Only what could not be checked is logged: a user name that is typed may be a password. */
    async authenticate(attempt: Credentials & Attempt): Promise<Verdict> {
      const verdict = await authenticate(attempt);
      if (verdict.kind === 'unavailable') {
        strapi.log.warn(`${PLUGIN_ID}: a user's password could not be checked: ${verdict.reason}`);
      }
      return verdict;
    },
  };
};

export type Authentication = ReturnType<typeof createAuthentication>;
