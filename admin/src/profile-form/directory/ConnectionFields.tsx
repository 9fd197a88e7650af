import * as React from 'react';

import { Button, Flex } from '@strapi/design-system';

import { EMPTY_DIRECTORY } from '../../../../shared/profile/ldap';
import { Stack } from '../../components/areas';
import { Notice } from '../../components/feedback/Notice';
import { Disclosure } from '../../components/forms/Disclosure';
import { Muted } from '../../components/text';
import { usePermissions } from '../../hooks/usePermissions';
import { useText } from '../../hooks/useText';
import { CheckField } from '../fields/CheckField';
import { ChoiceField } from '../fields/ChoiceField';
import { ListField } from '../fields/ListField';
import { NumberField } from '../fields/NumberField';
import { FileButton, PemField } from '../fields/PemField';
import { Row } from '../fields/Row';
import { SecretField } from '../fields/SecretField';
import { TextField } from '../fields/TextField';
import { useMessageAt } from '../form-context';
import { useSettingTexts } from '../settings';
import { ConnectionTest } from './ConnectionTest';
import { DefaultedField } from './DefaultedField';
import { hasMore, MORE_PATHS, useDirectoryForm } from './directory';
import { encryptionOf } from './servers';
import { ServerFields } from './ServerFields';

/** What the connector shows of itself when the connection is encrypted. */
const ClientCertificateFields = ({ isRequired = false }: { isRequired?: boolean }) => {
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
const TlsFields = () => {
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

/** Who reads the directory. */
const BindFields = () => {
  const { bind } = useDirectoryForm().source;
  const { meanings } = useSettingTexts()('source.bind');
  return (
    <Stack gap={4}>
      <Row widths={4}>
        <ChoiceField path="source.bind" hint={meanings?.[bind]} />
        {bind === 'simple' && (
          <TextField path="source.bindDn" placeholder="cn=reader,dc=example,dc=com" isRequired />
        )}
        {bind === 'simple' && <SecretField path="source.bindPassword" />}
      </Row>
      {bind === 'certificate' && <ClientCertificateFields isRequired />}
    </Stack>
  );
};

/** The base DNs that a test has found, to choose from. */
const NamingContexts = () => {
  const t = useText();
  const { source, change, connection, isReadOnly } = useDirectoryForm();
  const offered = (connection.result?.namingContexts ?? []).filter(
    (name) => name.toLowerCase() !== source.baseDn.trim().toLowerCase()
  );
  if (isReadOnly || offered.length === 0) return null;
  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      <Muted>{t('ldap.base.offered', 'The server offers:')}</Muted>
      <Flex tag="ul" gap={2} wrap="wrap">
        {offered.map((name) => (
          <li key={name}>
            <Button
              size="S"
              variant="secondary"
              aria-label={t('ldap.base.take', 'Base DN {name}', { name })}
              onClick={() => change({ baseDn: name })}
            >
              {name}
            </Button>
          </li>
        ))}
      </Flex>
    </Flex>
  );
};

/** What most people need not look at. */
const More = () => {
  const t = useText();
  const { source } = useDirectoryForm();
  const messageAt = useMessageAt();
  const [isOpen, setIsOpen] = React.useState(() => hasMore(source));
  const isWrong = MORE_PATHS.some((path) => messageAt(`source.${path}`) !== undefined);
  return (
    <Disclosure
      title={t('ldap.more', 'More: certificates, attributes, paging, timeout')}
      isOpen={isOpen || isWrong}
      onToggle={setIsOpen}
    >
      <Stack gap={6}>
        <TlsFields />
        <Row widths={[6, 6, 6, 3, 3]}>
          <ChoiceField path="source.scope" />
          <ChoiceField path="source.referrals" />
          <ListField path="source.attributes" of="names" isCode />
          <NumberField path="source.pageSize" fallback={EMPTY_DIRECTORY.pageSize} digits={5} />
          <NumberField
            path="source.timeoutSeconds"
            fallback={EMPTY_DIRECTORY.timeoutSeconds}
            digits={4}
          />
        </Row>
      </Stack>
    </Disclosure>
  );
};

/** Which directory is read, by whom and from where on, with a test of all that. */
export const ConnectionFields = () => {
  const { canEdit } = usePermissions();
  return (
    <Stack gap={6}>
      <ServerFields />
      <BindFields />
      <Row widths={6}>
        <Stack gap={2}>
          <TextField path="source.baseDn" placeholder="dc=example,dc=com" isRequired />
          <NamingContexts />
        </Stack>
        <DefaultedField setting="filter" isCode />
      </Row>
      <More />
      {canEdit && <ConnectionTest />}
    </Stack>
  );
};
