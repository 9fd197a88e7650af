import { englishOf } from '../../../shared/codes/texts';
import { actions, codes, entry, OTHER, ownUser, plan, rows, run, user } from './helpers';
import { MemoryDatabase } from './memory';

const names = (count: number): string[] => Array.from({ length: count }, (_, at) => `u${at + 1}`);

const of = (owner: string | null, count: number, database = new MemoryDatabase()) => {
  for (const username of names(count)) {
    const key = owner === null ? null : `username:${username}`;
    database.add('user', { owner, key, attributes: { username } });
  }
  return database;
};

describe('records that somebody else brought', () => {
  it.each([2, 7, 54])('are one finding that names the profile: %d of them', async (count) => {
    const result = await run(of(OTHER, count), rows(...names(count).map((name) => user(name))));
    expect(codes(result)).toEqual(['- conflict']);
    expect(result.issues[0]).toMatchObject({ severity: 'error', row: null });
    const message = englishOf(result.issues[0]!);
    expect(message).toContain(`${count} users of this source`);
    expect(message).toContain(`the connector profile "Name of ${OTHER}"`);
    expect(message).toContain('update records that another profile manages or take them over');
    expect(message).not.toMatch(/ownedByOthers|"(existing|update|adopt)"/);
    expect(message).toContain(count > 5 ? 'rows 2, 3, 4, 5, 6 …)' : 'rows 2, 3)');
    expect(result.counts).toMatchObject({ user: { error: count }, rows: { failed: count } });
  });

  it('keep row and value where there is just one', async () => {
    const result = await run(of(OTHER, 1), rows(user('u1')));
    expect(result.issues).toMatchObject([{ row: 2, value: 'u1', code: 'conflict' }]);
    expect(englishOf(result.issues[0]!)).toContain(`"Name of ${OTHER}"`);
  });

  it('are told apart by who brought them, and by their type', async () => {
    const database = of(OTHER, 2);
    database.add('user', { owner: 'third', key: 'username:c', attributes: { username: 'c' } });
    for (const externalId of ['e1', 'e2']) {
      database.add('phonebookEntry', { attributes: { externalId, displayName: externalId } });
    }
    const source = rows(
      user('u1'),
      user('u2'),
      user('c'),
      entry({ externalId: 'e1' }),
      entry({ externalId: 'e2' })
    );
    const result = await plan(database, source, { policy: { existing: 'conflict' } });
    expect(result.issues.map((one) => englishOf(one).split(';')[0])).toEqual([
      'The user with username "c" is stored already and belongs to the connector profile "Name of third"',
      `2 users of this source (rows 2, 3) are stored already and belong to the connector profile "Name of ${OTHER}"`,
      '2 phonebook entries of this source (rows 5, 6) are stored already and were made by hand',
    ]);
  });

  it('are counted over all batches', async () => {
    const source = rows(...names(9).map((name) => user(name)));
    const result = await plan(of(null, 9), source, {
      policy: { existing: 'conflict' },
      batchSize: 2,
    });
    expect(codes(result)).toEqual(['- conflict']);
    expect(actions(result)).toHaveLength(9);
  });

  it('leave the findings about others as they are', async () => {
    const database = of(OTHER, 2);
    database.add('user', ownUser('own', { extension: '10' }));
    const source = rows(user('u1'), user('u2'), user('own'), user('x', { extension: '10' }));
    const result = await plan(database, source);
    expect(codes(result)).toEqual(['5 duplicate-extension', '- conflict']);
  });

  it('are said to be over where the value was given up while the plan was made', async () => {
    const database = new MemoryDatabase();
    const holder = { owner: OTHER, attributes: { username: 'h', extension: '10' } };
    database.add('user', holder);
    const { byAttribute } = database;
    let looks = 0;
    jest.spyOn(database, 'byAttribute').mockImplementation(async (type, attribute, values) => {
      if (attribute !== 'extension') return byAttribute.call(database, type, attribute, values);
      looks += 1;
      return looks === 1 ? byAttribute.call(database, type, attribute, values) : [];
    });
    const result = await plan(database, rows(user('x', { extension: '10' })));
    expect(looks).toBe(2);
    expect(codes(result)).toEqual(['2 duplicate-extension']);
    expect(englishOf(result.issues[0]!)).toContain('has given it up since');
    expect(actions(result)).toEqual(['error user username:x']);
  });
});
