import { shownAddress } from '../../../../../shared/address';
import {
  EMPTY_DIRECTORY,
  LDAP_BINDS,
  LDAP_SCOPES,
  LDAP_VENDORS,
  type LdapGroups,
  type LdapInput,
} from '../../../../../shared/profile/ldap';
import { isObject } from '../../../utils/is-object';

type Values = Record<string, unknown>;

const text = (value: unknown, fallback: string): string =>
  typeof value === 'string' ? value : fallback;

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

const optional = (name: string, value: unknown): Values =>
  typeof value === 'string' && value !== '' ? { [name]: value } : {};

const flag = (value: unknown, fallback: boolean): boolean =>
  typeof value === 'boolean' ? value : fallback;

const oneOf = <Item extends string>(items: readonly Item[], value: unknown, fallback: Item): Item =>
  items.find((item) => item === value) ?? fallback;

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];

const count = (value: unknown, fallback: number, largest: number): number =>
  typeof value === 'number' && Number.isSafeInteger(value)
    ? Math.min(Math.max(value, 1), largest)
    : fallback;

const LARGEST = { pageSize: 10_000, timeoutSeconds: 3600 };

const rolesOf = (value: unknown): LdapGroups['roles'] =>
  (Array.isArray(value) ? value.filter(isObject) : []).map(({ group, role }) => ({
    group: text(group, ''),
    role: text(role, ''),
  }));

const groupsOf = (value: unknown): LdapGroups => {
  const found = isObject(value) ? value : {};
  const empty = EMPTY_DIRECTORY.groups;
  return {
    enabled: flag(found.enabled, empty.enabled),
    baseDn: text(found.baseDn, empty.baseDn),
    filter: textOrNull(found.filter),
    memberAttributes: texts(found.memberAttributes),
    nested: flag(found.nested, empty.nested),
    primary: flag(found.primary, empty.primary),
    allow: texts(found.allow),
    roles: rolesOf(found.roles),
  };
};

/** Without a private key, should somebody have taken a certificate from a file that has both. */
const withoutKeys = (pem: unknown): unknown =>
  typeof pem === 'string'
    ? pem
        .replace(/-----BEGIN [^-]*PRIVATE KEY-----[^-]*(?:-----END [^-]*PRIVATE KEY-----)?/g, '')
        .trim()
    : pem;

/** A directory of another time; whatever of it does not fit is as in a new one, and a secret never there. */
export const restoredDirectory = (value: unknown): LdapInput => {
  const found = isObject(value) ? value : {};
  const empty = EMPTY_DIRECTORY;
  return {
    ...empty,
    url: text(found.url, empty.url),
    fallbackUrls: texts(found.fallbackUrls),
    startTls: flag(found.startTls, empty.startTls),
    verifyCertificate: flag(found.verifyCertificate, empty.verifyCertificate),
    ...optional('ca', withoutKeys(found.ca)),
    ...optional('servername', found.servername),
    ...optional('clientCertificate', withoutKeys(found.clientCertificate)),
    bind: oneOf(LDAP_BINDS, found.bind, empty.bind),
    bindDn: text(found.bindDn, empty.bindDn),
    baseDn: text(found.baseDn, empty.baseDn),
    scope: oneOf(LDAP_SCOPES, found.scope, empty.scope),
    filter: text(found.filter, empty.filter),
    attributes: texts(found.attributes),
    vendor: LDAP_VENDORS.find((vendor) => vendor === found.vendor) ?? null,
    keyAttribute: textOrNull(found.keyAttribute),
    loginAttribute: textOrNull(found.loginAttribute),
    disabledFilter: textOrNull(found.disabledFilter),
    groups: groupsOf(found.groups),
    referrals: oneOf(['fail', 'ignore'], found.referrals, empty.referrals),
    pageSize: count(found.pageSize, empty.pageSize, LARGEST.pageSize),
    timeoutSeconds: count(found.timeoutSeconds, empty.timeoutSeconds, LARGEST.timeoutSeconds),
  };
};

/** A directory without any secret, to be kept in the browser. */
export const keptDirectory = (source: LdapInput): LdapInput => {
  const { bindPassword: _password, clientKey: _key, ...rest } = source;
  return restoredDirectory({
    ...rest,
    url: shownAddress(source.url),
    fallbackUrls: source.fallbackUrls.map(shownAddress),
  });
};
