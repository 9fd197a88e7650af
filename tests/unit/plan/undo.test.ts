import { judge } from '../../../server/src/plan/undo/judge';
import { planUndo } from '../../../server/src/plan/undo/planner';
import type {
  PresentRecord,
  StoredImage,
  WrittenRecord,
} from '../../../server/src/plan/undo/types';
import type { Change, StoredRecord } from '../../../server/src/plan/types';
import type { RecordType } from '../../../shared/records';

const RUN = 7;
const WRITTEN_AT = 1000;

const image = (
  attributes: StoredImage['attributes'] = {},
  bookkeeping: StoredImage['bookkeeping'] = {},
  userId: number | null = null
): StoredImage => ({
  attributes,
  secrets: {},
  bookkeeping: { connectorProfile: 'profile-a', connectorRun: 3, ...bookkeeping },
  rest: {},
  userId,
  owners: [],
});

const present = (
  id: number,
  stored: StoredImage,
  parts: Partial<PresentRecord> = {}
): PresentRecord => ({
  ...stored,
  bookkeeping: { ...stored.bookkeeping, connectorRun: RUN },
  id,
  documentId: `document-${id}`,
  hasOthersBelow: false,
  ...parts,
});

const written = (id: number, parts: Partial<WrittenRecord>): WrittenRecord => ({
  id,
  documentId: `document-${id}`,
  before: null,
  now: null,
  writtenAtMs: WRITTEN_AT,
  runAfter: RUN,
  ...parts,
});

const ANN = image({ username: 'ann', displayName: 'Ann' }, { connectorKey: 'username:ann' });
const NEW = image({ username: 'ann', displayName: 'New' }, { connectorKey: 'username:ann' });

describe('what becomes of a record that a run has written', () => {
  const verdicts: [string, WrittenRecord, ReturnType<typeof judge>][] = [
    ['created, and there', written(1, { now: present(1, ANN) }), { what: 'remove' }],
    ['created, and gone', written(1, {}), { what: 'none' }],
    ['changed', written(1, { before: ANN, now: present(1, NEW) }), { what: 'update' }],
    ['removed', written(1, { before: ANN, runAfter: null }), { what: 'create' }],
    [
      'as it was before',
      written(1, { before: ANN, now: present(1, ANN, { bookkeeping: ANN.bookkeeping }) }),
      { what: 'none' },
    ],
    [
      'changed, and removed by somebody',
      written(1, { before: ANN }),
      { what: 'left', why: 'gone', at: null },
    ],
    [
      'changed by somebody since',
      written(1, {
        before: ANN,
        now: present(1, image({}, { connectorEditedAtMs: WRITTEN_AT + 1 })),
      }),
      { what: 'left', why: 'edited', at: WRITTEN_AT + 1 },
    ],
    [
      'changed by somebody before',
      written(1, {
        before: ANN,
        now: present(1, image({}, { connectorEditedAtMs: WRITTEN_AT - 1 })),
      }),
      { what: 'update' },
    ],
    [
      'written by another run since',
      written(1, {
        before: ANN,
        now: present(1, NEW, { bookkeeping: { ...NEW.bookkeeping, connectorRun: 9 } }),
      }),
      { what: 'left', why: 'run', at: 9 },
    ],
    [
      'of which the run has only cleared a value',
      written(1, { before: ANN, now: present(1, NEW, { bookkeeping: ANN.bookkeeping }) }),
      { what: 'update' },
    ],
    [
      'created and protected since',
      written(1, { now: present(1, ANN, { rest: { protected: true } }) }),
      { what: 'left', why: 'protected', at: null },
    ],
    [
      'created, with what others have given it',
      written(1, { now: present(1, ANN, { hasOthersBelow: true }) }),
      { what: 'left', why: 'below', at: null },
    ],
  ];

  it.each(verdicts)('%s', (_what, record, verdict) => {
    expect(judge(record)).toEqual(verdict);
  });
});

/** A plan in memory. */
const createStore = () => {
  const changes = new Map<number, Change>();
  const put = async (batch: Change[]): Promise<void> => {
    for (const change of batch) changes.set(change.sequence, change);
  };
  return {
    changes,
    append: put,
    replace: put,
    async discard(sequences: number[]) {
      for (const sequence of sequences) changes.delete(sequence);
    },
    bySequence: async (sequences: number[]) =>
      sequences.flatMap((sequence) => changes.get(sequence) ?? []),
  };
};

