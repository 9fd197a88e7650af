import * as React from 'react';

import { Button, Flex, Grid, Typography } from '@strapi/design-system';
import { Upload } from '@strapi/icons';

import { Notice } from '../../components/feedback/Notice';
import { useText } from '../../hooks/useText';
import { useProfileForm } from '../form-context';
import { CheckField } from '../fields/CheckField';
import { SecretField } from '../fields/SecretField';
import { TextField } from '../fields/TextField';
import type { Path } from '../path';
import { useDirectoryForm } from './DirectoryForm';
import { encryptionOf } from './servers';

/** As many bytes as the server takes. */
const LARGEST_FILE = 65_536;

/** Takes the text of a PEM file, which is not uploaded but put into the field. */
const FileButton = ({ path }: { path: Path }) => {
  const t = useText();
  const { set, isReadOnly } = useProfileForm();
  const input = React.useRef<HTMLInputElement>(null);
  const [wrong, setWrong] = React.useState<string | null>(null);
  if (isReadOnly) return null;

  const take = async (file: File) => {
    const text = file.size > LARGEST_FILE ? '' : await file.text();
    const isPem = text.includes('-----BEGIN ');
    setWrong(isPem ? null : file.name);
    if (isPem) set(path, text.trim());
  };

  const label = t('ldap.pem.choose', 'Take it from a file');
  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      <Button
        size="S"
        variant="tertiary"
        startIcon={<Upload />}
        onClick={() => input.current?.click()}
      >
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".pem,.crt,.cer,.key,text/plain"
        aria-label={label}
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) void take(file);
          // The same file, mended, can be chosen again.
          target.value = '';
        }}
      />
      <div aria-live="polite">
        {wrong !== null && (
          <Typography variant="pi" textColor="danger600">
            {t(
              'ldap.pem.wrong',
              '{file} contains no text in PEM form, which begins with -----BEGIN. Export it as “Base64” or “PEM”.',
              { file: wrong }
            )}
          </Typography>
        )}
      </div>
    </Flex>
  );
};

interface PemFieldProps {
  path: Path;
  label: string;
  hint: string;
  isRequired?: boolean;
}

/** A certificate as text, written or taken from a file. */
const PemField = (field: PemFieldProps) => (
  <Flex direction="column" alignItems="stretch" gap={2} width="100%">
    <TextField {...field} isCode isOptional lines={3} placeholder="-----BEGIN CERTIFICATE-----" />
    <FileButton path={field.path} />
  </Flex>
);

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
