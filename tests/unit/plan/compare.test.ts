import type { AttributeValue, MappedRecord } from '../../../server/src/mapping/types';
import type { PlanPolicy } from '../../../server/src/plan/types';
import { changeOf, entry, generate, own, ownUser, phone, rows, run, user } from './helpers';
import { fingerprint, MemoryDatabase, type Seed } from './memory';

const differenceOf = async (
  type: 'user' | 'phonebookEntry',
  seed: Seed,
  record: MappedRecord,
  policy: Partial<PlanPolicy> = {}
) => {
  const database = new MemoryDatabase();
  const { id } = database.add(type, seed);
  const { changes } = await run(database, rows(record), { policy });
  return { change: changes[0], stored: database.get(type, id) };
};

const update = async (
  before: Record<string, AttributeValue>,
  after: Record<string, AttributeValue>
) => (await differenceOf('user', ownUser('ann', before), user('ann', after))).change?.attributes;

describe('comparing', () => {
  it('writes what differs and nothing else', async () => {
    expect(
      await update({ firstName: 'A', lastName: 'B' }, { firstName: 'A', lastName: 'C' })
    ).toEqual({
      lastName: 'C',
    });
  });

  it('leaves alone what the row does not mention, and clears what it renders empty', async () => {
    expect(await update({ firstName: 'A', lastName: 'B' }, { lastName: null })).toEqual({
      lastName: null,
    });
  });

  it('takes an empty text for null', async () => {
    expect(await update({ lastName: '' }, { lastName: null })).toBeUndefined();
    expect(await update({ lastName: null }, { lastName: '' })).toBeUndefined();
    expect(await update({ lastName: 'B' }, { lastName: '' })).toEqual({ lastName: null });
  });

  it('compares lists in order, an empty one as null', async () => {
    expect(await update({ roles: ['a', 'b'] }, { roles: ['a', 'b'] })).toBeUndefined();
    expect(await update({ roles: ['a', 'b'] }, { roles: ['b', 'a'] })).toEqual({
      roles: ['b', 'a'],
    });
    expect(await update({ roles: ['a,b'] }, { roles: ['a', 'b'] })).toEqual({ roles: ['a', 'b'] });
    expect(await update({ roles: null }, { roles: [] })).toBeUndefined();
    expect(await update({ roles: ['a'] }, { roles: [] })).toEqual({ roles: null });
    expect(await update({ roles: ['a'] }, { roles: null })).toEqual({ roles: null });
  });

  it('compares labels by name and value', async () => {
    const labels = [{ name: 'a', value: '1' }];
    const seed = own('externalId:e', { attributes: { externalId: 'e', labels } });
    const with_ = (value: AttributeValue) => entry({ externalId: 'e', labels: value });
    const swapped = JSON.parse('[{"value":"1","name":"a"}]') as typeof labels;
    expect((await differenceOf('phonebookEntry', seed, with_(swapped))).change).toBeUndefined();
    const changed = [{ name: 'a', value: '2' }];
    expect((await differenceOf('phonebookEntry', seed, with_(changed))).change?.attributes).toEqual(
      {
        labels: changed,
      }
    );
  });

  it('takes an empty truth value or login method for the default', async () => {
    expect(await update({ enabled: null }, { enabled: true })).toBeUndefined();
    expect(await update({ enabled: true }, { enabled: null })).toBeUndefined();
    expect(await update({ enabled: false }, { enabled: null })).toEqual({ enabled: true });
    expect(await update({ enabled: null }, { enabled: false })).toEqual({ enabled: false });
    expect(await update({ authMethod: null }, { authMethod: 'local' })).toBeUndefined();
    expect(await update({ authMethod: 'external' }, { authMethod: null })).toEqual({
      authMethod: 'local',
    });
    const seed = own('externalId:e', { attributes: { externalId: 'e', private: null } });
    const record = entry({ externalId: 'e', private: false });
    expect((await differenceOf('phonebookEntry', seed, record)).change).toBeUndefined();
  });

  it('leaves defaults of a new record to the database unless they are mentioned', async () => {
    const plain = await run(
      new MemoryDatabase(),
      rows(user('ann', { enabled: null, lastName: null }))
    );
    expect(plain.changes[0]?.attributes).toEqual({ username: 'ann' });
    const mentioned = await run(new MemoryDatabase(), rows(user('ann', { enabled: true })));
    expect(mentioned.changes[0]?.attributes).toEqual({ username: 'ann', enabled: true });
  });

  it('shows attributes before and after', async () => {
    const { change } = await differenceOf(
      'user',
      ownUser('ann', { email: 'a@x' }),
      user('ann', { email: null })
    );
    expect(change?.difference).toEqual({ email: { before: 'a@x', after: null } });
    expect(change).toMatchObject({ row: 2, own: true, clearFirst: [], generate: [], secrets: {} });
  });

  it('ignores names that are no attributes', async () => {
    expect(await update({}, { constructor: 'x', toString: 'y', unknown: 'z' })).toBeUndefined();
  });
});

describe('secrets', () => {
  const withPin = (value: string | null, set = true): Seed =>
    ownUser(
      'ann',
      {},
      { secrets: { pin: { set, fingerprint: value && fingerprint('pin', value) } } }
    );
  const pin = (seed: Seed, value: string | null) =>
    differenceOf('user', seed, user('ann', { pin: value }));

  it('are unchanged when they come from the same value', async () => {
    expect((await pin(withPin('1234'), '1234')).change).toBeUndefined();
  });

  it('are written when the value is another one, and shown masked', async () => {
    const { change } = await pin(withPin('1234'), '9999');
    expect(change).toMatchObject({ attributes: {}, secrets: { pin: '9999' } });
    expect(change?.difference).toEqual({ pin: { before: '•••', after: '•••' } });
    expect(JSON.stringify({ ...change, secrets: {} })).not.toContain('9999');
  });

  it('are written when they were set some other way or not at all', async () => {
    expect((await pin(withPin(null), '1234')).change?.difference.pin?.before).toBe('•••');
    expect((await pin(withPin(null, false), '1234')).change?.difference.pin?.before).toBeNull();
  });

  it('are written when they are gone though their fingerprint is there', async () => {
    expect((await pin(withPin('1234', false), '1234')).change?.secrets).toEqual({ pin: '1234' });
  });

  it('are kept when the row renders them empty', async () => {
    expect((await pin(withPin('1234'), null)).change).toBeUndefined();
    expect((await pin(withPin('1234'), '')).change).toBeUndefined();
  });

  it('of a phone are secrets too', async () => {
    const result = await run(
      new MemoryDatabase(),
      rows(phone({ mac: 'm1', sipUsername: 'u', sipPassword: 'p' }))
    );
    expect(changeOf(result, 'mac:m1')).toMatchObject({
      attributes: { mac: 'm1' },
      secrets: { sipUsername: 'u', sipPassword: 'p' },
      difference: { sipPassword: { before: null, after: '•••' } },
    });
  });
});

describe('a generated extension', () => {
  it('is kept when the row renders it empty, and cleared where none are generated', async () => {
    const seed = ownUser('ann', { extension: '10' });
    const record = user('ann', { extension: null });
    const range = generate({ extension: { from: 10, to: 19 } });
    expect((await differenceOf('user', seed, record, { generate: range })).change).toBeUndefined();
    expect((await differenceOf('user', seed, record)).change?.attributes).toEqual({
      extension: null,
    });
  });
});
