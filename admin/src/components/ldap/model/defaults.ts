import type { LdapGroups, LdapVendorDefaults } from '../../../../../shared/contracts/ldap';
import type { LdapSourceDraft } from '../../../services/profiles';

const NO_GROUPS: LdapGroups = {
  enabled: false,
  baseDn: '',
  filter: null,
  memberAttributes: [],
  nested: true,
  primary: true,
  allow: [],
  roles: [],
};

/** A directory that nothing is entered of yet; besides, the server's defaults. */
export const EMPTY_DIRECTORY: LdapSourceDraft = {
  type: 'ldap',
  url: 'ldaps://:636',
  fallbackUrls: [],
  startTls: false,
  verifyCertificate: true,
  bind: 'simple',
  bindDn: '',
  baseDn: '',
  scope: 'sub',
  filter: '',
  attributes: [],
  vendor: null,
  keyAttribute: null,
  loginAttribute: null,
  disabledFilter: null,
  groups: NO_GROUPS,
  referrals: 'fail',
  pageSize: 500,
  timeoutSeconds: 60,
};

/** What is taken where the profile says nothing, as far as it is known for the vendor that is chosen. */
export const defaultsFor = (
  { vendor }: Pick<LdapSourceDraft, 'vendor'>,
  known: readonly (LdapVendorDefaults | null | undefined)[]
): LdapVendorDefaults | null =>
  known.find((defaults) => defaults && (vendor === null || defaults.vendor === vendor)) ?? null;

/** The column that the key attribute becomes. */
export const KEY_COLUMN = 'externalId';

/** The attribute that never changes; empty for none, null while it is not known. */
export const keyAttributeOf = (
  { keyAttribute }: Pick<LdapSourceDraft, 'keyAttribute'>,
  defaults: LdapVendorDefaults | null
): string | null => keyAttribute ?? defaults?.keyAttribute ?? null;
