import { createHash, timingSafeEqual } from 'node:crypto';

import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

import { networkOf } from '../authentication/attempts';

/** By which a token is found wherever it stands. */
const PREFIX = 'pbk';
const FORM = `${PREFIX}[0-9A-Za-z]{32}`;
const TOKEN = new RegExp(FORM, 'g');
const SEGMENT = new RegExp(`/${FORM}(?=[/?]|$)`, 'g');
/** In every address of a phonebook, even where it is written wrongly elsewhere. */
const OF_PHONEBOOKS = /phonebook/i;

const HIDDEN = '***';

/** What a random text is as a token. */
export const tokenOf = (random: string): string => PREFIX + random;

/** The address without a token that stands in it, and the token; null for none. */
export const withoutTokens = (address: string): { address: string; token: string | null } => {
  const [token] = OF_PHONEBOOKS.test(address) ? (address.match(TOKEN) ?? []) : [];
  if (token === undefined) return { address, token: null };
  return { address: address.replace(SEGMENT, '').replace(TOKEN, HIDDEN) || '/', token };
};

export interface BasicCredentials {
  username: string;
  password: string;
}

/** User name and password of a header (RFC 7617, in UTF-8); null for what is none. */
export const basicCredentials = (header: string | undefined): BasicCredentials | null => {
  const [, encoded] = /^Basic +([A-Za-z0-9+/=_-]+)$/i.exec(header ?? '') ?? [];
  if (encoded === undefined) return null;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon === -1 ? null : { username: text.slice(0, colon), password: text.slice(colon + 1) };
};

/** Whether two texts are the same; takes as long whatever they have in common. */
export const isEqual = (one: string, other: string): boolean => {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
};

const WRONG_ATTEMPTS = 30;
const WINDOW_SECONDS = 60;

/**
 * Counts wrong secrets by where they come from. A right one is never refused for that: none of them can be
 * guessed, and all phones of a company may stand behind one address. Counted in 65,536 counters, so that no memory
 * grows with addresses.
 */
export const createWrongSecrets = () => {
  const limiter = new RateLimiterMemory({ points: WRONG_ATTEMPTS, duration: WINDOW_SECONDS });
  const counterOf = (address: string): number =>
    createHash('sha256').update(networkOf(address)).digest().readUInt16BE();

  return {
    /** Counts one. Returns how many seconds to wait when there were too many, otherwise null. */
    async count(address: string): Promise<number | null> {
      try {
        await limiter.consume(counterOf(address));
        return null;
      } catch (reason) {
        if (!(reason instanceof RateLimiterRes)) throw reason;
        return Math.max(1, Math.ceil(reason.msBeforeNext / 1000));
      }
    },
  };
};
