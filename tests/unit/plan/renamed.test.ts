import type { MappedRecord } from '../../../server/src/mapping/types';
import type { PlanPolicy } from '../../../server/src/plan/types';
import {
  atOnce,
  actions,
  changeOf,
  codes,
  entry,
  filteredRow,
  generate,
  lostRow,
  OTHER,
  own,
  ownUser,
  phone,
  plan,
  type Planned,
  rows,
  run,
  user,
} from './helpers';
import { MemoryDatabase, type Seed } from './memory';

const policyOf = (changes: Partial<PlanPolicy> = {}) => ({
  policy: { renamed: 'ask', ...changes } as const,
});
const keep = policyOf({ renamed: 'keep' });
const ask = policyOf();

const database = (...seeds: Seed[]): MemoryDatabase => {
  const made = new MemoryDatabase();
  for (const seed of seeds) made.add('user', seed);
  return made;
};

const anna = (attributes = {}, seed: Seed = {}): Seed =>
  ownUser('aahorn', { displayName: 'Anna Ahorn', ...attributes }, seed);
const bert = ownUser('bbirke', { displayName: 'Bert Birke' });
const bertsRow = user('bbirke', { displayName: 'Bert Birke' });

/** The pairs of a plan, as `kind key < former key: what agrees`. */
const pairs = ({ changes }: Planned): string[] =>
  changes.flatMap(({ kind, key, renaming, difference }) =>
    renaming ? [`${kind} ${key} < ${String(difference.key?.before)}: ${renaming.by.join()}`] : []
  );
/** Of how many people somebody has to say whether they are the same. */
const undecided = ({ holds }: Planned): unknown =>
  holds.find(({ code }) => code === 'people-undecided')?.params.count ?? 0;
const pairsOf = async (made: MemoryDatabase, source: MappedRecord[], options = ask) =>
  pairs(await plan(made, rows(...source), options));

