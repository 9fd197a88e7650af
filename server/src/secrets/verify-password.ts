import { argon2Form } from './password-hashes/argon2';
import { bcryptForm } from './password-hashes/bcrypt';
import { digestForm } from './password-hashes/digest';
import type { HashForm } from './password-hashes/form';
import { pbkdf2Form } from './password-hashes/pbkdf2';
import { scryptForm } from './password-hashes/scrypt';

const FORMS: HashForm[] = [scryptForm, digestForm, bcryptForm, argon2Form, pbkdf2Form];

/** What LDAP servers put before a hash that says itself what it is. */
const WRAPPER = /^\{(?:CRYPT|BCRYPT|ARGON2)\}(?=\$)/i;

/**
 * Checks a password against a stored hash: our own and other scrypt, LDAP's digests with and
 * without salt, LDAP's PBKDF2, bcrypt, argon2. False for the other forms that `isPasswordHash`
 * takes (crypt(3)), for text that is no hash, and for hashes whose parameters would make one login
 * a burden for everybody. The work is done in threads or in slices; few checks run at a time.
 * @throws the signal's reason when it aborts while the check waits; ConnectorError `argon2-missing`
 */
export const verifyPassword = async (
  password: string,
  hash: string,
  signal?: AbortSignal
): Promise<boolean> => {
  const plain = hash.replace(WRAPPER, '');
  for (const form of FORMS) {
    const check = form(plain);
    if (check) return check(password, signal);
  }
  return false;
};
