import { createHmac, randomBytes } from 'node:crypto';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { isIPv6 } from 'node:net';

import { identityOf } from '../../../shared/identity';

/** Many people may log in from one address, such as that of a phone system. */
const ADDRESS_FACTOR = 10;

export interface AttemptLimits {
  /** How many attempts may fail for one user name before it has to wait. */
  attempts: number;
  /** From the first attempt on, after which all are forgotten. */
  windowSeconds: number;
}

export interface Attempt {
  /** In any writing, whether there is such a user or not. */
  username: string;
  address: string;
}

export interface Attempts {
  /** Counts an attempt. Returns how many seconds to wait when there were too many, otherwise null. */
  begin(attempt: Attempt): Promise<number | null>;
  /** An attempt that succeeded does not count. */
  forgive(attempt: Attempt): Promise<void>;
}

/** Counts one. Returns how many seconds to wait when there were too many, otherwise null. */
const consume = async (limiter: RateLimiterMemory, key: number): Promise<number | null> => {
  try {
    await limiter.consume(key);
    return null;
  } catch (reason) {
    if (reason instanceof RateLimiterRes) return Math.max(1, Math.ceil(reason.msBeforeNext / 1000));
    throw reason;
  }
};

/**
 * Counts attempts by user name and by address, in this process. They are counted in 65,536 counters
 * each, to which a key that nobody knows assigns names and addresses: no memory grows with the
 * names that somebody tries, and nobody can find a name that shares another one's counter.
 */
export const createAttempts = ({ attempts, windowSeconds }: AttemptLimits): Attempts => {
  const key = randomBytes(32);
  const counterOf = (text: string): number =>
    createHmac('sha256', key).update(text).digest().readUInt16BE();
  const nameCounter = ({ username }: Attempt) => counterOf(identityOf('username', username) ?? '');
  const addressCounter = ({ address }: Attempt) => counterOf(networkOf(address));

  const names = new RateLimiterMemory({ points: attempts, duration: windowSeconds });
  const addresses = new RateLimiterMemory({
    points: attempts * ADDRESS_FACTOR,
    duration: windowSeconds,
  });

  return {
    async begin(attempt) {
      return (
        (await consume(addresses, addressCounter(attempt))) ??
        (await consume(names, nameCounter(attempt)))
      );
    },

    async forgive(attempt) {
      await names.reward(nameCounter(attempt));
      await addresses.reward(addressCounter(attempt));
    },
  };
};

const GROUPS = 8;
const NETWORK_GROUPS = 4;

const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

const groupsOf = (text: string): string[] =>
  text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16).toString(16));

/**
 * Whom an address stands for: an IPv4 address for itself, an IPv6 address for its network of 64
 * bits, in which one machine has as many addresses as it likes (RFC 4291 § 2.5.1).
 */
export const networkOf = (address: string): string => {
  const mapped = MAPPED.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address;
  const [head = '', tail = ''] = address.split('::').map((part) => part.replace(/%.*$/, ''));
  const first = groupsOf(head);
  const last = groupsOf(tail);
  const left = Math.max(0, GROUPS - first.length - last.length);
  const groups = [...first, ...Array<string>(left).fill('0'), ...last];
  return groups.slice(0, NETWORK_GROUPS).join(':');
};
