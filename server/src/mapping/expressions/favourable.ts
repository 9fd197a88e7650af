import type { Evaluate, RowValues } from './evaluation';

/**
 * Whether a condition could be true if the row had something else in columns that are not known. Keeps
 * what was compiled: rows lack the same few columns again and again.
 */
export function favourableOnce(
  make: (unknown: readonly string[]) => Evaluate
): (row: RowValues, unknown: readonly string[]) => Promise<boolean> {
  const made = new Map<string, Evaluate>();
  return async (row, unknown) => {
    const key = JSON.stringify(unknown);
    const evaluate = made.get(key) ?? make(unknown);
    made.set(key, evaluate);
    return (await evaluate(row, new Map())) === true;
  };
}
