/** How many keys, values, ids or changes one call of a reader or store takes, and a list in a statement holds. */
export const CHUNK_SIZE = 500;

/** The items, each once, in lists of at most so many. */
export function* chunked<Item>(items: Iterable<Item>, size = CHUNK_SIZE): Generator<Item[]> {
  const list = [...new Set(items)];
  for (let start = 0; start < list.length; start += size) {
    yield list.slice(start, start + size);
  }
}

/**
 * The items in lists that are bounded in number and in what they hold together; one that holds more
 * by itself is alone. Takes no more items than it has to look at.
 */
export function* chunkedBySize<Item>(
  items: Iterable<Item>,
  { items: most, size: largest }: { items: number; size: number },
  sizeOf: (item: Item) => number
): Generator<Item[]> {
  let chunk: Item[] = [];
  let size = 0;
  for (const item of items) {
    const own = sizeOf(item);
    if (chunk.length > 0 && (chunk.length >= most || size + own > largest)) {
      yield chunk;
      chunk = [];
      size = 0;
    }
    chunk.push(item);
    size += own;
  }
  if (chunk.length > 0) yield chunk;
}

/** The items by what `keyOf` says of them, in the order of their first ones. */
export function groupBy<Key, Item>(
  items: Iterable<Item>,
  keyOf: (item: Item) => Key
): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
