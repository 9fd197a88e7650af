import { Box, Button, Flex, Grid } from '@strapi/design-system';
import { Plus } from '@strapi/icons';

import { Notice } from '../../components/feedback/Notice';
import { RemoveButton } from '../../components/forms/RemoveButton';
import { useText } from '../../hooks/useText';
import { ChoiceField } from '../fields/ChoiceField';
import { TextField } from '../fields/TextField';
import { useDirectoryForm } from './DirectoryForm';
import {
  defaultPort,
  type Encryption,
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
} from './servers';
import { useEditedList } from './useEditedList';

/** How a connection can be protected. */
export const useEncryptionWords = (): Record<Encryption, string> => {
  const t = useText();
  return {
    ldaps: t('ldap.encryption.ldaps', 'LDAPS, usually port 636 (recommended)'),
    starttls: t('ldap.encryption.starttls', 'StartTLS, usually port 389'),
    none: t('ldap.encryption.none', 'None, usually port 389'),
  };
};

const PORT_DIGITS = 5;

const portOf = (text: string): string => text.replace(/\D/g, '').slice(0, PORT_DIGITS);

const EncryptionField = () => {
  const t = useText();
  const words = useEncryptionWords();
  const { source, change } = useDirectoryForm();
  return (
    <ChoiceField
      path="source.startTls"
      label={t('ldap.encryption', 'Encryption')}
      hint={t('ldap.encryption.hint', 'The port follows, where it is a usual one.')}
      value={encryptionOf(source)}
      choices={ENCRYPTIONS.map((value) => ({ value, label: words[value] }))}
      onChange={(encryption) => change(withEncryption(source, encryption))}
    />
  );
};

/** What the inputs of a server have in common. */
const inputsOf = (server: Server, edit: (server: Server) => void) => ({
  host: {
    value: server.host,
    onChange: (text: string) => edit(withHost(server, text)),
    onLeave: () => {
      const taken = withoutPort(server);
      if (taken !== server) edit(taken);
    },
  },
  port: {
    isNumeric: true,
    value: server.port,
    onChange: (text: string) => edit({ ...server, port: portOf(text) }),
  },
});

const FirstServer = () => {
  const t = useText();
  const { source, change } = useDirectoryForm();
  const server = readServer(source.url);
  const inputs = inputsOf(server, (next) => change(withFirstServer(source, next)));
  return (
    <Grid.Root gap={4}>
      <Grid.Item col={6} s={8} xs={12} alignItems="flex-start">
        <TextField
          path="source.url"
          label={t('ldap.host', 'Host')}
          hint={t(
            'ldap.host.hint',
            'The name in its certificate. Servers within your own network have to be allowed in the plugin’s options.'
          )}
          placeholder="dc1.example.com"
          isRequired
          {...inputs.host}
        />
      </Grid.Item>
      <Grid.Item col={2} s={4} xs={12} alignItems="flex-start">
        <TextField
          path="source.port"
          label={t('ldap.port', 'Port')}
          placeholder={defaultPort(server.isSecure)}
          isRequired
          {...inputs.port}
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
  onRemove: () => void;
}

const FurtherServer = ({ place, url, isNew, onRemove }: FurtherServerProps) => {
  const t = useText();
  const words = useEncryptionWords();
  const { source, change, isReadOnly } = useDirectoryForm();
  const server = readServer(url);
  const inputs = inputsOf(server, (next) =>
    change({ fallbackUrls: source.fallbackUrls.with(place, writeServer(next)) })
  );
  const own = encryptionOf({ ...source, url });
  const number = place + 2;
  return (
    <Flex gap={4} alignItems="flex-start" tag="li">
      <Box flex="1" minWidth={0}>
        <Grid.Root gap={4}>
          <Grid.Item col={8} s={8} xs={8} alignItems="flex-start">
            <TextField
              path={`source.fallbackUrls.${place}`}
              label={t('ldap.server.host', 'Host of server {number}', { number })}
              hint={own === encryptionOf(source) ? undefined : words[own]}
              isFocused={isNew}
              {...inputs.host}
            />
          </Grid.Item>
          <Grid.Item col={4} s={4} xs={4} alignItems="flex-start">
            <TextField
              path={`source.port.${place}`}
              label={t('ldap.server.port', 'Port of server {number}', { number })}
              {...inputs.port}
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
              '{host} is then no longer tried when the servers before it do not answer.',
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
  const { source, change, isReadOnly } = useDirectoryForm();
  const { fallbackUrls } = source;
  const list = useEditedList(fallbackUrls, (urls) => change({ fallbackUrls: urls }));
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
              isNew={list.isNew(place)}
              onRemove={() => list.remove(place)}
            />
          ))}
        </Flex>
      )}
      {!isReadOnly && (
        <Button
          ref={list.button}
          size="S"
          variant="tertiary"
          startIcon={<Plus />}
          onClick={() => list.add(nextServer(source))}
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
  const { source, isReadOnly } = useDirectoryForm();
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <FirstServer />
      {encryptionOf(source) === 'none' && (
        <Notice
          variant="danger"
          title={t('ldap.plain.title', 'The password crosses the network in clear text')}
        >
          {t(
            'ldap.plain.body',
            'Without encryption, so does everything that is read about people. Many directories refuse such a connection. Choose LDAPS, or StartTLS where the server has no LDAPS.'
          )}
        </Notice>
      )}
      {(!isReadOnly || source.fallbackUrls.length > 0) && <FurtherServers />}
    </Flex>
  );
};
