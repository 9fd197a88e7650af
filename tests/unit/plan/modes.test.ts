import type { AttributeValue } from '../../../server/src/mapping/types';
import {
  atOnce,
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
      'update phone id:8',
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

  it('replace removes every user that is not protected, with the entries and phones of removed ones', async () => {
    const database = stored();
    const idOf = (name: string) => database.find('user', 'username', name)?.id ?? null;
    const byHand = (displayName: string, user: string | null) => {
      const userId = user === null ? null : idOf(user);
      database.add('phonebookEntry', { userId, attributes: { displayName } });
    };
    byHand('Nobody', null);
    byHand('Of Hand', 'hand');
    byHand('Of Ann', 'ann');
    byHand('Of the admin', 'admin');
    database.add('phone', {
      owner: OTHER,
      key: 'mac:m4',
      userId: idOf('other'),
      attributes: { mac: 'm4' },
    });
    const result = await run(database, source, { policy: { mode: 'replace' } });
    expect(actions(result).filter((action) => action.startsWith('remove'))).toEqual([
      'remove user username:bob',
      'remove user id:3',
      'remove user username:other',
      'remove phonebookEntry id:10',
      'remove phone mac:m1',
      'remove phone mac:m2',
      'remove phone id:8',
      'remove phone mac:m4',
    ]);
    expect(changeOf(result, 'mac:m4')).toMatchObject({
      own: false,
      difference: { mac: { before: 'm4', after: null } },
    });
    expect(database.find('user', 'username', 'admin')).toBeDefined();
    expect([...database.tables.phonebookEntry.values()]).toMatchObject([
      { attributes: { displayName: 'Nobody' } },
      { attributes: { displayName: 'Of Ann' } },
      { attributes: { displayName: 'Of the admin' } },
    ]);
  });

  it('replace leaves what its source has, whoever had brought it and whose it was', async () => {
    const database = stored();
    const source3 = rows(
      user('ann', {}, [phone({ mac: 'm3' })]),
      user('new'),
      phone({ mac: 'm2' })
    );
    const result = await run(database, source3, { policy: { mode: 'replace', existing: 'adopt' } });
    expect(actions(result)).toEqual([
      'update phone mac:m3',
      'create user username:new',
      'remove user username:bob',
      'remove user id:3',
      'remove user username:other',
      'remove phone mac:m1',
      'update phone mac:m2',
    ]);
    expect(changeOf(result, 'mac:m2').difference).toEqual({ user: { before: 'bob', after: null } });
    const ann = database.find('user', 'username', 'ann');
    expect(database.find('phone', 'mac', 'm3')?.userId).toBe(ann?.id);
    expect(database.find('phone', 'mac', 'm2')?.userId).toBeNull();
  });

  it("replace leaves users who are Strapi's own administrators, by the identity of name or address", async () => {
    const database = new MemoryDatabase();
    const people: Record<string, AttributeValue>[] = [
      { username: 'Root' },
      { username: 'jürgen'.normalize('NFD') },
      { username: 'u1', email: ' Boss@Example.COM' },
      { username: 'boss@example.com' },
      { username: 'rooter' },
      { username: 'u2', email: 'other@example.com' },
      { username: 'jurgen' },
    ];
    for (const attributes of people) database.add('user', { attributes });
    const administrators = ['root', 'jürgen', 'boss@example.com'];
    const removed = async (mode: 'replace' | 'create-update-remove') => {
      const { changes } = await plan(database, rows(user('new')), {
        policy: { mode },
        administrators,
      });
      return changes.filter(({ action }) => action === 'remove').map(({ label }) => label);
    };
    expect(await removed('replace')).toEqual(['rooter', 'u2', 'jurgen']);
    const admin = database.add('user', ownUser('root2', { email: 'BOSS@example.com' }));
    database.add('phone', own('mac:p1', { userId: admin.id }));
    expect(await removed('replace')).toEqual(['rooter', 'u2', 'jurgen']);
    expect(await removed('create-update-remove')).toEqual(['root2', 'mac:p1']);
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
    const policy = { mode: 'replace', missing: atOnce('disable') } as const;
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

  it('takes the user from entries and phones of others, which stay and say so', async () => {
    const database = new MemoryDatabase();
    const bob = database.add('user', ownUser('bob', { displayName: 'Bob' }));
    const ann = database.add('user', ownUser('ann'));
    const foreign = { owner: OTHER, key: 'mac:m1', attributes: { mac: 'm1' } };
    database.add('phone', { ...foreign, userId: bob.id });
    database.add('phone', { userId: ann.id, attributes: { mac: 'm2' } });
    const byHand = { userId: bob.id, attributes: { displayName: 'B' } };
    const { id } = database.add('phonebookEntry', byHand);
    database.add(
      'phonebookEntry',
      own('externalId:e1', { userId: bob.id, attributes: { externalId: 'e1' } })
    );
    const source = rows(user('ann'), entry({ externalId: 'e1' }));
    const result = await run(database, source);
    expect(actions(result)).toEqual([
      'remove user username:bob',
      `update phonebookEntry id:${id}`,
      'update phone mac:m1',
      'update phonebookEntry externalId:e1',
    ]);
    for (const change of result.changes.slice(1)) {
      expect(change).toMatchObject({ attributes: {}, user: null });
      expect(change.difference).toEqual({ user: { before: 'Bob', after: null } });
    }
    expect(database.find('phone', 'mac', 'm1')).toMatchObject({ owner: OTHER, userId: null });
  });

  it('leaves entries and phones with users who stay, and does nothing to them otherwise', async () => {
    const database = new MemoryDatabase();
    const bob = database.add('user', ownUser('bob'));
    database.add('phone', { userId: bob.id, attributes: { mac: 'm1' } });
    for (const policy of [{ missing: atOnce('disable') }, { mode: 'create-update' }] as const) {
      const { changes } = await plan(database, rows(user('ann')), { policy });
      expect(changes.filter(({ type }) => type === 'phone')).toEqual([]);
    }
  });

  it('is an own child that the source has no more, also under a user of others', async () => {
    const database = new MemoryDatabase();
    const hand = database.add('user', { attributes: { username: 'hand' } });
    database.add('phone', own('mac:m1', { userId: hand.id, attributes: { mac: 'm1' } }));
    database.add('phone', { userId: hand.id, attributes: { mac: 'm2' } });
    expect(actions(await run(database, rows(user('hand'))))).toEqual(['remove phone mac:m1']);
  });
});