const storedOf = ({ id, documentId, attributes, userId }: PresentRecord): StoredRecord =>
  ({ id, documentId, attributes, userId, key: null }) as unknown as StoredRecord;

const undo = async (
  records: Partial<Record<RecordType, WrittenRecord[]>>,
  others: PresentRecord[] = []
) => {
  const store = createStore();
  const all = [
    ...Object.values(records)
      .flat()
      .flatMap(({ now }) => now ?? []),
    ...others,
  ];
  const result = await planUndo({
    profileId: 'profile-a',
    policy: {
      limits: {
        removePercent: 50,
        removeCount: null,
        updatePercent: null,
        minimumPopulation: 1,
      },
      match: { user: 'username', phonebookEntry: 'displayName', phone: 'mac' },
    },
    async *written(type) {
      yield records[type] ?? [];
    },
    runTime: async () => null,
    reader: {
      byKey: async () => [],
      byAttribute: async (_type, attribute, values) =>
        all
          .filter(({ attributes }) => values.includes(String(attributes[attribute])))
          .map(storedOf),
      byId: async (_type, ids) => all.filter(({ id }) => ids.includes(id)).map(storedOf),
      count: async () => 3,
    },
    store,
    secret: ['user.displayName'],
  });
  return { ...result, changes: [...store.changes.values()] };
};

describe('the plan to undo a run', () => {
  const extension = (number: string, name: string) => image({ username: name, extension: number });

  it('lets values pass back, from who is removed and who is changed', async () => {
    const { changes, issues } = await undo({
      user: [
        written(1, { before: extension('201', 'ann'), now: present(1, extension('202', 'ann')) }),
        written(2, { before: extension('202', 'bob'), now: present(2, extension('203', 'bob')) }),
        written(3, { now: present(3, extension('201', 'cid')) }),
      ],
    });
    expect(issues).toEqual([]);
    expect(changes.map(({ action, clearFirst }) => [action, clearFirst])).toEqual([
      ['update', ['extension']],
      ['update', []],
      ['remove', ['extension']],
    ]);
  });

  it('leaves who would get what others keep, and who would get it of these', async () => {
    const { changes, issues, counts } = await undo(
      {
        user: [
          written(1, { before: extension('201', 'ann'), now: present(1, extension('202', 'ann')) }),
          written(2, { before: extension('202', 'bob'), now: present(2, extension('203', 'bob')) }),
        ],
        phone: [
          written(5, { before: image({ mac: 'm1' }, {}, 1), now: present(5, image({}, {}, 1)) }),
          written(6, { before: image({ mac: 'm2' }, {}, 9), runAfter: null }),
        ],
      },
      [present(8, extension('201', 'eva'))]
    );
    expect(changes.map(({ action }) => action)).toEqual(['error', 'error', 'error', 'error']);
    expect(issues.map(({ code, params }) => [code, params?.why ?? params?.attribute])).toEqual([
      ['undo-left', 'extension'],
      ['undo-left', 'extension'],
      ['undo-left', 'theirs'],
      ['undo-left', 'user'],
    ]);
    expect(counts).toMatchObject({ user: { error: 2, update: 0 }, phone: { error: 2 } });
  });

  it('gives what is made anew to a user who is made anew, and masks what is secret', async () => {
    const { changes, exceeded } = await undo({
      user: [written(1, { before: ANN, runAfter: null })],
      phone: [written(5, { before: image({ mac: 'm1' }, {}, 1), runAfter: null })],
    });
    expect(changes).toMatchObject([
      {
        action: 'create',
        restores: { ids: { id: 1, documentId: 'document-1' } },
        difference: { displayName: { before: null, after: '•••' } },
      },
      { action: 'create', user: { sequence: 1 } },
    ]);
    expect(JSON.stringify(changes.map(({ difference }) => difference))).not.toContain('Ann');
    expect(exceeded).toEqual([]);
  });

  it('counts who is removed and disabled for the limits', async () => {
    const on = image({ username: 'bob', enabled: true });
    const off = image({ username: 'bob', enabled: false });
    const { counts, exceeded } = await undo({
      user: [
        written(1, { now: present(1, ANN) }),
        written(2, { before: off, now: present(2, on) }),
      ],
    });
    expect(counts).toMatchObject({ user: { remove: 1, update: 1 }, disabled: 1 });
    expect(exceeded).toMatchObject([{ limit: 'removePercent', found: 66.6667, allowed: 50 }]);
  });
});
