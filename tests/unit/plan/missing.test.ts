import {
  atOnce,
  actions,
  changeOf,
  NOW,
  OTHER,
  own,
  ownUser,
  phone,
  rows,
  run,
  user,
} from './helpers';
import { MemoryDatabase } from './memory';

const BEFORE = '2025-06-01T00:00:00.000Z';
const disable = { policy: { missing: atOnce('disable') } } as const;

describe('users whose row lacks cells', () => {
  const database = () => {
    const stored = new MemoryDatabase();
    const ann = stored.add('user', ownUser('ann'));
    stored.add('phone', own('mac:m1', { userId: ann.id, attributes: { mac: 'm1' } }));
    stored.add('phonebookEntry', own('username:ann/phonebook/0', { userId: ann.id }));
    return stored;
  };

  it('keep entries and phones that the row does not mention', async () => {
    const partial = await run(database(), rows(user('ann', {}, [], { partial: true })));
    expect(actions(partial)).toEqual([]);
    expect(partial.counts.phone.remove).toBe(0);
    const whole = await run(database(), rows(user('ann')));
    expect(whole.counts).toMatchObject({ phone: { remove: 1 }, phonebookEntry: { remove: 1 } });
  });
});

describe('missing users that are disabled', () => {
  it('are marked, and their entries and phones stay', async () => {
    const database = new MemoryDatabase();
    const bob = database.add('user', ownUser('bob'));
    database.add('phone', own('mac:m1', { userId: bob.id, attributes: { mac: 'm1' } }));
    database.add('phonebookEntry', own('username:bob/phonebook/0', { userId: bob.id }));
    const result = await run(database, rows(user('ann')), disable);
    expect(actions(result)).toEqual(['create user username:ann', 'update user username:bob']);
    expect(changeOf(result, 'username:bob')).toMatchObject({
      row: null,
      own: true,
      attributes: { enabled: false },
      missingSince: NOW,
      difference: {
        enabled: { before: true, after: false },
        missingSince: { before: null, after: NOW },
      },
    });
    expect(result.counts.user).toMatchObject({ create: 1, update: 1, unchanged: 0, remove: 0 });
  });

  it('are left alone and not counted once they are marked', async () => {
    const database = new MemoryDatabase();
    const bob = database.add('user', ownUser('bob', { enabled: false }, { missingSince: BEFORE }));
    database.add('phone', own('mac:m1', { userId: bob.id, attributes: { mac: 'm1' } }));
    const result = await run(database, rows(user('ann')), disable);
    expect(actions(result)).toEqual(['create user username:ann']);
    expect(result.counts.user).toMatchObject({ update: 0, unchanged: 0 });
  });

  it('are not those whom an admin has disabled: these are not marked', async () => {
    const database = new MemoryDatabase();
    database.add('user', ownUser('bob', { enabled: false }));
    expect(actions(await run(database, rows(user('ann')), disable))).toEqual([
      'create user username:ann',
    ]);
  });

  it('are neither protected ones nor those of others', async () => {
    const database = new MemoryDatabase();
    database.add('user', ownUser('boss', {}, { protected: true }));
    database.add('user', { attributes: { username: 'hand' } });
    database.add('user', { owner: OTHER, key: 'username:o', attributes: { username: 'o' } });
    expect(actions(await run(database, rows(user('ann')), disable))).toEqual([
      'create user username:ann',
    ]);
  });

  it('do not keep what hangs on nobody, or on users who are there', async () => {
    const database = new MemoryDatabase();
    const ann = database.add('user', ownUser('ann'));
    database.add(
      'phonebookEntry',
      own('displayName:Door', { attributes: { displayName: 'Door' } })
    );
    database.add('phone', own('mac:m1', { userId: ann.id, attributes: { mac: 'm1' } }));
    expect(actions(await run(database, rows(user('ann')), disable))).toEqual([
      'remove phonebookEntry displayName:Door',
      'remove phone mac:m1',
    ]);
  });
});

