import type { AttributeKind } from '../../../shared/records';
import type { AttributeValue } from '../mapping/types';

const parseJson = (cell: unknown): unknown => {
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

/** What a column holds as a truth value; SQLite and MySQL keep 0 and 1. */
export const readBoolean = (cell: unknown): boolean => Boolean(Number(cell));

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
    default:
      return String(cell);
  }
};
