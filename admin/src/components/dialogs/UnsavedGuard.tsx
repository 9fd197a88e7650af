import * as React from 'react';

import { Button, Dialog } from '@strapi/design-system';
import { ConfirmDialog } from '@strapi/strapi/admin';
import { useBlocker } from 'react-router-dom';

import { useText } from '../../hooks/useText';

const useWarnBeforeUnload = (isModified: boolean): void => {
  React.useEffect(() => {
    if (!isModified) return undefined;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isModified]);
};

/**
 * Asks before changes are lost by leaving the page. Strapi's own `Blocker` would also ask when another
 * tab is opened, since that is part of the address.
 */
export const UnsavedGuard = ({ isModified }: { isModified: boolean }) => {
  const t = useText();
  useWarnBeforeUnload(isModified);
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      isModified && currentLocation.pathname !== nextLocation.pathname
  );
  if (blocker.state !== 'blocked') return null;
  return (
    <Dialog.Root open onOpenChange={(isOpen: boolean) => !isOpen && blocker.reset()}>
      <ConfirmDialog
        title={t('editor.unsaved.title', 'Leave without saving?')}
        endAction={
          <Button fullWidth variant="danger-light" onClick={() => blocker.proceed()}>
            {t('editor.unsaved.leave', 'Discard the changes')}
          </Button>
        }
      >
        {t('editor.unsaved.text', 'What you have changed here is not saved and would be lost.')}
      </ConfirmDialog>
    </Dialog.Root>
  );
};
