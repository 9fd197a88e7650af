import { shownAddress, withQuery } from '../../../shared/address';
import type { MaskedSource, Source } from '../../../shared/profile';
import type { CsvFormat, CsvUploadSource } from '../../../shared/profile/csv';
import type { PushSource } from '../../../shared/profile/push';
import type { FindSource } from '../sources/registered/registry';

type AnySource = Source | MaskedSource;

/** Whether a person delivers the file; otherwise each run fetches what it reads. */
export const isUploaded = <Given extends AnySource>(
  source: Given
): source is Extract<Given, CsvUploadSource> =>
  source.type === 'csv' && source.delivery === 'upload';

/** Whether what a run reads is kept here: a file, or rows that a program has sent. */
export const isDelivered = <Given extends AnySource>(
  source: Given
): source is Extract<Given, CsvUploadSource | PushSource> =>
  isUploaded(source) || source.type === 'push';

/** The source of a file that is at hand already, read as one from an address is. */
export const asUploaded = ({
  encoding,
  delimiter,
  lineSeparator,
  enclosure,
  headerRow,
  sheet,
}: CsvFormat): CsvUploadSource => {
  const format = { encoding, delimiter, lineSeparator, enclosure, headerRow, sheet };
  return { type: 'csv', delivery: 'upload', ...format };
};

const withoutQuery = (address: string): string => {
  // A stored address may be none: what reads it says so, not what names it.
  if (!URL.canParse(address)) return withQuery(shownAddress(address), '');
  const { origin, pathname } = new URL(address);
  return `${origin}${pathname}`;
};

/** A source that each run fetches. */
export type FetchedSource = Exclude<AnySource, CsvUploadSource | PushSource>;

/** What people know a fetched source by: the address without its query, server and base DN, or a label. */
export const fetchedName = (source: FetchedSource, find: FindSource): string => {
  if (source.type === 'registered') return find(source.name)?.label ?? source.name;
  return source.type === 'ldap' ? `${source.url} ${source.baseDn}` : withoutQuery(source.url);
};

/** Whether each run fetches a file, whose lines can be corrected. */
export const isFetchedFile = (source: AnySource): boolean =>
  source.type === 'csv' && source.delivery === 'url';

/** Whether its server may answer that nothing has changed since the last time. */
export const canBeUnchanged = (source: Source): boolean =>
  source.type === 'registered' || isFetchedFile(source);
