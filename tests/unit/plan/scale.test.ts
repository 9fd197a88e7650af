import type { RecordType } from '../../../shared/records';
import type { AttributeValue, MappedRow } from '../../../server/src/mapping/types';
import type { Change, PlanStore, RecordReader, StoredRecord } from '../../../server/src/plan/types';
import { rounds } from '../../support/rounds';
import { entry, makePlanner, phone, row, user } from './helpers';
import { MemoryStore } from './memory';

const ROWS = rounds(5000, 100_000);
const BATCH = 500;
/** Of a source that has every row twice. */
const TWICE = 1000;

/** Takes changes and forgets them: the tests are about what the planner does and keeps itself. */
class CountingStore implements PlanStore {
  appended = 0;
  largest = 0;
  asked = 0;

  async append(changes: Change[]): Promise<void> {
    this.appended += changes.length;
    this.largest = Math.max(this.largest, changes.length);
  }

  async replace(): Promise<void> {
    throw new Error('nothing is rewritten here');
  }

  async discard(): Promise<void> {
    throw new Error('nothing is taken back here');
  }

  async bySequence(sequences: number[]): Promise<Change[]> {
    this.asked += sequences.length;
    return [];
  }
}

const attributesOf = (type: RecordType, index: number): Record<string, AttributeValue> =>
  ({
    user: {
      username: `user${index}`,
      displayName: `User ${index}`,
      extension: String(100_000 + index),
    },
    phonebookEntry: { displayName: `User ${index}` },
    phone: { mac: `mac${index}` },
  })[type];

const sourceRow = (index: number): MappedRow =>
  row(
    index + 2,
    user(`user${index}`, attributesOf('user', index), [
      entry(attributesOf('phonebookEntry', index)),
      phone(attributesOf('phone', index)),
    ])
  );

/** Makes up what it is asked for: either everything of the source is stored, or nothing. */
class CountingReader implements RecordReader {
  calls = 0;

  constructor(private readonly isStored: boolean) {}

  async byKey(type: RecordType, owner: string, keys: string[]): Promise<StoredRecord[]> {
    this.calls += 1;
    return this.isStored ? keys.map((key) => storedRecord(type, owner, key)) : [];
  }

  async byAttribute(): Promise<StoredRecord[]> {
    this.calls += 1;
    return [];
  }

  async byAttributes(): Promise<StoredRecord[]> {
    this.calls += 1;
    return [];
  }

  async byId(): Promise<StoredRecord[]> {
    this.calls += 1;
    return [];
  }

  async profileNames(): Promise<Map<string, string>> {
    return new Map();
  }

  async *ofUsers(): AsyncGenerator<StoredRecord[]> {
    yield [];
  }

  async *mobileNumbers(): AsyncGenerator<{ id: number; numbers: string[] }[]> {
    yield [];
  }

  async *ambiguous(): AsyncGenerator<StoredRecord[]> {
    yield [];
  }

  async *all(): AsyncGenerator<StoredRecord[]> {
    yield [];
  }

  async count(): Promise<number> {
    return this.isStored ? ROWS : 0;
  }

  async extensionsInRange(): Promise<Set<string>> {
    return new Set();
  }
}

function storedRecord(type: RecordType, owner: string, key: string): StoredRecord {
  const index = Number(/\d+/.exec(key)?.[0]);
  return {
    id: index + 1,
    documentId: key,
    attributes: attributesOf(type, index),
    secrets: {},
    owner,
    key,
    owners: [],
    ownership: null,
    protected: false,
    shares: [],
    missingSince: null,
    disabledByHand: null,
    absence: null,
    updatedAt: null,
    keptSince: null,
    gaveUp: null,
    handEdits: {},
    userId: type === 'user' ? null : index + 1,
  };
}

async function planAll(reader: CountingReader, store: PlanStore) {
  const planner = makePlanner({ reader, store });
  for (let start = 0; start < ROWS; start += BATCH) {
    await planner.add(Array.from({ length: BATCH }, (_, index) => sourceRow(start + index)));
  }
  return planner.finish();
}

describe(`a source of ${ROWS} rows`, () => {
  it('is planned with six calls a batch when everything is new', async () => {
    const reader = new CountingReader(false);
    const store = new CountingStore();
    const { counts } = await planAll(reader, store);
    expect(counts).toMatchObject({
      user: { create: ROWS },
      phonebookEntry: { create: ROWS },
      phone: { create: ROWS },
    });
    expect([store.appended, store.largest]).toEqual([3 * ROWS, 3 * BATCH]);
    // The keys of three types, the values that two are matched by, and who has the extensions.
    expect(reader.calls).toBe(6 * (ROWS / BATCH));
    // A claim is looked for by its hash, which is seldom that of another one.
    expect(store.asked).toBeLessThan(10);
  });

  it('is planned with one look at each change that a second row is like', async () => {
    const store = new MemoryStore();
    const asked: number[] = [];
    const read = store.bySequence.bind(store);
    store.bySequence = async (sequences) => {
      asked.push(...sequences);
      return read(sequences);
    };
    const planner = makePlanner({ reader: new CountingReader(false), store });
    const batches = TWICE / BATCH;
    for (const batch of Array.from({ length: 2 * batches }, (_, index) => index % batches)) {
      await planner.add(
        Array.from({ length: BATCH }, (_, index) => sourceRow(batch * BATCH + index))
      );
    }
    const { counts } = await planner.finish();
    expect(counts.user).toMatchObject({ create: TWICE, error: TWICE });
    expect(asked.length).toBeGreaterThanOrEqual(3 * TWICE);
    expect(asked.length).toBeLessThan(3 * TWICE + 10);
  });

  it('is planned with one call a type and batch, and no change, when nothing differs', async () => {
    const reader = new CountingReader(true);
    const store = new CountingStore();
    const { counts } = await planAll(reader, store);
    expect(store.appended).toBe(0);
    expect(counts).toMatchObject({
      user: { unchanged: ROWS },
      phonebookEntry: { unchanged: ROWS },
      phone: { unchanged: ROWS },
    });
    expect(reader.calls).toBe(3 * (ROWS / BATCH));
  });
});
