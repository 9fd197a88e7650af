import type { MaskedSource, SourceInput } from '../../../shared/profile';
import type { CsvFormat, CsvUrlInput } from '../../../shared/profile/csv';
import type { LdapInput } from '../../../shared/profile/ldap';

/** Where rows come from, as people tell sources apart. */
export type SourceKindId = 'upload' | 'url' | 'ldap' | 'push' | 'registered';

/** The kind of a source. What is saved is a draft as well, with markers for its secrets. */
export const kindOf = (source: SourceInput): SourceKindId =>
  source.type === 'csv' ? source.delivery : source.type;

/** True for a directory. */
export const isDirectory = (source: SourceInput): source is LdapInput => source.type === 'ldap';

/** True for a file that is fetched from an address. */
export const isAtAddress = (source: SourceInput): source is CsvUrlInput =>
  source.type === 'csv' && source.delivery === 'url';

/** How a file is read; null for a source that is none. */
export const formatOf = (source: SourceInput | MaskedSource): CsvFormat | null => {
  if (source.type !== 'csv') return null;
  const { encoding, delimiter, lineSeparator, enclosure, headerRow, sheet } = source;
  return { encoding, delimiter, lineSeparator, enclosure, headerRow, sheet };
};

/** A directory in one line: its first server and where it is read. */
export const directoryLine = ({
  url,
  startTls,
  baseDn,
}: Pick<LdapInput, 'url' | 'startTls' | 'baseDn'>): string => {
  const server = startTls && url.startsWith('ldap:') ? `${url} (StartTLS)` : url;
  return [server, baseDn].filter((part) => part !== '').join(' · ');
};

/** An address without its query, which may hold a token; the text itself where it is none. */
export const shortAddress = (address: string): string => {
  if (!URL.canParse(address)) return address;
  const { origin, pathname } = new URL(address);
  return origin === 'null' ? address : `${origin}${pathname}`;
};
