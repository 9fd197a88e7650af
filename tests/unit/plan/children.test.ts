import {
  actions,
  changeOf,
  codes,
  entry,
  own,
  ownUser,
  phone,
  plan,
  row,
  rows,
  run,
  user,
} from './helpers';
import { MemoryDatabase } from './memory';

const at = (place: string) => ({ place });

describe('children', () => {
  it('belong to the user of their row, be it new or stored', async () => {
    const database = new MemoryDatabase();
    const { id } = database.add('user', ownUser('ann'));
    const source = rows(
      user('ann', {}, [phone({ mac: 'm1' })]),
      user('bob', {}, [phone({ mac: 'm2' }), entry({ displayName: 'B' })])
    );
    const result = await run(database, source);
    const bob = changeOf(result, 'username:bob').sequence;
    expect(changeOf(result, 'mac:m1')).toMatchObject({
      user: { id },
      difference: { user: { before: null, after: 'ann' } },
    });
    expect(changeOf(result, 'mac:m2').user).toEqual({ sequence: bob });
    expect(changeOf(result, 'username:bob/phonebook/0').user).toEqual({ sequence: bob });
  });

  it('keep their identity by their place when everything else about them changes', async () => {
    const database = new MemoryDatabase();
    const source = (...names: string[]) =>
      rows(
        user(
          'ann',
          {},
          names.map((displayName, index) => entry({ displayName }, at(`phonebook/${index}`)))
        )
      );
    await run(database, source('Work', 'Home'));
    const ids = [...database.tables.phonebookEntry.keys()];
    const result = await run(database, source('Office', 'House'));
    expect(result.counts.phonebookEntry).toMatchObject({ update: 2, create: 0, remove: 0 });
    expect([...database.tables.phonebookEntry.keys()]).toEqual(ids);
    expect(changeOf(await run(database, source('Office')), 'username:ann/phonebook/1').action).toBe(
      'remove'
    );
  });

  it('keep their identity wherever their row stands in the file', async () => {
    const database = new MemoryDatabase();
    const ann = user('ann', {}, [entry({ displayName: 'Ann' })]);
    const bob = user('bob', {}, [entry({ displayName: 'Bob' })]);
    await run(database, rows(ann, bob));
    expect(actions(await run(database, rows(bob, user('new'), ann)))).toEqual([
      'create user username:new',
    ]);
  });

  it('move to another user, stored or new', async () => {
    const database = new MemoryDatabase();
    const ann = database.add('user', ownUser('ann'));
    database.add('user', ownUser('bob'));
    for (const mac of ['m1', 'm2'])
      database.add('phone', own(`mac:${mac}`, { userId: ann.id, attributes: { mac } }));
    const source = rows(
      user('ann'),
      user('bob', {}, [phone({ mac: 'm1' })]),
      user('new', {}, [phone({ mac: 'm2' })])
    );
    const result = await run(database, source);
    expect(changeOf(result, 'mac:m1')).toMatchObject({
      action: 'update',
      attributes: {},
      difference: { user: { before: 'ann', after: 'bob' } },
    });
    expect(changeOf(result, 'mac:m2').user).toEqual({
      sequence: changeOf(result, 'username:new').sequence,
    });
  });

  it('are assigned when they hung on nobody', async () => {
    const database = new MemoryDatabase();
    const { id } = database.add('user', ownUser('ann'));
    database.add('phone', own('mac:m1', { attributes: { mac: 'm1' } }));
    const result = await run(database, rows(user('ann', {}, [phone({ mac: 'm1' })])));
    expect(changeOf(result, 'mac:m1')).toMatchObject({
      user: { id },
      difference: { user: { before: null } },
    });
  });

  it("of entries belong to the entry's user", async () => {
    const nested = {
      ...entry({ displayName: 'A' }),
      children: [phone({ mac: 'm1' }, at('post/ipphone/0'))],
    };
    const result = await run(new MemoryDatabase(), rows(user('ann', {}, [nested])));
    expect(changeOf(result, 'mac:m1').user).toEqual({
      sequence: changeOf(result, 'username:ann').sequence,
    });
  });

  it('that are users are users like any other', async () => {
    const nested = user('bob', {}, [phone({ mac: 'm2' })]);
    const result = await run(
      new MemoryDatabase(),
      rows(user('ann', {}, [nested, phone({ mac: 'm1' })]))
    );
    const bob = changeOf(result, 'username:bob').sequence;
    expect(changeOf(result, 'username:bob').user).toBeUndefined();
    expect(changeOf(result, 'mac:m2').user).toEqual({ sequence: bob });
    expect(changeOf(result, 'mac:m1').user).toEqual({
      sequence: changeOf(result, 'username:ann').sequence,
    });
  });
});

