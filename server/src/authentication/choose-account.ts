import { sameIdentity } from '../../../shared/identity';
import type { Account } from './types';

/** An account as it is stored: without a digest where its name is not told from another one's. */
export type StoredAccount = Account & { usernameDigest: string | null };

/**
 * Of the accounts that a database found the one of a user name, in any spelling; of those that
 * share it with others the one that is spelled just so.
 */
export const chooseAccount = (accounts: StoredAccount[], username: string): Account | null =>
  accounts.find(
    (account) =>
      account.usernameDigest !== null && sameIdentity('username', account.username, username)
  ) ??
  accounts.find((account) => account.username === username) ??
  null;