describe('a user who comes back', () => {
  const back = (record = user('bob'), attributes: Record<string, boolean> = { enabled: false }) => {
    const database = new MemoryDatabase();
    database.add('user', ownUser('bob', attributes, { missingSince: BEFORE }));
    return run(database, rows(record), disable);
  };

  it('is enabled, and no longer marked', async () => {
    expect(changeOf(await back(), 'username:bob')).toMatchObject({
      action: 'update',
      attributes: { enabled: true },
      missingSince: null,
      difference: {
        enabled: { before: false, after: true },
        missingSince: { before: BEFORE, after: null },
      },
    });
  });

  it('is what the row says, where it says it', async () => {
    const change = changeOf(await back(user('bob', { enabled: false })), 'username:bob');
    expect(change).toMatchObject({ attributes: {}, missingSince: null });
  });

  it('only loses the mark when an admin has enabled him', async () => {
    expect(changeOf(await back(user('bob'), { enabled: true }), 'username:bob')).toMatchObject({
      attributes: {},
      missingSince: null,
    });
  });

  it('is enabled also when missing users are removed by now', async () => {
    const database = new MemoryDatabase();
    database.add('user', ownUser('bob', { enabled: false }, { missingSince: BEFORE }));
    expect(changeOf(await run(database, rows(user('bob'))), 'username:bob').attributes).toEqual({
      enabled: true,
    });
  });

  it('stays marked when another profile marked him and still owns him', async () => {
    const database = new MemoryDatabase();
    database.add('user', {
      owner: OTHER,
      key: 'k',
      missingSince: BEFORE,
      attributes: { username: 'bob', enabled: false },
    });
    const result = await run(database, rows(user('bob')), { policy: { ownedByOthers: 'update' } });
    expect(result.counts.user.unchanged).toBe(1);
  });
});

describe('a user whom an admin disabled', () => {
  it('stays disabled unless the row says otherwise', async () => {
    const database = new MemoryDatabase();
    database.add('user', ownUser('bob', { enabled: false }));
    expect(actions(await run(database, rows(user('bob')), disable))).toEqual([]);
    const result = await run(database, rows(user('bob', { enabled: true })), disable);
    expect(changeOf(result, 'username:bob').attributes).toEqual({ enabled: true });
  });
});

describe('missing users that are removed', () => {
  it('take their own children with them, each as a change of its own', async () => {
    const database = new MemoryDatabase();
    const bob = database.add('user', ownUser('bob'));
    database.add('phone', own('mac:m1', { userId: bob.id, attributes: { mac: 'm1' } }));
    expect(actions(await run(database, rows(user('ann'))))).toEqual([
      'create user username:ann',
      'remove user username:bob',
      'remove phone mac:m1',
    ]);
  });

  it('leave behind a phone that moves to somebody else', async () => {
    const database = new MemoryDatabase();
    const bob = database.add('user', ownUser('bob', { displayName: 'Bob' }));
    const moved = database.add(
      'phone',
      own('mac:m1', { userId: bob.id, attributes: { mac: 'm1' } })
    );
    const result = await run(database, rows(user('ann', {}, [phone({ mac: 'm1' })])));
    expect(changeOf(result, 'mac:m1').difference.user).toEqual({ before: 'Bob', after: 'ann' });
    const holder = database.get('phone', moved.id).userId;
    expect(holder && database.get('user', holder).attributes.username).toBe('ann');
  });
});

describe('types that no row makes because a column is missing', () => {
  it('stay, but for what is theirs whose user goes', async () => {
    const database = new MemoryDatabase();
    const ann = database.add('user', ownUser('ann'));
    const bob = database.add('user', ownUser('bob'));
    const phoneOf = (mac: string, userId: number) =>
      database.add('phone', own(`mac:${mac}`, { userId, attributes: { mac } }));
    phoneOf('m1', ann.id);
    phoneOf('m2', bob.id);
    const result = await run(database, rows(user('ann')), { keeps: ['phone'] });
    expect(actions(result)).toEqual(['remove user username:bob', 'remove phone mac:m2']);
  });

  it.each(['phone', 'phonebookEntry'] as const)('%s: without a user too', async (type) => {
    const database = new MemoryDatabase();
    database.add('user', ownUser('ann'));
    database.add(type, own('k', { attributes: { displayName: 'x' } }));
    expect(actions(await run(database, rows(user('ann')), { keeps: [type] }))).toEqual([]);
    expect(actions(await run(database, rows(user('ann'))))).toEqual([`remove ${type} k`]);
  });
});
