import { Flex, Grid } from '@strapi/design-system';

import { LDAP_VENDORS, type LdapVendor } from '../../../../shared/profile/ldap';
import { useText } from '../../hooks/useText';
import { DefaultedField } from './fields/DefaultedField';
import { LdapChoice } from './fields/inputs';
import { FilterField } from './FilterField';
import { useLdapForm } from './ldap-form';
import { VENDOR_NAMES } from './useLdapWords';

const VendorField = () => {
  const t = useText();
  const { source, change, defaults } = useLdapForm();
  const found = source.vendor === null ? defaults?.name : undefined;
  const nameOf = (vendor: LdapVendor): string =>
    vendor === 'other'
      ? t('ldap.vendor.other', 'Another one (keeps to the standards)')
      : VENDOR_NAMES[vendor];
  return (
    <LdapChoice
      path="vendor"
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
  const { source, change, defaults } = useLdapForm();
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
            path="keyAttribute"
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
            path="loginAttribute"
            label={t('ldap.login', 'Login attribute')}
            hint={t('ldap.login.hint', 'What people log in with.')}
            own={source.loginAttribute}
            standard={defaults?.loginAttribute}
            onChange={(loginAttribute) => change({ loginAttribute })}
          />
        </Grid.Item>
        <Grid.Item col={hasFilter ? 4 : 6} s={12} xs={12} alignItems="flex-start">
          <DefaultedField
            path="disabledFilter"
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
