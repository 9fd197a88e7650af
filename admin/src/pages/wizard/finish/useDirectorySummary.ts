import type { LdapVendorDefaults } from '../../../../../shared/contracts/ldap';
import type { LdapInput } from '../../../../../shared/profile/ldap';
import { sentDirectory } from '../../../components/ldap/model/sent';
import { encryptionOf } from '../../../components/ldap/model/server-address';
import { useBindWords, useEncryptionWords } from '../../../components/ldap/useLdapWords';
import { useText } from '../../../hooks/useText';
import type { SummaryLine } from './SummaryPart';

/** How a directory is reached, in words. */
export const useConnectionLines = (source: LdapInput): SummaryLine[] => {
  const t = useText();
  const binds = useBindWords();
  const encryptions = useEncryptionWords();
  const { url, fallbackUrls } = sentDirectory(source);
  const { bind, bindDn, baseDn, verifyCertificate } = source;
  const encryption = encryptions[encryptionOf(source)];
  return [
    { label: t('ldap.servers', 'Servers'), value: [url, ...fallbackUrls] },
    {
      label: t('ldap.encryption', 'Encryption'),
      value: verifyCertificate
        ? encryption
        : t('ldap.summary.unverified', '{encryption}, the certificate is not verified', {
            encryption,
          }),
    },
    {
      label: t('ldap.bind', 'Sign-in'),
      value: bind === 'simple' ? `${binds[bind]}: ${bindDn}` : binds[bind],
    },
    { label: t('ldap.base', 'Base DN'), value: baseDn },
  ];
};

/** What is read of a directory, in words; the vendor's defaults where nothing else was chosen. */
export const useDirectoryLines = (
  source: LdapInput,
  defaults: LdapVendorDefaults | null
): SummaryLine[] => {
  const t = useText();
  const none = t('ldap.none', 'None');
  const { filter, keyAttribute, disabledFilter, groups } = source;
  return [
    { label: t('ldap.vendor', 'Kind of directory'), value: defaults?.name ?? none },
    { label: t('ldap.filter', 'Filter'), value: filter || (defaults?.filter ?? none) },
    {
      label: t('ldap.key', 'Key attribute'),
      value: (keyAttribute ?? defaults?.keyAttribute) || none,
    },
    {
      label: t('ldap.disabled', 'Who is disabled'),
      value: (disabledFilter ?? defaults?.disabledFilter) || none,
    },
    {
      label: t('ldap.groups', 'Groups and roles'),
      value: groups.enabled
        ? t(
            'ldap.summary.groups',
            '{count, plural, =0 {Each group is a role} one {# group gives a role} other {# groups give roles}}',
            { count: groups.roles.length }
          )
        : t('ldap.summary.no-groups', 'Not read'),
    },
  ];
};
