import type { MappedRow } from '../../../server/src/mapping/types';
import { createPlanner } from '../../../server/src/plan/planner';
import type { Change, PlanStore } from '../../../server/src/plan/types';
import { entry, NOW, own, ownUser, phone, policy, PROFILE, row, user } from './helpers';
import { fingerprint, MemoryDatabase } from './memory';

const ROWS = 100_000;
const BATCH = 500;

/** A store that forgets all but what has to be rewritten: the test is about the planner's memory. */
class CountingStore implements PlanStore {
  appended = 0;
  largest = 0;

  async append(changes: Change[]): Promise<void> {
    this.appended += changes.length;
    this.largest = Math.max(this.largest, changes.length);
  }

  async replace(): Promise<void> {
    throw new Error('nothing is rewritten here');
  }

  async bySequence(): Promise<Change[]> {
    throw new Error('nothing is read here');
  }
}

const sourceRow = (index: number): MappedRow =>
  row(
    index + 2,
    user(`user${index}`, { displayName: `User ${index}`, extension: String(100_000 + index) }, [
      entry({ displayName: `User ${index}` }),
      phone({ mac: `mac${index}` }),
    ])
  );

async function planAll(database: MemoryDatabase, store: PlanStore) {
  const planner = createPlanner({
    profileId: PROFILE,
    policy: policy(),
    reader: database,
    store,
    fingerprint,
    columns: {},
    now: NOW,
  });
  let calls = 0;
  for (let start = 0; start < ROWS; start += BATCH) {
    database.calls = [];
    await planner.add(Array.from({ length: BATCH }, (_, index) => sourceRow(start + index)));
    calls = Math.max(calls, database.calls.length);
  }
  return { result: await planner.finish(), calls };
}

describe('a source of 100,000 rows', () => {
  it('is planned with a few calls a batch when everything is new', async () => {
    const database = new MemoryDatabase();
    const store = new CountingStore();
    const { result, calls } = await planAll(database, store);
    expect(result.counts.user.create).toBe(ROWS);
    expect(store.appended).toBe(3 * ROWS);
    expect(store.largest).toBe(3 * BATCH);
    // Keys of three types, two matched attributes, and whose the extensions are.
    expect(calls).toBe(6);
  });

  it('is planned with one call a type and batch, and no change, when nothing differs', async () => {
    const database = new MemoryDatabase();
    for (let index = 0; index < ROWS; index += 1) {
      const attributes = { displayName: `User ${index}`, extension: String(100_000 + index) };
      const { id: userId } = database.add('user', ownUser(`user${index}`, attributes));
      const key = `username:user${index}/phonebook/0`;
      database.add(
        'phonebookEntry',
        own(key, { userId, attributes: { displayName: `User ${index}` } })
      );
      database.add('phone', own(`mac:mac${index}`, { userId, attributes: { mac: `mac${index}` } }));
    }
    const store = new CountingStore();
    const { result, calls } = await planAll(database, store);
    expect(store.appended).toBe(0);
    expect(result.counts).toMatchObject({
      user: { unchanged: ROWS },
      phonebookEntry: { unchanged: ROWS },
      phone: { unchanged: ROWS },
    });
    expect(calls).toBe(3);
  });
});
