import type { CsvFormat } from '../../../../../shared/contracts/profiles';
import { EMPTY_DIRECTORY } from '../../../components/ldap/model/defaults';
import type { SourceDraft } from '../../../services/profiles';
import { AUTOMATIC_FORMAT } from '../../../utils/format-options';
import { kindOf, type SourceKindId } from '../../../utils/source-kind';

const formatOf = (source: SourceDraft): CsvFormat | null => {
  if (source.type !== 'csv') return null;
  const { encoding, delimiter, lineSeparator, enclosure, headerRow } = source;
  return { encoding, delimiter, lineSeparator, enclosure, headerRow };
};

/** A source of another kind: as it is saved, where it is of that kind; the format of a file is kept. */
export const sourceOfKind = (
  kind: SourceKindId,
  saved: SourceDraft,
  draft: SourceDraft
): SourceDraft => {
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
