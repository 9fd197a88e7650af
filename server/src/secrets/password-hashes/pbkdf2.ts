import { pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';

import { inThreadPool, isSame, type HashForm } from './form';

const FORM =
  /^\{PBKDF2(?:-(SHA1|SHA256|SHA512))?\}(\d{1,9})\$([./A-Za-z0-9]+)\$([./A-Za-z0-9]{22,86})$/i;

/** Three times what OWASP advises for SHA-256. */
const MAX_ITERATIONS = 2_000_000;

const compute = promisify(pbkdf2);

/** Base64 that has a dot for the plus sign, and no padding. */
const decode = (text: string): Buffer => Buffer.from(text.replaceAll('.', '+'), 'base64');

/** `{PBKDF2-SHA256}<iterations>$<salt>$<hash>`, as OpenLDAP and 389 Directory Server write it. */
export const pbkdf2Form: HashForm = (hash) => {
  const [, scheme = 'sha1', count, salt, digest] = FORM.exec(hash) ?? [];
  const iterations = Number(count);
  if (!salt || !digest || iterations < 1 || iterations > MAX_ITERATIONS) return null;
  const expected = decode(digest);
  return (password, signal) =>
    inThreadPool(
      async () => {
        const algorithm = scheme.toLowerCase();
        const found = await compute(password, decode(salt), iterations, expected.length, algorithm);
        return isSame(found, expected);
      },
      { signal }
    );
};
