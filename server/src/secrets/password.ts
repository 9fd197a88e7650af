import { randomBytes, randomInt, scrypt } from 'node:crypto';

import { createLimiter } from '../utils/limiter';
import { argon2Form } from './password-hashes/argon2';
import { bcryptForm } from './password-hashes/bcrypt';
import { digestForm } from './password-hashes/digest';
import type { HashForm } from './password-hashes/form';
import { pbkdf2Form } from './password-hashes/pbkdf2';
import { scryptForm } from './password-hashes/scrypt';

const BLOCK_SIZE = 8;
const PARALLELISM = 1;
const SALT_BYTES = 16;
const HASH_BYTES = 32;

/**
 * A generated password has 96 random bits and cannot be guessed however fast the hash is, so
 * a hundred thousand of them need not take minutes.
 */
export const GENERATED_PASSWORD_COST = 5;

// Letters and digits that nobody takes for one another on paper or on a phone's display.
const LETTERS_AND_DIGITS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const DIGITS = '0123456789';
/** 64 in all, six bits each. None of the signs starts a spreadsheet formula. */
const PASSWORD_CHARACTERS = `${LETTERS_AND_DIGITS}#%*?_:.`;

const base64Digest = '[A-Za-z0-9+/]{22,}={0,2}';
const hexDigest = '[0-9a-fA-F]{32,}';

const HASH_FORMATS = [
  new RegExp(
    `^\\{S?(?:MD5|SHA(?:-?(?:1|224|256|384|512))?)\\}(?:${base64Digest}|${hexDigest})$`,
    'i'
  ),
  /^\{CRYPT\}[./0-9A-Za-z$,=*_-]{13,}$/i,
  /^\{(?:PBKDF2|ARGON2|BCRYPT|SCRYPT)[\w-]*\}[./0-9A-Za-z$,=*_+-]{22,}$/i,
  /^\$2[abxy]?\$\d\d\$[./0-9A-Za-z]{53}$/,
  /^\$argon2(?:id|i|d)\$[^\s]{22,}$/,
  /^\$scrypt\$[^\s]{22,}$/,
  /^\$1\$[./0-9A-Za-z]{0,8}\$[./0-9A-Za-z]{22}$/,
  /^\$5\$(?:rounds=\d+\$)?[^$\s]{0,16}\$[./0-9A-Za-z]{43}$/,
  /^\$6\$(?:rounds=\d+\$)?[^$\s]{0,16}\$[./0-9A-Za-z]{86}$/,
];

/**
 * True for a value that already is a password hash, which is then kept as it is: LDAP's `{MD5}`,
 * `{SSHA}`, `{CRYPT}` and their like, bcrypt, argon2, scrypt and crypt(3). The whole form is
 * checked, not only how it begins: a password that somebody chose must never be stored in clear
 * because it starts with `{MD5}`.
 */
export const isPasswordHash = (value: string): boolean =>
  HASH_FORMATS.some((format) => format.test(value));

// Node's thread pool has four threads, and the database's driver and the file system need some of
// them too.
const hashing = createLimiter(2);

const withoutPadding = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');

/** The beginning of every hash that `hashPassword` makes at this cost. */
export const scryptParameters = (cost: number): string =>
  `$scrypt$ln=${cost},r=${BLOCK_SIZE},p=${PARALLELISM}$`;

const scryptText = (cost: number, salt: Buffer, hash: Buffer): string =>
  `${scryptParameters(cost)}${withoutPadding(salt)}$${withoutPadding(hash)}`;

/** What looks like a hash of this cost, and is the hash of no password that anybody knows. */
export const randomHash = (cost: number): string =>
  scryptText(cost, randomBytes(SALT_BYTES), randomBytes(HASH_BYTES));

/**
 * Hashes a password with scrypt, off the main thread.
 * @param cost log2 of scrypt's N; each step up doubles time and memory (14: 16 MiB, some 40 ms)
 * @returns a PHC string, `$scrypt$ln=14,r=8,p=1$<salt>$<hash>`
 */
export const hashPassword = (password: string, cost: number): Promise<string> =>
  hashing(
    () =>
      new Promise((resolve, reject) => {
        const salt = randomBytes(SALT_BYTES);
        const options = {
          N: 2 ** cost,
          r: BLOCK_SIZE,
          p: PARALLELISM,
          maxmem: 256 * BLOCK_SIZE * 2 ** cost,
        };
        scrypt(password, salt, HASH_BYTES, options, (error, hash) => {
          if (error) {
            reject(error);
            return;
          }
          resolve(scryptText(cost, salt, hash));
        });
      })
  );

const randomText = (alphabet: string, length: number): string =>
  Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');

const GENERATORS: Record<string, () => string> = {
  password: () => randomText(PASSWORD_CHARACTERS, 16),
  sipPassword: () => randomText(LETTERS_AND_DIGITS, 24),
  pin: () => randomText(DIGITS, 6),
  /** For the address of a phonebook, where nothing but letters and digits is left as it is by every phone. */
  phonebookToken: () => randomText(LETTERS_AND_DIGITS, 32),
  phonebookUsername: () => `phone-${randomText('abcdefghijkmnpqrstuvwxyz23456789', 6)}`,
};

/**
 * Makes up a secret: letters and digits that are not mistaken for one another, a PIN of six digits.
 * @throws Error for an attribute that has no generator
 */
export const generateSecret = (attribute: string): string => {
  const generator = GENERATORS[attribute];
  if (!generator) {
    throw new Error(`There is no generator for ${attribute}`);
  }
  return generator();
};

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
