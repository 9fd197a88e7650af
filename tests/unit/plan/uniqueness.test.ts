import { englishOf } from '../../../shared/codes/texts';
import type { MappedRow } from '../../../server/src/mapping/types';
import {
  actions,
  changeOf,
  codes,
  OTHER,
  own,
  ownUser,
  phone,
  plan,
  PROFILE,
  rows,
  run,
  user,
  type Planned,
} from './helpers';
import { MemoryDatabase } from './memory';
import { applyPlan, countBatches } from './writer';

const people = (...pairs: [username: string, extension: string | null][]): MemoryDatabase => {
  const database = new MemoryDatabase();
  for (const [username, extension] of pairs) database.add('user', ownUser(username, { extension }));
  return database;
};

const asks = (...pairs: [username: string, extension: string | null][]): MappedRow[] =>
  rows(...pairs.map(([username, extension]) => user(username, { extension })));

const extensions = (database: MemoryDatabase): Record<string, unknown> =>
  Object.fromEntries(
    [...database.tables.user.values()].map(({ attributes: a }) => [String(a.username), a.extension])
  );

/** The keys of the changes that are written together. */
const exchanges = ({ changes }: Planned): string[] =>
  [...new Set(changes.flatMap(({ exchange }) => exchange ?? []))].map((number) =>
    changes.flatMap(({ exchange, key }) => (exchange === number ? key : [])).join(' ')
  );

const vacating = ({ changes }: Planned): string[] =>
  changes.flatMap(({ key, clearFirst }) =>
    clearFirst.length > 0 ? `${key} ${clearFirst.join()}` : []
  );

describe('a value that two rows ask for', () => {
  it('goes to the first; the other one names its row', async () => {
    const database = new MemoryDatabase();
    const source = asks(['ann', '10'], ['bob', '10'], ['cid', '11'], ['dot', '10']);
    const result = await run(database, source, { columns: { 'user.extension': 'Durchwahl' } });
    expect(codes(result)).toEqual(['3 duplicate-extension', '5 duplicate-extension']);
    expect(result.issues[0]).toMatchObject({ column: 'Durchwahl', value: '10', severity: 'error' });
    expect(result.issues.every((one) => englishOf(one).includes('row 2'))).toBe(true);
    expect(extensions(database)).toEqual({ ann: '10', cid: '11' });
    expect(result.counts).toMatchObject({
      user: { create: 2, error: 2 },
      rows: { read: 4, failed: 2 },
    });
  });

  it.each([
    ['username', 'duplicate-username', [user('ann'), user('ann')]],
    [
      'external id',
      'duplicate-external-id',
      [user('ann', { externalId: 'x' }), user('bob', { externalId: 'x' })],
    ],
    ['MAC', 'duplicate-mac', [phone({ mac: 'm1' }), phone({ mac: 'm1' })]],
  ])('has a code of its own: %s', async (_, code, records) => {
    const result = await run(new MemoryDatabase(), rows(...records));
    expect(codes(result)).toEqual([`3 ${code}`]);
  });

  it('is found in one row too', async () => {
    const result = await run(
      new MemoryDatabase(),
      rows(user('ann', {}, [phone({ mac: 'm1' }), phone({ mac: 'm1' })]))
    );
    expect(result.issues[0]).toMatchObject({ row: 2, code: 'duplicate-mac' });
    expect(englishOf(result.issues[0]!)).toContain('twice in this row');
    expect(result.counts.phone).toMatchObject({ create: 1, error: 1 });
  });

  it('is found across batches, between stored records, and with unchanged ones', async () => {
    for (const batchSize of [1, 2, 500]) {
      const stored = people(['ann', '10'], ['bob', '11']);
      const same = await plan(stored, asks(['ann', '10'], ['bob', '11'], ['bob', '12']), {
        batchSize,
      });
      expect(codes(same)).toEqual(['4 duplicate-username']);
      expect(englishOf(same.issues[0]!)).toContain('row 3');
      const both = await plan(stored, asks(['ann', '12'], ['bob', '12']), { batchSize });
      expect(codes(both)).toEqual(['3 duplicate-extension']);
    }
  });

  it('reports every value that is wrong', async () => {
    const source = rows(
      user('ann', { extension: '10', externalId: 'x' }),
      user('bob', { extension: '10', externalId: 'x' })
    );
    const result = await run(new MemoryDatabase(), source);
    expect(codes(result)).toEqual(['3 duplicate-external-id', '3 duplicate-extension']);
    expect(result.counts.rows.failed).toBe(1);
  });

  it('is kept from later rows even when the first one fails, whatever is stored', async () => {
    const source = rows(
      user('ann', { externalId: 'x' }),
      user('bob', { externalId: 'x', extension: '10' }),
      user('cid', { extension: '10' })
    );
    const expected = ['3 duplicate-external-id', '4 duplicate-extension'];
    const database = new MemoryDatabase();
    expect(codes(await run(database, source))).toEqual(expected);
    expect(codes(await plan(database, source))).toEqual(expected);
  });
});

