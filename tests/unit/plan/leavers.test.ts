import { englishOf } from '../../../shared/codes/texts';
import type { PlanPolicy } from '../../../server/src/plan/types';
import type { MappedRecord } from '../../../server/src/mapping/types';
import {
  atOnce,
  actions,
  changeOf,
  codes,
  generate,
  NOW,
  OTHER,
  own,
  phone,
  plan,
  row,
  rows,
  run,
  user,
} from './helpers';
import { MemoryDatabase, type Seed } from './memory';

const BEFORE = '2025-06-01T10:00:00.000Z';
const match = { user: 'externalId', phonebookEntry: 'externalId', phone: 'mac' };
const disable = (changes: Partial<PlanPolicy> = {}) => ({
  policy: { missing: atOnce('disable'), match, ...changes } as const,
});

/** A user whom an earlier run has switched off. */
const left = (id: string, username: string, attributes = {}, seed: Seed = {}): Seed =>
  own(`externalId:${id}`, {
    attributes: { username, externalId: id, enabled: false, ...attributes },
    missingSince: BEFORE,
    ...seed,
  });
const here = (id: string, username: string, attributes = {}): Seed =>
  own(`externalId:${id}`, { attributes: { username, externalId: id, ...attributes } });
const person = (id: string, username: string, attributes = {}): MappedRecord =>
  user(username, { externalId: id, ...attributes });

const database = (...seeds: Seed[]): MemoryDatabase => {
  const made = new MemoryDatabase();
  for (const seed of seeds) made.add('user', seed);
  return made;
};
const stored = (made: MemoryDatabase, id: string) => {
  const found = made.find('user', 'externalId', id);
  if (!found) throw new Error(`no ${id}`);
  return found;
};

describe('a leaver of an earlier run', () => {
  it('gives an extension up to whom the source has, in one exchange', async () => {
    const made = database(left('900', 'aahorn', { extension: '1190' }));
    const result = await run(made, rows(person('901', 'bbirke', { extension: '1190' })), disable());
    expect(codes(result)).toEqual([]);
    const change = changeOf(result, 'externalId:900');
    expect(change).toMatchObject({
      action: 'update',
      row: null,
      attributes: { extension: null },
      difference: { extension: { before: '1190', after: null } },
      gaveUp: { extension: '1190' },
    });
    expect(change.exchange).toBe(changeOf(result, 'externalId:901').exchange);
    expect(stored(made, '900')).toMatchObject({
      missingSince: BEFORE,
      attributes: { extension: null, username: 'aahorn', enabled: false },
    });
  });

  it('keeps a user name with the date of leaving in it', async () => {
    const made = database(left('900', 'aahorn', { extension: '1190' }));
    const result = await run(made, rows(person('950', 'AAhorn', { extension: '1' })), disable());
    expect(stored(made, '900').attributes).toMatchObject({
      username: 'aahorn (left 2025-06-01)',
      extension: '1190',
    });
    expect(changeOf(result, 'externalId:900').difference).toEqual({
      username: { before: 'aahorn', after: 'aahorn (left 2025-06-01)' },
    });
  });

  it.each([
    ['numbered where the name is taken', 'aahorn', 'aahorn (left 2025-06-01) 2'],
    ['cut to what the column holds', 'x'.repeat(255), `${'x'.repeat(237)} (left 2025-06-01)`],
    [
      'cut, but not through a character',
      `${'x'.repeat(236)}😀${'y'.repeat(9)}`,
      `${'x'.repeat(236)} (left 2025-06-01)`,
    ],
  ])('keeps a user name that is %s', async (_, name, expected) => {
    const made = database(left('900', name), {
      attributes: { username: 'AAhorn (LEFT 2025-06-01)' },
    });
    await run(made, rows(person('950', name)), disable());
    expect(stored(made, '900').attributes.username).toBe(expected);
  });

  it.each([
    ['create-update', 'disable'],
    ['create-update-remove', 'disable'],
    ['create-update', 'remove'],
  ] as const)('gives way whatever is missing: %s, %s', async (mode, missing) => {
    const made = database(left('900', 'aahorn', { extension: '10' }));
    const source = rows(person('901', 'bbirke', { extension: '10' }));
    expect(codes(await run(made, source, disable({ mode, missing: atOnce(missing) })))).toEqual([]);
    expect(stored(made, '900').attributes.extension).toBeNull();
  });

  it('gives way to a stored user, and to several who want different values', async () => {
    const made = database(
      left('900', 'aahorn', { extension: '10' }),
      here('1', 'cid', { extension: '20' })
    );
    const source = rows(
      person('1', 'aahorn', { extension: '10' }),
      person('2', 'cid'),
      person('3', 'dot', { extension: '20' })
    );
    const result = await run(made, source, disable());
    expect(codes(result)).toEqual([]);
    expect(stored(made, '1').attributes).toMatchObject({ username: 'aahorn', extension: '10' });
    expect(stored(made, '900').attributes).toMatchObject({ extension: null });
  });

  it('is touched by nobody who fails', async () => {
    const made = database(left('900', 'aahorn', { extension: '10' }), {
      attributes: { username: 'hand' },
    });
    const result = await run(made, rows(person('901', 'hand', { extension: '10' })), disable());
    expect(codes(result)).toEqual(['2 duplicate-username']);
    expect(actions(result)).toEqual(['error user externalId:901']);
    expect(stored(made, '900')).toMatchObject({ gaveUp: null, attributes: { extension: '10' } });
  });

  it.each([
    ['of another profile', { owner: OTHER }, {}, 'another connector profile; empty it there'],
    ['who is protected', { protected: true }, {}, 'is protected'],
    ['whom somebody has switched on', {}, { enabled: true }, 'enabled by hand'],
  ])('keeps what is theirs: one %s', async (_, seed, attributes, text) => {
    const made = database(left('900', 'aahorn', { extension: '10', ...attributes }, seed));
    const result = await run(made, rows(person('901', 'bbirke', { extension: '10' })), disable());
    expect(codes(result)).toEqual(['2 duplicate-extension']);
    expect(englishOf(result.issues[0]!)).toContain('who left on 2025-06-01');
    expect(englishOf(result.issues[0]!)).toContain(text);
  });

  it('keeps what is theirs where nothing stored is changed, and the message says so', async () => {
    const made = database(left('900', 'aahorn', { extension: '10' }));
    const source = rows(person('901', 'bbirke', { extension: '10' }));
    const result = await run(made, source, disable({ mode: 'create-only' }));
    expect(codes(result)).toEqual(['2 duplicate-extension']);
    expect(englishOf(result.issues[0]!)).toMatch(
      /left on 2025-06-01.*this profile.*empty it there/
    );
  });

  it('gives up a generated extension only when there is no other', async () => {
    const made = database(left('900', 'aahorn', { extension: '10' }));
    const options = disable({ generate: generate({ extension: { from: 10, to: 11 } }) });
    await run(made, rows(person('1', 'ann')), options);
    expect(stored(made, '1').attributes.extension).toBe('11');
    expect(stored(made, '900').attributes.extension).toBe('10');
    const result = await run(made, rows(person('1', 'ann'), person('2', 'bob')), options);
    expect(codes(result)).toEqual([]);
    expect(stored(made, '2').attributes.extension).toBe('10');
    expect(stored(made, '900').attributes.extension).toBeNull();
  });
});

