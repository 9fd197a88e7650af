import {
  actions,
  changeOf,
  entry,
  generate,
  OTHER,
  own,
  ownUser,
  phone,
  plan,
  PROFILE,
  rows,
  run,
  user,
} from './helpers';
import { MemoryDatabase } from './memory';

function stored(): MemoryDatabase {
  const database = new MemoryDatabase();
  const ann = database.add('user', ownUser('ann', { displayName: 'Old' }));
  const bob = database.add('user', ownUser('bob'));
  database.add('user', { attributes: { username: 'hand' } });
  database.add('user', { owner: OTHER, key: 'username:other', attributes: { username: 'other' } });
  database.add('user', { attributes: { username: 'admin' }, protected: true });
  database.add('phone', own('mac:m1', { userId: ann.id, attributes: { mac: 'm1' } }));
  database.add('phone', own('mac:m2', { userId: bob.id, attributes: { mac: 'm2' } }));
  database.add('phone', { userId: bob.id, attributes: { mac: 'm3' } });
  return database;
}

const source = rows(user('ann', { displayName: 'New' }), user('new', {}, [phone({ mac: 'm9' })]));

describe('modes', () => {
  it('create-update-remove removes what earlier runs of the profile brought', async () => {
    const result = await run(stored(), source);
    expect(actions(result)).toEqual([
      'update user username:ann',
      'create user username:new',
      'create phone mac:m9',
      'remove user username:bob',
      'remove phone mac:m1',
      'remove phone mac:m2',
    ]);
  });

  it('create-update removes nothing', async () => {
    const result = await run(stored(), source, { policy: { mode: 'create-update' } });
    expect(actions(result)).toEqual([
      'update user username:ann',
      'create user username:new',
      'create phone mac:m9',
    ]);
  });

  it('create-only leaves what is stored alone, whoever made it', async () => {
    const database = stored();
    const records = [
      user('ann', { displayName: 'New' }, [
        phone({ mac: 'm1', name: 'Desk' }),
        phone({ mac: 'm8' }),
      ]),
      user('hand', { displayName: 'New' }),
      user('other', { displayName: 'New' }),
      user('new'),
    ];
    const result = await run(database, rows(...records), {
      policy: {
        mode: 'create-only',
        existing: 'conflict',
        generate: generate({ extension: { from: 10, to: 19 }, pin: true }),
      },
    });
    expect(actions(result)).toEqual(['create phone mac:m8', 'create user username:new']);
    expect(result.counts.user).toMatchObject({ unchanged: 3, create: 1, remove: 0 });
    expect(changeOf(result, 'username:new')).toMatchObject({
      attributes: { extension: '10' },
      generate: ['pin'],
    });
    expect(result.issues).toEqual([]);
  });

  it('replace removes every user that is not protected, but only own entries and phones', async () => {
    const database = stored();
    database.add('phonebookEntry', { attributes: { displayName: 'By hand' } });
    const result = await run(database, source, { policy: { mode: 'replace' } });
    expect(actions(result).filter((action) => action.startsWith('remove'))).toEqual([
      'remove user username:bob',
      'remove user id:3',
      'remove user username:other',
      'remove phone mac:m1',
      'remove phone mac:m2',
    ]);
    expect(database.find('user', 'username', 'admin')).toBeDefined();
    expect(database.find('phone', 'mac', 'm3')).toMatchObject({ userId: null });
  });

  it('replace adopts users of others, whatever the policies say', async () => {
    const database = stored();
    const result = await run(database, rows(user('hand'), user('other')), {
      policy: { mode: 'replace', existing: 'conflict', ownedByOthers: 'conflict' },
    });
    expect(result.counts.user).toMatchObject({ update: 2, error: 0 });
    expect(database.find('user', 'username', 'hand')).toMatchObject({ owner: PROFILE });
    expect(database.find('user', 'username', 'other')).toMatchObject({ owner: PROFILE });
  });

  it('replace removes missing users even where missing ones would be disabled', async () => {
    const policy = { mode: 'replace', missing: 'disable' } as const;
    const result = await run(stored(), source, { policy });
    expect(changeOf(result, 'username:bob').action).toBe('remove');
  });

  it('replace handles entries of others by the policies', async () => {
    const database = new MemoryDatabase();
    database.add('phonebookEntry', { attributes: { externalId: 'e1' } });
    const policy = { mode: 'replace', existing: 'conflict' } as const;
    const result = await plan(database, rows(entry({ externalId: 'e1' })), { policy });
    expect(result.counts.phonebookEntry.error).toBe(1);
  });
});

describe('what may be removed', () => {
  it('shows what is lost, secrets masked', async () => {
    const database = new MemoryDatabase();
    database.add(
      'user',
      ownUser(
        'bob',
        { mobileNumbers: ['1'] },
        { secrets: { pin: { set: true, fingerprint: 'x' } } }
      )
    );
    const result = await run(database, rows(user('ann')));
    expect(changeOf(result, 'username:bob')).toMatchObject({ row: null, label: 'bob', own: true });
    expect(changeOf(result, 'username:bob').difference).toEqual({
      username: { before: 'bob', after: null },
      mobileNumbers: { before: ['1'], after: null },
      enabled: { before: true, after: null },
      authMethod: { before: 'local', after: null },
      pin: { before: '•••', after: null },
    });
  });

  it('is nothing that is protected, nor what hangs on it', async () => {
    const database = new MemoryDatabase();
    const boss = database.add('user', ownUser('boss', {}, { protected: true }));
    database.add('phone', own('mac:m1', { userId: boss.id, attributes: { mac: 'm1' } }));
    expect(actions(await run(database, rows(user('ann'))))).toEqual(['create user username:ann']);
  });

  it('is an own child that the source has no more, also under a user of others', async () => {
    const database = new MemoryDatabase();
    const hand = database.add('user', { attributes: { username: 'hand' } });
    database.add('phone', own('mac:m1', { userId: hand.id, attributes: { mac: 'm1' } }));
    database.add('phone', { userId: hand.id, attributes: { mac: 'm2' } });
    expect(actions(await run(database, rows(user('hand'))))).toEqual(['remove phone mac:m1']);
  });
});