describe('what makes two sides probably one person', () => {
  it.each<[string, MappedRecord['attributes'], MappedRecord['attributes']]>([
    ['externalId', { externalId: '900' }, { externalId: '900' }],
    [
      'externalId',
      { externalId: '{0B3AD5D0-0000-4000-8000-0000000000AB}' },
      { externalId: '0b3ad5d0-0000-4000-8000-0000000000ab' },
    ],
    ['email', { email: 'Anna@X.test' }, { email: ' anna@x.TEST' }],
    [
      'mobileNumbers',
      { mobileNumbers: ['0171 123-4567'] },
      { mobileNumbers: ['0171/1234567'], displayName: 'ANNA  ahorn' },
    ],
    [
      'mobileNumbers',
      { mobileNumbers: ['+49 171 1234567', '1'] },
      { mobileNumbers: ['1', '0049171/1234567'], displayName: 'Anna Ahorn' },
    ],
    [
      'externalId,email,mobileNumbers',
      { externalId: '9', email: 'a@x.test', mobileNumbers: ['0171 1234567'] },
      {
        externalId: '9',
        email: 'a@x.test',
        mobileNumbers: ['01711234567'],
        displayName: 'Anna Ahorn',
      },
    ],
  ])('%s', async (by, before, after) => {
    const found = await pairsOf(database(anna(before), bert), [user('anna.neu', after), bertsRow]);
    expect(found).toEqual([`perhaps-renamed username:anna.neu < username:aahorn: ${by}`]);
  });

  it('the user name with the name, where another attribute is the key', async () => {
    const match = { user: 'externalId', phonebookEntry: 'externalId', phone: 'mac' };
    const stored = own('externalId:1', {
      attributes: { username: 'AAhorn', externalId: '1', firstName: 'Anna', lastName: 'Ahorn' },
    });
    const named = { externalId: '2', firstName: 'anna', lastName: 'Ahorn' };
    expect(await pairsOf(database(stored), [user('aahorn', named)], policyOf({ match }))).toEqual([
      'perhaps-renamed externalId:2 < externalId:1: username',
    ]);
    const other = { externalId: '2', firstName: 'Anne', lastName: 'Ahorn' };
    expect(await pairsOf(database(stored), [user('aahorn', other)], policyOf({ match }))).toEqual(
      []
    );
  });

  it('the phone that moved along with the name, and not the phone alone', async () => {
    const made = database(anna());
    made.add(
      'phone',
      own('mac:00:11:22:33:44:55', { userId: 1, attributes: { mac: '00:11:22:33:44:55' } })
    );
    const withPhone = (displayName: string) =>
      user('neu', { displayName }, [phone({ mac: '00:11:22:33:44:55' })]);
    expect(await pairsOf(made, [withPhone('Anna Ahorn')])).toEqual([
      'perhaps-renamed username:neu < username:aahorn: mac',
    ]);
    expect(await pairsOf(made, [withPhone('Doris Dorn')])).toEqual([]);
  });

  const same = {
    extension: '101',
    groupName: 'Sales',
    groupId: '7',
    language: 'de',
    roles: ['Agent'],
    dialplan: 'x',
  };
  it('never extension, group, language, role, or the number of the house, with or without the name', async () => {
    const made = database(anna(same));
    made.add(
      'phonebookEntry',
      own('username:aahorn/phonebook/0', { userId: 1, attributes: { phone: '+49 40 123' } })
    );
    for (const displayName of ['Anna Ahorn', 'Doris Dorn']) {
      const source = user('neu', { ...same, displayName }, [entry({ phone: '+49 40 123' })]);
      const planned = await plan(made, rows(source), ask);
      expect(pairs(planned)).toEqual([]);
      expect(planned).toMatchObject({ holds: [], counts: { user: { create: 1, remove: 1 } } });
    }
  });

  it('no empty value, and no name by itself', async () => {
    const empty = { email: '', externalId: null, mobileNumbers: [], firstName: '', lastName: '' };
    const source = user('neu', { ...empty, displayName: 'Anna Ahorn' });
    expect(await pairsOf(database(anna(empty)), [source])).toEqual([]);
    const nameless = user('neu', { mobileNumbers: ['0171 1234567'] });
    const stored = ownUser('aahorn', { mobileNumbers: ['0171 1234567'] });
    expect(await pairsOf(database(stored), [nameless])).toEqual([]);
  });

  it.each<[string, Seed[], MappedRecord[]]>([
    [
      'another stored user has the address',
      [ownUser('bbirke', { email: 'a@x.test' })],
      [user('bbirke', { email: 'b@x.test' })],
    ],
    [
      'a user of another profile has it',
      [{ owner: OTHER, key: 'username:c', attributes: { username: 'c', email: 'A@x.test' } }],
      [],
    ],
    ['another new row has it', [], [user('zwei', { email: 'a@x.test' })]],
    ['a row gives it to somebody who is stored', [bert], [user('bbirke', { email: 'A@X.test' })]],
  ])('nothing where %s', async (_, seeds, source) => {
    const made = database(anna({ email: 'a@x.test' }), ...seeds);
    expect(await pairsOf(made, [...source, user('neu', { email: 'a@x.test' })])).toEqual([]);
    expect(await pairsOf(made, [user('neu', { email: 'a@x.test' }), ...source])).toEqual([]);
  });

  it.each<[string, Seed[], MappedRecord[]]>([
    [
      'another stored user has the number',
      [ownUser('bbirke', { mobileNumbers: ['0171-1234567'] })],
      [bertsRow],
    ],
    ['another new row has it', [], [user('zwei', { mobileNumbers: ['01711234567'] })]],
    [
      'somebody who is stored gets it',
      [bert],
      [user('bbirke', { mobileNumbers: ['01711234567'] })],
    ],
  ])('nothing where %s', async (_, seeds, source) => {
    const made = database(anna({ mobileNumbers: ['0171 1234567'] }), ...seeds);
    const neu = user('neu', { mobileNumbers: ['0171 1234567'], displayName: 'Anna Ahorn' });
    expect(await pairsOf(made, [...source, neu])).toEqual([]);
    expect(await pairsOf(made, [neu, ...source])).toEqual([]);
  });
});

