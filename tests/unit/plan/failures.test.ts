import { englishOf } from '../../../shared/codes/texts';
import type { MappedRow } from '../../../server/src/mapping/types';
import {
  atOnce,
  actions,
  changeOf,
  codes,
  entry,
  filteredRow,
  lostRow,
  own,
  ownUser,
  phone,
  plan,
  row,
  rowIssue,
  rows,
  run,
  user,
} from './helpers';
import { MemoryDatabase } from './memory';

function stored(): MemoryDatabase {
  const database = new MemoryDatabase();
  const ann = database.add('user', ownUser('ann', { displayName: 'Ann' }));
  database.add('user', ownUser('bob'));
  database.add('phone', own('mac:m1', { userId: ann.id, attributes: { mac: 'm1' } }));
  database.add('phonebookEntry', own('username:ann/phonebook/0', { userId: ann.id }));
  return database;
}

const failing = (source: MappedRow): MappedRow => ({
  ...source,
  issues: [rowIssue(source.row, 'invalid-value')],
});

describe('a failed record whose key is known', () => {
  it('is not written, and nothing of it is removed', async () => {
    const database = stored();
    const source = [
      failing(row(2, user('ann', { displayName: 'X' }, [phone({ mac: 'm9' })], { failed: true }))),
      row(3, user('bob')),
    ];
    const result = await run(database, source);
    expect(actions(result)).toEqual(['error user username:ann', 'error phone mac:m9']);
    expect(changeOf(result, 'username:ann')).toMatchObject({
      row: 2,
      label: 'X',
      attributes: {},
      difference: {},
      own: false,
    });
    expect(result.counts).toMatchObject({
      rows: { read: 2, failed: 1 },
      user: { unchanged: 1, error: 1 },
    });
    expect(result.issues).toEqual([]);
  });

  it('keeps a phone that moves to it where it is', async () => {
    const database = stored();
    const bob = database.find('user', 'username', 'bob');
    const moving = database.add(
      'phone',
      own('mac:m2', { userId: bob?.id, attributes: { mac: 'm2' } })
    );
    await run(
      database,
      rows(user('ann', {}, [phone({ mac: 'm2' })], { failed: true }), user('bob'))
    );
    expect(database.get('phone', moving.id).userId).toBe(bob?.id);
  });

  it('keeps its key from later rows', async () => {
    const result = await run(
      new MemoryDatabase(),
      rows(user('new', {}, [], { failed: true }), user('new'))
    );
    expect(codes(result)).toEqual(['3 duplicate-username']);
    expect(result.counts.user.error).toBe(2);
  });

  it('protects its siblings, since it may be any of them', async () => {
    const source = [
      failing(row(2, user('ann', {}, [phone({ mac: null }, { failed: true })]))),
      row(3, user('bob')),
    ];
    const result = await run(stored(), source);
    expect(actions(result)).toEqual(['error phone username:ann/ipphone/0']);
    expect(codes(result)).toEqual([]);
  });

  it('fails alone when it is a child', async () => {
    const source = [
      failing(
        row(
          2,
          user('new', {}, [phone({ mac: 'm9' }, { failed: true }), entry({ displayName: 'N' })])
        )
      ),
    ];
    const result = await run(new MemoryDatabase(), source);
    expect(actions(result)).toEqual([
      'create user username:new',
      'error phone mac:m9',
      'create phonebookEntry username:new/phonebook/0',
    ]);
  });
});

describe('a duplicate', () => {
  it('does not touch what the first row makes of the record, and protects it', async () => {
    const database = stored();
    const source = rows(
      user('ann', { displayName: 'One' }),
      user('ann', { displayName: 'Two' }, [phone({ mac: 'm5' })]),
      user('bob')
    );
    const result = await run(database, source);
    expect(actions(result)).toEqual([
      'update user username:ann',
      'error user username:ann',
      'error phone mac:m5',
    ]);
    expect(database.find('user', 'username', 'ann')?.attributes.displayName).toBe('One');
    expect(result.counts.phone.remove).toBe(0);
  });
});

describe('a row that failed before its key was known', () => {
  it('keeps everything from being removed, and says so', async () => {
    const result = await run(stored(), [row(2, user('bob')), lostRow(3), lostRow(5)]);
    expect(result.counts).toMatchObject({
      user: { remove: 0 },
      phone: { remove: 0 },
      rows: { read: 3, failed: 2 },
    });
    expect(result.issues).toEqual([
      expect.objectContaining({ row: null, code: 'removal-skipped', severity: 'warning' }),
    ]);
    expect(englishOf(result.issues[0]!)).toMatch(/2 rows.*row 3.*nothing is removed/);
  });

  it('keeps everything from being disabled', async () => {
    const result = await run(stored(), [row(2, user('bob')), lostRow(3)], {
      policy: { missing: atOnce('disable') },
    });
    expect(actions(result)).toEqual([]);
  });

  it('keeps values with those who would have been removed', async () => {
    const database = new MemoryDatabase();
    database.add('user', ownUser('old', { extension: '10' }));
    const result = await run(database, [row(2, user('new', { extension: '10' })), lostRow(3)]);
    expect(codes(result)).toEqual(['2 duplicate-extension', '- removal-skipped']);
  });

  it('does not matter where nothing is removed anyway', async () => {
    const result = await run(stored(), [row(2, user('bob')), lostRow(3)], {
      policy: { mode: 'create-update' },
    });
    expect(codes(result)).toEqual([]);
  });

  it('is also one with other records, when the error is none of theirs', async () => {
    const result = await run(stored(), [failing(row(2, user('bob')))]);
    expect(codes(result)).toEqual(['- removal-skipped']);
  });

  it('is also one whose failed record cannot be told', async () => {
    const source = [
      failing(row(2, entry({ displayName: 'A', externalId: null }, { failed: true }))),
      row(3, user('bob')),
    ];
    const result = await run(stored(), source);
    expect(codes(result)).toEqual(['- removal-skipped']);
    expect(result.counts.phonebookEntry).toMatchObject({ error: 1, remove: 0 });
  });

  it('is none with warnings only', async () => {
    const warned = row(2, user('bob'));
    warned.issues.push({ ...rowIssue(2), severity: 'warning' });
    const result = await run(stored(), [warned]);
    expect(result.counts).toMatchObject({ rows: { failed: 0 }, user: { remove: 1 } });
  });
});

describe('a source without records', () => {
  it.each([
    ['no rows', [], 0],
    ['nothing but filtered rows', [filteredRow(2), filteredRow(3)], 2],
    ['rows that ask for nothing', [row(2), row(3)], 0],
  ])('removes nothing, and says that there is none: %s', async (_, source, filtered) => {
    const result = await run(stored(), source);
    expect(actions(result)).toEqual([]);
    expect(result.records).toBe(0);
    expect(result.issues).toEqual([]);
    expect(result.counts.rows).toEqual({ read: source.length, filtered, skipped: 0, failed: 0 });
  });

  it('says so when all rows failed', async () => {
    const result = await run(stored(), [lostRow(2)]);
    expect(result.records).toBe(0);
    expect(codes(result)).toEqual(['- removal-skipped']);
  });
});

describe('filtered rows', () => {
  it('are counted and not imported, and what they were is missing', async () => {
    const filtered = { ...row(2, user('ann')), filtered: true };
    const result = await plan(stored(), [filtered, row(3, user('bob'))]);
    expect(result.counts).toMatchObject({ rows: { read: 2, filtered: 1 }, user: { remove: 1 } });
  });
});
