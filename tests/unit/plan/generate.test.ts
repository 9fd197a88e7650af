import { englishOf } from '../../../shared/codes/texts';
import type { MappedRecord } from '../../../server/src/mapping/types';
import type { PlanPolicy } from '../../../server/src/plan/types';
import { actions, changeOf, codes, generate, ownUser, rows, run, user } from './helpers';
import { MemoryDatabase, type Seed } from './memory';

const range = (from: number, to: number) => ({
  policy: { generate: generate({ extension: { from, to } }) },
});

const extensionsAfter = async (
  seeds: Seed[],
  records: MappedRecord[],
  [from, to]: [number, number],
  options: { batchSize?: number; mode?: 'create-update' | 'replace' } = {}
) => {
  const database = new MemoryDatabase();
  for (const seed of seeds) database.add('user', seed);
  const { mode = 'create-update-remove', batchSize } = options;
  const policy: Partial<PlanPolicy> = { mode, ...range(from, to).policy };
  const result = await run(database, rows(...records), { policy, batchSize });
  const extensions = Object.fromEntries(
    [...database.tables.user.values()].map(({ attributes: a }) => [String(a.username), a.extension])
  );
  return { result, extensions };
};

describe('generated extensions', () => {
  it('are the lowest free ones of the range, in source order', async () => {
    const { result, extensions } = await extensionsAfter(
      [],
      [user('zoe'), user('ann'), user('bob', { extension: null })],
      [98, 200]
    );
    expect(extensions).toEqual({ zoe: '98', ann: '99', bob: '100' });
    expect(changeOf(result, 'username:zoe').difference.extension).toEqual({
      before: null,
      after: '98',
    });
  });

  it('are not those that anybody keeps or that a later row asks for', async () => {
    const seeds = [
      { attributes: { username: 'hand', extension: '10' } },
      ownUser('kept', { extension: '12' }),
    ];
    const records = [user('ann'), user('kept'), user('bob'), user('cid', { extension: '11' })];
    for (const batchSize of [1, 500]) {
      const { extensions } = await extensionsAfter(seeds, records, [10, 20], { batchSize });
      expect(extensions).toEqual({ hand: '10', kept: '12', ann: '13', bob: '14', cid: '11' });
    }
  });

  it('are also those that come free in the same run', async () => {
    const seeds = [
      ownUser('gone', { extension: '10' }),
      ownUser('moves', { extension: '11' }),
      ownUser('lacks'),
    ];
    const records = [user('lacks'), user('moves', { extension: '20' }), user('new')];
    const { result, extensions } = await extensionsAfter(seeds, records, [10, 12]);
    expect(extensions).toEqual({ lacks: '10', moves: '20', new: '11' });
    expect(changeOf(result, 'username:gone').exchange).toBe(
      changeOf(result, 'username:lacks').exchange
    );
    expect(changeOf(result, 'username:moves').clearFirst).toEqual([]);
  });

  it('are not those of a user whose move fails', async () => {
    const seeds = [
      ownUser('moves', { extension: '10' }),
      { attributes: { username: 'hand', extension: '20' } },
    ];
    const { extensions } = await extensionsAfter(
      seeds,
      [user('moves', { extension: '20' }), user('new')],
      [10, 12]
    );
    expect(extensions).toEqual({ moves: '10', hand: '20', new: '11' });
  });

  it('are not those that a failed row asks for', async () => {
    const seeds = [{ attributes: { username: 'hand', externalId: 'x' } }];
    const records = [user('bad', { extension: '10', externalId: 'x' }), user('new')];
    expect((await extensionsAfter(seeds, records, [10, 12])).extensions.new).toBe('11');
  });

  it('go to own stored users without one, be they changed or not, and to nobody else', async () => {
    const seeds = [
      ownUser('ann'),
      ownUser('bob', { displayName: 'B' }),
      { attributes: { username: 'hand' } },
    ];
    const records = [
      user('ann'),
      user('bob', { displayName: 'C' }),
      user('hand'),
      user('has', { extension: '99' }),
    ];
    const { result, extensions } = await extensionsAfter(seeds, records, [10, 19]);
    expect(extensions).toEqual({ ann: '10', bob: '11', hand: null, has: '99' });
    expect(result.counts.user).toMatchObject({ create: 1, update: 2, unchanged: 1 });
    expect(changeOf(result, 'username:bob').attributes).toEqual({
      displayName: 'C',
      extension: '11',
    });
  });

  it('are a warning when the range is used up, and the user comes without', async () => {
    const { result, extensions } = await extensionsAfter(
      [],
      [user('ann'), user('bob'), user('cid')],
      [10, 11]
    );
    expect(codes(result)).toEqual(['4 no-free-extension']);
    expect(result.issues[0]).toMatchObject({ severity: 'warning', column: 'extension' });
    expect(englishOf(result.issues[0]!)).toContain('from 10 to 11');
    expect(extensions).toEqual({ ann: '10', bob: '11', cid: null });
    expect(result.counts.rows.failed).toBe(0);
  });

  it('are not given to users that fail', async () => {
    const result = await run(
      new MemoryDatabase(),
      rows(user('ann', {}, [], { failed: true }), user('bob')),
      range(10, 19)
    );
    expect(changeOf(result, 'username:bob').attributes.extension).toBe('10');
    expect(changeOf(result, 'username:ann').attributes).toEqual({});
  });

  it('are left to the source where the profile generates none', async () => {
    const result = await run(new MemoryDatabase(), rows(user('ann')));
    expect(changeOf(result, 'username:ann').attributes).toEqual({ username: 'ann' });
  });

  it('come from numbers that replaced users had', async () => {
    const seeds = [{ attributes: { username: 'hand', extension: '10' } }];
    const { extensions } = await extensionsAfter(seeds, [user('new')], [10, 19], {
      mode: 'replace',
    });
    expect(extensions).toEqual({ new: '10' });
  });
});

