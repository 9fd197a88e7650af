import { entry, makePlanner, row, user } from './helpers';
import { MemoryDatabase, MemoryStore } from './memory';

describe('planning a batch', () => {
  it.each([1, 100, 250])('of %i records may give way after each', async (records) => {
    let turns = 0;
    const planner = makePlanner({
      reader: new MemoryDatabase(),
      store: new MemoryStore(),
      giveWay: async () => {
        turns += 1;
      },
    });
    const children = Array.from({ length: records - 1 }, (_, index) =>
      entry({ displayName: `e${index}` }, { place: `phonebook/${index}` })
    );
    await planner.add([row(2, user('max', {}, children))]);
    expect(planner.progress().phonebookEntry.create).toBe(records - 1);
    expect(turns).toBe(records);
  });
});
