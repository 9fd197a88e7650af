import type { Detection } from '../../../../shared/contracts/sources';
import type { CsvFormat } from '../../../../shared/profile/csv';
import { previewTable, reasonOf } from '../table/preview';
import { type ResolvedFormat, resolveFormat } from './detect';
import { foundTable, readCsv, readRecords, unwrapping } from './read';

/**
 * Detects the format of a CSV file and shows its first rows, damaged ones too. A file that cannot
 * be used is no exception here but the detection's `problem`.
 * @param secret columns whose cells no issue may quote; in the rows only those are masked that the
 *   file itself calls secret and this format does not
 */
export const detectCsv = async (
  file: string,
  format: CsvFormat,
  secret: string[] = []
): Promise<Detection> => {
  let resolved: ResolvedFormat;
  try {
    resolved = await resolveFormat(file, format);
  } catch (error) {
    return { format, columns: [], rows: [], issues: [], problem: reasonOf(error) };
  }
  const { encoding, lineSeparator, headerRow } = resolved;
  const { delimiter, enclosure } = resolved.layout;
  return {
    format: { ...format, encoding, lineSeparator, delimiter, enclosure, headerRow },
    ...(await previewTable({
      found: foundTable(resolved),
      records: readRecords(file, resolved, {}),
      asMeant: unwrapping(resolved),
      known: secret,
      open: () => readCsv(file, format, { secret, found: resolved }),
    })),
  };
};
