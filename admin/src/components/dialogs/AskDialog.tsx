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
  children: React.ReactNode;
  /** `default` for what loses nothing. */
  variant?: keyof typeof ICONS;
  /** What is done then, in a word or two. */
  confirmLabel: string;
  /** Instead of "Cancel", where that could be taken for what is asked about. */
  cancelLabel?: string;
  /** For one whose end is decided elsewhere, such as by what comes next. */
  isLeftOpen?: boolean;
  onConfirm: () => Promise<unknown>;
  onClose: () => void;
}

/** Asks whether to go on; closes when that is decided. */
export const AskDialog = ({
  title,
  children,
  variant = 'danger-light',
  confirmLabel,
  cancelLabel,
  isLeftOpen = false,
  onConfirm,
  onClose,
}: AskDialogProps) => {
  const [isBusy, setIsBusy] = React.useState(false);
  /** The dialog stays open, with its button busy, until the answer is there. */
  const confirm = async () => {
    setIsBusy(true);
    try {
      await onConfirm();
      if (!isLeftOpen) onClose();
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <Dialog.Root open onOpenChange={(isOpen: boolean) => !isOpen && onClose()}>
      <ConfirmDialog
        title={title}
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
        endAction={
          <Button fullWidth variant={variant} loading={isBusy} onClick={() => void confirm()}>
            {confirmLabel}
          </Button>
        }
      >
        {children}
      </ConfirmDialog>
    </Dialog.Root>
  );
};
