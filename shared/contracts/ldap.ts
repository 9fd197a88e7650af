import type { RunError } from './runs';
import type { RowValue } from './trials';

export const LDAP_VENDORS = [
  'active-directory',
  'ad-lds',
  'openldap',
  '389ds',
  'freeipa',
  'univention',
  'other',
] as const;
/** The kinds of directory whose habits are known; `other` keeps to the standards. */
export type LdapVendor = (typeof LDAP_VENDORS)[number];

export const LDAP_BINDS = ['simple', 'anonymous', 'certificate'] as const;
/** `certificate`: SASL EXTERNAL (RFC 4513 § 5.2.3), by the client certificate of the TLS connection. */
export type LdapBind = (typeof LDAP_BINDS)[number];

export const LDAP_SCOPES = ['base', 'one', 'sub'] as const;
export type LdapScope = (typeof LDAP_SCOPES)[number];

/** Which groups a person is in, as the columns `groups` and `roles`. */
export interface LdapGroups {
  enabled: boolean;
  /** Where groups are looked for; empty: in the whole tree that the source's base DN is in. */
  baseDn: string;
  /** Null: the vendor's. */
  filter: string | null;
  /**
   * `memberOf`, which stands at the person, or attributes of the group, such as `member` and
   * `memberUid`. Empty: the vendor's.
   */
  memberAttributes: string[];
  /** Whether who is in a group is in the groups that this one is in, too. */
  nested: boolean;
  /** Whether the primary group counts, where the directory has one. */
  primary: boolean;
  /** Names or DNs of the groups that count; empty: all. */
  allow: string[];
  /** Which role a group gives, by its name or DN. Empty: each group's name is a role. */
  roles: { group: string; role: string }[];
}

/** A directory that is read over LDAP. Null and empty text stand for what the vendor's table has. */
export interface LdapSource {
  type: 'ldap';
  /** `ldap://host:389` or `ldaps://host:636`. */
  url: string;
  /** Further servers with the same content, tried in this order when the ones before cannot be reached. */
  fallbackUrls: string[];
  /** For `ldap://`: encrypt the connection before anything else is sent (RFC 4511 § 4.14). */
  startTls: boolean;
  /** False lets anyone in between read everything. */
  verifyCertificate: boolean;
  /** PEM of the certificate authorities to trust besides the public ones. */
  ca?: string;
  /** The name that the server's certificate must have, where it is not the host's. */
  servername?: string;
  /** PEM of a client certificate; its key is `clientKey`. */
  clientCertificate?: string;
  clientKey?: string;
  bind: LdapBind;
  bindDn: string;
  bindPassword?: string;
  baseDn: string;
  scope: LdapScope;
  /** RFC 4515. Empty: the vendor's filter for people. */
  filter: string;
  /** Empty: all user attributes, photos and other binary ones left out. Operational ones are named, or `+`. */
  attributes: string[];
  /** Null: found from the root DSE. */
  vendor: LdapVendor | null;
  /** What never changes of a person and becomes the column `externalId`. Null: the vendor's; empty: none. */
  keyAttribute: string | null;
  /** By what people log in. Null: the vendor's. */
  loginAttribute: string | null;
  /** A filter; people that it is true of come as `enabled: false`. Null: the vendor's; empty: none. */
  disabledFilter: string | null;
  groups: LdapGroups;
  /** A part of the tree that another server holds makes the read incomplete, unless it is ignored. */
  referrals: 'fail' | 'ignore';
  /** Entries of one answer. */
  pageSize: number;
  /** How long one answer may take. */
  timeoutSeconds: number;
}

/** What is taken for a vendor where the profile says nothing. */
export interface LdapVendorDefaults {
  vendor: LdapVendor;
  /** Its name, for people. */
  name: string;
  filter: string;
  keyAttribute: string;
  loginAttribute: string;
  /** Empty: it has no flag for disabled accounts. */
  disabledFilter: string;
  groupFilter: string;
  memberAttributes: string[];
}

export const CONNECTION_STEPS = [
  'name',
  'tcp',
  'tls',
  'bind',
  'vendor',
  'base',
  'paging',
  'entries',
] as const;
export type ConnectionStepName = (typeof CONNECTION_STEPS)[number];

/** One step of a connection test. */
export interface ConnectionStep {
  /** The server's address. */
  server: string;
  step: ConnectionStepName;
  /** `skipped`: an earlier step failed, or there is nothing to do. */
  status: 'ok' | 'warning' | 'failed' | 'skipped';
  /** What was found. */
  message: string;
  /** What to do; null where nothing is to be done. */
  advice: string | null;
}

export interface ConnectionTest {
  /** True when a run would get through. */
  ok: boolean;
  steps: ConnectionStep[];
  /** Null when no server got so far. */
  vendor: LdapVendorDefaults | null;
  /** The base DNs that the server offers. */
  namingContexts: string[];
  /** How many entries the filter finds; null when they were not counted to the end. */
  entries: number | null;
}

/** The first entries of a directory as rows, for matching. */
export interface Browse {
  columns: string[];
  /** Secrets are masked. */
  rows: { number: number; values: Record<string, RowValue> }[];
  vendor: LdapVendorDefaults | null;
  /** Why there is nothing to see; null when nothing speaks against it. */
  problem: RunError | null;
}
