import { refusedBind } from './errors';
import type { AdObject } from './objects';
import { comparableDn } from './tree';
import { valuesOf } from '../ldap/entry';
import type { BindRequest, LdapResult } from '../ldap-server';

const ACCOUNT_DISABLED = 2;
const AUTH_METHOD_NOT_SUPPORTED = 7;

/** What one can bind as: the DN, `anna@example.test`, `EXAMPLE\anna`. */
const accountNames = ({ dn, attributes }: AdObject): string[] => {
  const [account = ''] = valuesOf(attributes.sAMAccountName).map(String);
  const names = [dn, `${account}@example.test`, `EXAMPLE\\${account}`];
  return [...names, ...valuesOf(attributes.userPrincipalName).map(String)].map(comparableDn);
};

const numberOf = ({ attributes }: AdObject, name: string): number =>
  Number(valuesOf(attributes[name]).map(String)[0]);

/** Why a bind is refused, in Active Directory's codes; null when it is not. */
const problemOf = (account: AdObject | undefined, password: string): string | null => {
  if (!account) return '525';
  if (account.password !== password) return '52e';
  if (numberOf(account, 'lockoutTime') > 0) return '775';
  if (numberOf(account, 'userAccountControl') & ACCOUNT_DISABLED) return '533';
  return numberOf(account, 'pwdLastSet') === 0 ? '773' : null;
};

/** The answer to a bind, and whether the connection is somebody's from now on. */
export const bindResult = (
  { dn, password, mechanism }: BindRequest,
  accounts: AdObject[]
): { result: LdapResult; bound: boolean } => {
  if (mechanism !== null) return { result: { code: AUTH_METHOD_NOT_SUPPORTED }, bound: false };
  // Without a password it is no more than an anonymous bind (RFC 4513 § 5.1.2).
  if (dn === '' || password === '') return { result: {}, bound: false };
  const account = accounts.find((object) => accountNames(object).includes(comparableDn(dn)));
  const problem = problemOf(account, password);
  return problem ? { result: refusedBind(problem), bound: false } : { result: {}, bound: true };
};
