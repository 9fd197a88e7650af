import { orderAfterMove, sharersInOrder } from '../../../admin/src/pages/settings/sharing-order';

const profile = (id: string, day: number, ownedByOthers: 'share' | 'conflict' = 'share') => ({
  id,
  name: id.toUpperCase(),
  createdAt: `2026-01-0${day}T10:00:00.000Z`,
  ownedByOthers,
});

describe('the profiles that share', () => {
  const all = [profile('c', 3), profile('a', 1), profile('x', 2, 'conflict'), profile('b', 2)];
  const idsOf = (order: string[]) => sharersInOrder(all, order).map(({ id }) => id);

  it('stand as the settings have it, then the oldest first', () => {
    expect(idsOf([])).toEqual(['a', 'b', 'c']);
    expect(idsOf(['c'])).toEqual(['c', 'a', 'b']);
    expect(idsOf(['gone', 'b', 'x', 'a'])).toEqual(['b', 'a', 'c']);
  });
});

describe('a move', () => {
  it('makes an order where there was none', () => {
    expect(orderAfterMove([], ['a', 'b', 'c'], { place: 2, by: -1 })).toEqual(['a', 'c', 'b']);
    expect(orderAfterMove([], ['a', 'b', 'c'], { place: 0, by: 1 })).toEqual(['b', 'a', 'c']);
  });

  it('leaves those where they are that are not shown', () => {
    expect(orderAfterMove(['x', 'a', 'y', 'b'], ['a', 'b', 'c'], { place: 1, by: 1 })).toEqual([
      'x',
      'a',
      'y',
      'c',
      'b',
    ]);
  });

  it('is none beyond the ends', () => {
    expect(orderAfterMove(['a', 'b'], ['a', 'b'], { place: 0, by: -1 })).toEqual(['a', 'b']);
    expect(orderAfterMove(['a', 'b'], ['a', 'b'], { place: 1, by: 1 })).toEqual(['a', 'b']);
  });
});
