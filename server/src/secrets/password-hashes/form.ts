import { timingSafeEqual } from 'node:crypto';

import { createLimiter } from '../../utils/limiter';

/** True for the password that the hash was made of. Rejects with the signal's reason when it aborts while waiting. */
export type HashCheck = (password: string, signal?: AbortSignal) => Promise<boolean>;

/** Takes a stored hash apart; null when it is of another form, or costs more than a login may. */
export type HashForm = (hash: string) => HashCheck | null;

/** What one check may take: `hashPassword` at its highest cost takes as much. */
export const MAX_MEMORY_BYTES = 128 * 1024 * 1024;

/** Node's thread pool has four threads; database and file system need some of them too. */
export const inThreadPool = createLimiter(2);

/** For work that is done slice by slice between other requests: two at once would double their wait. */
export const betweenRequests = createLimiter(1);

export const isSame = (found: Buffer, expected: Buffer): boolean =>
  found.length === expected.length && timingSafeEqual(found, expected);
