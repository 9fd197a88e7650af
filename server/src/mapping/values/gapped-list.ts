const GAPPED = Symbol('a list with gaps');

/**
 * Marks an object that is an array of PHP with numbers for keys, as `array_filter` and `preg_grep` leave it: by its
 * keys it is no list, and where a record wants one it is.
 */
export const markGapped = (value: object): object =>
  Object.defineProperty(value, GAPPED, { value: true });

/** The values of such an object; any other value as it is. */
export const withoutGaps = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && GAPPED in value ? Object.values(value) : value;
