import type { SourceInput } from '../../../../../shared/profile';
import { AUTOMATIC_FORMAT, type CsvFormat } from '../../../../../shared/profile/csv';
import { EMPTY_DIRECTORY } from '../../../../../shared/profile/ldap';
import { kindOf, type SourceKindId } from '../../../utils/source-kind';

const formatOf = (source: SourceInput): CsvFormat | null => {
  if (source.type !== 'csv') return null;
  const { encoding, delimiter, lineSeparator, enclosure, headerRow } = source;
  return { encoding, delimiter, lineSeparator, enclosure, headerRow };
};

/** A source of another kind: as it is saved, where it is of that kind; the format of a file is kept. */
export const sourceOfKind = (
  kind: SourceKindId,
  saved: SourceInput,
  draft: SourceInput
): SourceInput => {
  const format = formatOf(draft) ?? formatOf(saved) ?? AUTOMATIC_FORMAT;
  const isSaved = kindOf(saved) === kind;
  switch (kind) {
    case 'ldap':
      return isSaved ? saved : EMPTY_DIRECTORY;
    case 'upload':
      return { type: 'csv', delivery: kind, ...format };
    case 'url':
      return isSaved
        ? { ...saved, ...format }
        : { type: 'csv', delivery: kind, url: '', ...format };
  }
};
