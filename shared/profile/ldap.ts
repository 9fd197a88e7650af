import { z } from 'zod';

import { columnName } from '../text';
import { type InClear, pem, PEM_CHARACTERS, secret } from './kinds';

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

/** `certificate`: SASL EXTERNAL (RFC 4513 § 5.2.3), by the client certificate of the TLS connection. */
export const LDAP_BINDS = ['simple', 'anonymous', 'certificate'] as const;
export const LDAP_SCOPES = ['base', 'one', 'sub'] as const;

const address = z.string().trim().min(1).max(2048);
const distinguishedName = z.string().trim().max(4096);
const filter = z.string().trim().max(16_384);
const attribute = z.string().overwrite(columnName).max(255);
const groupName = z.string().trim().min(1).max(4096);

/** Which groups a person is in, as the columns `groups` and `roles`. */
const groups = z.strictObject({
  enabled: z.boolean().default(false),
  /** Where groups are looked for; empty: in the whole tree that the source's base DN is in. */
  baseDn: distinguishedName.default(''),
  /** Null: the vendor's. */
  filter: filter.nullable().default(null),
  /**
   * `memberOf`, which stands at the person, or attributes of the group, such as `member` and
   * `memberUid`. Empty: the vendor's.
   */
  memberAttributes: z.array(attribute.min(1)).max(10).default([]),
  /** Whether who is in a group is in the groups that this one is in, too. */
  nested: z.boolean().default(true),
  /** Whether the primary group counts, where the directory has one. */
  primary: z.boolean().default(true),
  /** Names or DNs of the groups that count; empty: all. */
  allow: z.array(groupName).max(1000).default([]),
  /** Which role a group gives, by its name or DN. Empty: each group's name is a role. */
  roles: z
    .array(z.strictObject({ group: groupName, role: z.string().trim().min(1).max(255) }))
    .max(1000)
    .default([]),
});

/** A directory that is read over LDAP. Null and empty text stand for what the vendor's table has. */
export const ldapSource = z.strictObject({
  type: z.literal('ldap'),
  /** `ldap://host:389` or `ldaps://host:636`. */
  url: address,
  /** Further servers with the same content, tried in this order when the ones before cannot be reached. */
  fallbackUrls: z.array(address).max(10).default([]),
  /** For `ldap://`: encrypt the connection before anything else is sent (RFC 4511 § 4.14). */
  startTls: z.boolean().default(false),
  /** False lets anyone in between read everything. */
  verifyCertificate: z.boolean().default(true),
  /** The certificate authorities to trust besides the public ones. */
  ca: pem.optional(),
  /** The name that the server's certificate must have, where it is not the host's. */
  servername: z.string().trim().max(255).optional(),
  clientCertificate: pem.optional(),
  clientKey: secret('invalid-value/client-key', PEM_CHARACTERS),
  bind: z.enum(LDAP_BINDS).default('simple'),
  bindDn: distinguishedName.default(''),
  bindPassword: secret('invalid-value/bind-password'),
  baseDn: distinguishedName.default(''),
  scope: z.enum(LDAP_SCOPES).default('sub'),
  /** RFC 4515. Empty: the vendor's filter for people. */
  filter: filter.default(''),
  /** Empty: all user attributes, photos and other binary ones left out. Operational ones are named, or `+`. */
  attributes: z.array(attribute.min(1)).max(500).default([]),
  /** Null: found from the root DSE. */
  vendor: z.enum(LDAP_VENDORS).nullable().default(null),
  /** What never changes of a person and becomes the column `externalId`. Null: the vendor's; empty: none. */
  keyAttribute: attribute.nullable().default(null),
  /** By what people log in. Null: the vendor's. */
  loginAttribute: attribute.min(1).nullable().default(null),
  /** A filter; people that it is true of come as `enabled: false`. Null: the vendor's; empty: none. */
  disabledFilter: filter.nullable().default(null),
  groups: groups.prefault({}),
  /** A part of the tree that another server holds makes the read incomplete, unless it is ignored. */
  referrals: z.enum(['fail', 'ignore']).default('fail'),
  /** Entries of one answer. */
  pageSize: z.number().int().min(1).max(10_000).default(500),
  /** How long one answer may take. */
  timeoutSeconds: z.number().int().min(1).max(3600).default(60),
});

export type LdapInput = z.infer<typeof ldapSource>;
/** Secrets in clear. */
export type LdapSource = InClear<LdapInput>;
export type LdapBind = LdapInput['bind'];

/** A directory that nothing is entered of yet. */
export const EMPTY_DIRECTORY = ldapSource.parse({ type: 'ldap', url: 'ldaps://:636' });
