import { chunked, chunkedBySize } from '../../../server/src/utils/collections';

const sizes = (chunks: number[][]): number[] => chunks.map((chunk) => chunk.length);
const size = (row: number): number => row;

describe('chunks of what is read and written', () => {
  it.each([
    [[], 500, []],
    [[1, 2, 3], 2, [2, 1]],
    [Array.from({ length: 20 }, () => 300_000), 500, [3, 3, 3, 3, 3, 3, 2]],
    [[10, 5_000_000, 10], 500, [1, 1, 1]],
    [[500_000, 500_000, 1], 500, [2, 1]],
  ])('are bounded in number and in what they hold', (rows, items, expected) => {
    const chunks = [...chunkedBySize<number>(rows, { items, size: 1_000_000 }, size)];
    expect(chunks.flat()).toEqual(rows);
    expect(sizes(chunks)).toEqual(expected);
  });

  it('take items no sooner than they are needed', () => {
    const taken: number[] = [];
    function* items() {
      for (let item = 1; item <= 100; item += 1) {
        taken.push(item);
        yield item;
      }
    }
    chunkedBySize(items(), { items: 2, size: 1_000_000 }, size).next();
    expect(taken).toEqual([1, 2, 3]);
  });

  it('have each item once', () => {
    expect([...chunked(['a', 'b', 'a', 'c'], 2)]).toEqual([['a', 'b'], ['c']]);
  });
});
