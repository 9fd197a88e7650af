import type { Core } from '@strapi/strapi';

import type { LdapSource } from '../../../shared/profile/ldap';
import { createAttempts, type Attempt } from './attempts';
import { createAuthenticator } from './authenticator';
import { chooseAccount, type StoredAccount, createDummyHash } from './check-credentials';
import type { Account, Accounts, Credentials, Verdict } from './types';
import type { ReadOption } from '../config/options';
import { PLUGIN_ID, UIDS } from '../constants';
import type { Profiles } from '../profiles';
import type { SettingsStore } from '../settings';
import { checkLdapPassword } from '../sources/ldap/authenticate';
import { NotFoundError } from '../utils/errors';
import { digestOfValue } from '../storage/digests';

interface AuthenticationNeeds {
  strapi: Core.Strapi;
  profiles: Pick<Profiles, 'load'>;
  option: ReadOption;
  network: SettingsStore['network'];
}

const ACCOUNT_ATTRIBUTES = [
  'documentId',
  'username',
  'password',
  'authMethod',
  'enabled',
  'connectorProfile',
] satisfies (keyof Account)[];

const storedAccounts = ({
  strapi,
  profiles,
}: Pick<AuthenticationNeeds, 'strapi' | 'profiles'>): Accounts => ({
  async find(username): Promise<Account | null> {
    const isIdentified = { usernameDigest: digestOfValue('username', username) };
    const isSpelledSo = { usernameDigest: { $null: true }, username: { $eq: username } };
    const accounts: StoredAccount[] = await strapi.db.query(UIDS.user).findMany({
      select: [...ACCOUNT_ATTRIBUTES, 'usernameDigest'],
      where: isIdentified.usernameDigest ? { $or: [isIdentified, isSpelledSo] } : isSpelledSo,
    });
    return chooseAccount(accounts, username);
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
  option,
  network,
}: AuthenticationNeeds) => {
  const authenticate = createAuthenticator({
    attempts: createAttempts(option('authentication')),
    check: {
      accounts: storedAccounts({ strapi, profiles }),
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
