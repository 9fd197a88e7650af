import { sameIdentity } from '../../../shared/identity';
import { randomHash, scryptParameters, verifyPassword } from '../secrets/password';
import type { Account, Accounts, AskDirectory, Credentials } from './types';

export interface CredentialsCheck {
  accounts: Accounts;
  askDirectory: AskDirectory;
  dummyHash: DummyHash;
}

const findUsable = async (accounts: Accounts, username: string): Promise<Account | null> => {
  const account = await accounts.find(username);
  const isNamed = account !== null && sameIdentity('username', account.username, username);
  return isNamed && account.enabled !== false ? account : null;
};

const localHash = (account: Account | null): string | null =>
  account?.authMethod === 'external' ? null : (account?.password ?? null);

/** The record's user name is what the directory is asked for: nothing that was typed gets into a filter or DN. */
const checkExternally = async (
  { username, profiles }: Account,
  password: string,
  { accounts, askDirectory }: CredentialsCheck,
  signal: AbortSignal
): Promise<boolean> => {
  for (const profile of profiles) {
    const source = await accounts.findDirectory(profile);
    if (source) return askDirectory(source, username, password, signal);
  }
  return false;
};

/**
 * Checks a password where the user's `authMethod` says: by the stored hash, or by the directory
 * that the user was imported from, the first where several profiles own the record. User names are compared by their identity.
 * @returns the user; null when there is none of that name, it is disabled, the password is wrong, or
 *   there is nothing to check it by, after the same work in each case
 * @throws ConnectorError when the password cannot be checked; the signal's reason
 */
export const checkCredentials = async (
  { username, password }: Credentials,
  check: CredentialsCheck,
  signal: AbortSignal
): Promise<Account | null> => {
  const account = await findUsable(check.accounts, username);
  const hash = localHash(account);

  const isRight = async (): Promise<boolean> => {
    if (hash !== null) return verifyPassword(password, hash, signal);
    return account?.authMethod === 'external' && checkExternally(account, password, check, signal);
  };
  const isEnoughWork = hash !== null && check.dummyHash.equals(hash);
  const [right] = await Promise.all([
    isRight(),
    isEnoughWork ? null : check.dummyHash.work(password, signal),
  ]);
  return right ? account : null;
};

/**
 * Makes every check do the work of a check against a hash of this cost, so that how long an answer
 * takes does not tell whether there is such a user.
 */
export const createDummyHash = (cost: number) => {
  const hash = randomHash(cost);

  return {
    /** True for a hash whose check is this work already. */
    equals: (stored: string): boolean => stored.startsWith(scryptParameters(cost)),
    work: async (password: string, signal: AbortSignal): Promise<void> => {
      await verifyPassword(password, hash, signal);
    },
  };
};

export type DummyHash = ReturnType<typeof createDummyHash>;

/** An account as it is stored: without a digest where its name is not told from another one's. */
export type StoredAccount = Pick<Account, 'username'> & { usernameDigest: string | null };

/**
 * Of the accounts that a database found the one of a user name, in any spelling; of those that
 * share it with others the one that is spelled just so.
 */
export const chooseAccount = <Stored extends StoredAccount>(
  accounts: Stored[],
  username: string
): Stored | null =>
  accounts.find(
    (account) =>
      account.usernameDigest !== null && sameIdentity('username', account.username, username)
  ) ??
  accounts.find((account) => account.username === username) ??
  null;