describe('entries and phones that name their user', () => {
  const door = (owner: string, externalId = 'e1') =>
    entry({ displayName: 'Door', externalId }, { owner });

  it('get one of a later or earlier row, new or stored, or one that is not in the source', async () => {
    const database = new MemoryDatabase();
    const ann = database.add('user', ownUser('ann'));
    const hand = database.add('user', { attributes: { username: 'hand', displayName: 'Hand' } });
    const source = rows(
      door('new'),
      door('ann', 'e2'),
      door('hand', 'e3'),
      user('new'),
      user('ann'),
      door('new', 'e4')
    );
    for (const batchSize of [1, 500]) {
      const result = await plan(database, source, { batchSize });
      const { sequence } = changeOf(result, 'username:new');
      expect(changeOf(result, 'externalId:e1').user).toEqual({ sequence });
      expect(changeOf(result, 'externalId:e2').user).toEqual({ id: ann.id });
      expect(changeOf(result, 'externalId:e3')).toMatchObject({
        user: { id: hand.id },
        difference: { user: { after: 'Hand' } },
      });
      expect(changeOf(result, 'externalId:e4').user).toEqual({ sequence });
    }
    await run(database, source);
  });

  it('are imported without one when nobody has the name, with a warning', async () => {
    const result = await run(new MemoryDatabase(), rows(door('ghost'), user('ann')), {
      columns: { 'phonebookEntry.user': 'Owner' },
    });
    expect(codes(result)).toEqual(['2 unknown-user']);
    expect(result.issues[0]).toMatchObject({
      severity: 'warning',
      value: 'ghost',
      column: 'Owner',
    });
    expect(result.counts).toMatchObject({ phonebookEntry: { create: 1 }, rows: { failed: 0 } });
  });

  it('have as much of a name quoted as fits into one line', async () => {
    const result = await run(new MemoryDatabase(), rows(door('ghost'.repeat(100_000))));
    const quoted = `${'ghost'.repeat(51)}…`;
    expect(result.issues).toMatchObject([{ value: quoted, params: { username: quoted } }]);
  });

  it('lose one that is removed in the same run', async () => {
    const database = new MemoryDatabase();
    const old = database.add('user', ownUser('old'));
    database.add(
      'phonebookEntry',
      own('externalId:e1', {
        userId: old.id,
        attributes: { displayName: 'Door', externalId: 'e1' },
      })
    );
    const result = await run(database, rows(door('old')));
    expect(codes(result)).toEqual(['2 unknown-user']);
    expect(changeOf(result, 'externalId:e1')).toMatchObject({
      action: 'update',
      user: null,
      difference: { user: { before: 'old', after: null } },
    });
  });

  it('do not get one whose creation fails', async () => {
    const database = new MemoryDatabase();
    database.add('user', { attributes: { username: 'hand', extension: '10' } });
    const result = await run(database, rows(door('new'), user('new', { extension: '10' })));
    expect(codes(result)).toEqual(['2 unknown-user', '3 duplicate-extension']);
    expect(changeOf(result, 'externalId:e1').action).toBe('create');
  });

  it('do not get one who is refused at once', async () => {
    const source = rows(
      user('ann', { extension: '10' }),
      user('bob', { extension: '10' }),
      door('bob')
    );
    expect(codes(await run(new MemoryDatabase(), source))).toEqual([
      '3 duplicate-extension',
      '4 unknown-user',
    ]);
  });

  it('do not get one who gives the name up', async () => {
    const match = { user: 'externalId', phonebookEntry: 'externalId', phone: 'mac' };
    const database = new MemoryDatabase();
    database.add('user', own('externalId:1', { attributes: { username: 'max', externalId: '1' } }));
    const source = rows(door('max'), user('moritz', { externalId: '1' }));
    const result = await run(database, source, { policy: { match } });
    expect(codes(result)).toEqual(['2 unknown-user']);
  });

  it('keep a stored one whose update fails', async () => {
    const database = new MemoryDatabase();
    const { id } = database.add('user', ownUser('ann'));
    const result = await run(database, rows(door('ann'), user('ann', {}, [], { failed: true })));
    expect(changeOf(result, 'externalId:e1').user).toEqual({ id });
  });

  it('get who has the name afterwards', async () => {
    const match = { user: 'externalId', phonebookEntry: 'externalId', phone: 'mac' };
    const database = new MemoryDatabase();
    const first = database.add(
      'user',
      own('externalId:1', { attributes: { username: 'max', externalId: '1' } })
    );
    database.add(
      'phonebookEntry',
      own('externalId:e1', {
        userId: first.id,
        attributes: { displayName: 'Door', externalId: 'e1' },
      })
    );
    const source = rows(
      door('max'),
      door('moritz', 'e2'),
      user('moritz', { externalId: '1' }),
      user('max', { externalId: '2' })
    );
    const result = await run(database, source, { policy: { match } });
    expect(changeOf(result, 'externalId:e1').user).toEqual({
      sequence: changeOf(result, 'externalId:2').sequence,
    });
    expect(changeOf(result, 'externalId:e2').user).toEqual({ id: first.id });
  });

  it('are one change when other things differ too', async () => {
    const database = new MemoryDatabase();
    const ann = database.add('user', ownUser('ann'));
    const bob = database.add('user', ownUser('bob'));
    database.add(
      'phone',
      own('mac:m1', { userId: bob.id, attributes: { mac: 'm1', name: 'Old' } })
    );
    const source = rows(
      user('ann'),
      user('bob'),
      phone({ mac: 'm1', name: 'New' }, { owner: 'ann' })
    );
    const result = await run(database, source);
    expect(changeOf(result, 'mac:m1')).toMatchObject({
      attributes: { name: 'New' },
      user: { id: ann.id },
      difference: { name: { before: 'Old', after: 'New' }, user: { before: 'bob', after: 'ann' } },
    });
  });

  it('are left where they are when they name nobody', async () => {
    const database = new MemoryDatabase();
    const ann = database.add('user', ownUser('ann'));
    database.add('phone', own('mac:m1', { userId: ann.id, attributes: { mac: 'm1' } }));
    expect(actions(await run(database, rows(user('ann'), phone({ mac: 'm1' }))))).toEqual([]);
  });

  it('belong to a user only once when a name is unknown in many rows', async () => {
    const source = [row(2, door('ghost'), door('ghost', 'e2'))];
    expect(codes(await run(new MemoryDatabase(), source))).toEqual([
      '2 unknown-user',
      '2 unknown-user',
    ]);
  });
});
