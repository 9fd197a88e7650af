import { AD_BASE_DN } from './objects';
import type { LdapResult } from '../ldap-server';

/** Active Directory's texts end with a NUL. */
const ldapError = (code: number, number: string, dsid: string, comment: string): LdapResult => ({
  code,
  message: `${number}: LdapErr: DSID-${dsid}, comment: ${comment}, v4563\0`,
});

/** @param data such as `52e`, which says why */
export const refusedBind = (data: string): LdapResult =>
  ldapError(49, '80090308', '0C090447', `AcceptSecurityContext error, data ${data}`);

export const NOT_BOUND = ldapError(
  1,
  '000004DC',
  '0C090A5C',
  'In order to perform this operation a successful bind must be completed on the connection., data 0'
);

export const UNKNOWN_COOKIE = ldapError(
  12,
  '00000057',
  '0C090B93',
  'Error processing control, data 0'
);

export const UNSUPPORTED = ldapError(2, '00000057', '0C090C5B', 'Unknown extended request, data 0');

/** What a domain controller without a certificate says to StartTLS. */
export const NO_TLS = ldapError(52, '00000000', '0C091404', 'Error initializing SSL/TLS, data 0');

export const NO_OBJECT: LdapResult = {
  code: 32,
  matchedDn: AD_BASE_DN,
  message: `0000208D: NameErr: DSID-0310028D, problem 2001 (NO_OBJECT), data 0, best match of:\n\t'${AD_BASE_DN}'\n\0`,
};

/** For a base that is in another domain. */
export const OTHER_DOMAIN: LdapResult = {
  code: 10,
  message: "0000202B: RefErr: DSID-0310084A, data 0, 1 access points\n\tref 1: 'other.test'\n\0",
  referrals: ['ldap://other.test/DC=other,DC=test'],
};