describe('who is looked at', () => {
  const source = [user('neu', { email: 'a@x.test' })];
  const seed = { email: 'a@x.test' };

  it.each<[string, MemoryDatabase, MappedRecord[], Partial<PlanPolicy>]>([
    ['who is still there', database(anna(seed)), [...source, user('aahorn', {})], {}],
    ['a protected user', database(anna(seed, { protected: true })), source, {}],
    ['a user of another profile', database({ ...anna(seed), owner: OTHER }, bert), source, {}],
    ['one made by hand', database({ ...anna(seed), owner: null, key: null }, bert), source, {}],
    ['who stays in this mode', database(anna(seed)), source, { mode: 'create-update' }],
    ['who is only created', database(anna(seed)), source, { mode: 'create-only' }],
    ['whom the profile takes for somebody new', database(anna(seed)), source, { renamed: 'new' }],
    [
      'who was switched off before',
      database(anna({ ...seed, enabled: false }, { missingSince: '2025-01-01T00:00:00.000Z' })),
      source,
      { missing: atOnce('disable') },
    ],
  ])('not %s', async (_, made, rowsOfSource, changes) => {
    const planned = await plan(made, rows(...rowsOfSource), policyOf(changes));
    expect(pairs(planned)).toEqual([]);
    expect(planned.holds).toEqual([]);
    expect(planned.counts.user.create).toBe(1);
  });

  it.each<[string, MemoryDatabase, Partial<PlanPolicy>]>([
    ['who would be switched off', database(anna(seed)), { missing: atOnce('disable') }],
    ['who would be removed', database(anna(seed)), { missing: atOnce('remove') }],
    [
      'whom this mode removes whoever made them',
      database({ ...anna(seed), owner: OTHER }),
      { mode: 'replace' },
    ],
    [
      'whom this mode removes though made by hand',
      database({ ...anna(seed), owner: null, key: null }),
      { mode: 'replace' },
    ],
  ])('%s', async (_, made, changes) => {
    const planned = await plan(made, rows(...source), policyOf(changes));
    expect(changeOf(planned, 'username:neu')).toMatchObject({
      kind: 'perhaps-renamed',
      target: { id: 1 },
      own: true,
    });
    expect(planned.counts.user).toMatchObject({ create: 0, update: 1, remove: 0 });
  });

  it('where a row of the source comes later, in whatever batch', async () => {
    const made = database(anna(seed), bert);
    const late = [...source, bertsRow, user('aahorn', { displayName: 'Anna Ahorn' })];
    for (const batchSize of [1, 2, 500]) {
      expect(pairs(await plan(made, rows(...late), { ...ask, batchSize }))).toEqual([]);
      const without = rows(...late.slice(0, 2));
      expect(pairs(await plan(made, without, { ...ask, batchSize }))).toHaveLength(1);
    }
  });

  it('also behind a row of two people of whom one is new', async () => {
    const made = database(anna(seed), ownUser('bbirke', { email: 'b@x.test' }));
    const both = {
      ...rows(user('neu', { email: 'a@x.test' }))[0]!,
      records: [
        user('neu', { email: 'b@x.test' }),
        user('bbirke', { email: 'b2@x.test' }, [], { place: 'identity/1' }),
      ],
    };
    const planned = await plan(made, [both], ask);
    expect(pairs(planned)).toEqual([]);
  });
});

