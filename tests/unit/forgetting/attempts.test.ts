import { waitAfter } from '../../../server/src/forgetting/attempts';

describe('a privacy request that failed', () => {
  it.each([
    [1, 1],
    [2, 2],
    [4, 8],
    [7, 60],
    [500, 60],
  ])('waits, after %i times, %i minutes', (failures, minutes) => {
    expect(waitAfter(failures)).toBe(minutes * 60_000);
  });
});
