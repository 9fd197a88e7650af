import * as React from 'react';

/**
 * Gives the focus back to what had it before a dialog appeared. The design system's dialogs do so only
 * for their own triggers, and these are opened from elsewhere. What has gone meanwhile, such as the
 * button of an action that was taken, leaves it to the page.
 */
export const useReturnFocus = (): void => {
  const [opener] = React.useState(() => document.activeElement);
  React.useEffect(
    () => () => {
      // After the dialog has let go of it.
      setTimeout(() => {
        const isThere = opener instanceof HTMLElement && opener.isConnected;
        (isThere ? opener : document.getElementById('main-content'))?.focus();
      });
    },
    [opener]
  );
};
