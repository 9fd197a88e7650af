import { normalizeName } from '../../../shared/column-names';
import type { Browse } from '../../../shared/contracts/ldap';
import type { Detection } from '../../../shared/contracts/sources';
import type { RowValue } from '../../../shared/contracts/trials';
import { ATTRIBUTES, isSecret } from '../../../shared/records';

export const MASK = '•••';

const SECRET_COLUMNS = new Set(
  Object.values(ATTRIBUTES)
    .flatMap((attributes) => Object.entries(attributes))
    .filter(([, definition]) => isSecret(definition))
    .flatMap(([name, { codes = [], synonyms }]) => [name, ...codes, ...synonyms])
    .map(normalizeName)
);

const SECRET_NAME =
  /passw|kennwort|secret|pwdhistory|admpwd|unicodepwd|dbcspwd|nthash|principalkey|userpkcs12|otpkey|supplementalcredentials/i;

/**
 * Whether a column is, by its name, one that holds passwords or PINs. A header that was split at the
 * wrong character is one when any of its parts is.
 */
export const isSecretColumn = (column: string): boolean =>
  SECRET_NAME.test(column) ||
  column.split(/[,;|\t:]/).some((part) => SECRET_COLUMNS.has(normalizeName(part)));

/** A cell as it may be shown. */
export const maskedCell = (column: string, value: string): string =>
  value !== '' && isSecretColumn(column) ? MASK : value;

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
