import { ConnectorError } from '../utils/errors';
import { createLimiter } from '../utils/limiter';
import type { Attempt, Attempts } from './attempts';
import { checkCredentials, type CredentialsCheck } from './check-credentials';
import type { Credentials, Verdict } from './types';

const CHECKS_AT_A_TIME = 20;
const CHECK_SECONDS = 20;

export interface AuthenticatorOptions {
  check: CredentialsCheck;
  attempts: Attempts;
  /** Starts the time that one check has, waiting included, and aborts when it is over. */
  startTime?: () => AbortSignal;
}

const TOO_SLOW = `it took longer than ${CHECK_SECONDS} seconds`;

const whenOver = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });

/**
 * Decides on logins: counts attempts before anything is checked, keeps few checks going at a time,
 * and answers in time.
 */
export const createAuthenticator = ({
  check,
  attempts,
  startTime = () => AbortSignal.timeout(CHECK_SECONDS * 1000),
}: AuthenticatorOptions) => {
  const limited = createLimiter(CHECKS_AT_A_TIME);

  const decide = async (credentials: Credentials): Promise<Verdict> => {
    const signal = startTime();
    try {
      // The answer does not wait for a check that goes on all the same; the next in line does.
      const account = await Promise.race([
        limited(() => checkCredentials(credentials, check, signal), { signal }),
        whenOver(signal),
      ]);
      if (!account) return { kind: 'refused' };
      const { documentId, username } = account;
      return { kind: 'accepted', documentId, username };
    } catch (error) {
      if (signal.aborted) return { kind: 'unavailable', reason: TOO_SLOW };
      if (error instanceof ConnectorError) return { kind: 'unavailable', reason: error.message };
      throw error;
    }
  };

  return async (attempt: Credentials & Attempt): Promise<Verdict> => {
    const retryAfterSeconds = await attempts.begin(attempt);
    if (retryAfterSeconds !== null) return { kind: 'too-many', retryAfterSeconds };
    const verdict = await decide(attempt);
    if (verdict.kind === 'accepted') await attempts.forgive(attempt);
    return verdict;
  };
};
