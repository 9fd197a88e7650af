import { randomBytes } from 'node:crypto';

import { verifyPassword } from '../secrets/verify-password';

const withoutPadding = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');

/**
 * Makes every check do the work of a check against a hash of this cost, so that how long an answer
 * takes does not tell whether there is such a user.
 */
export const createDecoy = (cost: number) => {
  const parameters = `$scrypt$ln=${cost},r=8,p=1$`;
  const hash = `${parameters}${withoutPadding(randomBytes(16))}$${withoutPadding(randomBytes(32))}`;

  return {
    /** True for a hash whose check is this work already. */
    equals: (stored: string): boolean => stored.startsWith(parameters),
    work: async (password: string, signal: AbortSignal): Promise<void> => {
      await verifyPassword(password, hash, signal);
    },
  };
};

export type Decoy = ReturnType<typeof createDecoy>;
