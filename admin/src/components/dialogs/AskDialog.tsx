import * as React from 'react';

import { Dialog } from '@strapi/design-system';
import { ConfirmDialog } from '@strapi/strapi/admin';

interface AskDialogProps {
  title: string;
  children: string;
  variant?: 'default' | 'danger-light';
  onConfirm: () => Promise<unknown>;
  onClose: () => void;
}

/** Asks whether to go on; closes when that is decided. */
export const AskDialog = ({
  title,
  children,
  variant = 'danger-light',
  onConfirm,
  onClose,
}: AskDialogProps) => (
  <Dialog.Root open onOpenChange={(isOpen: boolean) => !isOpen && onClose()}>
    <ConfirmDialog
      title={title}
      variant={variant}
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
