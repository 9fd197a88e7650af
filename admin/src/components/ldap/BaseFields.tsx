import { Button, Flex, Grid, Typography } from '@strapi/design-system';

import { useText } from '../../hooks/useText';
import { FilterField } from './FilterField';
import { LdapText } from './fields/inputs';
import { useLdapForm } from './ldap-form';

/** The base DNs that a test has found, to choose from. */
const NamingContexts = () => {
  const t = useText();
  const { source, change, connection, isReadOnly } = useLdapForm();
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
export const BaseFields = () => {
  const t = useText();
  const { source, change } = useLdapForm();
  return (
    <Grid.Root gap={4}>
      <Grid.Item col={6} s={12} xs={12} direction="column" alignItems="stretch" gap={2}>
        <LdapText
          path="baseDn"
          label={t('ldap.base', 'Base DN')}
          hint={t(
            'ldap.base.hint',
            'Where in the directory the people are. The connection test finds what the server offers.'
          )}
          placeholder="dc=example,dc=com"
          isRequired
          value={source.baseDn}
          onChange={(baseDn) => change({ baseDn })}
        />
        <NamingContexts />
      </Grid.Item>
      <Grid.Item col={6} s={12} xs={12} alignItems="flex-start">
        <FilterField />
      </Grid.Item>
    </Grid.Root>
  );
};
