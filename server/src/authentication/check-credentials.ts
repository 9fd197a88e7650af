import { sameIdentity } from '../../../shared/identity';
import { verifyPassword } from '../secrets/verify-password';
import type { Decoy } from './decoy';
import type { Account, Accounts, AskDirectory, Credentials } from './types';

export interface CredentialsCheck {
  accounts: Accounts;
  askDirectory: AskDirectory;
  decoy: Decoy;
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
  { username, connectorProfile }: Account,
  password: string,
  { accounts, askDirectory }: CredentialsCheck,
  signal: AbortSignal
): Promise<boolean> => {
  const source = connectorProfile === null ? null : await accounts.findDirectory(connectorProfile);
  return source !== null && askDirectory(source, username, password, signal);
};

/**
 * Checks a password where the user's `authMethod` says: by the stored hash, or by the directory
 * that the user was imported from. User names are compared by their identity.
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
  const isDecoy = hash !== null && check.decoy.equals(hash);
  const [right] = await Promise.all([
    isRight(),
    isDecoy ? null : check.decoy.work(password, signal),
  ]);
  return right ? account : null;
};
