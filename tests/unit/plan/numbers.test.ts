import type { PlanPolicy } from '../../../server/src/plan/types';
import type { MappedRecord } from '../../../server/src/mapping/types';
import type { ChildType } from '../../../shared/records';
import {
  atOnce,
  changeOf,
  codes,
  entry,
  generate,
  OTHER,
  own,
  phone,
  rows,
  run,
  user,
  type Planned,
} from './helpers';
import { MemoryDatabase, type Seed } from './memory';

const BEFORE = '2025-06-01T10:00:00.000Z';
const match = { user: 'externalId', phonebookEntry: 'externalId', phone: 'mac' };
const disable = (changes: Partial<PlanPolicy> = {}) => ({
  policy: { missing: atOnce('disable'), match, ...changes } as const,
});

const person = (
  id: string,
  username: string,
  attributes = {},
  children: MappedRecord[] = []
): MappedRecord => user(username, { externalId: id, ...attributes }, children);

/** Anna, with the extension 1190 and what hangs on her: switched off by an earlier run, or not yet. */
const annaWith = (isOff: boolean, ...children: [ChildType, Seed][]): MemoryDatabase => {
  const database = new MemoryDatabase();
  const attributes = { username: 'anna', externalId: '900', extension: '1190', enabled: !isOff };
  const { id } = database.add(
    'user',
    own('externalId:900', { attributes, missingSince: isOff ? BEFORE : null })
  );
  for (const [type, seed] of children) database.add(type, { userId: id, ...seed });
  return database;
};
const ownEntry = (attributes: Seed['attributes']): [ChildType, Seed] => [
  'phonebookEntry',
  own('externalId:900/phonebook/0', { attributes }),
];
const of = (database: MemoryDatabase, name: string) =>
  database.find('phonebookEntry', 'displayName', name)?.attributes;

const BERT = person('901', 'bert', { extension: '1190' }, [
  entry({ displayName: 'Bert', phone: '1190' }),
]);
/** Bert comes and goes, and Anna's number is free again. */
const bertInBetween = async (database: MemoryDatabase): Promise<void> => {
  await run(database, rows(BERT), disable());
  const bert = database.find('user', 'externalId', '901');
  const entries = [...database.tables.phonebookEntry.values()];
  for (const { id, userId } of entries) {
    if (userId === bert?.id) database.remove('phonebookEntry', id);
  }
  database.remove('user', bert?.id ?? 0);
};
const numbersOf = (database: MemoryDatabase): unknown[] =>
  [...database.tables.phonebookEntry.values()]
    .filter(({ attributes }) => attributes.phone === '1190')
    .map(({ attributes }) => attributes.displayName);

const follower = ({ changes }: Planned, label: string) =>
  changes.find((change) => change.label === label && change.type !== 'user');

describe('the number of somebody who is switched off', () => {
  it.each([
    ['before', true],
    ['in this run', false],
  ])('is no longer at their entry when a successor has it: switched off %s', async (_, isOff) => {
    const database = annaWith(isOff, ownEntry({ displayName: 'Anna', phone: '1190' }));
    const result = await run(database, rows(BERT), disable());
    expect(codes(result)).toEqual([]);
    expect(numbersOf(database)).toEqual(['Bert']);
    expect(follower(result, 'Anna')).toMatchObject({
      action: 'update',
      row: null,
      difference: { phone: { before: '1190', after: null } },
      exchange: changeOf(result, 'externalId:900').exchange,
    });
  });

  it.each([
    ['mobile', ownEntry({ displayName: 'Anna', mobile: '1190' })],
    ['home phone', ownEntry({ displayName: 'Anna', homePhone: '1190' })],
    ['fax', ownEntry({ displayName: 'Anna', fax: '1190' })],
  ])('is freed wherever it stands: %s', async (_, child) => {
    const database = annaWith(true, child);
    await run(database, rows(BERT), disable());
    expect(Object.values(of(database, 'Anna') ?? {})).not.toContain('1190');
  });

  it('is freed as the name of a phone, and at an entry that somebody made by hand', async () => {
    const database = annaWith(
      true,
      ['phone', own('mac:m1', { attributes: { mac: 'm1', name: '1190' } })],
      ['phonebookEntry', { attributes: { displayName: 'By hand', phone: '1190' } }]
    );
    await run(database, rows(BERT), disable());
    expect(database.find('phone', 'mac', 'm1')?.attributes.name).toBeNull();
    expect(of(database, 'By hand')?.phone).toBeNull();
    await run(database, rows(person('900', 'anna', { extension: '1190' })), disable());
    expect(of(database, 'By hand')?.phone).toBe('1190');
    expect(of(database, 'Bert')?.phone).toBeNull();
  });

  it('stays where it is another one, where others are not to be changed, and where nobody takes it', async () => {
    const others = annaWith(
      true,
      ownEntry({ displayName: 'Anna', phone: '11901', mobile: '+491190' }),
      ['phonebookEntry', { attributes: { displayName: 'By hand', phone: '1190' } }],
      ['phonebookEntry', { owner: OTHER, key: 'x', attributes: { displayName: 'O', fax: '1190' } }]
    );
    await run(others, rows(BERT), disable({ existing: 'conflict' }));
    expect(of(others, 'Anna')).toMatchObject({ phone: '11901', mobile: '+491190' });
    expect([of(others, 'By hand')?.phone, of(others, 'O')?.fax]).toEqual(['1190', '1190']);

    const alone = annaWith(false, ownEntry({ displayName: 'Anna', phone: '1190' }));
    await run(alone, rows(person('901', 'bert', { extension: '7' })), disable());
    expect(of(alone, 'Anna')?.phone).toBe('1190');
  });

  it('stays where the successor is not imported, and goes along with a name alone that is taken', async () => {
    const database = annaWith(false, ownEntry({ displayName: 'Anna', phone: '1190' }));
    database.add('user', { attributes: { username: 'hand' } });
    await run(database, rows(person('901', 'hand', { extension: '1190' })), disable());
    expect(of(database, 'Anna')?.phone).toBe('1190');
    await run(database, rows(person('902', 'anna', { extension: '7' })), disable());
    expect(of(database, 'Anna')?.phone).toBe('1190');
  });

  it('is freed for a number that is made up', async () => {
    const database = annaWith(true, ownEntry({ displayName: 'Anna', phone: '1190' }));
    const options = disable({ generate: generate({ extension: { from: 1190, to: 1190 } }) });
    const phone = { references: { phone: [{ user: 'extension' }] } };
    await run(
      database,
      rows(person('901', 'bert', {}, [entry({ displayName: 'B' }, phone)])),
      options
    );
    expect(numbersOf(database)).toEqual(['B']);
  });
});