describe('a person who has another key', () => {
  const source = rows(user('neu', { displayName: 'Anna Neu', email: 'a@x.test' }), bertsRow);
  const secrets = {
    pin: { set: true, fingerprint: null },
    password: { set: true, fingerprint: null },
    sipPassword: { set: true, fingerprint: null },
  };
  const stored = (): MemoryDatabase => {
    const made = database(anna({ email: 'a@x.test', extension: '101' }, { secrets }), bert);
    made.add(
      'phonebookEntry',
      own('username:aahorn/phonebook/0', { userId: 1, attributes: { displayName: 'Anna Ahorn' } })
    );
    made.add(
      'phone',
      own('mac:00:11:22:33:44:55', { userId: 1, attributes: { mac: '00:11:22:33:44:55' } })
    );
    return made;
  };
  const withAll = rows(
    user('neu', { displayName: 'Anna Neu', email: 'a@x.test' }, [
      entry({ displayName: 'Anna Neu' }),
      phone({ mac: '00:11:22:33:44:55' }),
    ]),
    bertsRow
  );
  const made = generate({
    password: true,
    sipPassword: true,
    pin: true,
    extension: { from: 100, to: 120 },
  });

  it('keeps record, secrets, extension, entries and phones, and a second run writes nothing', async () => {
    const people = stored();
    const first = await run(
      people,
      withAll,
      policyOf({ renamed: 'keep', generate: { ...made, password: false } })
    );
    expect(actions(first).sort()).toEqual(
      [
        'update phonebookEntry username:neu/phonebook/0',
        'update user username:neu',
        'update user username:bbirke',
      ].sort()
    );
    expect(changeOf(first, 'username:neu')).toMatchObject({
      kind: 'renamed',
      target: { id: 1 },
      generate: [],
      difference: {
        key: { before: 'username:aahorn', after: 'username:neu' },
        username: { before: 'aahorn', after: 'neu' },
      },
    });
    expect(first).toMatchObject({ holds: [], losses: 0 });
    expect(codes(first)).toContain('2 renamed-person');
    expect(people.get('user', 1)).toMatchObject({
      key: 'username:neu',
      secrets,
      attributes: { extension: '101', username: 'neu', enabled: true },
    });
    expect(people.tables.phone.size).toBe(1);
  });

  it.each(['remove', 'disable'] as const)(
    'is asked about, with what both sides have, also with %s',
    async (missing) => {
      const planned = await plan(stored(), source, policyOf({ missing: atOnce(missing) }));
      expect(undecided(planned)).toBe(1);
      expect(planned.holds).toMatchObject([{ code: 'people-undecided', params: { count: 1 } }]);
      expect(codes(planned)).toContain('2 probably-same-person');
      expect(changeOf(planned, 'username:neu').renaming).toMatchObject({
        by: ['email'],
        doubts: [],
        sides: {
          displayName: { before: 'Anna Ahorn', after: 'Anna Neu' },
          username: { before: 'aahorn', after: 'neu' },
          email: { before: 'a@x.test', after: 'a@x.test' },
          extension: { before: '101', after: '101' },
        },
      });
    }
  );

  it('is one person or two, as somebody has said', async () => {
    const asked = await plan(stored(), source, ask);
    const { id = '' } = changeOf(asked, 'username:neu').renaming ?? {};
    const same = await run(stored(), source, { ...ask, answers: new Map([[id, true]]) });
    expect(undecided(same)).toBe(0);
    expect(changeOf(same, 'username:neu')).toMatchObject({ kind: 'renamed', target: { id: 1 } });
    const two = await run(stored(), source, { ...ask, answers: new Map([[id, false]]) });
    expect(actions(two)).toEqual(
      expect.arrayContaining(['remove user username:aahorn', 'create user username:neu'])
    );
    expect(two).toMatchObject({ holds: [] });
  });

  it('is asked about again where one side is no longer as it was shown', async () => {
    const { id = '' } = changeOf(await plan(stored(), source, ask), 'username:neu').renaming ?? {};
    const answers = new Map([[id, true]]);
    const moved = rows(user('neu', { displayName: 'Anna Anders', email: 'a@x.test' }), bertsRow);
    expect(undecided(await plan(stored(), moved, { ...ask, answers }))).toBe(1);
    const other = rows(user('neu2', { displayName: 'Anna Neu', email: 'a@x.test' }), bertsRow);
    expect(undecided(await plan(stored(), other, { ...ask, answers }))).toBe(1);
    const changed = stored();
    changed.get('user', 1).attributes.groupName = 'Sales';
    expect(undecided(await plan(changed, source, { ...ask, answers }))).toBe(1);
  });

  it('is counted as one who is changed, for the limits too', async () => {
    const limits = { removePercent: 0, removeCount: 0, updatePercent: null, minimumPopulation: 0 };
    const planned = await plan(stored(), withAll, policyOf({ renamed: 'keep', limits }));
    expect(planned.exceeded).toEqual([]);
    const updates = { ...limits, removePercent: null, updatePercent: 10 };
    expect(
      (await plan(stored(), withAll, policyOf({ renamed: 'keep', limits: updates }))).exceeded
    ).toMatchObject([{ type: 'user', limit: 'updatePercent', found: 50 }, { found: 100 }]);
  });

  it('leaves their old key to somebody new', async () => {
    const people = database(anna({ externalId: '1' }));
    const match = { user: 'email', phonebookEntry: 'externalId', phone: 'mac' };
    people.get('user', 1).attributes.email = 'a@x.test';
    people.put('user', { ...people.get('user', 1), key: 'email:a@x.test' });
    const both = rows(
      user('neu', { email: 'neu@x.test', externalId: '1', displayName: 'Anna Neu' }),
      user('zwei', { email: 'zwei@x.test', externalId: '2' })
    );
    const first = await run(people, both, policyOf({ renamed: 'keep', match }));
    expect(pairs(first)).toEqual(['renamed email:neu@x.test < email:a@x.test: externalId']);
    expect(people.tables.user.size).toBe(2);
  });

  it('does not show what a secret column fills', async () => {
    const planned = await plan(stored(), source, {
      ...ask,
      secret: ['user.username', 'user.email'],
    });
    const [change] = planned.changes.filter(({ renaming }) => renaming);
    expect(change?.renaming?.sides).toMatchObject({
      username: { before: '•••', after: '•••' },
      email: { before: '•••', after: '•••' },
    });
    expect(JSON.stringify(planned.issues)).not.toMatch(/aahorn|a@x\.test/);
  });
});

