import * as React from 'react';

const FOCUSABLE = 'button:not(:disabled), a[href], input:not(:disabled)';

const withAncestors = (element: Element): Element[] => {
  const parent = element.parentElement;
  return parent === null ? [element] : [element, ...withAncestors(parent)];
};

const isUsable = (element: Element): boolean =>
  element.isConnected && !element.matches(':disabled');

/** Where to go on from elements of which the first had the focus: the nearest that is still there. */
const nextPlace = (path: Element[]): HTMLElement | null => {
  const main = document.getElementById('main-content');
  // Behind an open dialog nothing may be focused.
  if (main === null || main.closest('[aria-hidden="true"]') !== null) return null;
  const [last] = path;
  if (last instanceof HTMLElement && last.isConnected) return isUsable(last) ? last : null;
  const area = path.find((element) => element.isConnected && main.contains(element));
  return (area === main ? null : area?.querySelector<HTMLElement>(FOCUSABLE)) ?? main;
};

/**
 * Keeps the focus near its place when the button that has it goes away or is busy for a while, as those
 * do that an action takes off the page: else the keyboard would begin again at the top.
 */
export const useKeptFocus = (): void => {
  React.useEffect(() => {
    let path: Element[] = [];
    const enter = ({ target }: FocusEvent) => {
      const isOnPage = target instanceof Element && target.closest('#main-content') !== null;
      path = isOnPage ? withAncestors(target) : [];
    };
    // What is still usable afterwards was left by the person, not taken away.
    const leave = ({ target }: FocusEvent) =>
      setTimeout(() => {
        const isLast = target instanceof Element && target === path[0];
        if (isLast && isUsable(target) && document.activeElement !== target) path = [];
      });
    const restore = () => {
      if (path.length > 0 && document.activeElement === document.body) {
        nextPlace(path)?.focus({ preventScroll: true });
      }
    };
    // Later, because on its way from one element to the next the focus is nowhere for a moment.
    const observer = new MutationObserver(() => setTimeout(restore));
    observer.observe(document.body, {
      subtree: true,
      childList: true,
      attributeFilter: ['disabled'],
    });
    document.addEventListener('focusin', enter);
    document.addEventListener('focusout', leave);
    return () => {
      observer.disconnect();
      document.removeEventListener('focusin', enter);
      document.removeEventListener('focusout', leave);
    };
  }, []);
};

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
