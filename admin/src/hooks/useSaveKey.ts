import * as React from 'react';

import { useCallbackRef } from '@strapi/design-system';

/** Saves with Ctrl+S, or ⌘S. */
export const useSaveKey = (save: () => void): void => {
  const press = useCallbackRef((event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey) || event.altKey)
      return;
    event.preventDefault();
    save();
  });
  React.useEffect(() => {
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [press]);
};

/** Takes the person to the first field of a page that has to be corrected, once it is shown there. */
export const showInvalid = (page: React.RefObject<HTMLElement>): void => {
  setTimeout(() => {
    const field = page.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    field?.focus();
    field?.scrollIntoView({ block: 'center' });
  });
};
