import { scrypt } from 'node:crypto';
import { promisify } from 'node:util';

import { inThreadPool, isSame, MAX_MEMORY_BYTES, type HashForm } from './form';

const FORM =
  /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]+)={0,2}\$([A-Za-z0-9+/]{22,86})={0,2}$/;

/** Of N × r × p: four times what `hashPassword` takes at its highest cost. */
const MAX_WORK = 2 ** 22;

const compute = promisify<string, Buffer, number, object, Buffer>(scrypt);

/**
 * What `hashPassword` makes, and others that write scrypt as a PHC string, such as passlib. Which
 * parameters belong together: RFC 7914 § 6.
 */
export const scryptForm: HashForm = (hash) => {
  const match = FORM.exec(hash);
  if (!match) return null;
  const [ln = 0, r = 0, p = 0] = match.slice(1, 4).map(Number);
  const N = 2 ** ln;
  const memory = 128 * N * r;
  if (ln < 1 || ln >= 16 * r || p < 1) return null;
  if (memory > MAX_MEMORY_BYTES || N * r * p > MAX_WORK) return null;
  const [salt, expected] = match.slice(4).map((text) => Buffer.from(text, 'base64'));
  if (!salt || !expected) return null;
  const options = { N, r, p, maxmem: 2 * memory + 256 * r * p };
  return (password, signal) =>
    inThreadPool(
      async () => isSame(await compute(password, salt, expected.length, options), expected),
      { signal }
    );
};