describe('a value that a stored record has', () => {
  it.each([
    ['made by hand', { attributes: { username: 'hand', extension: '10' } }, 'made by hand'],
    [
      'of another profile',
      { owner: OTHER, key: 'k', attributes: { displayName: 'Olga', extension: '10' } },
      '"Olga" has it, a record of another connector profile',
    ],
    [
      'of a protected user',
      ownUser('boss', { extension: '10' }, { protected: true }),
      '"boss" has it, a record of an earlier run',
    ],
  ])('is not taken from one %s', async (_, seed, text) => {
    const database = new MemoryDatabase();
    database.add('user', seed);
    const result = await run(database, asks(['ann', '10'], ['bob', '11']));
    expect(codes(result)).toEqual(['2 duplicate-extension']);
    expect(englishOf(result.issues[0]!)).toContain(text);
    expect(actions(result)).toEqual(['error user username:ann', 'create user username:bob']);
  });

  it('stays with who has it, be its row earlier or later', async () => {
    for (const source of [asks(['ann', '10'], ['new', '10']), asks(['new', '10'], ['ann', '10'])]) {
      const database = people(['ann', '10']);
      const result = await run(database, source);
      const [holder] = source.filter(({ records }) => records[0]?.attributes.username === 'ann');
      expect(changeOf(result, 'username:new').action).toBe('error');
      expect(result.counts.user).toMatchObject({ unchanged: 1, error: 1 });
      expect(englishOf(result.issues[0]!)).toContain(`row ${holder?.row}`);
    }
  });

  it('stays with a record that the source does not mention, where nothing is removed', async () => {
    const result = await run(people(['ann', '10']), asks(['new', '10']), {
      policy: { mode: 'create-update' },
    });
    expect(codes(result)).toEqual(['2 duplicate-extension']);
  });

  it('comes free by a removal, which is one exchange with who gets it', async () => {
    const database = people(['ann', '10']);
    const result = await run(database, asks(['new', '10']));
    expect(vacating(result)).toEqual(['username:ann extension']);
    expect(exchanges(result)).toEqual(['username:new username:ann']);
    expect(extensions(database)).toEqual({ new: '10' });
  });

  it('comes free by an update without more ado when a new record takes it', async () => {
    const database = people(['ann', '10']);
    const result = await run(database, asks(['new', '10'], ['ann', '11']));
    expect(vacating(result)).toEqual([]);
    expect(extensions(database)).toEqual({ new: '10', ann: '11' });
  });

  it('comes free when its holder is emptied', async () => {
    const database = people(['ann', '10'], ['bob', null]);
    const result = await run(database, asks(['ann', null], ['bob', '10']));
    expect(vacating(result)).toEqual([]);
    expect(exchanges(result)).toEqual(['username:bob']);
    expect(extensions(database)).toEqual({ ann: null, bob: '10' });
  });

  it('is only given up first when somebody takes it', async () => {
    const result = await run(people(['ann', '10'], ['bob', '11']), asks(['ann', '12']));
    expect(actions(result)).toEqual(['update user username:ann', 'remove user username:bob']);
    expect(vacating(result)).toEqual([]);
  });
});

