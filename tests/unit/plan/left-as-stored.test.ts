import { englishOf } from '../../../shared/codes/texts';
import type { MappedRecord, MappedRow } from '../../../server/src/mapping/types';
import {
  atOnce,
  actions,
  codes,
  entry,
  filteredRow,
  OTHER,
  own,
  ownUser,
  phone,
  plan,
  row,
  run,
  user,
} from './helpers';
import { MemoryDatabase } from './memory';

/** A row that a person wants left as stored. */
const kept = (number: number, ...records: MappedRecord[]): MappedRow => ({
  ...row(number, ...records),
  skipped: 'keep',
});

/** A line that is no person. */
const noRecord = (number: number): MappedRow => ({ ...row(number), skipped: 'no-record' });

/** Ann has a phone and an entry, Bob has neither; a contact of the company stands beside them. */
function stored(): MemoryDatabase {
  const database = new MemoryDatabase();
  const ann = database.add('user', ownUser('ann', { displayName: 'Ann', extension: '10' }));
  database.add('user', ownUser('bob'));
  database.add('phone', own('mac:m1', { userId: ann.id, attributes: { mac: 'm1' } }));
  database.add('phonebookEntry', own('username:ann/phonebook/0', { userId: ann.id }));
  database.add(
    'phonebookEntry',
    own('externalId:c1', { attributes: { externalId: 'c1', displayName: 'Plumber' } })
  );
  return database;
}

const BOB = row(3, user('bob'));
const PLUMBER = row(4, entry({ externalId: 'c1', displayName: 'Plumber' }));

describe('a row whose person is left as stored', () => {
  it('changes and removes nothing of that person, however little it still says', async () => {
    const result = await run(stored(), [kept(2, user('ann', { displayName: 'X' })), BOB, PLUMBER]);
    expect(actions(result)).toEqual([]);
    expect(codes(result)).toEqual([]);
    expect(result.counts.rows).toEqual({ read: 3, filtered: 0, skipped: 1, failed: 0 });
  });

  it('does not switch the person off', async () => {
    const source = [kept(2, user('ann')), row(4, user('carl')), PLUMBER];
    const result = await run(stored(), source, { policy: { missing: atOnce('disable') } });
    expect(actions(result)).toEqual(['create user username:carl', 'update user username:bob']);
    expect(result.counts).toMatchObject({ user: { update: 1 }, disabled: 1 });
  });

  it('keeps them where everybody is replaced, whoever made them', async () => {
    const database = stored();
    database.add('user', { attributes: { username: 'hand-made' } });
    const source = [kept(2, user('hand-made')), kept(5, user('ann')), BOB, PLUMBER];
    const result = await plan(database, source, { policy: { mode: 'replace' } });
    expect(actions(result)).toEqual([]);
  });

  it('keeps a contact that belongs to nobody', async () => {
    const source = [row(2, user('ann')), BOB, kept(4, entry({ externalId: 'c1' }))];
    const result = await plan(stored(), source);
    expect(result.counts.phonebookEntry.remove).toBe(1);
    expect(actions(result)).not.toContain('remove phonebookEntry externalId:c1');
  });

  it('keeps children whose values cannot be used', async () => {
    const broken = phone({ mac: null }, { failed: true });
    const result = await run(stored(), [kept(2, user('ann', {}, [broken])), BOB, PLUMBER]);
    expect(actions(result)).toEqual([]);
  });

  it('makes no person who is not stored', async () => {
    const result = await run(stored(), [
      kept(2, user('ann')),
      BOB,
      PLUMBER,
      kept(5, user('new', { extension: '77' })),
    ]);
    expect(actions(result)).toEqual([]);
    expect(result.counts.rows.skipped).toBe(2);
  });

  it('leaves the word to another row about the same person', async () => {
    const again = row(7, user('ann', { displayName: 'Ann B.' }, [phone({ mac: 'm1' })]));
    for (const source of [
      [kept(2, user('ann')), again, BOB, PLUMBER],
      [again, BOB, PLUMBER, kept(8, user('ann'))],
    ]) {
      const result = await plan(stored(), source);
      expect(codes(result)).toEqual([]);
      expect(actions(result)).toContain('update user username:ann');
      expect(actions(result)).not.toContain('remove phone mac:m1');
    }
  });

  it('keeps its values, and the conflict says why', async () => {
    const source = [kept(2, user('ann')), BOB, PLUMBER, row(9, user('dora', { extension: '10' }))];
    const result = await run(stored(), source);
    expect(codes(result)).toEqual(['9 duplicate-extension']);
    expect(englishOf(result.issues[0]!)).toContain('left as stored by a correction of row 2');
  });

  it.each([
    ['that gives no record', kept(2)],
    ['whose user cannot be told', kept(2, user(null, { displayName: 'Ann' }))],
    ['of which one of two cannot be told', kept(2, user('ann'), user(null))],
    [
      'of a contact that cannot be told',
      kept(2, entry({ displayName: 'Plumber' }, { failed: true })),
    ],
  ])('removes nobody at all: one %s', async (_, unknown) => {
    const result = await run(stored(), [unknown, row(3, user('bob'))]);
    expect(actions(result)).toEqual([]);
    expect(codes(result)).toEqual(['- removal-skipped']);
    expect(englishOf(result.issues[0]!)).toMatch(/^Row 2 is to be left as stored, but it cannot/);
    expect(result.counts.rows).toMatchObject({ skipped: 1, failed: 0 });
  });

  it('is named beside rows that failed', async () => {
    const failed: MappedRow = {
      ...row(5),
      issues: [{ row: 5, column: null, value: null, code: 'x', severity: 'error', params: {} }],
    };
    const result = await plan(stored(), [kept(2), row(3, user('bob')), failed]);
    expect(englishOf(result.issues[0]!)).toMatch(/^2 rows, .* failed or are to be left as stored/);
  });
});

