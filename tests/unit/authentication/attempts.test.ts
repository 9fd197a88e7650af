import { createAttempts, type Attempts } from '../../../server/src/authentication/attempts';
import { rounds } from '../../support/rounds';

const WINDOW = 300;

const make = (attempts = 3): Attempts => createAttempts({ attempts, windowSeconds: WINDOW });

const from = (address: string) => (username: string) => ({ username, address });
const here = from('192.0.2.1');

const beginOften = async (attempts: Attempts, times: number, make: (index: number) => string) => {
  const waits: (number | null)[] = [];
  for (let index = 0; index < times; index += 1) {
    waits.push(await attempts.begin(here(make(index))));
  }
  return waits;
};

describe('counting attempts', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('lets so many through for a user name, and says how long to wait', async () => {
    const attempts = make();
    expect(await beginOften(attempts, 4, () => 'max')).toEqual([null, null, null, WINDOW]);
    jest.advanceTimersByTime(100_500);
    expect(await attempts.begin(here('max'))).toBe(200);
    expect(await attempts.begin(from('192.0.2.2')('max'))).toBe(200);
    expect(await attempts.begin(here('eva'))).toBeNull();
  });

  it('takes every writing of a name for one', async () => {
    const names = ['max', 'MAX', ' Max ', 'mAx\t'];
    expect(await beginOften(make(), 4, (index) => names[index] ?? '')).toEqual([
      null,
      null,
      null,
      WINDOW,
    ]);
  });

  it('lets ten times as many through for an address, whatever the names', async () => {
    const attempts = make();
    const waits = await beginOften(attempts, 31, (index) => `user ${index}`);
    expect(waits.slice(0, 30)).toEqual(Array(30).fill(null));
    expect(waits[30]).toBe(WINDOW);
    expect(await attempts.begin(from('192.0.2.2')('somebody'))).toBeNull();
  });

  it('takes the addresses of an IPv6 network for one', async () => {
    const attempts = make(1);
    for (let index = 0; index < 10; index += 1) {
      await attempts.begin(from(`2001:db8::${index}`)(`user ${index}`));
    }
    expect(await attempts.begin(from('2001:db8::99')('somebody'))).toBe(WINDOW);
    expect(await attempts.begin(from('2001:db8:0:1::99')('somebody'))).toBeNull();
  });

  it('does not count one that is forgiven', async () => {
    const attempts = make(1);
    for (let index = 0; index < 50; index += 1) {
      expect(await attempts.begin(here('max'))).toBeNull();
      await attempts.forgive(here('max'));
    }
    expect(await beginOften(attempts, 2, () => 'max')).toEqual([null, WINDOW]);
  });

  it('forgives the one attempt only', async () => {
    const attempts = make();
    await beginOften(attempts, 3, () => 'max');
    await attempts.forgive(here('max'));
    expect(await beginOften(attempts, 2, () => 'max')).toEqual([null, WINDOW]);
  });

  it('forgets when the time is over, also what was tried while waiting', async () => {
    const attempts = make(1);
    await beginOften(attempts, 5, () => 'max');
    jest.advanceTimersByTime(WINDOW * 1000);
    expect(await beginOften(attempts, 2, () => 'max')).toEqual([null, WINDOW]);
  });

  it('never says to wait no time at all', async () => {
    const attempts = make(1);
    await attempts.begin(here('max'));
    jest.advanceTimersByTime(WINDOW * 1000 - 1);
    expect(await attempts.begin(here('max'))).toBe(1);
  });

  it('keeps no more counters the more names and addresses are tried', async () => {
    const attempts = make();
    for (let index = 0; index < rounds(66_000, 100_000); index += 1) {
      const address = `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`;
      await attempts.begin({ username: `user ${index}`, address });
    }
    expect(jest.getTimerCount()).toBeGreaterThan(65_536);
    expect(jest.getTimerCount()).toBeLessThanOrEqual(2 * 65_536);
  });

  it('keeps two apps in one process apart', async () => {
    await beginOften(make(1), 2, () => 'max');
    expect(await make(1).begin(here('max'))).toBeNull();
  });
});
