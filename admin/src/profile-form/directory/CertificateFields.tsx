import { Stack } from '../../components/areas';
import { Notice } from '../../components/feedback/Notice';
import { useText } from '../../hooks/useText';
import { CheckField } from '../fields/CheckField';
import { FileButton, PemField } from '../fields/PemField';
import { Row } from '../fields/Row';
import { SecretField } from '../fields/SecretField';
import { TextField } from '../fields/TextField';
import { useDirectoryForm } from './useDirectoryForm';
import { encryptionOf } from './servers';

/** What the connector shows of itself when the connection is encrypted. */
export const ClientCertificateFields = ({ isRequired = false }: { isRequired?: boolean }) => {
  const t = useText();
  const { clientCertificate } = useDirectoryForm().source;
  const requiredHint = t(
    'ldap.client-certificate.hint.required',
    'In PEM form, with the certificates between it and its authority.'
  );
  return (
    <Row widths={6}>
      <PemField
        path="source.clientCertificate"
        hint={isRequired ? requiredHint : undefined}
        isRequired={isRequired}
      />
      {(isRequired || clientCertificate !== undefined) && (
        <SecretField path="source.clientKey" isLong>
          <FileButton path="source.clientKey" />
        </SecretField>
      )}
    </Row>
  );
};

const VerifyField = () => {
  const t = useText();
  return (
    <Stack gap={3}>
      <CheckField path="source.verifyCertificate" />
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
    </Stack>
  );
};

/** By what the server is known to be the right one; nothing where the connection is not encrypted. */
export const TlsFields = () => {
  const { source } = useDirectoryForm();
  if (encryptionOf(source) === 'none') return null;
  return (
    <>
      <Row widths={6}>
        <PemField path="source.ca" />
        <TextField path="source.servername" placeholder="dc1.example.com" isOptional />
      </Row>
      <VerifyField />
      {source.bind !== 'certificate' && <ClientCertificateFields />}
    </>
  );
};
