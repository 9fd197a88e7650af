import { Box, Button, Flex, IconButton, Modal, Typography } from '@strapi/design-system';
import { Duplicate } from '@strapi/icons';
import { useClipboard, useNotification } from '@strapi/strapi/admin';

import type {
  MadePhonebook,
  PhonebookFormat,
} from '../../../../shared/contracts/remote-phonebooks';
import { Stack } from '../../components/areas';
import { Notice } from '../../components/feedback/Notice';
import { MONOSPACE, Muted } from '../../components/text';
import { useText, useTextTable } from '../../hooks/useText';
import { MENUS } from './texts';
import { useFormatName } from './useFormatName';

/** Where phones reach this Strapi, as far as the browser can tell; some want it without its beginning. */
const addressOf = (format: PhonebookFormat, path: string): string => {
  const { strapi } = window as unknown as { strapi: { backendURL: string } };
  const address = new URL(strapi.backendURL, window.location.href).origin + path;
  return format === 'grandstream' ? address.replace(/^https?:\/\//, '') : address;
};

interface CopiedProps {
  label: string;
  hint?: string;
  value: string;
}

const Copied = ({ label, hint, value }: CopiedProps) => {
  const t = useText();
  const { copy } = useClipboard();
  const { toggleNotification } = useNotification();
  const take = async () => {
    if (!(await copy(value))) return;
    toggleNotification({ type: 'success', message: t('phonebooks.copied', 'Copied') });
  };
  return (
    <Stack gap={1}>
      <Typography variant="pi" fontWeight="bold" textColor="neutral800">
        {label}
      </Typography>
      <Flex gap={2} alignItems="flex-start">
        <Box flex="1" minWidth={0} padding={3} background="neutral100" hasRadius>
          <Typography
            tag="code"
            style={{ fontFamily: MONOSPACE, overflowWrap: 'anywhere', userSelect: 'all' }}
          >
            {value}
          </Typography>
        </Box>
        <IconButton
          label={t('phonebooks.copy', 'Copy: {label}', { label })}
          onClick={() => void take()}
        >
          <Duplicate />
        </IconButton>
      </Flex>
      {hint !== undefined && <Muted>{hint}</Muted>}
    </Stack>
  );
};

interface SecretDialogProps {
  made: MadePhonebook;
  onClose: () => void;
}

/** What is typed into the phones, this once. */
export const SecretDialog = ({ made, onClose }: SecretDialogProps) => {
  const t = useText();
  const menus = useTextTable(MENUS);
  const formatName = useFormatName();
  const { phonebook, secret } = made;
  const address = t('phonebooks.address', 'Address');
  return (
    <Modal.Root open onOpenChange={(isOpen: boolean) => !isOpen && onClose()}>
      <Modal.Content>
        <Modal.Header closeLabel={t('run.fix.close', 'Close')}>
          <Modal.Title>
            {t('phonebooks.secret-title', 'Type this into the phones: {format}', {
              format: formatName(phonebook.format),
            })}
          </Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <Stack gap={5}>
            <Notice variant="warning">
              {t(
                'phonebooks.secret-once',
                'Copy it now: once this is closed, the secret cannot be shown again. It can be renewed; phones that have the old one can then no longer read.'
              )}
            </Notice>
            {secret.paths.map(({ menu, path }, place) => (
              <Copied
                key={menu}
                label={secret.paths.length > 1 ? `${address} ${place + 1}` : address}
                hint={t('phonebooks.where', 'In the phone’s own pages: {menu}', {
                  menu: menus[`${phonebook.format}-${menu}`],
                })}
                value={addressOf(phonebook.format, path)}
              />
            ))}
            {secret.username !== null && (
              <Copied label={t('phonebooks.username', 'User name')} value={secret.username} />
            )}
            {secret.password !== null && (
              <Copied label={t('phonebooks.password', 'Password')} value={secret.password} />
            )}
          </Stack>
        </Modal.Body>
        <Modal.Footer>
          <span />
          <Button onClick={onClose}>{t('phonebooks.done', 'I have copied it')}</Button>
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
};
