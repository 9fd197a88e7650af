/** How many keys, values, ids or changes one call of a reader or store takes. */
export const CHUNK_SIZE = 500;

/** The items, each once, in lists that one call takes. */
export function* chunks<T>(items: Iterable<T>): Generator<T[]> {
  const list = [...new Set(items)];
  for (let start = 0; start < list.length; start += CHUNK_SIZE) {
    yield list.slice(start, start + CHUNK_SIZE);
  }
}