describe('whom this run switches off', () => {
  it('gives values up in the change that switches off', async () => {
    const made = database(here('900', 'aahorn', { extension: '1190' }));
    const source = rows(person('901', 'bbirke', { extension: '1190' }));
    const result = await run(made, source, disable());
    expect(codes(result)).toEqual([]);
    const change = changeOf(result, 'externalId:900');
    expect(change).toMatchObject({
      attributes: { enabled: false, extension: null },
      missingSince: NOW,
      leaves: true,
    });
    expect(change.exchange).toBe(changeOf(result, 'externalId:901').exchange);
  });

  it('stays on and keeps everything where the successor fails', async () => {
    const made = database(here('900', 'aahorn', { extension: '10' }), {
      attributes: { username: 'hand' },
    });
    const result = await run(made, rows(person('901', 'hand', { extension: '10' })), disable());
    expect(codes(result)).toEqual(['2 duplicate-username', '2 kept-for-failed-row']);
    expect(stored(made, '900')).toMatchObject({
      missingSince: null,
      keptSince: NOW,
      attributes: { enabled: true, extension: '10', username: 'aahorn' },
    });
  });

  it('comes back with a new id in the same run', async () => {
    const made = database(here('900', 'aahorn', { extension: '10' }));
    const result = await run(made, rows(person('950', 'aahorn', { extension: '10' })), disable());
    expect(codes(result)).toEqual([]);
    expect(stored(made, '900').attributes).toMatchObject({
      username: 'aahorn (left 2026-01-02)',
      extension: null,
      enabled: false,
    });
  });
});

describe('a leaver who returns', () => {
  const gone = (
    attributes = {},
    gaveUp: Record<string, string> = { extension: '10', username: 'aahorn' }
  ) => left('900', 'aahorn (left 2025-06-01)', { extension: null, ...attributes }, { gaveUp });
  const nameless = user(null, { externalId: '900' });

  it('gets back what is free', async () => {
    const made = database(gone());
    const result = await run(made, rows(nameless), disable());
    expect(stored(made, '900')).toMatchObject({
      gaveUp: null,
      missingSince: null,
      attributes: { username: 'aahorn', extension: '10', enabled: true },
    });
    expect(changeOf(result, 'externalId:900').difference).toMatchObject({
      username: { before: 'aahorn (left 2025-06-01)', after: 'aahorn' },
      extension: { before: null, after: '10' },
    });
  });

  it('gets the extension back that was made up, before any other', async () => {
    const made = database(gone());
    const options = disable({ generate: generate({ extension: { from: 5, to: 20 } }) });
    await run(made, rows(person('900', 'aahorn')), options);
    expect(stored(made, '900').attributes.extension).toBe('10');
  });

  it('goes without what somebody else has by now, and gets another extension where one is made up', async () => {
    const options = disable({ generate: generate({ extension: { from: 10, to: 12 } }) });
    const made = database(gone(), here('901', 'AAHORN', { extension: '10' }));
    const result = await run(made, rows(nameless, person('901', 'AAHORN')), options);
    expect(codes(result)).toEqual([]);
    expect(stored(made, '900').attributes).toMatchObject({
      username: 'aahorn (left 2025-06-01)',
      extension: '11',
    });
  });

  it('has what the row says', async () => {
    const made = database(gone());
    await run(made, rows(person('900', 'anna', { extension: '77' })), disable());
    expect(stored(made, '900').attributes).toMatchObject({ username: 'anna', extension: '77' });
  });

  it('has no extension where the row empties it', async () => {
    const made = database(gone());
    await run(made, rows(person('900', 'anna', { extension: null })), disable());
    expect(stored(made, '900').attributes.extension).toBeNull();
  });
});

