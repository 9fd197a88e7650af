import type { PlanPolicy } from '../../../server/src/plan/types';
import {
  actions,
  changeOf,
  codes,
  entry,
  OTHER,
  ownUser,
  phone,
  plan,
  PROFILE,
  rows,
  run,
  user,
} from './helpers';
import { MemoryDatabase } from './memory';
import { applyPlan, countBatches } from './writer';

const MATCH = { user: 'username', phonebookEntry: 'externalId', phone: 'mac' };
const adopt = (changes: Partial<PlanPolicy> = {}) => ({
  policy: { existing: 'adopt', ownedByOthers: 'adopt', match: MATCH, ...changes } as const,
});

/** A user with an entry and a phone, as another profile has brought them. */
function ofOther(parentKey = 'username:ann'): MemoryDatabase {
  const made = new MemoryDatabase();
  const { id } = made.add('user', {
    owner: OTHER,
    key: parentKey,
    attributes: { username: 'ann', externalId: '7' },
  });
  made.add('phonebookEntry', {
    owner: OTHER,
    key: `${parentKey}/phonebook/0`,
    userId: id,
    attributes: { displayName: 'Ann Old' },
  });
  made.add('phone', { owner: OTHER, key: 'mac:m1', userId: id, attributes: { mac: 'm1' } });
  return made;
}

/** The same made by hand, which has no keys. */
function byHand(): MemoryDatabase {
  const made = new MemoryDatabase();
  const { id } = made.add('user', { attributes: { username: 'ann' } });
  made.add('phonebookEntry', { userId: id, attributes: { displayName: 'Ann', phone: '10' } });
  made.add('phonebookEntry', { userId: id, attributes: { displayName: 'Home' } });
  made.add('phone', { userId: id, attributes: { name: 'desk' } });
  return made;
}

/** A user of another profile with an entry and a phone that were made by hand. */
function ofOtherAndHand(): MemoryDatabase {
  const made = ofOther();
  for (const type of ['phonebookEntry', 'phone'] as const) {
    for (const child of made.tables[type].values())
      Object.assign(child, { owner: null, key: null });
  }
  return made;
}

/** A user who was made by hand, with an entry and a phone of another profile. */
function ofHandAndOther(): MemoryDatabase {
  const made = ofOther();
  for (const person of made.tables.user.values()) Object.assign(person, { owner: null, key: null });
  return made;
}

const source = rows(
  user('ann', { externalId: '7' }, [entry({ displayName: 'Ann' }), phone({ mac: 'm1' })])
);

