import { withNulShown } from '../../../shared/text';

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
