import type { MappedRow } from '../../../server/src/mapping/types';
import { createBackpressure } from '../../../server/src/worker/batches';

const batch = (row: number): MappedRow[] => [{ row, filtered: false, records: [], issues: [] }];
const turns = async () => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};

describe('backpressure', () => {
  it('has never more than two batches unacknowledged', async () => {
    let underway = 0;
    let most = 0;
    const sent: number[] = [];
    const backpressure = createBackpressure(([row]) => {
      sent.push(row?.row ?? 0);
      underway += 1;
      most = Math.max(most, underway);
    });
    let isDone = false;
    const all = (async () => {
      for (let row = 1; row <= 20; row += 1) await backpressure.send(batch(row));
      isDone = true;
    })();
    await turns();
    expect(sent).toEqual([1, 2]);
    while (!isDone) {
      underway -= 1;
      backpressure.acknowledge();
      await turns();
    }
    await all;
    expect(most).toBe(2);
    expect(sent).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });
});
