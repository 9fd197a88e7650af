import { englishOf } from '../../../shared/codes/texts';
import {
  actions,
  changeOf,
  codes,
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
import { applyPlan } from './writer';

const handMade = (username: string) => ({ attributes: { username, displayName: 'By hand' } });
const ofOther = (username: string) => ({
  ...handMade(username),
  owner: OTHER,
  key: `username:${username}`,
});

describe('matching', () => {
  it('creates what is not stored', async () => {
    const database = new MemoryDatabase();
    const result = await run(database, rows(user('ann', { displayName: 'Ann' })));
    expect(actions(result)).toEqual(['create user username:ann']);
    expect(changeOf(result, 'username:ann')).toMatchObject({
      row: 2,
      label: 'Ann',
      target: null,
      own: true,
      attributes: { username: 'ann', displayName: 'Ann' },
      difference: { displayName: { before: null, after: 'Ann' } },
    });
    expect(database.find('user', 'username', 'ann')).toMatchObject({
      owner: PROFILE,
      key: 'username:ann',
    });
  });

  it('finds its own record by the key, even when the value was changed by hand', async () => {
    const database = new MemoryDatabase();
    const { id } = database.add('user', own('username:ann', { attributes: { username: 'anna' } }));
    const result = await run(database, rows(user('ann')));
    expect(changeOf(result, 'username:ann')).toMatchObject({
      action: 'update',
      target: { id },
      attributes: { username: 'ann' },
      difference: { username: { before: 'anna', after: 'ann' } },
    });
  });

  it('gives an own record that is found by the value its new key', async () => {
    const database = new MemoryDatabase();
    const { id } = database.add('user', ownUser('ann', { externalId: '4711' }));
    const match = { user: 'externalId', phonebookEntry: 'externalId', phone: 'mac' };
    const source = rows(user('ann', { externalId: '4711' }));
    const result = await run(database, source, { policy: { match } });
    expect(changeOf(result, 'externalId:4711')).toMatchObject({
      action: 'update',
      target: { id },
      attributes: {},
      difference: { key: { before: 'username:ann', after: 'externalId:4711' } },
    });
    expect(database.get('user', id).key).toBe('externalId:4711');
  });

  it('keeps children without a value when their parent gets another key', async () => {
    const database = new MemoryDatabase();
    const { id } = database.add('user', ownUser('ann', { externalId: '4711' }));
    const child = database.add(
      'phonebookEntry',
      own('username:ann/phonebook/0', { userId: id, attributes: { displayName: 'Ann' } })
    );
    const match = { user: 'externalId', phonebookEntry: 'externalId', phone: 'mac' };
    const source = rows(user('ann', { externalId: '4711' }, [entry({ displayName: 'Ann' })]));
    const result = await run(database, source, { policy: { match } });
    expect(result.counts.phonebookEntry).toMatchObject({ create: 0, update: 1, remove: 0 });
    expect(database.get('phonebookEntry', child.id).key).toBe('externalId:4711/phonebook/0');
  });

  it('keeps them also when a run dies after the parent got its key', async () => {
    const before = new MemoryDatabase();
    const { id } = before.add('user', ownUser('ann', { externalId: '4711' }));
    const child = before.add(
      'phonebookEntry',
      own('username:ann/phonebook/0', { userId: id, attributes: { displayName: 'Ann' } })
    );
    const match = { user: 'externalId', phonebookEntry: 'externalId', phone: 'mac' };
    const options = { policy: { match, mode: 'create-update' } } as const;
    const source = rows(user('ann', { externalId: '4711' }, [entry({ displayName: 'Ann' })]));
    const { changes } = await plan(before, source, options);
    const ofParent = changes.filter(({ type }) => type === 'user');
    applyPlan(before, ofParent, { profileId: PROFILE });
    expect(before.get('user', id).key).toBe('externalId:4711');
    const result = await run(before, source, options);
    expect(actions(result)).toEqual(['update phonebookEntry externalId:4711/phonebook/0']);
    expect(changeOf(result, 'externalId:4711/phonebook/0').target?.id).toBe(child.id);
  });

  it('keeps a child that gets a value to be matched by', async () => {
    const database = new MemoryDatabase();
    const { id } = database.add('user', ownUser('ann'));
    const child = database.add('phonebookEntry', own('username:ann/phonebook/0', { userId: id }));
    const result = await run(database, rows(user('ann', {}, [entry({ externalId: 'e1' })])));
    expect(changeOf(result, 'externalId:e1')).toMatchObject({
      action: 'update',
      target: { id: child.id },
    });
  });

  it("lets two people have each other's former usernames, renamed by hand", async () => {
    const database = new MemoryDatabase();
    const { id } = database.add('user', own('username:ann', { attributes: { username: 'anna' } }));
    const source = rows(user('anna'), user('ann'));
    const result = await run(database, source);
    expect(actions(result)).toEqual(['update user username:anna', 'create user username:ann']);
    expect(database.get('user', id)).toMatchObject({ key: 'username:anna' });
  });

  it('does not take a key that its holder keeps after all', async () => {
    const database = new MemoryDatabase();
    database.add('user', own('username:ann', { attributes: { username: 'anna' } }));
    database.add('user', { attributes: { username: 'hand', extension: '10' } });
    const source = rows(user('anna', { extension: '10' }), user('ann'));
    const result = await run(database, source);
    expect(actions(result)).toEqual(['error user username:anna', 'error user username:ann']);
    expect(codes(result)).toEqual(['2 duplicate-extension', '3 duplicate-username']);
  });

  it('does not adopt somebody with a key that another record is only about to leave', async () => {
    const database = new MemoryDatabase();
    database.add('user', own('username:ann', { attributes: { username: 'anna' } }));
    const hand = database.add('user', handMade('ann'));
    const source = rows(user('anna'), user('ann'));
    const options = { policy: { existing: 'adopt' } } as const;
    const first = await plan(database, source, options);
    expect(codes(first)).toEqual(['3 duplicate-username']);
    applyPlan(database, first.changes, { profileId: PROFILE });
    await run(database, source, options);
    expect(database.get('user', hand.id)).toMatchObject({ owner: PROFILE, key: 'username:ann' });
  });

  it('does not match an entry by an attribute it does not have', async () => {
    const database = new MemoryDatabase();
    database.add('phonebookEntry', { attributes: { displayName: 'Door' } });
    const result = await run(database, rows(entry({ displayName: 'Door', externalId: null })));
    expect(actions(result)).toEqual(['create phonebookEntry displayName:Door']);
  });

  it("finds the own record of an entry's value before those of others", async () => {
    const database = new MemoryDatabase();
    database.add('phonebookEntry', { attributes: { externalId: 'e1' } });
    const mine = database.add(
      'phonebookEntry',
      own('displayName:x', { attributes: { externalId: 'e1' } })
    );
    const result = await run(database, rows(entry({ externalId: 'e1' })));
    expect(changeOf(result, 'externalId:e1').target?.id).toBe(mine.id);
  });
});

describe('a match that was made by hand', () => {
  const match = async (existing: 'update' | 'adopt' | 'conflict', attributes = {}) => {
    const database = new MemoryDatabase();
    const { id } = database.add('user', handMade('ann'));
    const child = database.add('phone', own('mac:m9', { userId: id, attributes: { mac: 'm9' } }));
    const source = rows(user('ann', attributes));
    const policy = { existing, generate: generate({ password: true }) };
    const result = await run(database, source, { policy });
    return { database, result, stored: database.get('user', id), child };
  };

  it('is updated and stays nobody\'s with "update"', async () => {
    const { result, stored } = await match('update', { displayName: 'Ann' });
    expect(changeOf(result, 'username:ann')).toMatchObject({
      action: 'update',
      own: false,
      generate: [],
    });
    expect(stored).toMatchObject({ owner: null, key: null, attributes: { displayName: 'Ann' } });
  });

  it('is unchanged with "update" when nothing differs', async () => {
    expect((await match('update')).result.counts.user.unchanged).toBe(1);
  });

  it('is owned from now on with "adopt", even when nothing differs', async () => {
    const { result, stored } = await match('adopt');
    expect(changeOf(result, 'username:ann')).toMatchObject({
      action: 'update',
      own: true,
      attributes: {},
      generate: ['password'],
      difference: { owner: { before: null, after: PROFILE } },
    });
    expect(stored).toMatchObject({ owner: PROFILE, key: 'username:ann' });
  });

  it('is an issue with "conflict", and what it has stays', async () => {
    const { result, stored, child, database } = await match('conflict', { displayName: 'Ann' });
    expect(codes(result)).toEqual(['2 conflict']);
    expect(result.issues[0]).toMatchObject({ column: 'username', value: 'ann', severity: 'error' });
    expect(englishOf(result.issues[0]!)).toContain('made by hand');
    expect(result.counts).toMatchObject({
      user: { error: 1 },
      phone: { remove: 0 },
      rows: { failed: 1 },
    });
    expect(stored.attributes.displayName).toBe('By hand');
    expect(database.get('phone', child.id).key).toBe('mac:m9');
  });
});

describe('a match that another profile owns', () => {
  it('is a conflict unless the profile says otherwise', async () => {
    const database = new MemoryDatabase();
    const { id } = database.add('user', ofOther('ann'));
    const source = rows(user('ann', { displayName: 'Ann' }));
    const conflict = await plan(database, source, { policy: { existing: 'adopt' } });
    expect(codes(conflict)).toEqual(['2 conflict']);
    expect(englishOf(conflict.issues[0]!)).toContain('the connector profile "Name of profile-b"');
    const update = await plan(database, source, { policy: { ownedByOthers: 'update' } });
    expect(changeOf(update, 'username:ann')).toMatchObject({ action: 'update', own: false });
    const adopt = await run(database, source, { policy: { ownedByOthers: 'adopt' } });
    expect(changeOf(adopt, 'username:ann').difference.owner).toEqual({
      before: OTHER,
      after: PROFILE,
    });
    expect(database.get('user', id).owner).toBe(PROFILE);
  });

  it("counts a conflicting user's children as errors without issues of their own", async () => {
    const database = new MemoryDatabase();
    database.add('user', ofOther('ann'));
    const children = [entry({ displayName: 'Ann' }), phone({ mac: 'm1' })];
    const result = await run(database, rows(user('ann', {}, children)));
    expect(result.counts).toMatchObject({
      user: { error: 1 },
      phonebookEntry: { error: 1 },
      phone: { error: 1 },
      rows: { failed: 1 },
    });
    expect(codes(result)).toEqual(['2 conflict']);
  });
});

describe('the keys of top-level records', () => {
  it('are names for entries without an external id', async () => {
    const database = new MemoryDatabase();
    const source = rows(
      entry({ displayName: 'Door' }),
      entry({ displayName: 'Gate', externalId: '7' })
    );
    const result = await run(database, source);
    expect(actions(result)).toEqual([
      'create phonebookEntry displayName:Door',
      'create phonebookEntry externalId:7',
    ]);
  });

  it('recommend an external id when two entries have the same name', async () => {
    const result = await run(
      new MemoryDatabase(),
      rows(entry({ displayName: 'A' }), entry({ displayName: 'A' }))
    );
    expect(codes(result)).toEqual(['3 duplicate-display-name']);
    expect(englishOf(result.issues[0]!)).toMatch(/row 2.*externalId/);
  });

  it.each([
    ['a phone without a MAC', phone({ mac: null, name: 'Hall' })],
    ['a user without a username', user(null, { displayName: 'Ann' })],
    ['an entry with nothing to tell it by', entry({ displayName: null })],
  ])('are missing for %s', async (_, record) => {
    const database = new MemoryDatabase();
    database.add('user', ownUser('old'));
    const result = await run(database, rows(record, user('ann')));
    expect(codes(result)).toEqual(['2 missing-key', '- removal-skipped']);
    expect(result.counts.rows.failed).toBe(1);
    expect(result.counts.user.remove).toBe(0);
  });
});
