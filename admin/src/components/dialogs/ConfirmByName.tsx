import * as React from 'react';

import { Button, Dialog, Flex, Typography } from '@strapi/design-system';
import { WarningCircle } from '@strapi/icons';

import { useText } from '../../hooks/useText';
import { Stack } from '../areas';
import { TypedName } from './TypedName';

interface ConfirmByNameProps {
  title: string;
  /** What is about to happen; the reason to think twice. */
  children: React.ReactNode;
  /** What the person has to type. */
  name: string;
  confirmLabel: string;
  isLoading?: boolean;
  onCancel: () => void;
  onConfirm: () => void;
}

/** Asks to type the profile's name before something that can lose much. */
export const ConfirmByName = ({
  title,
  children,
  name,
  confirmLabel,
  isLoading = false,
  onCancel,
  onConfirm,
}: ConfirmByNameProps) => {
  const t = useText();
  const [typed, setTyped] = React.useState('');
  const isConfirmed = typed === name;

  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    if (isConfirmed) onConfirm();
  };

  return (
    <Dialog.Root open onOpenChange={(isOpen: boolean) => !isOpen && onCancel()}>
      <Dialog.Content>
        <Dialog.Header>{title}</Dialog.Header>
        <form onSubmit={submit}>
          <Dialog.Body>
            <Stack gap={4} width="100%">
              <Flex justifyContent="center">
                <WarningCircle aria-hidden width="2.4rem" height="2.4rem" fill="danger600" />
              </Flex>
              <Typography tag="div" textAlign="center">
                {children}
              </Typography>
              <TypedName
                label={t('confirm.label', 'Type the profile’s name to confirm')}
                name={name}
                value={typed}
                onChange={setTyped}
              />
            </Stack>
          </Dialog.Body>
          <Dialog.Footer>
            <Dialog.Cancel>
              <Button fullWidth variant="tertiary">
                {t('confirm.cancel', 'Cancel')}
              </Button>
            </Dialog.Cancel>
            <Button
              fullWidth
              type="submit"
              variant="danger-light"
              disabled={!isConfirmed}
              loading={isLoading}
            >
              {confirmLabel}
            </Button>
          </Dialog.Footer>
        </form>
      </Dialog.Content>
    </Dialog.Root>
  );
};
