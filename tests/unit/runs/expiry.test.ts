import { isExpired } from '../../../server/src/runs/expiry';

const DAY_MS = 86_400_000;
const NOW = 100 * DAY_MS;
const run = (held: number | null, started = 0) => ({
  startedAtMs: started * DAY_MS,
  finishedAtMs: held === null ? null : held * DAY_MS,
});

describe('a held run expires', () => {
  it.each([
    ['fourteen days after it was held', 86, 0, true],
    ['not before', 86.1, 0, false],
    [
      'fourteen days after the first start of such a version, where it was held before',
      10,
      86,
      true,
    ],
    ['not before that', 10, 87, false],
    ['after the later of the two', 90, 80, false],
  ])('%s', (_what, held, since, expected) => {
    expect(isExpired(run(held), since * DAY_MS, NOW)).toBe(expected);
  });

  it('is counted from its start where nobody knows when it was held', () => {
    expect(isExpired(run(null, 86), 0, NOW)).toBe(true);
    expect(isExpired(run(null, 87), 0, NOW)).toBe(false);
  });
});
