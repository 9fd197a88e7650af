import { Flex, Grid } from '@strapi/design-system';

import { Notice } from '../../components/feedback/Notice';
import { useText } from '../../hooks/useText';
import { CheckField } from '../fields/CheckField';
import { FileButton, PemField } from '../fields/PemField';
import { SecretField } from '../fields/SecretField';
import { TextField } from '../fields/TextField';
import { useDirectoryForm } from './DirectoryForm';
import { encryptionOf } from './servers';

/** What the connector shows of itself when the connection is encrypted. */
export const ClientCertificateFields = ({ isRequired = false }: { isRequired?: boolean }) => {
  const t = useText();
  const { clientCertificate } = useDirectoryForm().source;
  return (
    <Grid.Root gap={4}>
      <Grid.Item col={6} s={12} xs={12} alignItems="flex-start">
        <PemField
          path="source.clientCertificate"
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
        />
      </Grid.Item>
      {(isRequired || clientCertificate !== undefined) && (
        <Grid.Item col={6} s={12} xs={12} alignItems="flex-start">
          <SecretField
            path="source.clientKey"
            label={t('ldap.client-key', 'Key of the client certificate')}
            hint={t(
              'ldap.client-key.hint',
              'In PEM form, without a pass phrase. Stored encrypted; it can be changed later, but not be read.'
            )}
            isLong
          >
            <FileButton path="source.clientKey" />
          </SecretField>
        </Grid.Item>
      )}
    </Grid.Root>
  );
};

const VerifyField = () => {
  const t = useText();
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <CheckField
        path="source.verifyCertificate"
        label={t('ldap.verify', 'Verify the server’s certificate')}
      />
      {!useDirectoryForm().source.verifyCertificate && (
        <Notice
          variant="danger"
          title={t('ldap.verify.off', 'Anybody in between can read and change everything')}
        >
          {t(
            'ldap.verify.off.body',
            'Without verification, any computer on the way can pretend to be the directory: it gets the password and decides who is imported. Enter your certificate authority above instead; this is for a short test only.'
          )}
        </Notice>
      )}
    </Flex>
  );
};

/** By what the server is known to be the right one; nothing where the connection is not encrypted. */
export const TlsFields = () => {
  const t = useText();
  const { source } = useDirectoryForm();
  if (encryptionOf(source) === 'none') return null;
  return (
    <>
      <Grid.Root gap={4}>
        <Grid.Item col={6} s={12} xs={12} alignItems="flex-start">
          <PemField
            path="source.ca"
            label={t('ldap.ca', 'Certificate authority')}
            hint={t(
              'ldap.ca.hint',
              'Where your company signs its certificates itself: the certificate of that authority, in PEM form. Public authorities are trusted without it.'
            )}
          />
        </Grid.Item>
        <Grid.Item col={6} s={12} xs={12} alignItems="flex-start">
          <TextField
            path="source.servername"
            label={t('ldap.servername', 'Name in the certificate')}
            hint={t(
              'ldap.servername.hint',
              'Only where it is another one than the host, for instance because the host is an IP address.'
            )}
            placeholder="dc1.example.com"
            isOptional
          />
        </Grid.Item>
      </Grid.Root>
      <VerifyField />
      {source.bind !== 'certificate' && <ClientCertificateFields />}
    </>
  );
};
