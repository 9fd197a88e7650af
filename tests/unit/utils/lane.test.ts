import { createLane } from '../../../server/src/utils/lane';

const gate = () => {
  let open: () => void = () => undefined;
  const promise = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { promise, open };
};

const turns = () => new Promise((resolve) => setImmediate(resolve));

describe('lane', () => {
  it('lets so many work at a time, the others in order', async () => {
    const lane = createLane(2);
    const gates = [gate(), gate(), gate(), gate()];
    const begun: number[] = [];
    const all = gates.map(({ promise }, index) =>
      lane(async () => {
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
    const lane = createLane(1);
    await expect(lane(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await lane(async () => 'yes')).toBe('yes');
  });

  it('leaves out what is aborted while it waits', async () => {
    const lane = createLane(1);
    const { promise, open } = gate();
    const first = lane(() => promise);
    const controller = new AbortController();
    const work = jest.fn(async () => undefined);
    const second = lane(work, controller.signal);
    const third = lane(async () => 'third');
    controller.abort(new Error('canceled'));
    await expect(second).rejects.toThrow('canceled');
    open();
    await first;
    expect(await third).toBe('third');
    expect(work).not.toHaveBeenCalled();
  });

  it('does not begin what is aborted already', async () => {
    const work = jest.fn(async () => undefined);
    await expect(createLane(1)(work, AbortSignal.abort(new Error('late')))).rejects.toThrow('late');
    expect(work).not.toHaveBeenCalled();
  });
});
