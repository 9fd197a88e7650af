import * as React from 'react';

import { useQueryParams } from '@strapi/strapi/admin';

import { withTypedText } from '../../utils/address-query';
import type { PageQuery } from './query';

/** What the page's address says, and a way to change it that keeps the rest. */
export const usePageQuery = () => {
  const [{ query }, setQuery] = useQueryParams<PageQuery>();
  return {
    query,
    /** A filter that changes begins at the first page again. */
    change: (next: PageQuery) => setQuery(withTypedText(query, { ...next, page: undefined })),
  };
};

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
