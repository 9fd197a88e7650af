import type { ConnectionStep, ConnectionStepName } from '../../../../shared/contracts/ldap';
import type { LdapBind, LdapScope, LdapVendor } from '../../../../shared/profile/ldap';
import { useText } from '../../hooks/useText';
import type { Encryption } from './model/server-address';

/** How a connection can be protected. */
export const useEncryptionWords = (): Record<Encryption, string> => {
  const t = useText();
  return {
    ldaps: t('ldap.encryption.ldaps', 'LDAPS, usually port 636 (recommended)'),
    starttls: t('ldap.encryption.starttls', 'StartTLS, usually port 389'),
    none: t('ldap.encryption.none', 'None, usually port 389'),
  };
};

/** How the connector can say who it is. */
export const useBindWords = (): Record<LdapBind, string> => {
  const t = useText();
  return {
    simple: t('ldap.bind.simple', 'User and password'),
    anonymous: t('ldap.bind.anonymous', 'Anonymous'),
    certificate: t('ldap.bind.certificate', 'Client certificate'),
  };
};

/** How deep below the base DN entries are read. */
export const useScopeWords = (): Record<LdapScope, string> => {
  const t = useText();
  return {
    sub: t('ldap.scope.sub', 'Everything below the base DN'),
    one: t('ldap.scope.one', 'One level below the base DN'),
    base: t('ldap.scope.base', 'The entry of the base DN only'),
  };
};

/** The kinds of directory by the names that they are sold under. */
export const VENDOR_NAMES: Record<Exclude<LdapVendor, 'other'>, string> = {
  'active-directory': 'Active Directory',
  openldap: 'OpenLDAP',
  '389ds': '389 Directory Server',
  freeipa: 'FreeIPA',
  'ad-lds': 'AD LDS',
  univention: 'Univention Corporate Server',
};

/** The steps of a connection test. */
export const useStepWords = (): Record<ConnectionStepName, string> => {
  const t = useText();
  return {
    name: t('ldap.step.name', 'Host name'),
    tcp: t('ldap.step.tcp', 'Connection'),
    tls: t('ldap.step.tls', 'Encryption'),
    bind: t('ldap.step.bind', 'Sign-in'),
    vendor: t('ldap.step.vendor', 'Kind of directory'),
    base: t('ldap.step.base', 'Base DN'),
    paging: t('ldap.step.paging', 'Reading in pages'),
    entries: t('ldap.step.entries', 'Entries'),
  };
};

/** How a step ended. */
export const useStepStatusWords = (): Record<ConnectionStep['status'], string> => {
  const t = useText();
  return {
    ok: t('ldap.step.ok', 'OK'),
    warning: t('ldap.step.warning', 'Warning'),
    failed: t('ldap.step.failed', 'Failed'),
    skipped: t('ldap.step.skipped', 'Not tried'),
  };
};
