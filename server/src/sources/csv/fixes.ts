import { columnName } from '../../../../shared/text';
import type { RowFix, Skip } from '../types';

/** What people corrected in one row. */
export interface FixedRow {
  skip: Skip | null;
  cells: Map<string, string>;
}

/** The corrections by row number; of several for one cell the last one holds. */
export const groupFixes = (fixes: RowFix[]): Map<number, FixedRow> => {
  const rows = new Map<number, FixedRow>();
  for (const fix of fixes) {
    const row = rows.get(fix.row) ?? { skip: null, cells: new Map<string, string>() };
    if ('skip' in fix) row.skip = fix.skip;
    else row.cells.set(columnName(fix.column), fix.value);
    rows.set(fix.row, row);
  }
  return rows;
};
