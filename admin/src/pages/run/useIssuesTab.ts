import * as React from 'react';

import { usePageQuery } from './usePageQuery';

export interface IssuesTabAccess {
  /** Of the tab's button. */
  button: React.RefObject<HTMLButtonElement>;
  /** Opens the tab, scrolls to it and gives it the focus. */
  show: () => void;
}

/** The way to the issues from elsewhere on the page. */
export const useIssuesTab = (): IssuesTabAccess => {
  const { change } = usePageQuery();
  const button = React.useRef<HTMLButtonElement>(null);
  const show = () => {
    change({ tab: 'issues', group: undefined });
    button.current?.focus({ preventScroll: true });
    button.current?.scrollIntoView({ block: 'start' });
  };
  return { button, show };
};
