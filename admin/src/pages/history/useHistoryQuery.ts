import { useQueryParams, withEncodedUserParams } from '@strapi/strapi/admin';

import { type HistoryQuery, readHistoryQuery } from './query';

type Changes = Partial<Pick<HistoryQuery, 'view' | 'profile' | 'status' | 'kind' | 'search'>>;

/** What the page shows, kept in its address; a change leads back to the first page of the list. */
export const useHistoryQuery = () => {
  const [{ query: raw }, setRaw] = useQueryParams();

  const change = (changes: Changes, { replace = false } = {}): void => {
    const { search, ...rest } = changes;
    // Strapi's hook writes values as they are; its lists read what a person typed from `_q`.
    const typed = search === undefined ? {} : { _q: encodeURIComponent(search) || undefined };
    const next = withEncodedUserParams(raw, { ...rest, ...typed, page: undefined });
    setRaw(next, 'push', replace);
  };

  return { query: readHistoryQuery(raw), change };
};
