import { SourceError } from '../../utils/errors';

/** A directory could not be read to its end. `found` and `advice` are the two halves of the message. */
export class LdapError extends SourceError {
  constructor(
    code: string,
    readonly found: string,
    readonly advice: string,
    /** Whether another attempt, or another server, may do better. */
    readonly transient = false
  ) {
    super(code, `${found}: ${advice}`);
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

interface Meaning {
  code: string;
  found: string;
  advice: string;
  transient?: true;
}

const CHECK_LIMITS =
  "ask for a higher limit for this user, enlarge the profile's time-out, or narrow base DN and filter";
const ENCRYPT = 'use ldaps:// or StartTLS';

/** RFC 4511 § A.2, and what each code means for who reads a directory. */
const RESULTS: Readonly<Record<number, Meaning>> = {
  1: {
    code: 'operations-error',
    found: 'the server refuses the operation',
    advice: 'Active Directory says so to who is not logged in: enter user and password',
  },
  3: { code: 'time-limit', found: "the server's time limit was exceeded", advice: CHECK_LIMITS },
  4: { code: 'size-limit', found: "the server's size limit was exceeded", advice: CHECK_LIMITS },
  7: {
    code: 'bind-not-supported',
    found: 'the server does not offer this way to log in',
    advice: 'choose another bind',
  },
  8: { code: 'encryption-required', found: 'the server asks for encryption', advice: ENCRYPT },
  10: {
    code: 'referral',
    found: 'another server holds this part of the directory',
    advice: 'enter the address of that server',
  },
  11: {
    code: 'size-limit',
    found: "the server's administrative limit was exceeded",
    advice: CHECK_LIMITS,
  },
  12: {
    code: 'paging-not-supported',
    found: 'the server does not support reading in pages',
    advice: 'ask its administrator to allow the control 1.2.840.113556.1.4.319',
  },
  13: { code: 'encryption-required', found: 'the server asks for encryption', advice: ENCRYPT },
  18: {
    code: 'matching-rule-unknown',
    found: 'the server does not know a matching rule of the filter',
    advice: 'correct the filter',
  },
  32: {
    code: 'base-dn-not-found',
    found: 'there is no such entry, or this user may not see it',
    advice: 'check the base DN, and what the user may read',
  },
  34: {
    code: 'invalid-dn',
    found: 'the server says that this is not a valid DN',
    advice: 'check its spelling',
  },
  48: {
    code: 'bind-refused',
    found: 'the server does not allow this user to log in so',
    advice: 'enter user and password',
  },
  49: {
    code: 'bind-refused',
    found: 'user or password is wrong',
    advice: 'check both; the user is a DN, and for Active Directory name@domain is one, too',
  },
  50: {
    code: 'not-permitted',
    found: 'this user may not read here',
    advice: 'give it the right to read, or take another user',
  },
  51: {
    code: 'server-busy',
    found: 'the server is busy',
    advice: 'try again later',
    transient: true,
  },
  52: {
    code: 'server-unavailable',
    found: 'the server is not available',
    advice: 'try again later',
    transient: true,
  },
  53: {
    code: 'unwilling',
    found: 'the server is not willing to do this',
    advice: 'check user, encryption and filter with its administrator',
  },
};

/**
 * What Active Directory writes into the text of a refused bind.
 * See https://learn.microsoft.com/windows/win32/debug/system-error-codes--1300-1699-
 */
const REFUSED_BINDS: Readonly<Record<string, string>> = {
  '525': 'the user does not exist',
  '52e': 'the password is wrong',
  '530': 'the user may not log in at this time',
  '531': 'the user may not log in from here',
  '532': "the user's password has expired",
  '533': 'the user is disabled',
  '701': 'the user has expired',
  '773': 'the user has to choose a new password first',
  '775': 'the user is locked out',
};

const DIAGNOSTIC_CHARACTERS = 200;

const shownText = (text: string): string =>
  text
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, DIAGNOSTIC_CHARACTERS);

/** The error that a result stands for. @param what the operation and its object, such as `reading ou=people` */
export const resultError = (what: string, { code, message, matchedDn }: LdapResult): LdapError => {
  const meaning = RESULTS[code] ?? {
    code: 'ldap-result',
    found: 'the server answered with an error',
    advice: 'ask its administrator what it means',
  };
  const reason = REFUSED_BINDS[/\bdata ([0-9a-f]{3,4})\b/i.exec(message)?.[1]?.toLowerCase() ?? ''];
  const found = code === 49 && reason !== undefined ? reason : meaning.found;
  const said = [
    `result ${code}`,
    ...(message ? [`"${shownText(message)}"`] : []),
    ...(matchedDn ? [`nearest entry: ${shownText(matchedDn)}`] : []),
  ].join(', ');
  return new LdapError(
    meaning.code,
    `${what}: ${found} (${said})`,
    meaning.advice,
    meaning.transient
  );
};
