import { Flex, Grid } from '@strapi/design-system';

import { LDAP_VENDORS, type LdapVendor } from '../../../../shared/profile/ldap';
import { useText } from '../../hooks/useText';
import { ChoiceField } from '../fields/ChoiceField';
import { DefaultedField, FilterField } from './DefaultedField';
import { useDirectoryForm } from './DirectoryForm';

/** The kinds of directory by the names that they are sold under. */
const VENDOR_NAMES: Record<Exclude<LdapVendor, 'other'>, string> = {
  'active-directory': 'Active Directory',
  openldap: 'OpenLDAP',
  '389ds': '389 Directory Server',
  freeipa: 'FreeIPA',
  'ad-lds': 'AD LDS',
  univention: 'Univention Corporate Server',
};

const VendorField = () => {
  const t = useText();
  const { source, change, defaults } = useDirectoryForm();
  const found = source.vendor === null ? defaults?.name : undefined;
  const nameOf = (vendor: LdapVendor): string =>
    vendor === 'other'
      ? t('ldap.vendor.other', 'Another (follows the standards)')
      : VENDOR_NAMES[vendor];
  return (
    <ChoiceField
      path="source.vendor"
      label={t('ldap.vendor', 'Kind of directory')}
      hint={t('ldap.vendor.hint', 'Decides the defaults of what follows.')}
      value={source.vendor ?? 'found'}
      choices={[
        {
          value: 'found' as const,
          label:
            found === undefined
              ? t('ldap.vendor.auto', 'Found automatically')
              : t('ldap.vendor.found', 'Found: {vendor}', { vendor: found }),
        },
        ...LDAP_VENDORS.map((value) => ({ value, label: nameOf(value) })),
      ]}
      onChange={(vendor) => change({ vendor: vendor === 'found' ? null : vendor })}
    />
  );
};

interface ReadFieldsProps {
  /** Whether the filter is among them, where it does not stand on the same page already. */
  hasFilter?: boolean;
}

/** What is read of the directory: who is a person, what they are known by, who is disabled. */
export const ReadFields = ({ hasFilter = false }: ReadFieldsProps) => {
  const t = useText();
  const { source, change, defaults } = useDirectoryForm();
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Grid.Root gap={4}>
        <Grid.Item col={6} s={12} xs={12} alignItems="flex-start">
          <VendorField />
        </Grid.Item>
        {hasFilter && (
          <Grid.Item col={6} s={12} xs={12} alignItems="flex-start">
            <FilterField />
          </Grid.Item>
        )}
        <Grid.Item col={hasFilter ? 4 : 6} s={6} xs={12} alignItems="flex-start">
          <DefaultedField
            path="source.keyAttribute"
            label={t('ldap.key', 'Key attribute')}
            hint={t(
              'ldap.key.hint',
              'Never changes, not even when somebody marries. It becomes the column externalId.'
            )}
            own={source.keyAttribute}
            standard={defaults?.keyAttribute}
            isEmptyNone
            onChange={(keyAttribute) => change({ keyAttribute })}
          />
        </Grid.Item>
        <Grid.Item col={hasFilter ? 4 : 6} s={6} xs={12} alignItems="flex-start">
          <DefaultedField
            path="source.loginAttribute"
            label={t('ldap.login', 'Login attribute')}
            hint={t('ldap.login.hint', 'What people log in with.')}
            own={source.loginAttribute}
            standard={defaults?.loginAttribute}
            onChange={(loginAttribute) => change({ loginAttribute })}
          />
        </Grid.Item>
        <Grid.Item col={hasFilter ? 4 : 6} s={12} xs={12} alignItems="flex-start">
          <DefaultedField
            path="source.disabledFilter"
            label={t('ldap.disabled', 'Who is disabled')}
            hint={t(
              'ldap.disabled.hint',
              'A filter: those that it is true of have “false” in the column enabled. Empty: nobody.'
            )}
            own={source.disabledFilter}
            standard={defaults?.disabledFilter}
            isEmptyNone
            isCode
            onChange={(disabledFilter) => change({ disabledFilter })}
          />
        </Grid.Item>
      </Grid.Root>
    </Flex>
  );
};
