/** Reads the first items ahead. `all` begins with them again and goes on where they end; it can be read once. */
export const readAhead = async <Item>(
  items: AsyncIterable<Item>,
  count: number
): Promise<{ first: Item[]; all: AsyncIterable<Item> }> => {
  const iterator = items[Symbol.asyncIterator]();
  const first: Item[] = [];
  while (first.length < count) {
    const next = await iterator.next();
    if (next.done) break;
    first.push(next.value);
  }
  async function* replay(): AsyncGenerator<Item> {
    try {
      yield* first;
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
        yield next.value;
      }
    } finally {
      await iterator.return?.();
    }
  }
  return { first, all: replay() };
};
