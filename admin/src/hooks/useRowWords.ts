import type { SourceInput } from '../../../shared/profile';
import { useText } from './useText';

/** Names a row of a source as people find it there: by the line of a file, or as an entry of a directory or the like. */
export const useRowWords = (source: SourceInput): ((row: number) => string) => {
  const t = useText();
  const isFile = source.type === 'csv';
  return (row) =>
    isFile ? t('row.line', 'Row {row}', { row }) : t('row.entry', 'Entry {row}', { row });
};