describe('a line that is no person', () => {
  it('is counted, and what it was counts as missing', async () => {
    const result = await run(stored(), [noRecord(2), BOB, PLUMBER]);
    expect(actions(result)).toEqual([
      'remove user username:ann',
      'remove phonebookEntry username:ann/phonebook/0',
      'remove phone mac:m1',
    ]);
    expect(result.counts.rows).toEqual({ read: 3, filtered: 0, skipped: 1, failed: 0 });
  });

  it('is no reason to keep others', async () => {
    const result = await plan(stored(), [noRecord(2), BOB]);
    expect(codes(result)).toEqual([]);
  });

  it('alone gives no record, which says so', async () => {
    const result = await run(stored(), [noRecord(2), noRecord(3)]);
    expect(result.records).toBe(0);
    expect(result.counts.rows.skipped).toBe(2);
  });
});

describe('a row that cannot decide whether it asks for a person', () => {
  const undecided = (number: number, ...records: MappedRecord[]): MappedRow => ({
    ...filteredRow(number),
    kept: records,
  });

  it.each(['remove', 'disable'] as const)('does not %s that person', async (missing) => {
    const source = [undecided(2, user('ann')), BOB, PLUMBER];
    const result = await run(stored(), source, { policy: { missing: atOnce(missing) } });
    expect(actions(result)).toEqual([]);
    expect(result.counts.rows).toEqual({ read: 3, filtered: 1, skipped: 0, failed: 0 });
  });

  it('keeps them where everybody is replaced', async () => {
    const source = [undecided(2, user('ann')), BOB, PLUMBER];
    const result = await run(stored(), source, { policy: { mode: 'replace' } });
    expect(actions(result)).toEqual([]);
  });

  it('keeps them beside those that it does ask for', async () => {
    const both = { ...row(3, user('bob')), kept: [user('ann')] };
    expect(actions(await run(stored(), [both, PLUMBER]))).toEqual([]);
  });

  it('makes nobody', async () => {
    const source = [row(2, user('ann')), BOB, PLUMBER, undecided(5, user('dora'))];
    expect(actions(await plan(stored(), source))).not.toContain('create user username:dora');
  });

  it('removes nobody where it cannot be told whom it means', async () => {
    const result = await run(stored(), [undecided(2), BOB, PLUMBER]);
    expect(actions(result)).toEqual([]);
    expect(codes(result)).toEqual(['- removal-skipped']);
  });

  it.each([
    ['by place', OTHER, 'username:ann/phonebook/0', 'Ann'],
    ['by place, under another name', OTHER, 'username:ann/phonebook/0', 'Ann Ahorn'],
    ['by name', null, null, 'Ann'],
  ])('doubles nothing where another row takes the person over: %s', async (_, owner, key, name) => {
    for (const order of [
      [2, 3],
      [3, 2],
    ]) {
      for (const batchSize of [1, 500]) {
        const database = new MemoryDatabase();
        const { id: userId } = database.add('user', {
          owner,
          key: owner && 'username:ann',
          attributes: { username: 'ann' },
        });
        const attributes = { displayName: name };
        database.add('phonebookEntry', { owner, key, userId, attributes });
        const record = () => user('Ann', {}, [entry({ displayName: 'Ann' })]);
        const rows = order.map((number) => (number === 2 ? row : kept)(number, record()));
        const policy = { existing: 'adopt', ownedByOthers: 'adopt' } as const;
        const { counts } = await plan(database, rows, { policy, batchSize });
        expect(counts.phonebookEntry).toMatchObject({ create: 0, update: 1 });
      }
    }
  });
});
