/** How many keys, values, ids or changes one call of a reader or store takes. */
export const CHUNK_SIZE = 500;

/** The items, each once, in lists that one call takes. */
export function* chunked<T>(items: Iterable<T>): Generator<T[]> {
  const list = [...new Set(items)];
  for (let start = 0; start < list.length; start += CHUNK_SIZE) {
    yield list.slice(start, start + CHUNK_SIZE);
  }
}

/** The items by what `keyOf` says of them, in the order of their first ones. */
export function groupBy<Key, Item>(
  items: Iterable<Item>,
  keyOf: (item: Item) => Key
): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
