import type { PlanPolicy } from '../../../server/src/plan/types';
import type { MappedRecord } from '../../../server/src/mapping/types';
import {
  actions,
  codes,
  entry,
  OTHER,
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

const NAME = 'firstName+lastName+email';
const MATCH = { user: NAME, phonebookEntry: 'externalId', phone: 'name+ip' };
const by = (changes: Partial<PlanPolicy> = {}) => ({ policy: { match: MATCH, ...changes } });

const person = (
  firstName: string,
  lastName: string,
  email: string | null,
  attributes: MappedRecord['attributes'] = {},
  children: MappedRecord[] = []
) => user(null, { firstName, lastName, email, ...attributes }, children);

describe('people with a compound key', () => {
  it('are told apart by all of it, a part that is empty too, and found again', async () => {
    const database = new MemoryDatabase();
    const source = rows(
      person('Ann', 'Ahorn', 'ann@x.test'),
      person('Ann', 'Ahorn', null),
      person('Ann|Ahorn', '', 'ann@x.test'),
      person('Ann', 'Ahorn|', 'ann@x.test')
    );
    expect(actions(await run(database, source, by()))).toEqual([
      `create user ${NAME}:Ann|Ahorn|ann@x.test`,
      `create user ${NAME}:Ann|Ahorn|`,
      `create user ${NAME}:Ann\\|Ahorn||ann@x.test`,
      `create user ${NAME}:Ann|Ahorn\\||ann@x.test`,
    ]);
    const spelled = rows(
      person(' Ann', 'Ahorn', 'Ann@X.test'),
      person('Ann', 'Ahorn|', 'ann@x.test'),
      person('Ann', 'Ahorn ', null),
      person('Ann|Ahorn', '', 'ann@x.test')
    );
    const again = await plan(database, source.toReversed(), by());
    expect([actions(again), again.counts.user.unchanged]).toEqual([[], 4]);
    const { counts } = await plan(database, spelled, by());
    expect(counts.user).toMatchObject({ create: 0, remove: 0 });
  });

  it('without any part of it have no key, and nothing is removed', async () => {
    const database = new MemoryDatabase();
    await run(database, rows(person('Ann', 'Ahorn', null)), by());
    const result = await plan(database, rows(person('', ' ', null)), by());
    expect(codes(result)).toEqual(['2 missing-key', '- removal-skipped']);
    expect(result.counts.user).toMatchObject({ error: 1, remove: 0 });
  });

  it('of which a part cannot be read are kept, as nobody knows whom the row is about', async () => {
    const match = { ...MATCH, phonebookEntry: 'displayName+email' };
    const database = new MemoryDatabase();
    const contact = (email: string | null, rest = {}) => entry({ displayName: 'C', email }, rest);
    await run(database, rows(contact('c@x.test')), by({ match }));
    const { email: _, ...readable } = contact(null).attributes;
    const unread = entry(readable, { failed: true });
    const result = await plan(database, rows(unread), by({ match }));
    expect(result.counts.phonebookEntry).toMatchObject({ error: 1, remove: 0 });
    expect(codes(result)).toEqual(['- removal-skipped']);
  });

  it.each(['update', 'adopt', 'conflict'] as const)(
    'that are there by hand are matched as the profile says: %s',
    async (existing) => {
      for (const email of ['ann@x.test', null]) {
        const database = new MemoryDatabase();
        const hand = database.add('user', {
          attributes: { username: 'a', firstName: 'Ann', lastName: 'Ahorn', email },
        });
        database.add('user', {
          attributes: { username: 'b', firstName: 'Ann', lastName: 'Birke' },
        });
        const source = rows(person('Ann', 'Ahorn', email, { groupName: 'Sales' }));
        const result = await run(database, source, by({ existing }));
        const isLeft = existing === 'conflict';
        expect(result.changes.map(({ action, target }) => [action, target?.id])).toEqual([
          [isLeft ? 'error' : 'update', hand.id],
        ]);
        expect(database.get('user', hand.id)).toMatchObject({
          owner: existing === 'adopt' ? 'profile-a' : null,
          attributes: { groupName: isLeft ? null : 'Sales' },
        });
        if (isLeft) {
          const [issue] = result.issues;
          const value = email === null ? 'Ann, Ahorn' : `Ann, Ahorn, ${email}`;
          expect(issue).toMatchObject({ column: 'firstName', value, params: { value } });
        }
      }
    }
  );

  it('are not told by a key of which a part comes from a secret column', async () => {
    const database = new MemoryDatabase();
    database.add('user', {
      attributes: { firstName: 'Ann', lastName: 'Ahorn', email: 'a@x.test' },
    });
    const source = rows(person('Ann', 'Ahorn', 'a@x.test'), person('Bert', 'Birke', 'b@x.test'));
    const options = { ...by({ existing: 'conflict' }), secret: ['user.email'] };
    const result = await plan(database, source, options);
    expect(codes(result)).toEqual(['2 conflict']);
    expect(JSON.stringify(result.issues)).not.toContain('a@x.test');
    expect(result.changes.map(({ shownKey }) => shownKey)).toEqual([`${NAME}:•••`, `${NAME}:•••`]);
  });

  it('stay who they are when the profile gets another key, there and back', async () => {
    const people = rows(
      person('Ann', 'Ahorn', 'ann@x.test', { username: 'ann' }, [entry({ phone: '1' })]),
      person('Bert', 'Birke', null, { username: 'bert' }, [entry({ phone: '2' })])
    );
    const database = new MemoryDatabase();
    const single = by({ match: { ...MATCH, user: 'username' } });
    await run(database, people, single);
    const ids = [...database.tables.user.keys(), ...database.tables.phonebookEntry.keys()];
    for (const options of [by(), by({ match: { ...MATCH, user: 'lastName+firstName' } }), single]) {
      const { counts } = await run(database, people.toReversed(), options);
      expect(counts.user).toMatchObject({ create: 0, remove: 0, update: 2 });
      expect(counts.phonebookEntry).toMatchObject({ create: 0, remove: 0, error: 0 });
      expect(actions(await plan(database, people, options))).toEqual([]);
      expect([...database.tables.user.keys(), ...database.tables.phonebookEntry.keys()]).toEqual(
        ids
      );
    }
  });

  it('are asked about when they are probably the same under another key', async () => {
    const database = new MemoryDatabase();
    await run(database, rows(person('Ann', 'Ahorn', 'ann@x.test'), person('B', 'B', null)), by());
    const renamed = rows(person('Ann', 'Birke', 'ann@x.test'), person('B', 'B', null));
    const result = await plan(database, renamed, by({ renamed: 'ask' }));
    expect(codes(result)).toEqual(['2 probably-same-person']);
    expect(result.holds).toHaveLength(1);
    const kept = await run(database, renamed, by({ renamed: 'keep' }));
    expect(actions(kept)).toEqual([`update user ${NAME}:Ann|Birke|ann@x.test`]);
  });

  it('who leave are removed, also in mode replace', async () => {
    for (const mode of ['create-update-remove', 'replace'] as const) {
      const database = new MemoryDatabase();
      const both = rows(person('Ann', 'Ahorn', null), person('Bert', 'Birke', null));
      await run(database, both, by({ mode }));
      const result = await run(database, both.slice(1), by({ mode }));
      expect(actions(result)).toEqual([`remove user ${NAME}:Ann|Ahorn|`]);
    }
  });
});

describe('rows of people with the same compound key', () => {
  const ann = (attributes: MappedRecord['attributes'], number: string) =>
    person('Ann', 'Ahorn', null, { username: 'ann', ...attributes }, [
      entry({ displayName: 'Ann', phone: number }),
    ]);
  const bert = person('Bert', 'Birke', null, { username: 'bert' });

  it.each([1, 2, 500])('are all errors, whatever their order, %i at a time', async (batchSize) => {
    const twins = [ann({ groupName: 'Sales' }, '1'), ann({ groupName: 'Support' }, '2')];
    for (const [one, other] of [twins, twins.toReversed()]) {
      if (!one || !other) throw new Error('There are two.');
      const database = new MemoryDatabase();
      const result = await run(database, rows(one, bert, other), { ...by(), batchSize });
      expect(codes(result)).toEqual(['2 same-key', '4 same-key']);
      expect(result.counts.user).toMatchObject({ create: 1, error: 2 });
      expect(result.counts.phonebookEntry).toMatchObject({ create: 0, error: 2 });
      expect(
        [...database.tables.user.values()].map(({ attributes }) => attributes.username)
      ).toEqual(['bert']);
      expect(database.tables.phonebookEntry.size).toBe(0);
    }
  });

  it('leave what is stored as it is, whichever of them says the same', async () => {
    const generate = {
      extension: { from: 100, to: 199 },
      password: false,
      sipPassword: false,
      pin: false,
    };
    const pairs = [
      [{}, '1', {}, '2'],
      [{}, '2', {}, '1'],
      [{}, '1', {}, '1'],
      [{ groupName: 'Sales' }, '2', {}, '1'],
      [{ groupName: 'Sales' }, '2', { groupName: 'Support' }, '3'],
    ] as const;
    for (const [one, first, other, second] of pairs) {
      const database = new MemoryDatabase();
      await run(database, rows(ann({}, '1'), bert), by());
      const before = database.snapshot();
      const source = rows(ann(one, first), ann(other, second));
      const result = await run(database, [...source, row(9, bert)], by({ generate }));
      expect(codes(result)).toEqual(['2 same-key', '3 same-key']);
      // Only the other one gets an extension.
      expect(actions(result).filter((action) => !action.startsWith('error'))).toEqual([
        `update user ${NAME}:Bert|Birke|`,
      ]);
      const of = (snapshot: unknown[]) => snapshot.filter((text) => String(text).includes('Ann'));
      expect(of(database.snapshot())).toEqual(of(before));
    }
  });

  it('keep whoever else they may be about', async () => {
    const database = new MemoryDatabase();
    const stored = database.add('user', ownUser('ann', { username: 'ann', lastName: 'Other' }));
    const source = rows(ann({}, '1'), ann({}, '2'), bert);
    const result = await plan(database, source, by());
    expect(codes(result)).toContain('2 same-key');
    expect(result.changes.filter(({ action }) => action === 'remove')).toEqual([]);
    expect(stored.owner).toBe('profile-a');
  });
});

describe('phones with a compound key', () => {
  it('are told apart by all of it, and stay with their users', async () => {
    const database = new MemoryDatabase();
    const of = (...phones: [name: string, ip: string | null, kind: string][]) =>
      rows(
        person(
          'Ann',
          'Ahorn',
          null,
          {},
          phones.map(([name, ip, kind], index) =>
            phone({ name, ip, kind }, { place: `ipphone/${index}` })
          )
        )
      );
    await run(database, of(['Desk', '10.0.0.1', 'desk'], ['Desk', null, 'softphone']), by());
    const ids = [...database.tables.phone.keys()];
    const turned = of(['Desk', null, 'mobile'], ['Desk', '10.0.0.1', 'desk']);
    expect(actions(await run(database, turned, by()))).toEqual(['update phone name+ip:Desk|']);
    expect([...database.tables.phone.keys()]).toEqual(ids);
  });

  it('are taken from another profile only where it may be', async () => {
    const database = new MemoryDatabase();
    database.add(
      'phone',
      own('mac:1', { owner: OTHER, attributes: { name: 'Desk', ip: '10.0.0.1' } })
    );
    const source = rows(phone({ name: 'Desk', ip: '10.0.0.1', kind: 'desk' }));
    expect(codes(await plan(database, source, by()))).toEqual(['2 conflict']);
    const adopted = await run(database, source, by({ ownedByOthers: 'adopt' }));
    expect(actions(adopted)).toEqual(['update phone name+ip:Desk|10.0.0.1']);
  });
});
