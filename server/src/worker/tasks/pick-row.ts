import type { SourceRow } from '../../sources/types';
import type { TrialPick } from '../protocol';

/** Secrets are left out, or they could be guessed. */
const contains = (
  { values }: SourceRow,
  search: string,
  hides: (column: string) => boolean
): boolean =>
  Object.entries(values)
    .filter(([column]) => !hides(column))
    .flatMap(([, value]) => value)
    .some((value) => value.toLowerCase().includes(search));

/** Enough that the columns of a source without a header are known. */
const FEWEST_ROWS = 200;

/** How many rows picking one may take; null: a text may stand in any of them. */
export const rowsFor = ({ from, search }: TrialPick): number | null =>
  search.trim() === '' ? Math.max(from + 1, FEWEST_ROWS) : null;

interface Picked {
  row: SourceRow | null;
  previous: number | null;
  next: number | null;
}

/** The first row from a line on that contains a text, and its neighbours that do. */
export const pickRow = async (
  rows: AsyncIterable<SourceRow>,
  pick: TrialPick,
  hides: (column: string) => boolean
): Promise<Picked> => {
  const search = pick.search.trim().toLowerCase();
  const picked: Picked = { row: null, previous: null, next: null };
  for await (const row of rows) {
    if (search !== '' && !contains(row, search, hides)) continue;
    if (picked.row) return { ...picked, next: row.number };
    if (row.number < pick.from) picked.previous = row.number;
    else picked.row = row;
  }
  return picked;
};
