import { Grid } from '@strapi/design-system';

import { useText } from '../../hooks/useText';
import { SecretField } from '../../profile-form/fields/SecretField';
import { FileButton } from './fields/FileButton';
import { PemField } from './fields/PemField';
import { useLdapForm } from './ldap-form';

const KeyField = () => {
  const t = useText();
  const { change, isReadOnly } = useLdapForm();
  return (
    <SecretField
      path="source.clientKey"
      label={t('ldap.client-key', 'Key of the client certificate')}
      hint={t(
        'ldap.client-key.hint',
        'In PEM form, without a pass phrase. Stored encrypted; it can be changed later, but not be read.'
      )}
      isLong
    >
      {!isReadOnly && <FileButton onText={(clientKey) => change({ clientKey })} />}
    </SecretField>
  );
};

/** What the connector shows of itself when the connection is encrypted. */
export const ClientCertificateFields = ({ isRequired = false }: { isRequired?: boolean }) => {
  const t = useText();
  const { source, change } = useLdapForm();
  const { clientCertificate = '' } = source;
  return (
    <Grid.Root gap={4}>
      <Grid.Item col={6} s={12} xs={12} alignItems="flex-start">
        <PemField
          path="clientCertificate"
          label={t('ldap.client-certificate', 'Client certificate')}
          hint={
            isRequired
              ? t(
                  'ldap.client-certificate.hint.required',
                  'In PEM form, with the certificates between it and its authority.'
                )
              : t(
                  'ldap.client-certificate.hint',
                  'Only where the server asks for one. In PEM form, with the certificates between it and its authority.'
                )
          }
          isRequired={isRequired}
          value={clientCertificate}
          onChange={(text) => change({ clientCertificate: text === '' ? undefined : text })}
        />
      </Grid.Item>
      {(isRequired || clientCertificate !== '') && (
        <Grid.Item col={6} s={12} xs={12} alignItems="flex-start">
          <KeyField />
        </Grid.Item>
      )}
    </Grid.Root>
  );
};
