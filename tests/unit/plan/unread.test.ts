import { problem } from '../../../shared/codes/problems';
import { englishOf, inEnglish } from '../../../shared/codes/texts';
import { entry, generate, ownUser, plan, rowIssue, rows, run, user } from './helpers';
import { MemoryDatabase } from './memory';

const unread = (...attributes: string[]) => ({
  unread: Object.fromEntries(
    attributes.map((attribute) => {
      const what = problem('invalid-number', {
        type: 'user',
        attribute,
        found: 'x',
        most: null,
        allowed: null,
      });
      return [attribute, { ...rowIssue(2), ...what, column: 'c' }];
    })
  ),
});

describe('a value that could not be read', () => {
  it('stays as it is stored, with its age', async () => {
    const database = new MemoryDatabase();
    database.add(
      'user',
      ownUser('ann', { extension: '951' }, { updatedAt: '2026-03-04T05:06:07.000Z' })
    );
    const result = await run(
      database,
      rows(user('ann', { displayName: 'Ann' }, [], unread('extension')))
    );
    expect(result.changes).toEqual([
      expect.objectContaining({ action: 'update', attributes: { displayName: 'Ann' } }),
    ]);
    expect(result.issues.map(inEnglish)).toEqual([
      expect.objectContaining({
        row: 2,
        column: 'c',
        severity: 'error',
        message: expect.stringMatching(/extension stays "951", which is of 2026-03-04 or earlier/),
      }),
    ]);
    expect(result.counts.rows.failed).toBe(1);
  });

  it.each([101, 5000, 60_000])('is quoted by its beginning: %i characters', async (length) => {
    const database = new MemoryDatabase();
    database.add('user', ownUser('ann', { avatar: 'a'.repeat(length) }));
    const { issues } = await plan(database, rows(user('ann', {}, [], unread('avatar'))));
    expect(englishOf(issues[0]!)).toContain(`avatar stays "${'a'.repeat(100)}…"`);
  });

  it('does not keep others from being removed, nor its own record from being imported', async () => {
    const database = new MemoryDatabase();
    database.add('user', ownUser('gone'));
    const result = await plan(database, rows(user('ann', {}, [], unread('email', 'groupName'))));
    expect(result.counts.user).toMatchObject({ create: 1, remove: 1, error: 0 });
    expect(result.issues.map(englishOf)).toEqual([
      expect.stringContaining('email stays empty'),
      expect.stringContaining('group name stays empty'),
    ]);
  });

  it('is given, so that nothing is made up in its place', async () => {
    const policy = {
      generate: generate({ extension: { from: 100, to: 199 }, pin: true, sipPassword: true }),
    };
    const result = await plan(
      new MemoryDatabase(),
      rows(user('ann', {}, [], unread('extension', 'pin'))),
      { policy }
    );
    expect(result.changes[0]).toMatchObject({ attributes: { username: 'ann' } });
    expect(result.changes[0]?.attributes).not.toHaveProperty('extension');
    expect(result.changes[0]?.generate).toEqual(['sipPassword']);
  });

  it('never shows a stored secret', async () => {
    const database = new MemoryDatabase();
    database.add('user', ownUser('ann', {}, { secrets: { pin: { set: true, fingerprint: 'f' } } }));
    const { issues } = await plan(database, rows(user('ann', {}, [], unread('pin'))));
    expect(englishOf(issues[0]!)).toContain('PIN stays as it is stored');
  });

  it('of an entry leaves the entry where it is', async () => {
    const database = new MemoryDatabase();
    const first = [entry({ displayName: 'Ann', phone: '030 1' })];
    await run(database, rows(user('ann', {}, first)));
    const second = [entry({ displayName: 'Ann' }, unread('phone'))];
    const result = await run(database, rows(user('ann', {}, second)));
    expect(result.changes).toEqual([]);
    expect(englishOf(result.issues[0]!)).toContain('phone stays "030 1"');
  });
});
