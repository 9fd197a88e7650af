import { createLastKnown } from '../../../server/src/utils/last-known';

describe('what is read now and then', () => {
  it('is good for a while, and stays as it was last while it cannot be read', async () => {
    let time = 0;
    let answer: () => Promise<number> = () => Promise.resolve(1);
    const read = jest.fn(() => answer());
    const value = createLastKnown({ read, keptMs: 10, now: () => time });
    expect([await value.current(), await value.current()]).toEqual([1, 1]);
    expect(read).toHaveBeenCalledTimes(1);

    time = 10;
    answer = () => Promise.reject(new Error('away'));
    expect(await value.current()).toBe(1);
    await expect(value.reread()).rejects.toThrow('away');
    answer = () => Promise.resolve(2);
    expect(await value.current()).toBe(2);
    expect(await value.become(3)).toBe(3);
    expect(await value.current()).toBe(3);
  });

  it('that was never read fails, and is read again the next time', async () => {
    const read = jest.fn<Promise<number>, []>().mockRejectedValueOnce(new Error('away'));
    read.mockResolvedValueOnce(1);
    const value = createLastKnown({ read, keptMs: 10 });
    await expect(value.current()).rejects.toThrow('away');
    expect(await value.current()).toBe(1);
  });
});
