import { Flex, Grid } from '@strapi/design-system';

import { EMPTY_DIRECTORY, LDAP_SCOPES } from '../../../../shared/profile/ldap';
import { useText } from '../../hooks/useText';
import { ChoiceField } from '../fields/ChoiceField';
import { ListField } from '../fields/ListField';
import { NumberField } from '../fields/NumberField';
import { TlsFields } from './CertificateFields';
import { readNames } from './directory';

const ReadingFields = () => {
  const t = useText();
  const scopes = {
    sub: t('ldap.scope.sub', 'Everything below the base DN'),
    one: t('ldap.scope.one', 'One level below the base DN'),
    base: t('ldap.scope.base', 'The entry of the base DN only'),
  };
  return (
    <Grid.Root gap={4}>
      <Grid.Item col={6} s={12} xs={12} alignItems="flex-start">
        <ChoiceField
          path="source.scope"
          label={t('ldap.scope', 'Depth')}
          choices={LDAP_SCOPES.map((value) => ({ value, label: scopes[value] })).reverse()}
        />
      </Grid.Item>
      <Grid.Item col={6} s={12} xs={12} alignItems="flex-start">
        <ChoiceField
          path="source.referrals"
          label={t('ldap.referrals', 'Parts on other servers')}
          hint={t(
            'ldap.referrals.hint',
            'Where the server refers to another one, entries are missing: a run that fails then removes nobody by mistake. Active Directory’s own partitions are ignored anyway.'
          )}
          choices={[
            { value: 'fail', label: t('ldap.referrals.fail', 'The run fails (recommended)') },
            { value: 'ignore', label: t('ldap.referrals.ignore', 'Leave them out') },
          ]}
        />
      </Grid.Item>
      <Grid.Item col={6} s={12} xs={12} alignItems="flex-start">
        <ListField
          path="source.attributes"
          label={t('ldap.attributes', 'Attributes')}
          hint={t(
            'ldap.attributes.hint',
            'Those that are read, such as cn mail telephoneNumber. Empty: all except photos and the like. A + stands for the operational ones.'
          )}
          separator=" "
          isCode
          read={readNames}
        />
      </Grid.Item>
      <Grid.Item col={3} s={6} xs={12} alignItems="flex-start">
        <NumberField
          path="source.pageSize"
          label={t('ldap.page-size', 'Entries per answer')}
          hint={t('ldap.page-size.hint', 'Active Directory gives 1000 at most.')}
          fallback={EMPTY_DIRECTORY.pageSize}
          digits={5}
        />
      </Grid.Item>
      <Grid.Item col={3} s={6} xs={12} alignItems="flex-start">
        <NumberField
          path="source.timeoutSeconds"
          label={t('ldap.timeout', 'Timeout (seconds)')}
          hint={t('ldap.timeout.hint', 'How long one answer may take.')}
          fallback={EMPTY_DIRECTORY.timeoutSeconds}
          digits={4}
        />
      </Grid.Item>
    </Grid.Root>
  );
};

/** What most people need not look at. */
export const MoreFields = () => (
  <Flex direction="column" alignItems="stretch" gap={6}>
    <TlsFields />
    <ReadingFields />
  </Flex>
);
