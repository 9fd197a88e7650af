import { readAhead } from '../../../server/src/worker/tasks/open';

const collect = async <Item>(items: AsyncIterable<Item>): Promise<Item[]> => {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
};

async function* numbers(count: number, ended: { by: string }): AsyncGenerator<number> {
  try {
    for (let number = 1; number <= count; number += 1) yield number;
    ended.by = 'its end';
  } finally {
    ended.by ||= 'who read it';
  }
}

describe('reading ahead', () => {
  it.each([0, 1, 3, 5, 9])('of %i items loses none of five', async (count) => {
    const { first, all } = await readAhead(numbers(5, { by: '' }), count);
    expect(first).toEqual([1, 2, 3, 4, 5].slice(0, count));
    expect(await collect(all)).toEqual([1, 2, 3, 4, 5]);
  });

  it('tells the source when somebody stops early', async () => {
    for (const stopAt of [1, 4]) {
      const ended = { by: '' };
      const { all } = await readAhead(numbers(5, ended), 2);
      for await (const number of all) if (number === stopAt) break;
      expect(ended.by).toBe('who read it');
    }
  });

  it('passes on what goes wrong, ahead or later', async () => {
    async function* broken(): AsyncGenerator<number> {
      yield 1;
      yield 2;
      throw new Error('cut off');
    }
    await expect(readAhead(broken(), 5)).rejects.toThrow('cut off');
    const { all } = await readAhead(broken(), 1);
    await expect(collect(all)).rejects.toThrow('cut off');
  });
});
