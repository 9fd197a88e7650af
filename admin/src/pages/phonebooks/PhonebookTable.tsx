import * as React from 'react';

import { Flex, IconButton, Menu, Td, Tr, Typography } from '@strapi/design-system';
import { ArrowClockwise, Cross, More, Pencil, Trash } from '@strapi/icons';

import type { PhonebookView } from '../../../../shared/contracts/remote-phonebooks';
import { DataTable } from '../../components/table/DataTable';
import { Muted } from '../../components/text';
import { RelativeTime } from '../../components/times';
import { useText } from '../../hooks/useText';
import { useFormatName } from './useFormatName';

export type PhonebookAction = 'edit' | 'renew' | 'revoke' | 'remove';

interface RowProps {
  phonebook: PhonebookView;
  onAction: (action: PhonebookAction) => void;
}

const Actions = ({ phonebook: { name, revokedAt }, onAction }: RowProps) => {
  const t = useText();
  const isRevoked = revokedAt !== null;
  return (
    <Menu.Root>
      <Menu.Trigger
        tag={IconButton}
        icon={<More />}
        label={t('profiles.actions', 'Actions for {name}', { name })}
      />
      <Menu.Content popoverPlacement="bottom-end">
        <Menu.Item startIcon={<Pencil />} onSelect={() => onAction('edit')}>
          {t('profiles.edit', 'Edit')}
        </Menu.Item>
        <Menu.Item startIcon={<ArrowClockwise />} onSelect={() => onAction('renew')}>
          {t('phonebooks.renew', 'New secret')}
        </Menu.Item>
        {!isRevoked && (
          <Menu.Item variant="danger" startIcon={<Cross />} onSelect={() => onAction('revoke')}>
            {t('phonebooks.revoke', 'Revoke')}
          </Menu.Item>
        )}
        {isRevoked && (
          <Menu.Item variant="danger" startIcon={<Trash />} onSelect={() => onAction('remove')}>
            {t('profiles.delete', 'Delete')}
          </Menu.Item>
        )}
      </Menu.Content>
    </Menu.Root>
  );
};

/** Who is in it, in a few words. */
const Content = ({ phonebook }: { phonebook: PhonebookView }) => {
  const t = useText();
  const { people, most, labels, conditions, user, userName } = phonebook;
  const words = [
    labels.length > 0 &&
      t('phonebooks.of-labels', 'Labels: {labels}', { labels: labels.join(', ') }),
    conditions.length > 0 &&
      t('phonebooks.of-conditions', '{count, plural, one {# condition} other {# conditions}}', {
        count: conditions.length,
      }),
    user !== null && t('phonebooks.of-user', 'For the phone of {name}', { name: userName ?? '–' }),
  ].filter((text) => text !== false);
  return (
    <Flex direction="column" alignItems="flex-start">
      <Typography>
        {t('phonebooks.people', '{count, plural, one {# entry} other {# entries}}', {
          count: people,
        })}
      </Typography>
      {words.length > 0 && <Muted>{words.join(' · ')}</Muted>}
      {most !== null && people > most && (
        <Typography variant="pi" fontWeight="bold" textColor="danger700">
          {t(
            'phonebooks.cut',
            'These phones take {most, number}: the first ones in the order of their names. Choose fewer by labels.',
            { most }
          )}
        </Typography>
      )}
    </Flex>
  );
};

const LastUse = ({ phonebook }: { phonebook: PhonebookView }) => {
  const t = useText();
  const { lastUsedAt, lastUsedFrom, revokedAt } = phonebook;
  return (
    <Flex direction="column" alignItems="flex-start">
      {revokedAt !== null && (
        <Typography fontWeight="bold" textColor="danger700">
          {t('phonebooks.revoked', 'Revoked')}
        </Typography>
      )}
      {lastUsedAt === null ? (
        <Typography textColor="neutral600">{t('phonebooks.unused', 'Never used')}</Typography>
      ) : (
        <Typography>
          <RelativeTime time={lastUsedAt} />
        </Typography>
      )}
      {lastUsedFrom !== null && (
        <Muted>{t('phonebooks.from', 'from {address}', { address: lastUsedFrom })}</Muted>
      )}
    </Flex>
  );
};

interface PhonebookTableProps {
  phonebooks: PhonebookView[];
  onAction: (phonebook: PhonebookView, action: PhonebookAction) => void;
}

/** All phonebooks for phones, with who is in them and when they were read last. */
export const PhonebookTable = ({ phonebooks, onAction }: PhonebookTableProps) => {
  const t = useText();
  const formatName = useFormatName();
  const columns = [
    { name: t('phonebooks.name', 'Name') },
    { name: t('phonebooks.format', 'Phones') },
    { name: t('phonebooks.content', 'Entries') },
    { name: t('phonebooks.last-use', 'Last use') },
    { name: t('profiles.actions-column', 'Actions'), isHidden: true },
  ];
  return (
    <DataTable columns={columns}>
      {phonebooks.map((phonebook) => (
        <Tr key={phonebook.id}>
          <Td>
            <Typography fontWeight="bold" textColor="neutral800">
              {phonebook.name}
            </Typography>
          </Td>
          <Td>
            <Flex direction="column" alignItems="flex-start">
              <Typography>{formatName(phonebook.format)}</Typography>
              <Muted>
                {phonebook.access === 'basic'
                  ? t('phonebooks.access.basic', 'User name and password')
                  : t('phonebooks.access.token', 'Secret in the address')}
              </Muted>
            </Flex>
          </Td>
          <Td>
            <Content phonebook={phonebook} />
          </Td>
          <Td>
            <LastUse phonebook={phonebook} />
          </Td>
          <Td style={{ marginInlineStart: 'auto' }}>
            <Flex justifyContent="flex-end">
              <Actions phonebook={phonebook} onAction={(action) => onAction(phonebook, action)} />
            </Flex>
          </Td>
        </Tr>
      ))}
    </DataTable>
  );
};
