import { createLimiter } from '../../../server/src/utils/limiter';

const gate = () => {
  let open: () => void = () => undefined;
  const promise = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { promise, open };
};

const turns = () => new Promise((resolve) => setImmediate(resolve));

describe('limiter', () => {
  it('lets so many work at a time, the others in order', async () => {
    const limited = createLimiter(2);
    const gates = [gate(), gate(), gate(), gate()];
    const begun: number[] = [];
    const all = gates.map(({ promise }, index) =>
      limited(async () => {
        begun.push(index);
        await promise;
        return index;
      })
    );
    await turns();
    expect(begun).toEqual([0, 1]);
    gates[1]?.open();
    await turns();
    expect(begun).toEqual([0, 1, 2]);
    gates[0]?.open();
    gates[2]?.open();
    gates[3]?.open();
    expect(await Promise.all(all)).toEqual([0, 1, 2, 3]);
  });

  it('goes on after work that failed', async () => {
    const limited = createLimiter(1);
    await expect(limited(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await limited(async () => 'yes')).toBe('yes');
  });

  it('leaves out what is aborted while it waits', async () => {
    const limited = createLimiter(1);
    const { promise, open } = gate();
    const first = limited(() => promise);
    const controller = new AbortController();
    const work = jest.fn(async () => undefined);
    const second = limited(work, { signal: controller.signal });
    const third = limited(async () => 'third');
    controller.abort(new Error('canceled'));
    await expect(second).rejects.toThrow('canceled');
    open();
    await first;
    expect(await third).toBe('third');
    expect(work).not.toHaveBeenCalled();
  });

  it('does not begin what is aborted already', async () => {
    const work = jest.fn(async () => undefined);
    await expect(
      createLimiter(1)(work, { signal: AbortSignal.abort(new Error('late')) })
    ).rejects.toThrow('late');
    expect(work).not.toHaveBeenCalled();
  });
});

/** A limiter whose work goes on until it is let go; `begun` is who had their turn so far. */
const limiterOf = (width: number, waiting: number) => {
  const limited = createLimiter(width, waiting);
  const begun: string[] = [];
  const gates = new Map<string, ReturnType<typeof gate>>();
  const ask = (person: string, name: string) => {
    const own = gate();
    gates.set(name, own);
    const work = async () => {
      begun.push(name);
      await own.promise;
      return name;
    };
    return limited(work, { of: person });
  };
  const end = async (name: string) => {
    gates.get(name)?.open();
    await turns();
  };
  return { ask, end, begun };
};

describe('a limiter that knows who asks', () => {
  it('lets nobody wait for all that somebody else has asked', async () => {
    const { ask, end, begun } = limiterOf(2, 12);
    const all = ['e1', 'e2', 'e3', 'e4', 'e5'].map((name) => ask('editor', name));
    all.push(ask('other', 'o1'));
    await turns();
    expect(begun).toEqual(['e1', 'o1']);
    all.push(ask('third', 't1'));
    await end('e1');
    expect(begun).toEqual(['e1', 'o1', 't1']);
    await end('o1');
    expect(begun).toEqual(['e1', 'o1', 't1', 'e2']);
    for (const name of ['t1', 'e2', 'e3', 'e4', 'e5']) await end(name);
    expect(await Promise.all(all)).toHaveLength(7);
  });

  it('takes turns between those who wait', async () => {
    const { ask, end, begun } = limiterOf(1, 12);
    const all = [
      ...['a1', 'a2', 'a3'].map((name) => ask('a', name)),
      ...['b1', 'b2'].map((name) => ask('b', name)),
      ask('c', 'c1'),
    ];
    for (const name of ['a1', 'b1', 'c1', 'a2', 'b2', 'a3']) {
      await turns();
      expect(begun.at(-1)).toBe(name);
      await end(name);
    }
    await Promise.all(all);
  });

  it.each([0, 1, 4])('lets %i of one person wait, and says that they are busy', async (waiting) => {
    const { ask, end, begun } = limiterOf(2, waiting);
    const names = Array.from({ length: waiting + 1 }, (_, index) => `e${index}`);
    const all = names.map((name) => ask('editor', name));
    await expect(ask('editor', 'too many')).rejects.toMatchObject({ code: 'busy' });
    const other = ask('other', 'o');
    await turns();
    expect(begun).toEqual(['e0', 'o']);
    for (const name of ['o', ...names]) await end(name);
    await Promise.all([...all, other]);
    const again = ask('editor', 'again');
    await end('again');
    expect(await again).toBe('again');
  });

  it('gives the place of what is aborted to the next of the same person', async () => {
    const limited = createLimiter(1, 1);
    const { promise, open } = gate();
    const first = limited(() => promise, { of: 'a' });
    const controller = new AbortController();
    const second = limited(async () => 'second', { of: 'a', signal: controller.signal });
    controller.abort(new Error('canceled'));
    await expect(second).rejects.toThrow('canceled');
    const third = limited(async () => 'third', { of: 'a' });
    open();
    await first;
    expect(await third).toBe('third');
  });

  it('goes on after work that failed', async () => {
    const limited = createLimiter(1, 3);
    await expect(limited(() => Promise.reject(new Error('no')), { of: 'a' })).rejects.toThrow('no');
    expect(await limited(async () => 'yes', { of: 'a' })).toBe('yes');
  });
});
