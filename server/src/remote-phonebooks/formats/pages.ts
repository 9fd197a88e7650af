import type { PhoneRequest } from '../types';
import { plainText, shortened } from '../xml';
import { typedSearch } from './typed-search';

/** What of a search stands in an address, of which some phones take 256 characters. */
const MOST_SEARCH = 24;

/** The query of a page's neighbours. */
export const searchQuery = (request: PhoneRequest): string | undefined => {
  const { text } = typedSearch(request);
  return text === undefined
    ? undefined
    : `q=${encodeURIComponent(shortened(plainText(text), MOST_SEARCH))}`;
};

/** The name of the file with the page that begins at a place, which is 0 for the first one. */
export const pageFile = (file: string, start: number): string =>
  start === 0 ? `${file}.xml` : `${file}-${start}.xml`;