describe('a person who is taken over', () => {
  it.each([
    ['under the same key', 'username:ann'],
    ['under another key', 'externalId:7'],
    ['matched in another way', 'email:a@x'],
  ])('brings entry and phone of another profile along: %s', async (_, key) => {
    for (const match of [MATCH, { ...MATCH, user: 'externalId' }]) {
      const made = ofOther(key);
      const result = await run(made, source, adopt({ match }));
      expect(codes(result)).toEqual([]);
      expect(result.counts.phonebookEntry).toMatchObject({ create: 0, update: 1 });
      expect(result.counts.phone).toMatchObject({ create: 0, update: 1 });
      expect([...made.tables.phonebookEntry.values()]).toMatchObject([
        { owner: PROFILE, attributes: { displayName: 'Ann' } },
      ]);
      expect([...made.tables.phone.values()]).toMatchObject([{ owner: PROFILE, key: 'mac:m1' }]);
    }
  });

  it.each([
    ['by name', entry({ displayName: 'Ann' })],
    ['by name, in another spelling', entry({ displayName: ' Ann\u200b' })],
    ['by number', entry({ displayName: 'Ahorn, Ann', phone: '10' })],
  ])('brings an entry along that was made by hand: %s', async (_, child) => {
    const made = byHand();
    const result = await run(made, rows(user('ann', {}, [child])), adopt());
    expect(result.counts.phonebookEntry).toMatchObject({ create: 0, update: 1 });
    expect([...made.tables.phonebookEntry.values()].map(({ owner }) => owner)).toEqual([
      PROFILE,
      null,
    ]);
  });

  it('brings a phone along that has got its MAC since', async () => {
    const made = byHand();
    const child = phone({ name: 'desk', mac: 'm5' });
    const result = await run(made, rows(user('ann', {}, [child])), adopt());
    expect(changeOf(result, 'mac:m5')).toMatchObject({ action: 'update', own: true });
    expect(made.tables.phone.size).toBe(1);
  });

  it('leaves what is another one, and what the row does not have', async () => {
    const made = byHand();
    const { id } = [...made.tables.user.values()][0] ?? { id: 0 };
    made.add('phone', { userId: id, attributes: { name: 'hall', mac: 'm8' } });
    const children = [entry({ displayName: 'Office' }), phone({ name: 'hall', mac: 'm9' })];
    const result = await run(made, rows(user('ann', {}, children)), adopt());
    expect(actions(result)).toEqual([
      'update user username:ann',
      'create phonebookEntry username:ann/phonebook/0',
      'create phone mac:m9',
    ]);
  });

  it('brings them along whatever becomes of others of theirs', async () => {
    const made = ofOther();
    const result = await run(made, source, adopt({ existing: 'conflict' }));
    expect(codes(result)).toEqual([]);
    const hand = byHand();
    const other = await run(hand, rows(user('ann', {}, [entry({ displayName: 'Ann' })])), {
      policy: { existing: 'adopt', ownedByOthers: 'conflict' },
    });
    expect(other.counts.phonebookEntry).toMatchObject({ update: 1, create: 0 });
  });

  it.each([
    ['whoever they are of', adopt()],
    ['where everybody is replaced', { policy: { mode: 'replace' } }],
    ['where what others own is a conflict', adopt({ ownedByOthers: 'conflict' })],
    ['where what is made by hand is a conflict', adopt({ existing: 'conflict' })],
    ['where what is made by hand is only updated', adopt({ existing: 'update' })],
  ] as const)('brings them along after a run that died half way, %s', async (_, options) => {
    for (const start of [ofOther, byHand, ofOtherAndHand, ofHandAndOther]) {
      const before = start();
      const { changes } = await plan(before, source, options);
      const whole = before.copy();
      applyPlan(whole, changes, { profileId: PROFILE });
      for (let batches = 1; batches < countBatches(changes, 1); batches += 1) {
        const cut = before.copy();
        applyPlan(cut, changes, { profileId: PROFILE, batchSize: 1, batches });
        const rest = await plan(cut, source, options);
        applyPlan(cut, rest.changes, { profileId: PROFILE });
        expect(cut.snapshot()).toEqual(whole.snapshot());
      }
    }
  });

  it('is none where the profile only updates: what was made by hand stays so, and is not doubled', async () => {
    const made = byHand();
    const child = entry({ displayName: 'Ann' });
    const result = await run(made, rows(user('ann', {}, [child])), {
      policy: { existing: 'update' },
    });
    expect(result.counts.phonebookEntry).toMatchObject({ create: 0, unchanged: 1 });
    expect([...made.tables.phonebookEntry.values()].every(({ owner }) => owner === null)).toBe(
      true
    );
  });

  it('is none of whom nothing changes hands', async () => {
    const made = new MemoryDatabase();
    const { id } = made.add('user', ownUser('ann'));
    made.add('phonebookEntry', {
      owner: OTHER,
      key: 'x',
      userId: id,
      attributes: { displayName: 'Ann' },
    });
    const result = await run(made, rows(user('ann', {}, [entry({ displayName: 'Ann' })])), {
      policy: { ownedByOthers: 'update' },
    });
    expect(result.counts.phonebookEntry).toMatchObject({ create: 1, update: 0 });
  });
});
