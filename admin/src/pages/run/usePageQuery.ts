import { useQueryParams, withEncodedUserParams } from '@strapi/strapi/admin';

import type { PageQuery } from './query';

/** What the page's address says, and a way to change it that keeps the rest. */
export const usePageQuery = () => {
  const [{ query }, setQuery] = useQueryParams<PageQuery>();
  return {
    query,
    /** A filter that changes begins at the first page again. */
    change: (next: PageQuery) =>
      setQuery(withEncodedUserParams(query, { ...next, page: undefined })),
  };
};
