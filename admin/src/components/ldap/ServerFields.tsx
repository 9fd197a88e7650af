import * as React from 'react';

import { Box, Button, Flex, Grid } from '@strapi/design-system';
import { Plus } from '@strapi/icons';

import { useText } from '../../hooks/useText';
import { Notice } from '../feedback/Notice';
import { RemoveButton } from '../forms/RemoveButton';
import { LdapChoice, LdapText } from './fields/inputs';
import { useLdapForm } from './ldap-form';
import { useEncryptionWords } from './useLdapWords';
import {
  defaultPort,
  ENCRYPTIONS,
  encryptionOf,
  nextServer,
  readServer,
  type Server,
  withEncryption,
  withFirstServer,
  withHost,
  withoutPort,
  writeServer,
} from './model/server-address';

const PORT_DIGITS = 5;

const portOf = (text: string): string => text.replace(/\D/g, '').slice(0, PORT_DIGITS);

const EncryptionField = () => {
  const t = useText();
  const words = useEncryptionWords();
  const { source, change } = useLdapForm();
  return (
    <LdapChoice
      path="startTls"
      label={t('ldap.encryption', 'Encryption')}
      hint={t('ldap.encryption.hint', 'The port follows, where it is a usual one.')}
      value={encryptionOf(source)}
      choices={ENCRYPTIONS.map((value) => ({ value, label: words[value] }))}
      onChange={(encryption) => change(withEncryption(source, encryption))}
    />
  );
};

const FirstServer = () => {
  const t = useText();
  const { source, change } = useLdapForm();
  const server = readServer(source.url);
  const edit = (next: Server) => change(withFirstServer(source, next));
  return (
    <Grid.Root gap={4}>
      <Grid.Item col={6} s={8} xs={12} alignItems="flex-start">
        <LdapText
          path="url"
          label={t('ldap.host', 'Host')}
          hint={t(
            'ldap.host.hint',
            'The name that its certificate has. Servers within your own network have to be allowed in the plugin’s options.'
          )}
          placeholder="dc1.example.com"
          isRequired
          value={server.host}
          onChange={(text) => edit(withHost(server, text))}
          onLeave={() => {
            const taken = withoutPort(server);
            if (taken !== server) edit(taken);
          }}
        />
      </Grid.Item>
      <Grid.Item col={2} s={4} xs={12} alignItems="flex-start">
        <LdapText
          path="port"
          label={t('ldap.port', 'Port')}
          placeholder={defaultPort(server.isSecure)}
          isRequired
          isNumeric
          value={server.port}
          onChange={(text) => edit({ ...server, port: portOf(text) })}
        />
      </Grid.Item>
      <Grid.Item col={4} s={12} xs={12} alignItems="flex-start">
        <EncryptionField />
      </Grid.Item>
    </Grid.Root>
  );
};

interface FurtherServerProps {
  place: number;
  url: string;
  isNew: boolean;
  onChange: (url: string) => void;
  onRemove: () => void;
}

const FurtherServer = ({ place, url, isNew, onChange, onRemove }: FurtherServerProps) => {
  const t = useText();
  const words = useEncryptionWords();
  const { source, isReadOnly } = useLdapForm();
  const server = readServer(url);
  const own = encryptionOf({ ...source, url });
  const number = place + 2;
  return (
    <Flex gap={4} alignItems="flex-start" tag="li">
      <Box flex="1" minWidth={0}>
        <Grid.Root gap={4}>
          <Grid.Item col={8} s={8} xs={8} alignItems="flex-start">
            <LdapText
              path={`fallbackUrls.${place}`}
              label={t('ldap.server.host', 'Host of server {number}', { number })}
              hint={own === encryptionOf(source) ? undefined : words[own]}
              isFocused={isNew}
              value={server.host}
              onChange={(text) => onChange(writeServer(withHost(server, text)))}
              onLeave={() => {
                const taken = withoutPort(server);
                if (taken !== server) onChange(writeServer(taken));
              }}
            />
          </Grid.Item>
          <Grid.Item col={4} s={4} xs={4} alignItems="flex-start">
            <LdapText
              path={`port.${place}`}
              label={t('ldap.server.port', 'Port of server {number}', { number })}
              isNumeric
              value={server.port}
              onChange={(text) => onChange(writeServer({ ...server, port: portOf(text) }))}
            />
          </Grid.Item>
        </Grid.Root>
      </Box>
      {!isReadOnly && (
        <Box paddingTop={6}>
          <RemoveButton
            label={t('ldap.server.remove', 'Remove server {number}', { number })}
            question={t(
              'ldap.server.remove.question',
              '{host} is then not tried any more when the servers before it do not answer.',
              { host: server.host }
            )}
            isFilled={server.host.trim() !== ''}
            onRemove={onRemove}
          />
        </Box>
      )}
    </Flex>
  );
};

const FurtherServers = () => {
  const t = useText();
  const { source, change, isReadOnly } = useLdapForm();
  const { fallbackUrls } = source;
  const [added, setAdded] = React.useState<number | null>(null);
  const button = React.useRef<HTMLButtonElement>(null);
  const set = (urls: string[]) => change({ fallbackUrls: urls });
  if (isReadOnly && fallbackUrls.length === 0) return null;
  return (
    <Flex direction="column" alignItems="flex-start" gap={4}>
      {fallbackUrls.length > 0 && (
        <Flex
          tag="ul"
          direction="column"
          alignItems="stretch"
          gap={4}
          width="100%"
          maxWidth="64rem"
        >
          {fallbackUrls.map((url, place) => (
            <FurtherServer
              key={place}
              place={place}
              url={url}
              isNew={place === added}
              onChange={(next) => set(fallbackUrls.map((old, at) => (at === place ? next : old)))}
              onRemove={() => {
                set(fallbackUrls.filter((_url, at) => at !== place));
                // After the question, where there was one, has let go of it.
                setTimeout(() => button.current?.focus());
              }}
            />
          ))}
        </Flex>
      )}
      {!isReadOnly && (
        <Button
          ref={button}
          size="S"
          variant="tertiary"
          startIcon={<Plus />}
          onClick={() => {
            setAdded(fallbackUrls.length);
            set([...fallbackUrls, nextServer(source)]);
          }}
        >
          {t('ldap.server.add', 'Add a further server with the same content')}
        </Button>
      )}
    </Flex>
  );
};

/** The servers of a directory, in the order that they are tried in, and how the way to them is protected. */
export const ServerFields = () => {
  const t = useText();
  const { source } = useLdapForm();
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <FirstServer />
      {encryptionOf(source) === 'none' && (
        <Notice
          variant="danger"
          title={t('ldap.plain.title', 'The password travels readable through the network')}
        >
          {t(
            'ldap.plain.body',
            'Without encryption, so does everything that is read about people. Many directories refuse such a connection. Choose LDAPS, or StartTLS where the server has no LDAPS.'
          )}
        </Notice>
      )}
      <FurtherServers />
    </Flex>
  );
};
