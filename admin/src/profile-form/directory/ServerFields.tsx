import { Box, Flex } from '@strapi/design-system';

import { Stack } from '../../components/areas';
import { Notice } from '../../components/feedback/Notice';
import { useText } from '../../hooks/useText';
import { ChoiceField } from '../fields/ChoiceField';
import { Row } from '../fields/Row';
import { TextField } from '../fields/TextField';
import { AddButton, RemoveButton, useEditedList } from '../edited-list';
import { useSettingTexts } from '../settings';
import { useDirectoryForm } from './directory';
import {
  defaultPort,
  type Encryption,
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

const PORT_DIGITS = 5;

const portOf = (text: string): string => text.replace(/\D/g, '').slice(0, PORT_DIGITS);

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
  const { source, change } = useDirectoryForm();
  const server = readServer(source.url);
  const inputs = inputsOf(server, (next) => change(withFirstServer(source, next)));
  return (
    <Row widths={[6, 2, 4]}>
      <TextField path="source.url" placeholder="dc1.example.com" isRequired {...inputs.host} />
      <TextField
        path="source.port"
        placeholder={defaultPort(server.isSecure)}
        isRequired
        {...inputs.port}
      />
      <ChoiceField<Encryption>
        path="source.startTls"
        value={encryptionOf(source)}
        onChange={(encryption) => change(withEncryption(source, encryption))}
      />
    </Row>
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
  const { choices = {} } = useSettingTexts()('source.startTls');
  const { source, change } = useDirectoryForm();
  const server = readServer(url);
  const inputs = inputsOf(server, (next) =>
    change({ fallbackUrls: source.fallbackUrls.with(place, writeServer(next)) })
  );
  const own = encryptionOf({ ...source, url });
  const number = place + 2;
  return (
    <Flex gap={4} alignItems="flex-start" tag="li">
      <Box flex="1" minWidth={0}>
        <Row widths={[8, 4]}>
          <TextField
            path={`source.fallbackUrls.${place}`}
            label={t('ldap.server.host', 'Host of server {number}', { number })}
            hint={own === encryptionOf(source) ? undefined : choices[own]}
            isFocused={isNew}
            {...inputs.host}
          />
          <TextField
            path={`source.port.${place}`}
            label={t('ldap.server.port', 'Port of server {number}', { number })}
            {...inputs.port}
          />
        </Row>
      </Box>
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
    </Flex>
  );
};

const FurtherServers = () => {
  const t = useText();
  const { source, change } = useDirectoryForm();
  const { fallbackUrls } = source;
  const list = useEditedList(fallbackUrls, (urls) => change({ fallbackUrls: urls }));
  return (
    <Stack gap={4}>
      {fallbackUrls.length > 0 && (
        <Stack tag="ul" gap={4} maxWidth="64rem">
          {fallbackUrls.map((url, place) => (
            <FurtherServer
              key={place}
              place={place}
              url={url}
              isNew={list.isNew(place)}
              onRemove={() => list.remove(place)}
            />
          ))}
        </Stack>
      )}
      <AddButton list={list} item={nextServer(source)}>
        {t('ldap.server.add', 'Add a further server with the same content')}
      </AddButton>
    </Stack>
  );
};

/** The servers of a directory, in the order that they are tried in, and how the way to them is protected. */
export const ServerFields = () => {
  const t = useText();
  const { source, isReadOnly } = useDirectoryForm();
  return (
    <Stack gap={4}>
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
    </Stack>
  );
};