describe('the profile that keeps', () => {
  it('never by a name and one thing more: they are two, unasked', async () => {
    const made = database(anna({ mobileNumbers: ['0171 1234567'] }));
    const source = rows(
      user('neu', { displayName: 'Anna Ahorn', mobileNumbers: ['0171 1234567'] })
    );
    expect(await plan(made, source, keep)).toMatchObject({
      holds: [],
      counts: { user: { create: 1, remove: 1, update: 0 } },
    });
  });

  it.each<[string, string[], Seed[], Parameters<typeof plan>[1]]>([
    [
      'their ids differ',
      ['ids'],
      [anna({ email: 'a@x.test', externalId: '1' })],
      rows(user('neu', { email: 'a@x.test', externalId: '2' })),
    ],
    [
      'another one comes into question',
      ['others'],
      [anna({ email: 'a@x.test' }), ownUser('zwei', { externalId: '2' })],
      rows(user('neu', { email: 'a@x.test', externalId: '2' })),
    ],
    [
      'a row could not be read',
      ['rows'],
      [anna({ email: 'a@x.test' })],
      [...rows(user('neu', { email: 'a@x.test' })), lostRow(3)],
    ],
  ])('asks where %s', async (_, doubts, seeds, source) => {
    const planned = await plan(database(...seeds), source, keep);
    expect(planned).toMatchObject({ holds: [{ code: 'people-undecided' }] });
    expect(changeOf(planned, 'username:neu').renaming).toMatchObject({ doubts });
  });

  it('takes the surer of two who come into question', async () => {
    const made = database(anna({ email: 'a@x.test' }), ownUser('zwei', { externalId: '2' }));
    const source = [user('neu', { email: 'a@x.test', externalId: '2' })];
    expect(await pairsOf(made, source, keep)).toEqual([
      'perhaps-renamed username:neu < username:zwei: externalId',
    ]);
  });

  it('knows a new external id as the key by the address', async () => {
    const match = { user: 'externalId', phonebookEntry: 'externalId', phone: 'mac' };
    const stored = own('externalId:1', {
      attributes: { username: 'a', externalId: '1', email: 'a@x.test' },
    });
    const source = rows(user('a', { externalId: '2', email: 'A@x.test' }));
    const first = await run(database(stored), source, policyOf({ renamed: 'keep', match }));
    expect(pairs(first)).toEqual(['renamed externalId:2 < externalId:1: email']);
  });

  it('passes names along a chain', async () => {
    const made = database(
      ownUser('a', { externalId: '1' }),
      ownUser('b', { externalId: '2' }),
      ownUser('c', { externalId: '3' })
    );
    // b has become a's user name; a has left for d.
    const source = rows(
      user('d', { externalId: '1' }),
      user('e', { externalId: '2' }),
      user('c', { externalId: '3' })
    );
    expect(pairs(await run(made, source, keep)).sort()).toEqual([
      'renamed username:d < username:a: externalId',
      'renamed username:e < username:b: externalId',
    ]);
  });
});

describe('a row that is not imported', () => {
  it('keeps whom it may be about, who is asked for later', async () => {
    const made = database(anna({ mobileNumbers: ['0171 1234567'] }), bert);
    const attributes = { displayName: 'Anna Ahorn', mobileNumbers: ['0171 1234567'] };
    const failed = rows(user('neu', attributes, [], { failed: true }), bertsRow);
    const planned = await plan(made, failed, ask);
    expect(planned.counts.user).toMatchObject({ remove: 0, error: 1 });
    expect(codes(planned)).toContain('2 kept-for-failed-row');
    expect((await plan(made, failed, policyOf({ renamed: 'new' }))).counts.user.remove).toBe(1);
    expect(pairs(await plan(made, rows(user('neu', attributes), bertsRow), ask))).toHaveLength(1);
  });

  it('asks nothing where its change fails', async () => {
    const made = database(anna({ email: 'a@x.test' }), {
      owner: OTHER,
      key: 'username:z',
      attributes: { username: 'z', extension: '7' },
    });
    const planned = await plan(made, rows(user('neu', { email: 'a@x.test', extension: '7' })), ask);
    expect(planned).toMatchObject({
      holds: [],
      counts: { user: { error: 1, remove: 0 } },
    });
  });

  it('is no person where the filter leaves it out', async () => {
    const made = database(anna({ email: 'a@x.test' }));
    const planned = await plan(
      made,
      [
        filteredRow(2),
        ...rows(user('neu', { email: 'a@x.test' })).map((one) => ({ ...one, row: 3 })),
      ],
      ask
    );
    expect(undecided(planned)).toBe(1);
  });
});
