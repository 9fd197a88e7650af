import type { RecordType } from '../../../shared/records';
import { MemoryDatabase, type Seed } from './memory';
import {
  entry,
  generate,
  own,
  ownUser,
  phone,
  plan,
  rows,
  user,
  type PlanOptions,
} from './helpers';

const SECRET = 'geheim';

const databaseOf = (type: RecordType, ...seeds: Seed[]): MemoryDatabase => {
  const database = new MemoryDatabase();
  for (const seed of seeds) database.add(type, seed);
  return database;
};

/** Plans, and checks that what is shown of changes and issues holds no secret, while what is written does. */
async function shown(
  database: MemoryDatabase,
  source: Parameters<typeof plan>[1],
  secret: string[],
  options: PlanOptions = {}
) {
  const result = await plan(database, source, { ...options, secret });
  const visible = result.changes.map(({ key, shownKey, label, difference, action }) => ({
    key: shownKey ?? key,
    label,
    difference,
    action,
  }));
  expect(JSON.stringify([visible, result.issues])).not.toContain(SECRET);
  return { ...result, visible };
}

describe('what comes from a secret column', () => {
  it.each([
    ['a text', { notes: `${SECRET}-1` }, ['phonebookEntry.notes']],
    ['labels', { labels: [{ name: 'Code', value: SECRET }] }, ['phonebookEntry.labels']],
    ['a name', { displayName: SECRET }, ['phonebookEntry.displayName']],
    ['a key', { externalId: SECRET, displayName: 'Max' }, ['phonebookEntry.externalId']],
  ])('is written and not shown: %s', async (_, attributes, secret) => {
    const { changes } = await shown(
      new MemoryDatabase(),
      rows(entry({ displayName: 'Max', ...attributes })),
      secret
    );
    expect(changes[0]?.action).toBe('create');
    expect(JSON.stringify(changes[0]?.attributes)).toContain(SECRET);
  });

  it('is told by the row where the template does not tell it beforehand', async () => {
    const record = entry({ displayName: 'Max', notes: SECRET }, { secret: ['notes'] });
    const { visible } = await shown(new MemoryDatabase(), rows(record), []);
    expect(visible[0]?.difference.notes).toEqual({ before: null, after: '•••' });
  });

  it('is masked on both sides of an update, and where it is cleared', async () => {
    const stored = { displayName: 'Max', notes: SECRET, phone: SECRET };
    const database = databaseOf('phonebookEntry', own('displayName:Max', { attributes: stored }));
    const record = entry({ displayName: 'Max', notes: `${SECRET}-2`, phone: null });
    const { visible } = await shown(database, rows(record), [
      'phonebookEntry.notes',
      'phonebookEntry.phone',
    ]);
    expect(visible[0]?.difference).toEqual({
      notes: { before: '•••', after: '•••' },
      phone: { before: '•••', after: null },
    });
  });

  it('is masked where its record is removed, by its other name', async () => {
    const database = databaseOf('user', ownUser('max', { displayName: SECRET, email: SECRET }));
    const { visible } = await shown(database, rows(user('eve')), [
      'user.displayName',
      'user.email',
    ]);
    expect(visible.find(({ action }) => action === 'remove')).toMatchObject({
      label: 'max',
      difference: { email: { before: '•••', after: null } },
    });
  });

  it('is in no key: of users, their children, and what changes it', async () => {
    const database = databaseOf(
      'user',
      own(`externalId:${SECRET}-1`, {
        attributes: { username: 'max', externalId: `${SECRET}-1` },
      })
    );
    const match = { user: 'externalId', phonebookEntry: 'externalId', phone: 'mac' };
    const children = [entry({ displayName: 'Max' })];
    const source = rows(
      user('max', { externalId: `${SECRET}-2` }, children),
      user('eve', { externalId: `${SECRET}-3` }, children)
    );
    const { visible } = await shown(database, source, ['user.externalId'], { policy: { match } });
    expect(visible.map(({ key }) => key)).toContain('externalId:•••/phonebook/0');
    expect(visible.map(({ key }) => key)).toContain('externalId:•••');
  });

  it('is in no issue: two rows with the same, one that is taken, a user that is not there', async () => {
    const database = databaseOf('user', {
      owner: null,
      key: null,
      attributes: { username: SECRET, extension: SECRET },
    });
    const source = rows(
      user('a', { extension: SECRET }),
      user('b', { extension: `${SECRET}-2` }),
      user('c', { extension: `${SECRET}-2` }),
      phone({ mac: 'aa:bb:cc:dd:ee:ff' }, { owner: `${SECRET}-4`, secret: ['user'] })
    );
    const { issues } = await shown(database, source, ['user.extension', 'user.username']);
    expect(issues.map(({ code }) => code).sort()).toEqual([
      'duplicate-extension',
      'duplicate-extension',
      'unknown-user',
    ]);
    expect(issues.map(({ value }) => value)).toEqual(['•••', '•••', '•••']);
  });

  it('does not name the users that entries belong to', async () => {
    const database = databaseOf(
      'user',
      ownUser('max', { displayName: SECRET }),
      ownUser('eve', { displayName: SECRET })
    );
    const source = rows(
      user('max', {}, [entry({ displayName: 'A' })]),
      user('eve'),
      entry({ displayName: 'B' }, { owner: 'eve' })
    );
    const { visible } = await shown(database, source, ['user.displayName']);
    expect(visible.flatMap(({ difference }) => difference.user?.after ?? [])).toEqual([
      'max',
      'eve',
    ]);
  });

  it('leaves what is generated as it is shown', async () => {
    const { visible } = await shown(
      new MemoryDatabase(),
      rows(user('max', { email: SECRET })),
      ['user.email'],
      {
        policy: { generate: generate({ extension: { from: 100, to: 199 } }) },
      }
    );
    expect(visible[0]?.difference.extension).toEqual({ before: null, after: '100' });
  });
});
