import { englishOf } from '../../../shared/codes/texts';
import type { PlanPolicy } from '../../../server/src/plan/types';
import type { MappedRecord } from '../../../server/src/mapping/types';
import {
  atOnce,
  changeOf,
  codes,
  entry,
  generate,
  OTHER,
  own,
  phone,
  plan,
  PROFILE,
  rows,
  run,
  user,
} from './helpers';
import { MemoryDatabase, type Seed } from './memory';
import { applyPlan, countBatches } from './writer';

const BEFORE = '2025-06-01T10:00:00.000Z';
const match = { user: 'externalId', phonebookEntry: 'externalId', phone: 'mac' };
const samePerson = (changes: Partial<PlanPolicy> = {}) => ({
  policy: { missing: atOnce('disable'), returning: 'same-person', match, ...changes } as const,
});

const left = (attributes = {}, seed: Seed = {}): Seed =>
  own('externalId:900', {
    attributes: {
      username: 'aahorn',
      externalId: '900',
      displayName: 'Anna Ahorn',
      email: 'anna@x.test',
      enabled: false,
      ...attributes,
    },
    missingSince: BEFORE,
    ...seed,
  });
const person = (id: string, username: string, attributes = {}, children: MappedRecord[] = []) =>
  user(username, { externalId: id, ...attributes }, children);

const database = (...seeds: Seed[]): MemoryDatabase => {
  const made = new MemoryDatabase();
  for (const seed of seeds) made.add('user', seed);
  return made;
};
const kinds = async (made: MemoryDatabase, source: MappedRecord[], options = samePerson()) =>
  (await plan(made, rows(...source), options)).changes.map(
    ({ action, kind, key }) => `${kind ?? action} ${key}`
  );

