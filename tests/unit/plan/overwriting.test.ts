import type { PlanPolicy } from '../../../server/src/plan/types';
import { actions, changeOf, ownUser, phone, plan, rows, run, user } from './helpers';
import { MemoryDatabase } from './memory';

const AT = '2026-01-01T00:00:00.000Z';

const rules = (ofUser: PlanPolicy['writing']['user']) =>
  ({ policy: { writing: { user: ofUser, phonebookEntry: {}, phone: {} } } }) as const;

const database = (attributes = {}, seed = {}): MemoryDatabase => {
  const made = new MemoryDatabase();
  made.add('user', ownUser('ann', attributes, seed));
  return made;
};

describe('rules for writing an attribute', () => {
  it.each([
    ['always', 'a@x', 'b@x', 'b@x'],
    ['always', 'a@x', '', null],
    ['creating', 'a@x', 'b@x', 'a@x'],
    ['creating', null, 'b@x', null],
    ['if-empty', 'a@x', 'b@x', 'a@x'],
    ['if-empty', null, 'b@x', 'b@x'],
    ['never-emptied', 'a@x', 'b@x', 'b@x'],
    ['never-emptied', 'a@x', '', 'a@x'],
    ['never-emptied', null, '', null],
  ] as const)('%s: of %p and a row with %p it is %p', async (rule, before, value, after) => {
    const stored = database({ email: before });
    await run(stored, rows(user('ann', { email: value })), rules({ email: rule }));
    expect([...stored.tables.user.values()][0]?.attributes.email).toBe(after);
  });

  it.each(['creating', 'if-empty', 'never-emptied'] as const)(
    '%s: a new record gets the value',
    async (rule) => {
      const stored = new MemoryDatabase();
      await run(stored, rows(user('ann', { email: 'a@x' })), rules({ email: rule }));
      expect([...stored.tables.user.values()][0]?.attributes.email).toBe('a@x');
    }
  );

  it('hold for secrets, too', async () => {
    const set = { secrets: { password: { set: true, fingerprint: 'other' } } };
    for (const rule of ['creating', 'if-empty'] as const) {
      const source = rows(user('ann', { password: 'S3cret-new' }));
      const result = await run(database({}, set), source, rules({ password: rule }));
      expect(actions(result)).toEqual([]);
    }
    const source = rows(user('ann', { password: 'S3cret-new' }));
    expect(actions(await run(database(), source, rules({ password: 'if-empty' })))).toHaveLength(1);
  });

  it('keep a value from being taken by somebody whose row does not write it', async () => {
    const stored = database({ extension: '10' });
    const source = rows(user('ann', { extension: '11' }), user('bob', { extension: '11' }));
    const result = await run(stored, source, rules({ extension: 'creating' }));
    expect(result.issues).toEqual([]);
    const extensions = [...stored.tables.user.values()].map(
      ({ attributes }) => attributes.extension
    );
    expect(extensions).toEqual(['10', '11']);
  });

  it('hold for what entries and phones get of their user', async () => {
    const stored = database({ extension: '10' });
    const [ann] = [...stored.tables.user.values()];
    stored.add('phone', {
      ...{ owner: 'profile-a', key: 'mac:m1', userId: ann!.id },
      attributes: { mac: 'm1', name: 'Desk' },
    });
    const named = phone({ mac: 'm1' }, { references: { name: [{ user: 'extension' }] } });
    const source = rows(user('ann', { extension: '10' }, [named]));
    const writing = { user: {}, phonebookEntry: {}, phone: { name: 'if-empty' } } as const;
    expect(actions(await run(stored, source, { policy: { writing } }))).toEqual([]);
  });
});

describe('what a person has changed', () => {
  const edited = (stored: string | null, source: string | null) =>
    database({ email: stored }, { handEdits: { email: { source, at: AT } } });
  const row = (email: string) => rows(user('ann', { email }));
  const keep = { policy: { handEdited: 'keep' } } as const;
  const stateOf = (made: MemoryDatabase) => {
    const [ann] = [...made.tables.user.values()];
    return { email: ann?.attributes.email, noted: ann?.handEdits };
  };

  it('is overwritten, and no longer noted', async () => {
    const made = edited('hand@x', 'old@x');
    const change = changeOf(await run(made, row('old@x')), 'username:ann');
    expect(change.difference).toEqual({ email: { before: 'hand@x', after: 'old@x' } });
    expect(stateOf(made)).toEqual({ email: 'old@x', noted: {} });
  });

  it('is kept where the profile says so, without a change', async () => {
    const made = edited('hand@x', 'old@x');
    expect(actions(await run(made, row('old@x'), keep))).toEqual([]);
    expect(stateOf(made)).toEqual({
      email: 'hand@x',
      noted: { email: { source: 'old@x', at: AT } },
    });
  });

  it('is kept, with what the source says by now', async () => {
    const made = edited('hand@x', 'old@x');
    const change = changeOf(await run(made, row('new@x'), keep), 'username:ann');
    expect(change).toMatchObject({
      attributes: {},
      difference: { 'source/email': { before: 'old@x', after: 'new@x' } },
    });
    expect(stateOf(made)).toEqual({
      email: 'hand@x',
      noted: { email: { source: 'new@x', at: AT } },
    });
  });

  it.each([['keep'], ['overwrite']] as const)(
    'is no longer noted once the source says the same: %s',
    async (handEdited) => {
      const made = edited('hand@x', 'old@x');
      const result = await run(made, row('hand@x'), { policy: { handEdited } });
      expect(changeOf(result, 'username:ann').attributes).toEqual({});
      expect(stateOf(made)).toEqual({ email: 'hand@x', noted: {} });
    }
  );

  it('may be that it was cleared', async () => {
    const made = edited(null, 'old@x');
    expect(actions(await run(made, row('old@x'), keep))).toEqual([]);
    expect(stateOf(made).email).toBeNull();
  });

  it('may be a secret, of which nothing is shown', async () => {
    const seed = {
      handEdits: { pin: { source: null, at: AT } },
      secrets: { pin: { set: true, fingerprint: null } },
    };
    const source = rows(user('ann', { pin: '4711' }));
    expect(actions(await run(database({}, seed), source, keep))).toEqual([]);
    const made = database({}, seed);
    const change = changeOf(await run(made, source), 'username:ann');
    expect(change.difference).toEqual({ pin: { before: '•••', after: '•••' } });
    expect(stateOf(made).noted).toEqual({});
  });

  it('is not shown where a secret column fills it', async () => {
    const made = edited('hand@x', 'old@x');
    const options = { ...keep, secret: ['user.email'] };
    const change = changeOf(await plan(made, row('new@x'), options), 'username:ann');
    expect(change.difference['source/email']).toEqual({ before: '•••', after: '•••' });
  });
});