describe('the number of somebody who returns', () => {
  const entries: [string, MappedRecord, string | null][] = [
    ['as the row has it', entry({ displayName: 'Anna', phone: '1190' }), '1190'],
    [
      'as their extension',
      entry({ displayName: 'A' }, { references: { phone: [{ user: 'extension' }] } }),
      '1190',
    ],
    ['though the row does not mention it', entry({ displayName: 'Anna' }), '1190'],
    ['but not where the row empties it', entry({ displayName: 'Anna', phone: null }), null],
    ['but not where the row has another one', entry({ displayName: 'Anna', phone: '5' }), '5'],
  ];
  it.each(entries)('is theirs again %s', async (_, child, expected) => {
    for (const attributes of [{}, { extension: '1190' }]) {
      const database = annaWith(true, ownEntry({ displayName: 'Anna', phone: '1190' }));
      await bertInBetween(database);
      const back = await run(database, rows(person('900', 'anna', attributes, [child])), disable());
      expect(codes(back)).toEqual([]);
      const [anna] = [...database.tables.phonebookEntry.values()].filter(({ owner }) => owner);
      expect(anna?.attributes.phone).toBe(expected);
      expect(database.find('user', 'externalId', '900')).toMatchObject({
        gaveUp: null,
        attributes: { extension: '1190' },
      });
    }
  });

  it('stays with the successor while that one is there', async () => {
    const database = annaWith(true, ownEntry({ displayName: 'Anna', phone: '1190' }), [
      'phonebookEntry',
      { attributes: { displayName: 'By hand', phone: '1190' } },
    ]);
    await run(database, rows(BERT), disable());
    const anna = person('900', 'anna', {}, [entry({ displayName: 'Anna' })]);
    await run(database, rows(BERT, anna), disable());
    expect(numbersOf(database)).toEqual(['Bert']);
  });

  it('comes back to what no row has together with the person', async () => {
    const database = annaWith(true, [
      'phonebookEntry',
      { attributes: { displayName: 'H', phone: '1190' } },
    ]);
    await bertInBetween(database);
    const result = await run(database, rows(person('900', 'anna')), disable());
    expect(of(database, 'H')?.phone).toBe('1190');
    const { exchange } = changeOf(result, 'externalId:900');
    expect(exchange).toBeDefined();
    expect(follower(result, 'H')).toMatchObject({ exchange, own: false });
  });

  it('is not given to what has another number or another user by then', async () => {
    const database = annaWith(
      true,
      ['phonebookEntry', { attributes: { displayName: 'One', phone: '1190' } }],
      ['phone', { attributes: { name: '1190' } }]
    );
    await bertInBetween(database);
    const one = database.find('phonebookEntry', 'displayName', 'One');
    if (one)
      database.put('phonebookEntry', { ...one, attributes: { ...one.attributes, phone: '3' } });
    const [two] = database.tables.phone.values();
    if (two) database.put('phone', { ...two, userId: null });
    await run(database, rows(person('900', 'anna')), disable());
    expect(of(database, 'One')?.phone).toBe('3');
    expect([...database.tables.phone.values()][0]?.attributes.name).toBeNull();
  });

  it('may be a phone of a row that keeps its name otherwise', async () => {
    const database = annaWith(true, [
      'phone',
      own('mac:m1', { attributes: { mac: 'm1', name: '1190' } }),
    ]);
    await bertInBetween(database);
    const back = person('900', 'anna', {}, [phone({ mac: 'm1' })]);
    await run(database, rows(back), disable());
    expect(database.find('phone', 'mac', 'm1')?.attributes.name).toBe('1190');
  });
});
