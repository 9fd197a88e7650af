import type { RowValue } from './types';

/** A single value as text; null for what cannot be written as one. */
export const scalarText = (value: unknown): string | null => {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : null;
  return typeof value === 'boolean' || typeof value === 'bigint' ? String(value) : null;
};

/** What a row has in a column; null for what is no text and cannot be written as one. */
export const rowValue = (value: unknown): RowValue | null => {
  if (value === null || value === undefined) return '';
  if (!Array.isArray(value)) return scalarText(value);
  const texts = value.map(scalarText);
  return texts.every((text) => text !== null) ? texts : null;
};
