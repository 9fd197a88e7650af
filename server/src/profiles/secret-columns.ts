import type { Browse } from '../../../shared/contracts/ldap';
import type { Detection } from '../../../shared/contracts/sources';
import type { RowValue } from '../../../shared/contracts/trials';
import { isSecretName, MASK } from '../../../shared/secret-names';

/** A cell as it may be shown. */
export const maskedCell = (column: string, value: string): string =>
  value !== '' && isSecretName(column) ? MASK : value;

/** The values of a row as they may be shown. */
export const maskedValues = (values: Record<string, RowValue>): Record<string, RowValue> =>
  Object.fromEntries(
    Object.entries(values).map(([column, value]) => [
      column,
      typeof value === 'string'
        ? maskedCell(column, value)
        : value.map((one) => maskedCell(column, one)),
    ])
  );

/** The first entries of a directory as they may be shown. */
export const shownBrowse = (browse: Browse): Browse => ({
  ...browse,
  rows: browse.rows.map(({ number, values }) => ({ number, values: maskedValues(values) })),
});

/** A detection as it may be shown. */
export const shownDetection = (detection: Detection): Detection => ({
  ...detection,
  rows: detection.rows.map(({ number, cells }) => ({
    number,
    cells: cells.map((cell, index) => maskedCell(detection.columns[index] ?? '', cell)),
  })),
});
