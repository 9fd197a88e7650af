import type { PhoneRequest, Search } from '../types';

/** What is put together for one answer at most, where the vendor has no smaller limit. */
export const MOST_AT_ONCE = 10_000;

/** What a phone sends that has nothing typed in yet, as it stands in the address. */
const PLACEHOLDER = '#SEARCH';

/** What somebody has typed to search by. */
export const typedSearch = ({ query: { q = '' } }: Pick<PhoneRequest, 'query'>): Search => {
  const text = q.trim();
  return text === '' || text === PLACEHOLDER ? {} : { text };
};
