import type { MaskedSource } from '../../../../../shared/profile';
import { AUTOMATIC_FORMAT, type CsvFormat } from '../../../../../shared/profile/csv';
import { useGetProfileQuery } from '../../../services/profiles';
import type { IssueView } from '../../../services/runs';
import { useDetectUploadQuery, useGetSourceRowQuery } from '../../../services/sources';
import { type Cell, cellsOf } from './corrections';

const formatOf = (source: MaskedSource | undefined): CsvFormat => {
  if (source?.type !== 'csv') return AUTOMATIC_FORMAT;
  const { encoding, delimiter, lineSeparator, enclosure, headerRow } = source;
  return { encoding, delimiter, lineSeparator, enclosure, headerRow };
};

export interface RowCells {
  /** Null where the row cannot be read. */
  cells: Cell[] | null;
  /** Whom the row is about; null where that is not certain. */
  person: string | null;
  isLoading: boolean;
}

/** The cells of an issue's row. Only a row that is cut short needs the header. */
export const useRowCells = (
  profileId: string,
  uploadId: string,
  { row, code }: IssueView & { row: number }
): RowCells => {
  const isCutShort = code === 'too-few-fields';
  const source = useGetSourceRowQuery({ profile: profileId, row });
  const profile = useGetProfileQuery(profileId, { skip: !isCutShort });
  const detection = useDetectUploadQuery(
    { id: uploadId, format: formatOf(profile.data?.source) },
    { skip: !isCutShort || !profile.data }
  );
  const isLoading = source.isLoading || profile.isLoading || detection.isLoading;
  const cells =
    source.data && !isLoading ? cellsOf(source.data.values, detection.data?.columns ?? []) : null;
  return { cells, person: source.data?.person ?? null, isLoading };
};
