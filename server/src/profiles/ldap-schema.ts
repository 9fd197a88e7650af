import { z } from '@strapi/utils';

import { LDAP_BINDS, LDAP_SCOPES, LDAP_VENDORS } from '../../../shared/contracts/ldap';
import { columnName } from '../../../shared/text';
import { secretInput } from './secret-input';

const PEM_CHARACTERS = 65_536;
const FILTER_CHARACTERS = 16_384;

const address = z.string().trim().min(1).max(2048);
const distinguishedName = z.string().trim().max(4096);
const filter = z.string().trim().max(FILTER_CHARACTERS);
const attribute = z.string().overwrite(columnName).max(255);
const pem = z.string().max(PEM_CHARACTERS);
const groupName = z.string().trim().min(1).max(4096);

const groups = z.strictObject({
  enabled: z.boolean().default(false),
  baseDn: distinguishedName.default(''),
  filter: filter.nullable().default(null),
  memberAttributes: z.array(attribute.min(1)).max(10).default([]),
  nested: z.boolean().default(true),
  primary: z.boolean().default(true),
  allow: z.array(groupName).max(1000).default([]),
  roles: z
    .array(z.strictObject({ group: groupName, role: z.string().trim().min(1).max(255) }))
    .max(1000)
    .default([]),
});

/** The settings of a directory; what is left out is taken from what its vendor is known for. */
export const ldapSource = z.strictObject({
  type: z.literal('ldap'),
  url: address,
  fallbackUrls: z.array(address).max(10).default([]),
  startTls: z.boolean().default(false),
  verifyCertificate: z.boolean().default(true),
  ca: pem.optional(),
  servername: z.string().trim().max(255).optional(),
  clientCertificate: pem.optional(),
  clientKey: secretInput('a key in PEM form', PEM_CHARACTERS),
  bind: z.enum(LDAP_BINDS).default('simple'),
  bindDn: distinguishedName.default(''),
  bindPassword: secretInput(
    'a password that is not empty (a bind without one is an anonymous one: choose "anonymous" for that)'
  ),
  baseDn: distinguishedName.default(''),
  scope: z.enum(LDAP_SCOPES).default('sub'),
  filter: filter.default(''),
  attributes: z.array(attribute.min(1)).max(500).default([]),
  vendor: z.enum(LDAP_VENDORS).nullable().default(null),
  keyAttribute: attribute.nullable().default(null),
  loginAttribute: attribute.min(1).nullable().default(null),
  disabledFilter: filter.nullable().default(null),
  groups: groups.prefault({}),
  referrals: z.enum(['fail', 'ignore']).default('fail'),
  pageSize: z.number().int().min(1).max(10_000).default(500),
  timeoutSeconds: z.number().int().min(1).max(3600).default(60),
});
