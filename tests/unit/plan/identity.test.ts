import { englishOf } from '../../../shared/codes/texts';
import type { RecordType } from '../../../shared/records';
import type { AttributeValue } from '../../../server/src/mapping/types';
import type { PlanPolicy } from '../../../server/src/plan/types';
import {
  actions,
  changeOf,
  codes,
  entry,
  generate,
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

const COMPOSED = 'jm\u00fcller';
const DECOMPOSED = 'jmu\u0308ller';
const GUID = '8f14e45f-ceea-467f-a9d1-0b6b1f5e2c3d';

/** What is stored, what the source says: two spellings of one value. */
const USERNAMES: [kind: string, before: string, after: string][] = [
  ['case', 'mmuster', 'MMuster'],
  ['case of letters with marks', '\u00e9mile', '\u00c9MILE'],
  ['case of another script', 'мария', 'МАРИЯ'],
  ['decomposed', COMPOSED, DECOMPOSED],
  ['composed', DECOMPOSED, COMPOSED],
  ['a decomposed capital', '\u00e4hren', 'A\u0308hren'],
  ['invisible ends', '\u200bcleo', 'cleo'],
  ['a no-break space at the end', 'dora', 'dora\u00a0'],
];

const policyOf = (type: RecordType, attribute: string): Pick<PlanPolicy, 'match'> => ({
  match: { user: 'username', phonebookEntry: 'externalId', phone: 'mac', [type]: attribute },
});

describe('another spelling of the value that a record is matched by', () => {
  it.each(USERNAMES)('is at most an update: %s', async (_, before, after) => {
    const database = new MemoryDatabase();
    await run(database, rows(user(before, { displayName: 'P' }, [entry({ displayName: 'P' })])), {
      policy: { generate: generate({ sipPassword: true }) },
    });
    const [person] = database.tables.user.values();
    const [card] = database.tables.phonebookEntry.values();

    const result = await run(
      database,
      rows(user(after, { displayName: 'P' }, [entry({ displayName: 'P' })])),
      { policy: { generate: generate({ sipPassword: true }) } }
    );
    expect(result.changes.map(({ action, difference }) => [action, difference])).toEqual([
      ['update', { username: { before, after } }],
    ]);
    expect(result.changes[0]).toMatchObject({ secrets: {}, generate: [], clearFirst: [] });
    expect(database.get('user', person?.id ?? 0)).toMatchObject({
      documentId: person?.documentId,
      key: person?.key,
      secrets: person?.secrets,
    });
    expect([...database.tables.phonebookEntry.values()]).toEqual([card]);
  });

  it.each<[RecordType, string, string, string]>([
    ['user', 'externalId', GUID, `{${GUID.toUpperCase()}}`],
    ['user', 'email', 'anna.ahorn@example.org', 'Anna.Ahorn@Example.org'],
    ['user', 'extension', '204', '204\u200b'],
    ['phonebookEntry', 'externalId', GUID.toUpperCase(), GUID],
    ['phonebookEntry', 'displayName', 'J\u00f6rg', 'Jo\u0308rg'],
    ['phonebookEntry', 'email', 'BERT@example.org', 'bert@example.org'],
    ['phonebookEntry', 'phone', '+4930555', '\u202a+4930555\u202c'],
    ['phone', 'name', 'Empf\u00e4ng', 'Empfa\u0308ng'],
    ['phone', 'mac', 'aa:bb:cc:dd:ee:01', 'AABBCCDDEE01'],
  ])('holds for every attribute: %s by %s', async (type, attribute, before, after) => {
    const record = (value: string) =>
      ({
        user: user(null, { [attribute]: value }),
        phonebookEntry: entry({ [attribute]: value }),
        phone: phone({ [attribute]: value }),
      })[type];
    const policy = policyOf(type, attribute);
    for (const seed of [{}, { owner: OTHER, key: 'k' }, own(`${attribute}:elsewhere`)]) {
      const database = new MemoryDatabase();
      const stored = database.add(type, { ...seed, attributes: { [attribute]: before } });
      const options = { policy: { ...policy, ownedByOthers: 'update' as const } };
      const result = await run(database, rows(record(after)), options);
      expect(result.changes.map(({ action, target }) => [action, target?.id])).toEqual([
        ['update', stored.id],
      ]);
    }
    const database = new MemoryDatabase();
    const both = await run(database, rows(record(before), record(after)), { policy });
    expect(both.counts[type]).toMatchObject({ create: 1, error: 1 });
  });

  it('of a record that has its key in an older spelling renews the key, of its children too', async () => {
    const database = new MemoryDatabase();
    const holder = database.add('user', ownUser('MMuster', { displayName: 'Max' }));
    const key = 'username:MMuster/phonebook/0';
    const card = database.add(
      'phonebookEntry',
      own(key, { userId: holder.id, attributes: { displayName: 'Max' } })
    );
    await run(
      database,
      rows(user('MMUSTER', { displayName: 'Max' }, [entry({ displayName: 'Max' })]))
    );
    expect(database.get('user', holder.id)).toMatchObject({ key: 'username:mmuster' });
    expect(database.get('phonebookEntry', card.id).key).toBe('username:mmuster/phonebook/0');
    expect(database.tables.phonebookEntry.size).toBe(1);
  });
});

describe('both spellings in one source', () => {
  it.each(USERNAMES)('are one user and a duplicate: %s', async (_, before, after) => {
    for (const database of [new MemoryDatabase(), stored('user', { username: before })]) {
      const result = await run(database, rows(user(before), user(after)));
      expect(codes(result)).toEqual(['3 duplicate-username']);
      expect(result.issues[0]).toMatchObject({ value: after });
      expect(database.tables.user.size).toBe(1);
    }
  });

  it.each<[string, string, string, string]>([
    ['duplicate-external-id', 'externalId', GUID, GUID.toUpperCase()],
    ['duplicate-external-id', 'externalId', 'caf\u00e9', 'cafe\u0301'],
    ['duplicate-extension', 'extension', '204', '\u2066204\u2069'],
  ])('are a duplicate of any unique attribute: %s', async (code, attribute, one, other) => {
    const source = rows(user('ann', { [attribute]: one }), user('bob', { [attribute]: other }));
    expect(codes(await run(new MemoryDatabase(), source))).toEqual([`3 ${code}`]);
  });

  it.each<[string, string, string]>([
    ['stra\u00dfe', 'strasse', 'username'],
    ['m\u00fcller', 'muller', 'username'],
    ['\ufb01nn', 'finn', 'username'],
    ['ABC-1', 'abc-1', 'externalId'],
    [`{${GUID}`, GUID, 'externalId'],
    ['0204', '204', 'extension'],
  ])('are two where the values differ: %s, %s', async (one, other, attribute) => {
    const source = rows(user('ann', { [attribute]: one }), user('bob', { [attribute]: other }));
    const result = await run(new MemoryDatabase(), source);
    expect([result.counts.user.create, codes(result)]).toEqual([2, []]);
  });
});

const stored = (type: RecordType, attributes: Record<string, AttributeValue>): MemoryDatabase => {
  const database = new MemoryDatabase();
  database.add(type, {
    owner: PROFILE,
    key: `username:${String(attributes.username)}`,
    attributes,
  });
  return database;
};

describe('a value that a stored record has in another spelling', () => {
  it('is taken, and the issue names who has it', async () => {
    const database = stored('user', { username: 'ann', externalId: GUID, displayName: 'Ann' });
    const source = rows(
      user('ann', { externalId: `{${GUID}}` }),
      user('bob', { externalId: GUID })
    );
    const result = await run(database, source);
    expect(codes(result)).toEqual(['3 duplicate-external-id']);
    expect(englishOf(result.issues[0]!)).toContain('"Ann" has it, and keeps it by row 2');
  });

  it('is free once its holder leaves or takes another', async () => {
    const database = stored('user', { username: 'ann', externalId: GUID });
    database.add('user', ownUser('cid', { extension: '10\u200b' }));
    const source = rows(
      user('ann', { externalId: 'other' }),
      user('bob', { externalId: GUID.toUpperCase(), extension: '10' })
    );
    const result = await run(database, source);
    expect(codes(result)).toEqual([]);
    expect(actions(result)).toContain('remove user username:cid');
    const exchange = changeOf(result, 'username:cid').exchange;
    expect(exchange).toBe(changeOf(result, 'username:bob').exchange);
  });

  it('is not made up again as an extension', async () => {
    const database = new MemoryDatabase();
    database.add('user', { attributes: { username: 'hand', extension: '\u202a600\u202c' } });
    const options = { policy: { generate: generate({ extension: { from: 600, to: 602 } }) } };
    await run(database, rows(user('ann')), options);
    expect(database.find('user', 'username', 'ann')?.attributes.extension).toBe('601');
  });
});

describe('an entry that names its user', () => {
  it.each(USERNAMES)('finds it in any spelling: %s', async (_, before, after) => {
    const named = entry({ displayName: 'P' }, { owner: after });
    for (const source of [rows(user(before), named), rows(named, user(before)), rows(named)]) {
      const database = new MemoryDatabase();
      const holder = database.add('user', { attributes: { username: before } });
      const result = await run(database, source);
      expect(codes(result)).toEqual([]);
      expect([...database.tables.phonebookEntry.values()][0]?.userId).toBe(holder.id);
    }
    const fresh = new MemoryDatabase();
    await plan(fresh, rows(named, user(before)));
    await run(fresh, rows(named, user(before)));
    expect([...fresh.tables.phonebookEntry.values()][0]?.userId).not.toBeNull();
  });
});
