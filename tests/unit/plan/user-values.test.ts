import type { MappedRecord } from '../../../server/src/mapping/types';
import {
  actions,
  changeOf,
  codes,
  entry,
  generate,
  own,
  ownUser,
  phone,
  plan,
  rows,
  run,
  user,
} from './helpers';
import { MemoryDatabase, type Seed } from './memory';

type References = NonNullable<MappedRecord['references']>;

const EXTENSION: References = { phone: [{ user: 'extension' }] };
const generated = { policy: { generate: generate({ extension: { from: 100, to: 102 } }) } };

const entryOf = (name: string, references: References = EXTENSION): MappedRecord =>
  entry({ displayName: name }, { references });
const person = (name: string, attributes = {}, references = EXTENSION): MappedRecord =>
  user(name, attributes, [entryOf(name, references)]);

const database = (...seeds: Seed[]): MemoryDatabase => {
  const made = new MemoryDatabase();
  for (const seed of seeds) made.add('user', seed);
  return made;
};

const numbers = (made: MemoryDatabase) =>
  Object.fromEntries(
    [...made.tables.phonebookEntry.values()].map(({ attributes }) => [
      attributes.displayName,
      attributes.phone,
    ])
  );

describe('a value of the user in an entry', () => {
  it.each([1, 500])(
    'is what the row gives, what is stored, or what is made up; batches of %i',
    async (batchSize) => {
      const made = database(ownUser('stored', { extension: '7' }), ownUser('lacks'));
      const records = [
        person('new'),
        person('given', { extension: '5' }),
        person('stored'),
        person('lacks'),
      ];
      const result = await run(made, rows(...records), { ...generated, batchSize });
      expect(numbers(made)).toEqual({ new: '100', given: '5', stored: '7', lacks: '101' });
      expect(changeOf(result, 'username:new/phonebook/0')).toMatchObject({
        action: 'create',
        difference: { phone: { before: null, after: '100' } },
      });
    }
  );

  it('changes an entry that has nothing else to change, and nothing where it is right', async () => {
    const made = database();
    await run(made, rows(person('anna'), person('bert', { extension: '7' })), {});
    expect(numbers(made)).toEqual({ anna: null, bert: '7' });
    const result = await run(
      made,
      rows(person('anna'), person('bert', { extension: '7' })),
      generated
    );
    expect(actions(result)).toEqual([
      'update user username:anna',
      'update phonebookEntry username:anna/phonebook/0',
    ]);
    expect(numbers(made)).toEqual({ anna: '100', bert: '7' });
  });

  it('follows a change and an empty value', async () => {
    const made = database();
    for (const extension of ['5', '6', null]) {
      await run(made, rows(person('anna', { extension })));
      expect(numbers(made)).toEqual({ anna: extension });
    }
  });

  it('is the one that a user who returns gets back, or a new one where it is taken', async () => {
    const left = (name: string, extension: string): Seed =>
      ownUser(
        name,
        { enabled: false },
        { missingSince: '2025-01-01T00:00:00.000Z', gaveUp: { extension } }
      );
    const made = database(
      left('anna', '55'),
      left('bert', '66'),
      ownUser('carl', { extension: '66' })
    );
    const records = rows(person('anna'), person('bert'), person('carl'));
    await run(made, records, generated);
    expect(numbers(made)).toEqual({ anna: '55', bert: '100', carl: '66' });
  });

  it('stands next to text and other values, in secrets too', async () => {
    const made = database();
    const references = {
      notes: [
        '{"',
        { user: 'username' },
        '"} ',
        { user: 'extension' },
        ' {{',
        { user: 'roles' },
        '}}',
      ],
      organisation: [{ user: 'language' }],
    };
    const desk = phone(
      { mac: 'aa:bb:cc:dd:ee:ff' },
      { references: { sipUsername: [{ user: 'extension' }] } }
    );
    const anna = user('anna', { roles: ['a', 'b'], language: 'de' }, [
      entryOf('anna', references),
      desk,
    ]);
    const result = await run(made, rows(anna), generated);
    const [stored] = made.tables.phonebookEntry.values();
    expect(stored?.attributes).toMatchObject({ notes: '{"anna"} 100 {{a,b}}', organisation: 'de' });
    const change = result.changes.find(({ type }) => type === 'phone');
    expect(change?.secrets).toEqual({ sipUsername: '100' });
    expect(JSON.stringify(change?.difference)).not.toContain('100');
  });

  it('is the stored one where the row’s cannot be read', async () => {
    const made = database(ownUser('anna', { extension: '7' }));
    const unread = {
      extension: {
        row: 2,
        column: 'ext',
        value: 'x',
        code: 'invalid-extension',
        severity: 'error',
        params: {},
      },
    } as const;
    const anna = user('anna', {}, [entryOf('anna')], { unread });
    await run(made, rows(anna), generated);
    expect(numbers(made)).toEqual({ anna: '7' });
  });

  it('is the stored one where stored users are not changed', async () => {
    const made = database(ownUser('anna', { extension: '7' }));
    const options = { policy: { ...generated.policy, mode: 'create-only' } } as const;
    await run(made, rows(person('anna', { extension: '9' })), options);
    expect(numbers(made)).toEqual({ anna: '7' });
  });

  it('writes nothing of an entry whose user cannot be written', async () => {
    const made = database({ attributes: { username: 'hand', extension: '5' } });
    const result = await run(
      made,
      rows(person('anna', { extension: '5' }), person('bert')),
      generated
    );
    expect(numbers(made)).toEqual({ bert: '100' });
    expect(codes(result)).toEqual(['2 duplicate-extension']);
  });

  it('is empty where the range is used up', async () => {
    const made = database();
    const people = ['a', 'b', 'c', 'd'].map((name) => person(name));
    await run(made, rows(...people), generated);
    expect(numbers(made)).toEqual({ a: '100', b: '101', c: '102', d: null });
  });

  it('is an issue where the attribute does not take it', async () => {
    const made = database();
    const result = await plan(
      made,
      rows(person('anna', { displayName: 'Anna' }, { phone: [{ user: 'displayName' }] }))
    );
    expect(codes(result)).toEqual(['2 invalid-number']);
    expect(result.counts).toMatchObject({ user: { create: 1 }, phonebookEntry: { create: 1 } });
  });

  it('makes no entry of nothing, and keeps one that is nothing else', async () => {
    const made = database();
    const nameless = (name: string, extension: string | null): MappedRecord =>
      user(name, { extension }, [entry({}, { references: EXTENSION })]);
    await run(made, rows(nameless('anna', null), nameless('bert', '5')));
    expect(
      [...made.tables.phonebookEntry.values()].map(({ attributes }) => attributes.phone)
    ).toEqual(['5']);
  });

  it('is not shown where it comes from a secret', async () => {
    const made = database();
    const secret = ['user.extension', 'phonebookEntry.phone'];
    for (const options of [{ secret }, { secret, ...generated }]) {
      const result = await plan(made, rows(person('anna')), options);
      expect(JSON.stringify(result.changes.map(({ difference }) => difference))).not.toContain(
        '100'
      );
    }
  });

  it('leaves entries of others alone', async () => {
    const made = database(ownUser('anna'));
    made.add(
      'phonebookEntry',
      own('x', { owner: 'profile-b', attributes: { displayName: 'x', phone: '1' } })
    );
    await run(made, rows(person('anna')), generated);
    expect(numbers(made)).toEqual({ x: '1', anna: '100' });
  });
});
