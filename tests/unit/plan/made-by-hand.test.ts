import type { MappedRecord } from '../../../server/src/mapping/types';
import type { ChildType } from '../../../shared/records';
import {
  changeOf,
  codes,
  entry,
  OTHER,
  own,
  ownUser,
  phone,
  rows,
  run,
  user,
  type PlanOptions,
} from './helpers';
import { MemoryDatabase, type Seed } from './memory';

const BY_HAND: Seed = { attributes: { username: 'anna' } };
const MINE = ownUser('anna');

type Children = [ChildType, Seed['attributes'], Seed?][];

const anna = (seed: Seed, ...children: Children): MemoryDatabase => {
  const database = new MemoryDatabase();
  const { id } = database.add('user', seed);
  for (const [type, attributes, rest] of children) {
    database.add(type, { userId: id, attributes, ...rest });
  }
  return database;
};
const all = (database: MemoryDatabase, type: ChildType) => [...database.tables[type].values()];
const importing = async (
  database: MemoryDatabase,
  children: MappedRecord[],
  options: PlanOptions = {}
) => {
  const placed = children.map((child, index) => ({
    ...child,
    place: child.place.replace(/\d+$/, String(index)),
  }));
  const result = await run(database, rows(user('anna', {}, placed)), options);
  expect(codes(result)).toEqual([]);
  return result;
};

describe.each([
  ['made by hand', BY_HAND],
  ['of the profile', MINE],
])('an entry or phone made by hand under a user %s', (_, seed) => {
  it.each<[string, Children[number], MappedRecord]>([
    [
      'by its name',
      ['phonebookEntry', { displayName: 'Anna', organisation: 'Hand' }],
      entry({ displayName: 'Anna', phone: '201' }),
    ],
    [
      'by its name in another composition',
      ['phonebookEntry', { displayName: 'Änne' }],
      entry({ displayName: 'A\u0308nne ', phone: '201' }),
    ],
    [
      'by its number',
      ['phonebookEntry', { displayName: 'Anna (desk)', phone: '201' }],
      entry({ displayName: 'Anna', phone: '201' }),
    ],
    [
      'by both, with an id of its own',
      ['phonebookEntry', { displayName: 'Anna', phone: '201' }],
      entry({ displayName: 'Anna', phone: '201', externalId: 'x1' }),
    ],
    [
      'as a private one',
      ['phonebookEntry', { displayName: 'Anna', private: true }],
      entry({ displayName: 'Anna', phone: '201', private: true }),
    ],
    [
      'as a phone, by its name',
      ['phone', { name: 'Desk' }],
      phone({ name: 'Desk', mac: 'm1', kind: 'desk' }),
    ],
  ])('is updated, and nothing is doubled: %s', async (__, child, record) => {
    const database = anna(seed, child);
    await importing(database, [record]);
    const [type] = child;
    expect(all(database, type)).toMatchObject([{ owner: null, key: null }]);
    expect(all(database, type)[0]?.attributes).toMatchObject({
      ...child[1],
      ...record.attributes,
    });
    const gone = await run(database, rows(user('anna'), user('bert')));
    expect(gone.counts[type]).toMatchObject({ remove: 0 });
  });

  it.each<[string, Children, MappedRecord[]]>([
    [
      'two of one name',
      [
        ['phonebookEntry', { displayName: 'Anna' }],
        ['phonebookEntry', { displayName: 'Anna' }],
      ],
      [entry({ displayName: 'Anna' })],
    ],
    [
      'one by name and one by number',
      [
        ['phonebookEntry', { displayName: 'Anna' }],
        ['phonebookEntry', { displayName: 'Desk', phone: '201' }],
      ],
      [entry({ displayName: 'Anna', phone: '201' })],
    ],
    [
      'two that the row has',
      [['phonebookEntry', { displayName: 'Anna' }]],
      [entry({ displayName: 'Anna', phone: '1' }), entry({ displayName: 'Anna', phone: '2' })],
    ],
    [
      'a private one',
      [['phonebookEntry', { displayName: 'Anna', private: true }]],
      [entry({ displayName: 'Anna' })],
    ],
    [
      'another id',
      [['phonebookEntry', { displayName: 'Anna', externalId: 'x1' }]],
      [entry({ displayName: 'Anna', externalId: 'x2' })],
    ],
    [
      'another name',
      [['phonebookEntry', { displayName: 'Bert' }]],
      [entry({ displayName: 'Anna' })],
    ],
    [
      'names in another case',
      [['phonebookEntry', { displayName: 'ANNA' }]],
      [entry({ displayName: 'Anna' })],
    ],
    [
      'another kind of phone',
      [['phone', { name: 'A', kind: 'mobile' }]],
      [phone({ name: 'A', kind: 'desk' })],
    ],
    ['another MAC', [['phone', { name: 'A', mac: 'm1' }]], [phone({ name: 'A', mac: 'm2' })]],
    [
      'one of another profile',
      [['phonebookEntry', { displayName: 'Anna' }, { owner: OTHER, key: 'o' }]],
      [entry({ displayName: 'Anna' })],
    ],
  ])('is left alone where that is not clear: %s', async (__, children, records) => {
    const database = anna(seed, ...children);
    const before = children.map(([type], index) => all(database, type)[index]);
    await importing(database, records);
    for (const [index, [type]] of children.entries()) {
      expect(all(database, type)[index]).toEqual(before[index]);
      expect(all(database, type)).toHaveLength(children.length + records.length);
    }
  });

  it('is the one that is like it in both, where others are in one', async () => {
    const database = anna(
      seed,
      ['phonebookEntry', { displayName: 'Anna', phone: '9' }],
      ['phonebookEntry', { displayName: 'Anna', phone: '201' }]
    );
    const records = [
      entry({ displayName: 'Anna', phone: '7' }),
      entry({ displayName: 'Anna', phone: '201', fax: '8' }),
    ];
    await importing(database, records);
    expect(
      all(database, 'phonebookEntry').map(({ attributes: { phone: number, fax } }) => [number, fax])
    ).toEqual([
      ['9', null],
      ['201', '8'],
      ['7', null],
    ]);
  });
});

it('an entry made by hand is left as it is where nothing stored is changed, and not doubled either', async () => {
  const database = anna(BY_HAND, ['phonebookEntry', { displayName: 'Anna', phone: '1' }]);
  const policy = { mode: 'create-only' } as const;
  await importing(database, [entry({ displayName: 'Anna', phone: '2' })], { policy });
  expect(all(database, 'phonebookEntry')).toMatchObject([{ attributes: { phone: '1' } }]);
});

it('what an earlier run has made beside one made by hand stays the profile’s', async () => {
  const database = anna(
    MINE,
    ['phonebookEntry', { displayName: 'Anna' }],
    ['phonebookEntry', { displayName: 'Anna' }, own('username:anna/phonebook/0')]
  );
  const result = await importing(database, [entry({ displayName: 'Anna', phone: '5' })]);
  expect(changeOf(result, 'username:anna/phonebook/0')).toMatchObject({
    action: 'update',
    own: true,
  });
});
