import * as React from 'react';

import { Button, Flex, Grid, Typography } from '@strapi/design-system';

import { LDAP_BINDS, type LdapBind } from '../../../../shared/profile/ldap';
import { Disclosure } from '../../components/forms/Disclosure';
import { usePermissions } from '../../hooks/usePermissions';
import { useText } from '../../hooks/useText';
import { useMessageAt } from '../form-context';
import { ChoiceField } from '../fields/ChoiceField';
import { SecretField } from '../fields/SecretField';
import { TextField } from '../fields/TextField';
import { ClientCertificateFields } from './CertificateFields';
import { ConnectionTest } from './ConnectionTest';
import { FilterField } from './DefaultedField';
import { hasMore, MORE_PATHS } from './directory';
import { useDirectoryForm } from './DirectoryForm';
import { MoreFields } from './MoreFields';
import { ServerFields } from './ServerFields';

/** How the connector can say who it is. */
export const useBindWords = (): Record<LdapBind, string> => {
  const t = useText();
  return {
    simple: t('ldap.bind.simple', 'User and password'),
    anonymous: t('ldap.bind.anonymous', 'Anonymous'),
    certificate: t('ldap.bind.certificate', 'Client certificate'),
  };
};

/** Who reads the directory. */
const BindFields = () => {
  const t = useText();
  const words = useBindWords();
  const { bind } = useDirectoryForm().source;
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
          <ChoiceField
            path="source.bind"
            label={t('ldap.bind', 'Sign-in')}
            hint={hints[bind]}
            choices={LDAP_BINDS.map((value) => ({ value, label: words[value] }))}
          />
        </Grid.Item>
        {bind === 'simple' && (
          <>
            <Grid.Item col={4} s={6} xs={12} alignItems="flex-start">
              <TextField
                path="source.bindDn"
                label={t('ldap.user', 'User')}
                hint={t(
                  'ldap.user.hint',
                  'Its DN; with Active Directory also user@example.com. An account that may only read is enough.'
                )}
                placeholder="cn=reader,dc=example,dc=com"
                isRequired
              />
            </Grid.Item>
            <Grid.Item col={4} s={6} xs={12} alignItems="flex-start">
              <SecretField path="source.bindPassword" label={t('ldap.password', 'Password')} />
            </Grid.Item>
          </>
        )}
      </Grid.Root>
      {bind === 'certificate' && <ClientCertificateFields isRequired />}
    </Flex>
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
      <Typography variant="pi" textColor="neutral600">
        {t('ldap.base.offered', 'The server offers:')}
      </Typography>
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

/** What part of the directory is read. */
const BaseFields = () => {
  const t = useText();
  return (
    <Grid.Root gap={4}>
      <Grid.Item col={6} s={12} xs={12} direction="column" alignItems="stretch" gap={2}>
        <TextField
          path="source.baseDn"
          label={t('ldap.base', 'Base DN')}
          hint={t(
            'ldap.base.hint',
            'Where in the directory the people are. The connection test finds what the server offers.'
          )}
          placeholder="dc=example,dc=com"
          isRequired
        />
        <NamingContexts />
      </Grid.Item>
      <Grid.Item col={6} s={12} xs={12} alignItems="flex-start">
        <FilterField />
      </Grid.Item>
    </Grid.Root>
  );
};

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
      <MoreFields />
    </Disclosure>
  );
};

/** Which directory is read, by whom and from where on, with a test of all that. */
export const ConnectionFields = () => {
  const { canEdit } = usePermissions();
  return (
    <Flex direction="column" alignItems="stretch" gap={6}>
      <ServerFields />
      <BindFields />
      <BaseFields />
      <More />
      {canEdit && <ConnectionTest />}
    </Flex>
  );
};
