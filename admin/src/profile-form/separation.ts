import type { DetectionView } from '../../../shared/contracts/sources';

const NOT_A_DELIMITER = /[\p{L}\p{N}\s"'.@+()_-]/u;

const countOf = (text: string, character: string): number => text.split(character).length - 1;

/** What a file came out as. */
export type Divided = Pick<DetectionView, 'columns' | 'rows' | 'file'>;

/** True when each line came out as one single column. */
export const isNotSeparated = ({ columns, rows, file }: Divided): boolean =>
  file === undefined && columns.length === 1 && rows.length > 0;

/**
 * The character that most likely separates the values of a file that came out as a single column:
 * it occurs equally often in each line. Null where there is none.
 */
export const likelyDelimiter = ({ columns, rows }: DetectionView): string | null => {
  const [header = ''] = columns;
  const lines = rows.map(({ cells }) => cells[0] ?? '');
  const candidates = [...new Set(header)].filter((character) => !NOT_A_DELIMITER.test(character));
  const regular = candidates.filter((character) => {
    const count = countOf(header, character);
    return lines.every((line) => countOf(line, character) === count);
  });
  return regular.sort((one, other) => countOf(header, other) - countOf(header, one))[0] ?? null;
};