describe('generated secrets', () => {
  const all = { policy: { generate: generate({ password: true, sipPassword: true, pin: true }) } };

  it('are made for new users without them', async () => {
    const result = await run(
      new MemoryDatabase(),
      rows(user('ann', { pin: '1234', sipPassword: null })),
      all
    );
    expect(changeOf(result, 'username:ann')).toMatchObject({
      generate: ['password', 'sipPassword'],
      secrets: { pin: '1234' },
      difference: { password: { before: null, after: '•••' } },
    });
  });

  it('are made for own stored users where none is set, and kept after', async () => {
    const database = new MemoryDatabase();
    database.add(
      'user',
      ownUser('ann', {}, { secrets: { pin: { set: true, fingerprint: null } } })
    );
    const result = await run(database, rows(user('ann', { pin: null })), all);
    expect(changeOf(result, 'username:ann')).toMatchObject({
      action: 'update',
      generate: ['password', 'sipPassword'],
    });
    expect(actions(await run(database, rows(user('ann')), all))).toEqual([]);
  });

  it('are not made for users of others', async () => {
    const database = new MemoryDatabase();
    database.add('user', { attributes: { username: 'hand' } });
    expect(actions(await run(database, rows(user('hand')), all))).toEqual([]);
  });

  it('do not include a password for who logs in elsewhere', async () => {
    const database = new MemoryDatabase();
    database.add('user', ownUser('old', { authMethod: 'external' }));
    const source = rows(
      user('new', { authMethod: 'external' }),
      user('old'),
      user('back', { authMethod: 'local' })
    );
    const { changes } = await run(database, source, all);
    expect(changes.map((change) => change.generate.includes('password'))).toEqual([
      false,
      false,
      true,
    ]);
  });

  it('are only those that the profile asks for', async () => {
    const result = await run(new MemoryDatabase(), rows(user('ann')), {
      policy: { generate: generate({ pin: true }) },
    });
    expect(changeOf(result, 'username:ann').generate).toEqual(['pin']);
  });
});
