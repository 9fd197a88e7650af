import { EMPTY_DIRECTORY, type LdapInput } from '../../../../../shared/profile/ldap';

/** The settings that most people need not look at. */
export const MORE_PATHS = [
  'ca',
  'servername',
  'verifyCertificate',
  'clientCertificate',
  'clientKey',
  'scope',
  'attributes',
  'pageSize',
  'timeoutSeconds',
  'referrals',
] as const satisfies (keyof LdapInput)[];

const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one ?? '') === JSON.stringify(other ?? '');

/** Whether any of them is not as it is by default. */
export const hasMore = (source: LdapInput): boolean =>
  MORE_PATHS.some((path) => !isSame(source[path], EMPTY_DIRECTORY[path]));
