import type { ParamsOfKey } from '../../../../shared/codes/catalogue';
import type { Problem } from '../../../../shared/codes/kinds';
import { problem } from '../../../../shared/codes/problems';
import { SourceError } from '../../utils/errors';

/** A directory could not be read to its end. */
export class LdapError extends SourceError {
  constructor(readonly problem: Problem) {
    super(problem);
  }
}

/** The end of an operation (RFC 4511 § 4.1.9). */
export interface LdapResult {
  code: number;
  /** What the server says about it. */
  message: string;
  /** The nearest entry above one that is not there. */
  matchedDn: string;
}

export const SUCCESS = 0;

/** RFC 4511 § A.2, as far as the text needs to know no more than the code. */
const RESULTS = {
  1: 'operations-error',
  3: 'time-limit',
  7: 'bind-not-supported',
  8: 'encryption-required',
  10: 'referral',
  12: 'paging-not-supported',
  13: 'encryption-required',
  18: 'matching-rule-unknown',
  32: 'base-dn-not-found',
  34: 'invalid-dn/refused',
  50: 'not-permitted',
  51: 'server-busy',
  52: 'server-unavailable',
  53: 'unwilling',
} as const;

const isListed = (code: number): code is keyof typeof RESULTS => Object.hasOwn(RESULTS, code);

const SIZE_LIMIT = 4;
const ADMINISTRATIVE_LIMIT = 11;
const INAPPROPRIATE_BIND = 48;
const INVALID_CREDENTIALS = 49;

/**
 * What Active Directory writes into the text of a refused bind.
 * See https://learn.microsoft.com/windows/win32/debug/system-error-codes--1300-1699-
 */
const REFUSED_BINDS = new Map<string, ParamsOfKey<'bind-refused'>['why']>([
  ['525', 'unknown'],
  ['52e', 'password'],
  ['530', 'time'],
  ['531', 'place'],
  ['532', 'passwordExpired'],
  ['533', 'disabled'],
  ['701', 'expired'],
  ['773', 'newPassword'],
  ['775', 'locked'],
]);

const refusalOf = (message: string) => {
  const said = /\bdata ([0-9a-f]{3,4})\b/i.exec(message)?.[1]?.toLowerCase();
  return REFUSED_BINDS.get(said ?? '') ?? 'other';
};

const DIAGNOSTIC_CHARACTERS = 200;

const shownText = (text: string): string =>
  text
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, DIAGNOSTIC_CHARACTERS);

/** The error that a result stands for. @param doing what was asked of the server */
export const resultError = (
  doing: Problem,
  { code, message, matchedDn }: LdapResult
): LdapError => {
  const answer = problem('ldap-answer', {
    result: code,
    said: shownText(message) || null,
    nearest: shownText(matchedDn) || null,
  });
  const result = { doing, answer };
  if (isListed(code)) return new LdapError(problem(RESULTS[code], result));
  switch (code) {
    case SIZE_LIMIT:
      return new LdapError(problem('size-limit', { ...result, limit: 'size' }));
    case ADMINISTRATIVE_LIMIT:
      return new LdapError(problem('size-limit', { ...result, limit: 'administrative' }));
    case INAPPROPRIATE_BIND:
      return new LdapError(problem('bind-refused', { ...result, why: 'notSo' }));
    case INVALID_CREDENTIALS:
      return new LdapError(problem('bind-refused', { ...result, why: refusalOf(message) }));
    default:
      return new LdapError(problem('ldap-result', result));
  }
};
