import { slicesOf } from '../../../server/src/storage/database';

const sizes = (slices: number[][]): number[] => slices.map((slice) => slice.length);
const size = (row: number): number => row;

describe('slices of what is written', () => {
  it.each([
    [[], 500, []],
    [[1, 2, 3], 2, [2, 1]],
    [Array.from({ length: 20 }, () => 300_000), 500, [3, 3, 3, 3, 3, 3, 2]],
    [[10, 5_000_000, 10], 500, [1, 1, 1]],
    [[500_000, 500_000, 1], 500, [2, 1]],
  ])('are bounded in number and in what they hold', (rows, most, expected) => {
    const slices = slicesOf<number>(rows, most, size);
    expect(slices.flat()).toEqual(rows);
    expect(sizes(slices)).toEqual(expected);
  });
});