describe('who is missing though a failed row wants something of them', () => {
  const failing = (record: MappedRecord): MappedRecord => ({ ...record, failed: true });
  const HAND: Seed = { attributes: { username: 'hand', email: 'hand@x' } };

  it.each([
    ['the extension', person('901', 'hand', { extension: '10' })],
    ['the user name, in another spelling', failing(person('901', 'AAHORN'))],
    ['the e-mail address', failing(person('901', 'new', { email: 'Anna@x.test' }))],
    ['a phone of theirs', failing(user('new', { externalId: '901' }, [phone({ mac: 'm1' })]))],
    ['them as the user of a phone', failing(phone({ mac: 'm2' }, { owner: 'aahorn' }))],
  ])('stays, with a warning that says since when: %s', async (_, record) => {
    for (const missing of ['remove', 'disable'] as const) {
      const made = database(here('900', 'aahorn', { extension: '10', email: 'anna@x.test' }), HAND);
      const { id } = stored(made, '900');
      made.add('phone', own('mac:m1', { userId: id, attributes: { mac: 'm1' } }));
      const source = rows(record, person('1', 'ann'));
      const result = await run(made, source, disable({ missing: atOnce(missing) }));
      const issue = result.issues.find(({ code }) => code === 'kept-for-failed-row');
      expect(issue).toMatchObject({ row: 2, severity: 'warning' });
      expect(englishOf(issue!)).toContain('since 2026-01-02');
      expect(result.counts.user.remove).toBe(0);
      expect(stored(made, '900')).toMatchObject({
        keptSince: NOW,
        attributes: { enabled: true, extension: '10', username: 'aahorn' },
      });
      expect(made.get('phone', made.find('phone', 'mac', 'm1')?.id ?? 0).userId).toBe(id);
    }
  });

  it('is kept since the first time, and no longer once they are in the source', async () => {
    const made = database(
      own('externalId:900', {
        keptSince: BEFORE,
        attributes: { username: 'aahorn', externalId: '900', extension: '10' },
      }),
      HAND
    );
    const again = await run(made, rows(person('901', 'hand', { extension: '10' })), disable());
    expect(englishOf(again.issues[1]!)).toContain('since 2025-06-01');
    expect(again.changes.filter(({ action }) => action !== 'error')).toEqual([]);
    await run(made, rows(person('900', 'aahorn')), disable());
    expect(stored(made, '900').keptSince).toBeNull();
  });

  it('keeps others from their values in turn, along a chain', async () => {
    const made = database(
      here('900', 'aahorn', { extension: '10', email: 'a@x' }),
      here('800', 'bob', { extension: '20' }),
      HAND
    );
    const source = rows(
      person('901', 'hand', { extension: '10' }),
      person('902', 'aahorn', { extension: '20' }),
      person('903', 'cid')
    );
    const result = await run(made, source, disable({ missing: atOnce('remove') }));
    expect(result.counts.user).toMatchObject({ create: 1, error: 2, remove: 0 });
    expect(stored(made, '800').keptSince).toBe(NOW);
  });

  it('is not who shares nothing with it', async () => {
    const made = database(here('900', 'aahorn', { extension: '10' }), here('800', 'bob'), HAND);
    const source = rows(person('901', 'hand', { extension: '10' }), person('1', 'ann'));
    const result = await plan(made, source, disable({ missing: atOnce('remove') }));
    expect(actions(result)).toContain('remove user externalId:800');
    expect(result.counts.user.remove).toBe(1);
  });

  it('keeps a phone too whose MAC a failed row wants', async () => {
    const byName = { ...match, phone: 'name' };
    const made = database();
    made.add('phone', own('name:hall', { attributes: { name: 'hall', mac: 'm1' } }));
    const source = [row(2, failing(phone({ name: 'door', mac: 'm1' }))), row(3, person('1', 'a'))];
    const result = await run(made, source, disable({ match: byName }));
    expect(codes(result)).toEqual(['2 kept-for-failed-row']);
    expect(made.find('phone', 'name', 'hall')).toBeDefined();
  });
});
