import type { AttributeKind } from '../../../shared/records';
import { withNulShown } from '../../../shared/text';
import { timeIn } from '../mapping/values/numbers-and-times';
import type { AttributeValue } from '../mapping/types';
import type { HandEdits } from '../plan/types';

/** What a column of JSON holds. */
export const parseJson = (cell: unknown): unknown => {
  if (typeof cell !== 'string') {
    return cell;
  }
  try {
    return JSON.parse(cell);
  } catch {
    // PostgreSQL's driver has parsed it already, and it was a text that somebody put there by other
    // means.
    return cell;
  }
};

/**
 * What a column holds as an object; drivers give JSON as text or parsed. Null for anything else.
 */
export const readObject = (cell: unknown): Record<string, unknown> | null => {
  const value = parseJson(cell);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
};

/** What a column holds of what people have changed by hand. */
export const readHandEdits = (cell: unknown): HandEdits =>
  (readObject(cell) as HandEdits | null) ?? {};

/** What a column holds as a truth value; SQLite and MySQL keep 0 and 1. */
export const readBoolean = (cell: unknown): boolean => Boolean(Number(cell));

/** Whether a user is switched on: so is one of whom nothing is said. */
export const readEnabled = (cell: unknown): boolean =>
  cell === null || cell === undefined || readBoolean(cell);

/** What a column holds as an ISO time; SQLite keeps milliseconds. */
export const readTime = (cell: unknown): string | null =>
  cell === null || cell === undefined
    ? null
    : new Date(cell as string | number | Date).toISOString();

/** An attribute's value from its column. */
export const readCell = (kind: AttributeKind, cell: unknown): AttributeValue => {
  if (cell === null || cell === undefined) {
    return null;
  }
  switch (kind) {
    case 'boolean':
      return readBoolean(cell);
    case 'list':
    case 'labels':
      return parseJson(cell) as AttributeValue;
    // PostgreSQL writes 1.50 and 08:30:00 where SQLite has 1.5 and 08:30:00.000.
    case 'integer':
    case 'decimal':
    case 'float':
      return String(Number(cell));
    case 'datetime':
      return readTime(cell);
    case 'time':
      return timeIn(String(cell)) ?? String(cell);
    default:
      return String(cell);
  }
};

const isPlainObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);

const shown = (value: unknown): unknown => {
  if (typeof value === 'string') return withNulShown(value);
  if (Array.isArray(value)) return value.map(shown);
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [withNulShown(name), shown(entry)])
  );
};

/**
 * What is told of a source's values, as every database keeps it, at whatever depth a text stands.
 * For what people read; a value that is to be stored itself is refused where it holds a NUL.
 */
export const storable = <Value>(value: Value): Value => shown(value) as Value;
