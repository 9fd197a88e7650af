import { englishOf } from '../../../shared/codes/texts';
import type { PlanPolicy } from '../../../server/src/plan/types';
import {
  atOnce,
  actions,
  codes,
  entry,
  OTHER,
  own,
  ownUser,
  phone,
  plan,
  PROFILE,
  rows,
  run,
  user,
} from './helpers';
import { MemoryDatabase } from './memory';

const SHARED = ['username'];

const SPELLINGS: Record<string, string[]> = {
  username: ['Max', 'max'],
  extension: ['12', '\u202a12\u202c'],
  externalId: ['caf\u00e9', 'cafe\u0301'],
};

/** Two stored users with one user name in two spellings, each with an entry and a phone. */
const twins = (owner: string | null = PROFILE, attribute = 'username'): MemoryDatabase => {
  const database = new MemoryDatabase();
  const seed = { owner, key: null, shares: [attribute] };
  for (const [index, spelling] of (SPELLINGS[attribute] ?? []).entries()) {
    const holder = database.add('user', {
      ...seed,
      attributes: {
        username: `user${index}`,
        [attribute]: spelling,
        displayName: `Person ${index}`,
      },
    });
    database.add('phonebookEntry', {
      owner: PROFILE,
      key: null,
      userId: holder.id,
      attributes: { displayName: `Person ${index}` },
    });
    database.add(
      'phone',
      own(`mac:m${index}`, { userId: holder.id, attributes: { mac: `m${index}` } })
    );
  }
  database.add('user', ownUser('leaver'));
  database.add('user', ownUser('stays'));
  return database;
};

const POLICIES: [name: string, policy: Partial<PlanPolicy>][] = [
  ['remove', {}],
  ['disable', { missing: atOnce('disable') }],
  ['replace', { mode: 'replace' }],
  ['create-update', { mode: 'create-update' }],
  ['adopt', { existing: 'adopt', ownedByOthers: 'adopt' }],
];

describe.each([
  ['of the profile', PROFILE],
  ['made by hand', null],
  ['of another profile', OTHER],
])('stored users who share a user name, %s', (_, owner) => {
  it.each(POLICIES)(
    'are left alone with what is theirs, whatever the source has: %s',
    async (__, policy) => {
      const sources = [
        rows(user('stays')),
        rows(
          user('stays'),
          user('MAX', { displayName: 'X' }, [entry({ displayName: 'X' }), phone({ mac: 'm0' })])
        ),
        rows(user('stays', {}, [phone({ mac: 'm1' })])),
        rows(user('stays'), user('Max'), user('max')),
      ];
      for (const source of sources) {
        const database = twins(owner);
        const before = database.snapshot().filter((text) => /user\d|Person|m\d/.test(String(text)));
        const result = await run(database, source, { policy });
        const after = database.snapshot().filter((text) => /user\d|Person|m\d/.test(String(text)));
        expect(after).toEqual(before);
        expect(actions(result).join()).not.toMatch(/(update|remove|create) \w+ \S*m(ax|\d)/i);
      }
    }
  );

  it('are named by an issue of the row that asks for one', async () => {
    const result = await plan(twins(owner), rows(user('stays'), user('MAX'), user('max')));
    expect(codes(result)).toEqual(['3 ambiguous-person', '4 ambiguous-person']);
    const [issue] = result.issues;
    expect(issue).toMatchObject({ column: 'username', value: 'MAX', severity: 'error' });
    for (const part of [
      '2 stored users',
      '"Person 0" with "Max"',
      '"Person 1" with "max"',
      'again',
    ]) {
      expect(englishOf(issue!)).toContain(part);
    }
  });
});

describe('records that share a value', () => {
  it.each(['extension', 'externalId'])(
    'may do so in any unique attribute: %s',
    async (attribute) => {
      const [spelling = ''] = SPELLINGS[attribute] ?? [];
      const database = twins(PROFILE, attribute);
      const source = rows(
        user('stays'),
        user('new', { [attribute]: spelling }),
        user('user0', { displayName: 'New' })
      );
      const result = await run(database, source);
      expect(codes(result)).toEqual(['3 ambiguous-person', '4 ambiguous-person']);
      expect(englishOf(result.issues[1]!)).toContain('2 stored users');
      expect(database.find('user', 'username', 'user0')?.attributes.displayName).toBe('Person 0');
    }
  );

  it('are told by their other key too', async () => {
    const database = new MemoryDatabase();
    for (const [index, username] of ['ann', 'ANN'].entries()) {
      const externalId = `x${index}`;
      database.add(
        'user',
        own(`externalId:${externalId}`, { shares: SHARED, attributes: { username, externalId } })
      );
    }
    const match = { user: 'externalId', phonebookEntry: 'externalId', phone: 'mac' };
    const source = rows(user('anna', { externalId: 'x1' }));
    const result = await run(database, source, { policy: { match } });
    expect(codes(result)).toEqual(['2 ambiguous-person']);
    expect([...database.tables.user.values()].map((r) => r.attributes.username)).toEqual([
      'ann',
      'ANN',
    ]);
  });

  it('may be phones', async () => {
    const database = new MemoryDatabase();
    for (const mac of ['aa:bb:cc:dd:ee:01', 'AABBCCDDEE01']) {
      database.add('phone', { owner: PROFILE, key: null, shares: ['mac'], attributes: { mac } });
    }
    const result = await run(database, rows(user('ann', {}, [phone({ mac: 'aabb.ccdd.ee01' })])));
    expect(codes(result)).toEqual(['2 ambiguous-person']);
    expect(englishOf(result.issues[0]!)).toContain('2 stored phones');
    expect(database.tables.phone.size).toBe(2);
  });

  it('give no user to an entry that names them', async () => {
    const named = entry({ displayName: 'P' }, { owner: 'MAX' });
    const result = await run(twins(), rows(user('stays'), named));
    expect(codes(result)).toEqual(['3 ambiguous-person']);
    expect(result.issues[0]?.severity).toBe('warning');
    expect(result.counts.phonebookEntry.create).toBe(1);
  });
});
