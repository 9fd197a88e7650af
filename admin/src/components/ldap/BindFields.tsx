import { Box, Flex, Grid } from '@strapi/design-system';

import { LDAP_BINDS } from '../../../../shared/profile/ldap';
import { useText } from '../../hooks/useText';
import { SecretField } from '../../profile-form/fields/SecretField';
import { ClientCertificateFields } from './ClientCertificateFields';
import { LdapChoice, LdapText } from './fields/inputs';
import { useLdapForm } from './ldap-form';
import { useBindWords } from './useLdapWords';

/** Who reads the directory. */
export const BindFields = () => {
  const t = useText();
  const words = useBindWords();
  const { source, change } = useLdapForm();
  const { bind } = source;
  const hints = {
    simple: undefined,
    anonymous: t(
      'ldap.bind.anonymous.hint',
      'Few directories show their people to everybody. Test the connection to see what is found.'
    ),
    certificate: t(
      'ldap.bind.certificate.hint',
      'The server knows the connector by its certificate (SASL EXTERNAL).'
    ),
  };
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Grid.Root gap={4}>
        <Grid.Item col={4} s={12} xs={12} alignItems="flex-start">
          <LdapChoice
            path="bind"
            label={t('ldap.bind', 'Sign-in')}
            hint={hints[bind]}
            value={bind}
            choices={LDAP_BINDS.map((value) => ({ value, label: words[value] }))}
            onChange={(next) => change({ bind: next })}
          />
        </Grid.Item>
        {bind === 'simple' && (
          <>
            <Grid.Item col={4} s={6} xs={12} alignItems="flex-start">
              <LdapText
                path="bindDn"
                label={t('ldap.user', 'User')}
                hint={t(
                  'ldap.user.hint',
                  'Its DN; with Active Directory also user@example.com. An account that may only read is enough.'
                )}
                placeholder="cn=reader,dc=example,dc=com"
                isRequired
                value={source.bindDn}
                onChange={(bindDn) => change({ bindDn })}
              />
            </Grid.Item>
            <Grid.Item col={4} s={6} xs={12} alignItems="flex-start">
              <SecretField path="source.bindPassword" label={t('ldap.password', 'Password')} />
            </Grid.Item>
          </>
        )}
      </Grid.Root>
      {bind === 'certificate' && (
        <Box>
          <ClientCertificateFields isRequired />
        </Box>
      )}
    </Flex>
  );
};