describe('a person who returns under a new id', () => {
  it.each([
    ['an e-mail address, in any spelling', { email: 'ANNA@x.test' }, 'anew'],
    ['user name and display name', { displayName: 'Anna Ahorn' }, 'AAHORN'],
    ['both', { email: 'anna@x.test', displayName: 'Anna Ahorn' }, 'aahorn'],
  ])('takes their record over by %s', async (_, attributes, username) => {
    const made = database(left());
    const result = await run(made, rows(person('950', username, attributes)), samePerson());
    expect(codes(result)).toEqual(['2 returned-under-new-id']);
    expect(changeOf(result, 'externalId:950')).toMatchObject({
      action: 'update',
      kind: 'returned',
      target: { id: 1 },
      missingSince: null,
      difference: { key: { before: 'externalId:900', after: 'externalId:950' } },
    });
    expect(made.get('user', 1)).toMatchObject({
      key: 'externalId:950',
      attributes: { externalId: '950', username, enabled: true },
    });
  });

  it('brings the entries along', async () => {
    const made = database(left());
    made.add('phonebookEntry', own('externalId:900/phonebook/0', { userId: 1 }));
    const child = entry({ displayName: 'Anna' });
    await run(made, rows(person('950', 'x', { email: 'anna@x.test' }, [child])), samePerson());
    expect([...made.tables.phonebookEntry.values()]).toMatchObject([
      { key: 'externalId:950/phonebook/0', attributes: { displayName: 'Anna' } },
    ]);
  });

  it.each<[string, Partial<PlanPolicy>]>([
    ['in one mode', {}],
    ['where nothing is removed', { mode: 'create-update' }],
    ['under another e-mail address', { match: { ...match, user: 'email' } }],
  ])('brings them along after a run that died half way, %s', async (_, policy) => {
    const made = database(
      policy.match
        ? left({ email: 'old@x.test', displayName: 'Anna' }, { key: 'email:old@x.test' })
        : left()
    );
    const key = made.get('user', 1).key;
    for (const place of [0, 1]) {
      const attributes = { displayName: `Anna ${place}` };
      made.add('phonebookEntry', own(`${key}/phonebook/${place}`, { userId: 1, attributes }));
    }
    const children = [0, 1].map((place) =>
      entry({ displayName: `New ${place}` }, { place: `phonebook/${place}` })
    );
    const names = { email: policy.match ? 'new@x.test' : 'anna@x.test', displayName: 'Anna' };
    const source = rows(person('950', 'aahorn', names, children));
    const { changes } = await plan(made, source, samePerson(policy));
    const whole = made.copy();
    applyPlan(whole, changes, { profileId: PROFILE });
    expect(whole.tables.phonebookEntry.size).toBe(2);
    for (let batches = 1; batches < countBatches(changes, 1); batches += 1) {
      const cut = made.copy();
      applyPlan(cut, changes, { profileId: PROFILE, batchSize: 1, batches });
      const rest = await plan(cut, source, samePerson(policy));
      applyPlan(cut, rest.changes, { profileId: PROFILE });
      expect(cut.snapshot()).toEqual(whole.snapshot());
    }
  });

  it('has what was made up made anew, and not what the row gives', async () => {
    const secrets = {
      pin: { set: true, fingerprint: null },
      password: { set: true, fingerprint: 'x' },
    };
    const options = samePerson({
      generate: generate({ pin: true, password: true, sipPassword: true }),
    });
    const source = rows(person('950', 'x', { email: 'anna@x.test', password: 'given' }));
    const result = await run(database(left({}, { secrets })), source, options);
    expect(changeOf(result, 'externalId:950')).toMatchObject({
      generate: ['sipPassword', 'pin'],
      secrets: { password: 'given' },
      difference: { pin: { before: '•••', after: '•••' } },
    });
  });

  it.each([
    ['where the profile does not say so', {}, { returning: 'never' }],
    [
      'whose e-mail address two stored users have',
      { email: 'anna@x.test' },
      {},
      [{ attributes: { username: 'o', email: 'Anna@x.test' } }],
    ],
    ['with another display name', { displayName: 'Anton Ahorn' }, {}],
    ['with the extension only', { extension: '10' }, {}],
  ] as const)('is somebody new %s', async (_, attributes, policy, others: readonly Seed[] = []) => {
    const made = database(left({ extension: '10' }), ...others);
    const source = [person('950', 'other', attributes)];
    expect(await kinds(made, source, samePerson(policy))).toContain('create externalId:950');
  });

  it.each([
    ['of another profile', { owner: OTHER, key: 'k' }, {}],
    ['who is protected', { protected: true }, {}],
    ['whom somebody has switched on', {}, { enabled: true }],
    ['whom an admin has switched off', { missingSince: null }, {}],
  ])('does not get the record of one %s', async (_, seed, attributes) => {
    const source = [person('950', 'other', { email: 'anna@x.test' })];
    expect(await kinds(database(left(attributes, seed)), source)).toContain(
      'create externalId:950'
    );
  });

  it('is somebody new when two rows have the address, in whatever batches', async () => {
    const source = rows(
      person('950', 'x', { email: 'anna@x.test' }),
      person('951', 'y', { email: 'anna@x.test' })
    );
    for (const batchSize of [1, 500]) {
      const result = await plan(database(left()), source, { ...samePerson(), batchSize });
      expect(result.counts.user).toMatchObject({ create: 2, update: 0 });
    }
  });

  it.each([
    ['by address and by names', { email: 'anna@x.test' }, { displayName: 'Anna Ahorn' }],
    ['by names and by address', { displayName: 'Anna Ahorn' }, { email: 'Anna@X.test' }],
    [
      'where one of them says both',
      { email: 'anna@x.test' },
      { email: '', displayName: 'Anna Ahorn' },
    ],
  ])('is nobody of two rows that mean the same record, %s', async (_, one, other) => {
    const names = [one, other].map((is) => ('displayName' in is ? 'aahorn' : 'anew'));
    const source = rows(person('950', names[0] ?? '', one), person('951', names[1] ?? '', other));
    for (const batchSize of [1, 500]) {
      const made = database(left());
      const result = await plan(made, source, { ...samePerson(), batchSize });
      expect(result.changes.map(({ action, key }) => `${action} ${key}`)).toEqual([
        'create externalId:950',
        'create externalId:951',
        'update externalId:900',
      ]);
      expect(codes(result)).toEqual([]);
    }
  });

  it.each([
    ['id', { id: '950' }],
    ['user name', { username: 'anew' }],
    ['extension', { extension: '30' }],
    ['phone', { mac: 'm1' }],
  ])('goes before a later row with the same %s, as in the next run', async (_, same) => {
    const of = (id: string, username: string, extension: string, mac: string, more = {}) =>
      person(id, username, { extension, ...more }, [phone({ mac })]);
    const {
      id = '951',
      username = 'other',
      extension = '31',
      mac = 'm2',
    } = same as Record<string, string>;
    for (const email of ['anna@x.test', 'twice@x.test']) {
      const source = rows(
        of('950', 'anew', '30', 'm1', { email: 'anna@x.test' }),
        of(id, username, extension, mac),
        of('952', 'third', '32', 'm3', { email })
      );
      for (const batchSize of [1, 500]) {
        const made = database(left());
        const result = await run(made, source, { ...samePerson(), batchSize });
        expect(result.issues.filter(({ severity }) => severity === 'error')).toMatchObject([
          { row: 3, code: expect.stringContaining('duplicate') },
        ]);
      }
    }
  });

  it.each([[['950', '900']], [['900', '950']]])(
    'holds the run when the former id is there as well: %s',
    async (ids) => {
      const source = ids.map((id) =>
        person(id, `u${id}`, id === '950' ? { email: 'anna@x.test' } : {})
      );
      for (const batchSize of [1, 500]) {
        const result = await plan(database(left()), rows(...source), {
          ...samePerson(),
          batchSize,
        });
        expect(result.holds).toMatchObject([{ code: 'returned-twice' }]);
        expect(englishOf(result.holds[0]!)).toContain('externalId:900');
        expect(result.counts.user).toMatchObject({ create: 1, update: 1 });
      }
    }
  );
});
