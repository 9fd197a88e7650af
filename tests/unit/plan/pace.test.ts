import { createPlanner } from '../../../server/src/plan/planner';
import { entry, NOW, policy, PROFILE, row, user } from './helpers';
import { fingerprint, MemoryDatabase, MemoryStore } from './memory';

describe('planning a batch', () => {
  it.each([
    [99, 0],
    [100, 1],
    [250, 2],
    [1000, 10],
  ])('of %i records lets others have their turn %i times', async (records, times) => {
    let turns = 0;
    const planner = createPlanner({
      profileId: PROFILE,
      policy: policy(),
      reader: new MemoryDatabase(),
      store: new MemoryStore(),
      fingerprint,
      columns: {},
      secret: [],
      keeps: [],
      administrators: new Set(),
      now: NOW,
      yieldToEventLoop: async () => {
        turns += 1;
      },
    });
    const children = Array.from({ length: records - 1 }, (_, index) =>
      entry({ displayName: `e${index}` }, { place: `phonebook/${index}` })
    );
    await planner.add([row(2, user('max', {}, children))]);
    expect(planner.progress().phonebookEntry.create).toBe(records - 1);
    expect(turns).toBe(times);
  });
});
