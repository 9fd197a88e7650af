import type { SourceInput } from '../../../shared/profile';
import { kindOf } from '../utils/source-kind';
import { useText } from './useText';

/** Names a row of a source as people find it there: by the line of a file, or as an entry of a directory. */
export const useRowWords = (source: SourceInput): ((row: number) => string) => {
  const t = useText();
  const isDirectory = kindOf(source) === 'ldap';
  return (row) =>
    isDirectory ? t('row.entry', 'Entry {row}', { row }) : t('row.line', 'Line {row}', { row });
};
