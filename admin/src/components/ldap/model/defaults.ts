import type { LdapVendorDefaults } from '../../../../../shared/contracts/ldap';
import type { LdapInput } from '../../../../../shared/profile/ldap';

/** What is taken where the profile says nothing, as far as it is known for the vendor that is chosen. */
export const defaultsFor = (
  { vendor }: Pick<LdapInput, 'vendor'>,
  known: readonly (LdapVendorDefaults | null | undefined)[]
): LdapVendorDefaults | null =>
  known.find((defaults) => defaults && (vendor === null || defaults.vendor === vendor)) ?? null;

/** The column that the key attribute becomes. */
export const KEY_COLUMN = 'externalId';

/** The attribute that never changes; empty for none, null while it is not known. */
export const keyAttributeOf = (
  { keyAttribute }: Pick<LdapInput, 'keyAttribute'>,
  defaults: LdapVendorDefaults | null
): string | null => keyAttribute ?? defaults?.keyAttribute ?? null;
