import { createRegularLook } from '../../../server/src/utils/regular-look';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const EVERY = 1000;

const looking = (look: () => Promise<void>) => {
  const error = jest.fn();
  const regular = createRegularLook({ every: EVERY, what: 'looking', look, log: { error } });
  return { ...regular, error, pass: () => jest.advanceTimersByTimeAsync(EVERY) };
};

describe('what is looked at every so often', () => {
  it('is looked at at once and then as often, until that ends', async () => {
    const look = jest.fn(async () => undefined);
    const { start, stop, pass } = looking(look);
    await start();
    expect(look).toHaveBeenCalledTimes(1);
    await pass();
    await pass();
    expect(look).toHaveBeenCalledTimes(3);
    stop();
    await pass();
    expect(look).toHaveBeenCalledTimes(3);
  });

  it('is not looked at twice at a time', async () => {
    let end = (): void => undefined;
    const look = jest.fn(() => new Promise<void>((resolve) => (end = resolve)));
    const { start, stop, pass } = looking(look);
    void start();
    await pass();
    expect(look).toHaveBeenCalledTimes(1);
    end();
    await pass();
    expect(look).toHaveBeenCalledTimes(2);
    stop();
  });

  it('says that it fails once, and again after it was well', async () => {
    let isAway = true;
    const { start, stop, pass, error } = looking(async () => {
      if (isAway) throw new Error('away');
    });
    await start();
    await pass();
    expect(error).toHaveBeenCalledTimes(1);
    expect(String(error.mock.calls[0])).toContain('looking failed');
    isAway = false;
    await pass();
    isAway = true;
    await pass();
    expect(error).toHaveBeenCalledTimes(2);
    stop();
  });
});
