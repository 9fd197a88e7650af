import { createTotals } from '../../../server/src/remote-phonebooks/totals';

it('counts anew after half a minute, and for each by itself', async () => {
  let time = 0;
  let people = 5;
  const totals = createTotals(() => time);
  const count = () => Promise.resolve(people);
  expect(await totals('one', count)).toBe(5);
  people = 6;
  time = 29_999;
  expect([await totals('one', count), await totals('other', count)]).toEqual([5, 6]);
  time = 30_000;
  expect(await totals('one', count)).toBe(6);
});

it('keeps no more than some, the last ones', async () => {
  const totals = createTotals(() => 0);
  for (let n = 0; n < 300; n += 1) await totals(String(n), () => Promise.resolve(n));
  const again = (n: number) => totals(String(n), () => Promise.resolve(-1));
  expect([await again(299), await again(0)]).toEqual([299, -1]);
});
