import type { Browse } from '../../../shared/contracts/ldap';
import type { Detection } from '../../../shared/contracts/sources';
import type { RowValue } from '../../../shared/contracts/trials';
import type { RowFix } from '../../../shared/contracts/uploads';
import { hiddenCells, isHiddenColumn, MASK } from '../../../shared/secret-names';

/** Shows cells, those of secret columns masked: by the columns' names, or because they are known as such. */
export const createCellMask = (secret: readonly string[]) => {
  const isHidden = isHiddenColumn(secret);

  const cell = (column: string, value: string): string =>
    value !== '' && isHidden(column) ? MASK : value;

  const values = (row: Record<string, RowValue>): Record<string, RowValue> =>
    Object.fromEntries(
      Object.entries(row).map(([column, value]) => [
        column,
        typeof value === 'string' ? cell(column, value) : value.map((one) => cell(column, one)),
      ])
    );

  return {
    /** The first entries of a directory. */
    browse: (browse: Browse): Browse => ({
      ...browse,
      rows: browse.rows.map((row) => ({ number: row.number, values: values(row.values) })),
    }),

    detection: (detection: Detection): Detection => {
      const hides = hiddenCells(detection.columns.map(isHidden));
      const rows = detection.rows.map(({ number, cells }) => ({
        number,
        cells: cells.map((value, index) => (value !== '' && hides(cells, index) ? MASK : value)),
      }));
      return { ...detection, rows };
    },

    fix: (fix: RowFix): RowFix =>
      'column' in fix ? { ...fix, value: cell(fix.column, fix.value) } : fix,
  };
};
