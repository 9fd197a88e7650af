import { problem } from '../../../../shared/codes/problems';
import { ConnectorError } from '../../utils/errors';
import { inThreadPool, MAX_MEMORY_BYTES, type HashForm } from './form';

const FORM =
  /^\$argon2(?:id|i|d)\$(?:v=(?:16|19)\$)?m=(\d{1,10}),t=(\d{1,10}),p=(\d{1,3})\$[A-Za-z0-9+/]{11,}\$[A-Za-z0-9+/]{16,}$/;

const MAX_MEMORY_KIB = MAX_MEMORY_BYTES / 1024;
/** Memory times passes: eight passes over the most memory. */
const MAX_WORK = 8 * MAX_MEMORY_KIB;
const MAX_PARALLELISM = 16;

/** Its program is made for one platform each, and only who has argon2 hashes needs one. */
const loadArgon2 = async () => {
  try {
    return await import('@node-rs/argon2');
  } catch (cause) {
    throw new ConnectorError(problem('argon2-missing'), { cause });
  }
};

/** argon2id, argon2i and argon2d as PHC strings (RFC 9106). */
export const argon2Form: HashForm = (hash) => {
  const match = FORM.exec(hash);
  if (!match) return null;
  const [memory = 0, passes = 0, parallelism = 0] = match.slice(1).map(Number);
  if (memory > MAX_MEMORY_KIB || memory * passes > MAX_WORK || parallelism > MAX_PARALLELISM) {
    return null;
  }
  return async (password, signal) => {
    const { verify } = await loadArgon2();
    // It rejects what it cannot decode: nobody's password makes such a hash.
    return inThreadPool(() => verify(hash, password).catch(() => false), { signal });
  };
};
