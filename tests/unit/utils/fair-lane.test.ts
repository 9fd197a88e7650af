import { createFairLane } from '../../../server/src/utils/fair-lane';

const gate = () => {
  let open: () => void = () => undefined;
  const promise = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { promise, open };
};

const turns = () => new Promise((resolve) => setImmediate(resolve));

/** A lane in which work goes on until it is let go; `begun` is who had their turn so far. */
const laneOf = (width: number, waiting: number) => {
  const lane = createFairLane({ width, waiting });
  const begun: string[] = [];
  const gates = new Map<string, ReturnType<typeof gate>>();
  const ask = (person: string, name: string) => {
    const own = gate();
    gates.set(name, own);
    return lane(person, async () => {
      begun.push(name);
      await own.promise;
      return name;
    });
  };
  const end = async (name: string) => {
    gates.get(name)?.open();
    await turns();
  };
  return { ask, end, begun };
};

describe('a fair lane', () => {
  it('lets nobody wait for all that somebody else has asked', async () => {
    const { ask, end, begun } = laneOf(2, 12);
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
    const { ask, end, begun } = laneOf(1, 12);
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
    const { ask, end, begun } = laneOf(2, waiting);
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

  it('goes on after work that failed', async () => {
    const lane = createFairLane({ width: 1, waiting: 3 });
    await expect(lane('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await lane('a', async () => 'yes')).toBe('yes');
  });
});