describe('values that move', () => {
  it('swap between two people', async () => {
    const database = people(['ann', '10'], ['bob', '11']);
    const result = await run(database, asks(['ann', '11'], ['bob', '10']));
    expect(vacating(result)).toEqual([]);
    expect(exchanges(result)).toEqual(['username:ann username:bob']);
    expect(extensions(database)).toEqual({ ann: '11', bob: '10' });
  });

  it('swap e-mail addresses, which are not unique', async () => {
    const database = new MemoryDatabase();
    database.add('user', ownUser('ann', { email: 'a@x' }));
    database.add('user', ownUser('bob', { email: 'b@x' }));
    const result = await run(
      database,
      rows(user('ann', { email: 'b@x' }), user('bob', { email: 'a@x' }))
    );
    expect(result.counts.user).toMatchObject({ update: 2, error: 0 });
    expect(vacating(result)).toEqual([]);
  });

  it('go round a ring of any length, in any batches', async () => {
    const names = Array.from({ length: 7 }, (_, index) => `u${index}`);
    for (const batchSize of [1, 3, 500]) {
      const database = people(...names.map((name, index): [string, string] => [name, `1${index}`]));
      const source = asks(
        ...names.map((name, index): [string, string] => [name, `1${(index + 1) % 7}`])
      );
      const { changes } = await plan(database, source, { batchSize });
      for (const writing of [1, 2]) {
        const copy = database.copy();
        applyPlan(copy, changes, { profileId: PROFILE, batchSize: writing });
        expect(extensions(copy)).toMatchObject({ u0: '11', u6: '10' });
      }
    }
  });

  it('move along a chain that ends in a free one', async () => {
    const database = people(['ann', '10'], ['bob', '11'], ['cid', '12']);
    const result = await run(
      database,
      asks(['ann', '11'], ['bob', '12'], ['cid', '13'], ['new', '10'])
    );
    expect(extensions(database)).toEqual({ ann: '11', bob: '12', cid: '13', new: '10' });
    const number = (key: string) => changeOf(result, `username:${key}`).exchange;
    expect([number('cid'), number('bob'), number('ann'), number('new')]).toEqual([
      undefined,
      1,
      2,
      undefined,
    ]);
  });

  it.each([
    ['a chain', 600, (place: number) => place + 1, 0],
    ['rings of two', 600, (place: number) => place + (place % 2 === 0 ? 1 : -1), 0],
    ['rings of three', 600, (place: number) => (place % 3 === 2 ? place - 2 : place + 1), 0],
    ['a ring that is too long for a transaction', 600, (place: number) => (place + 1) % 600, 1],
  ])('leave nobody without a number on the way: %s', async (_, count, next, without) => {
    const numbered = (place: number) => String(10_000 + place);
    const names = Array.from({ length: count }, (__, place) => `u${place}`);
    const database = people(
      ...names.map((name, place): [string, string] => [name, numbered(place)])
    );
    const source = asks(
      ...names.map((name, place): [string, string] => [name, numbered(next(place))])
    );
    const { changes } = await plan(database, source);
    expect(changes.filter(({ clearFirst }) => clearFirst.length > 0)).toHaveLength(without);
    for (let batches = 1; batches <= countBatches(changes, 100); batches += 1) {
      const cut = database.copy();
      applyPlan(cut, changes, { profileId: PROFILE, batchSize: 100, batches });
      const left = Object.values(extensions(cut)).filter((extension) => extension === null);
      expect(left.length).toBeLessThanOrEqual(without);
    }
  });

  it('stay where they are all along a chain that ends at one who keeps his', async () => {
    const database = people(['ann', '10'], ['bob', '11'], ['cid', '12']);
    database.add('user', { attributes: { username: 'hand', extension: '13' } });
    const source = asks(['ann', '11'], ['bob', '12'], ['cid', '13'], ['new', '10'], ['free', '99']);
    const result = await run(database, source);
    expect(codes(result)).toEqual([2, 3, 4, 5].map((number) => `${number} duplicate-extension`));
    expect(englishOf(result.issues[0]!)).toContain('row 3, which is an error itself');
    expect(extensions(database)).toMatchObject({ ann: '10', bob: '11', cid: '12', free: '99' });
    expect(vacating(result)).toEqual([]);
  });

  it('fail in a chain of thousands without taking long over it', async () => {
    const length = 4000;
    const chain = (shift: number): [string, string][] =>
      Array.from({ length }, (_, index) => [`u${index}`, String(10_000 + index + shift)]);
    const database = people(...chain(0));
    database.add('user', { attributes: { username: 'hand', extension: String(10_000 + length) } });
    const result = await plan(database, asks(...chain(1)));
    expect(result.counts.user).toMatchObject({ update: 0, error: length });
  });

  it('of one record fail together: who keeps one value keeps the other', async () => {
    const database = new MemoryDatabase();
    database.add('user', ownUser('ann', { extension: '10', externalId: 'a' }));
    database.add('user', { attributes: { username: 'hand', externalId: 'taken' } });
    const source = rows(
      user('ann', { extension: '11', externalId: 'taken' }),
      user('bob', { extension: '10' })
    );
    const result = await run(database, source);
    expect(codes(result)).toEqual(['2 duplicate-external-id', '3 duplicate-extension']);
  });

  it("leave a row's other records out when its user fails late", async () => {
    const database = people(['ann', '10'], ['old', null]);
    const old = database.find('user', 'username', 'old');
    database.add('phone', own('mac:m1', { userId: old?.id, attributes: { mac: 'm1' } }));
    database.add('phone', own('mac:m3', { userId: old?.id, attributes: { mac: 'm3' } }));
    const source = rows(
      user('old', { extension: '10' }, [phone({ mac: 'm1' }), phone({ mac: 'm2' })]),
      user('ann')
    );
    const result = await run(database, source);
    expect(codes(result)).toEqual(['2 duplicate-extension']);
    expect(result.counts).toMatchObject({
      user: { unchanged: 1, update: 0, error: 1 },
      phone: { create: 0, unchanged: 0, remove: 0, error: 2 },
      rows: { failed: 1 },
    });
  });

  it('move between phones whose key is another attribute', async () => {
    const match = { user: 'username', phonebookEntry: 'externalId', phone: 'name' };
    const database = new MemoryDatabase();
    database.add('phone', own('name:hall', { attributes: { name: 'hall', mac: 'm1' } }));
    database.add('phone', own('name:door', { attributes: { name: 'door', mac: 'm2' } }));
    const source = rows(phone({ name: 'hall', mac: 'm2' }), phone({ name: 'door', mac: 'm1' }));
    const result = await run(database, source, { policy: { match } });
    expect(exchanges(result)).toEqual(['name:hall name:door']);
    expect(database.find('phone', 'name', 'hall')?.attributes.mac).toBe('m2');
  });

  it('stay with a child whose user fails', async () => {
    const match = { user: 'username', phonebookEntry: 'externalId', phone: 'name' };
    const database = people(['ann', '10'], ['bob', '11']);
    database.add('user', { attributes: { username: 'hand', extension: '12' } });
    database.add('phone', own('name:desk', { attributes: { name: 'desk', mac: 'm1' } }));
    const source = rows(
      user('ann', { extension: '12' }, [phone({ name: 'desk', mac: 'm2' })]),
      user('bob', {}, [phone({ name: 'hall', mac: 'm1' })])
    );
    const result = await run(database, source, { policy: { match } });
    expect(codes(result)).toEqual(['2 duplicate-extension', '3 duplicate-mac']);
    expect(database.find('phone', 'name', 'desk')?.attributes.mac).toBe('m1');
  });
});
