import { writingOrder } from '../../../server/src/plan/writing-order';
import { KEY, type Transfer } from '../../../server/src/plan/uniqueness';
import { rounds } from '../../support/rounds';
import { Random } from '../../support/random';

const passing = (
  claimant: number,
  sequence: number,
  { attribute = 'extension', updates = true, leaver = false } = {}
): Transfer => ({ attribute, claimant, updates, release: { sequence, leaver } });

const orderOf = (
  transfers: Transfer[],
  { tied = [] as number[], comingAlong = [] as number[] } = {}
) => {
  const { exchanges, early } = writingOrder({
    inherited: transfers.filter(({ release }) => release.leaver),
    passed: transfers.filter(({ release }) => !release.leaver),
    tied,
    comingAlong: new Set(comingAlong),
  });
  return { exchanges: Object.fromEntries(exchanges), early };
};

describe('the order in which values pass', () => {
  it('is from the free end of a chain, whose first change needs no exchange', () => {
    expect(orderOf([passing(1, 2), passing(2, 3), passing(3, 4)])).toEqual({
      exchanges: { 3: 1, 2: 2, 1: 3 },
      early: [],
    });
  });

  it('has rings and who leaves in one exchange, and who waits for them after it', () => {
    const ring = [passing(5, 6), passing(6, 5)];
    const heir = passing(2, 9, { leaver: true });
    expect(orderOf([passing(1, 5), ...ring, passing(3, 2), heir]).exchanges).toEqual({
      5: 1,
      6: 1,
      1: 2,
      2: 3,
      9: 3,
      3: 4,
    });
  });

  it('leaves creates to the end, and keys to them', () => {
    const transfers = [
      passing(1, 2, { updates: false }),
      passing(3, 4, { updates: false, attribute: KEY }),
    ];
    expect(orderOf(transfers)).toEqual({ exchanges: {}, early: [] });
  });

  it('has values set null beforehand for what is written before everything else', () => {
    const transfers = [passing(1, 2), passing(3, 1)];
    const { exchanges, early } = orderOf(transfers, { comingAlong: [1] });
    expect(early).toEqual([passing(1, 2)]);
    expect(exchanges).toEqual({});
  });

  it('breaks a ring that is too long once', () => {
    const ring = Array.from({ length: 2000 }, (_, place) => passing(place, (place + 1) % 2000));
    const { exchanges, early } = orderOf(ring);
    expect(early).toHaveLength(1);
    expect(new Set(Object.values(exchanges)).size).toBe(2000);
  });

  it('does not take its breath from a chain of a hundred thousand', () => {
    const chain = Array.from({ length: 100_000 }, (_, place) => passing(place, place + 1));
    expect(orderOf(chain).exchanges[0]).toBe(100_000);
  });

  it('has everybody after those whom they wait for, whatever waits for what', () => {
    for (let seed = 1; seed <= rounds(200, 2000); seed += 1) {
      const random = new Random(seed);
      const size = 2 + random.below(12);
      const transfers = Array.from({ length: random.below(2 * size) }, (_, index) =>
        passing(random.below(size), random.below(size), {
          attribute: `a${index}`,
          leaver: random.chance(0.15),
        })
      );
      const tied = random.chance(0.3) ? [random.below(size)] : [];
      const { exchanges, early } = orderOf(transfers, { tied });
      expect({ seed, early }).toEqual({ seed, early: [] });
      for (const { claimant, release } of transfers) {
        const [taker = 0, giver = 0] = [exchanges[claimant], exchanges[release.sequence]];
        expect(taker).toBeGreaterThan(0);
        expect(giver).toBeLessThanOrEqual(taker);
        if (release.leaver) expect(giver).toBe(taker);
      }
    }
  });
});
