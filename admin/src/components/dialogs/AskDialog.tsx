import * as React from 'react';

import { Button, Dialog } from '@strapi/design-system';
import { Information, WarningCircle } from '@strapi/icons';
import { ConfirmDialog } from '@strapi/strapi/admin';

const SIZE = { 'aria-hidden': true, width: '2.4rem', height: '2.4rem' };

const ICONS = {
  default: <Information {...SIZE} fill="primary600" />,
  'danger-light': <WarningCircle {...SIZE} fill="danger600" />,
};

interface AskDialogProps {
  title: string;
  children: string;
  /** `default` for what loses nothing. */
  variant?: keyof typeof ICONS;
  /** Instead of "Cancel", where that could be taken for what is asked about. */
  cancelLabel?: string;
  onConfirm: () => Promise<unknown>;
  onClose: () => void;
}

/** Asks whether to go on; closes when that is decided. */
export const AskDialog = ({
  title,
  children,
  variant = 'danger-light',
  cancelLabel,
  onConfirm,
  onClose,
}: AskDialogProps) => (
  <Dialog.Root open onOpenChange={(isOpen: boolean) => !isOpen && onClose()}>
    <ConfirmDialog
      title={title}
      variant={variant}
      icon={ICONS[variant]}
      startAction={
        cancelLabel === undefined ? undefined : (
          <Dialog.Cancel>
            <Button fullWidth variant="tertiary">
              {cancelLabel}
            </Button>
          </Dialog.Cancel>
        )
      }
      onConfirm={async (event?: React.MouseEvent<HTMLButtonElement>) => {
        // The dialog stays open, with its button busy, until the answer is there.
        event?.preventDefault();
        await onConfirm();
        onClose();
      }}
    >
      {children}
    </ConfirmDialog>
  </Dialog.Root>
);
