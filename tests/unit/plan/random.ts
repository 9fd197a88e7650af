import type { AttributeValue, MappedRecord, MappedRow } from '../../../server/src/mapping/types';
import type { PlanPolicy } from '../../../server/src/plan/types';
import {
  atOnce,
  entry,
  filteredRow,
  generate,
  lostRow,
  OTHER,
  phone,
  policy,
  PROFILE,
  row,
  user,
} from './helpers';
import type { Random } from '../../support/random';
import { MemoryDatabase } from './memory';

const NAMES = ['ann', 'ben', 'cid', 'dot', 'eve', 'fay'];
const EXTENSIONS = ['10', '11', '12', '13', '14', '15'];
const IDS = ['x1', 'x2', 'x3', 'x4'];
const EMAILS = ['1@x.test', '2@x.test', '3@x.test', '4@x.test'];
const MACS = ['m1', 'm2', 'm3', 'm4', 'm5'];

export function randomPolicy(random: Random): PlanPolicy {
  return policy({
    mode: random.pick([
      'create-update-remove',
      'create-update-remove',
      'create-update',
      'create-only',
      'update-only',
      'replace',
    ]),
    match: {
      user: random.pick(['username', 'username', 'externalId']),
      phonebookEntry: 'externalId',
      phone: 'mac',
    },
    existing: random.pick(['update', 'adopt', 'conflict']),
    ownedByOthers: random.pick(['update', 'adopt', 'conflict']),
    missing: atOnce(random.pick(['remove', 'remove', 'disable', 'keep'])),
    generate: generate({
      extension: random.chance(0.4) ? { from: 12, to: 17 } : null,
      password: random.chance(0.3),
      pin: random.chance(0.3),
    }),
    renamed: random.pick(['new', 'keep', 'ask']),
  });
}

/** Stored records of this profile, of another and made by hand; some edited since. */
export function randomDatabase(random: Random, policy: PlanPolicy): MemoryDatabase {
  const { match, mode, existing, ownedByOthers } = policy;
  // Two edited usernames and an adoption may take a second run, since keys are unique at any time.
  const mayBeEdited = mode !== 'replace' && ![existing, ownedByOthers].includes('adopt');
  const database = new MemoryDatabase();
  const attempt = (
    type: 'user' | 'phonebookEntry' | 'phone',
    seed: Parameters<MemoryDatabase['add']>[1]
  ): void => {
    try {
      database.add(type, seed);
    } catch {
      // A unique value that is taken already: one record less.
    }
  };
  const some = (list: string[]): string | null => (random.chance(0.3) ? null : random.pick(list));

  for (let i = random.below(7); i > 0; i -= 1) {
    const username = random.pick(NAMES);
    const externalId = some(IDS);
    const owner = random.pick([PROFILE, PROFILE, PROFILE, null, OTHER]);
    const keyed = mayBeEdited && random.chance(0.15) ? random.pick(NAMES) : username;
    const key =
      match.user === 'username' || !externalId ? `username:${keyed}` : `externalId:${externalId}`;
    attempt('user', {
      owner,
      key: owner && key,
      protected: random.chance(0.1),
      attributes: {
        username: random.chance(0.05) ? null : username,
        externalId,
        extension: some(EXTENSIONS),
        displayName: random.pick(['A', 'B']),
        email: some(EMAILS),
        enabled: random.chance(0.8),
      },
      missingSince: random.chance(0.1) ? '2025-01-01T00:00:00.000Z' : null,
    });
  }
  const users = [...database.tables.user.values()];
  const someone = (): (typeof users)[number] | null =>
    users.length > 0 && random.chance(0.9) ? random.pick(users) : null;
  for (let i = random.below(5); i > 0; i -= 1) {
    const holder = someone();
    const mac = random.pick(MACS);
    const owner = random.pick([PROFILE, PROFILE, null, OTHER]);
    attempt('phone', {
      owner,
      key: owner && `mac:${mac}`,
      userId: holder?.id ?? null,
      attributes: { mac, name: random.pick(['P', 'Q']) },
    });
  }
  for (let i = random.below(5); i > 0; i -= 1) {
    const holder = someone();
    const place = holder?.key ? `${holder.key}/phonebook/${random.below(2)}` : 'displayName:A';
    const externalId = random.chance(0.3) ? random.pick(IDS) : null;
    const owner = i === 3 ? null : PROFILE;
    attempt('phonebookEntry', {
      owner,
      key: owner && (externalId ? `externalId:${externalId}` : place),
      userId: holder?.id ?? null,
      attributes: {
        displayName: random.pick(['A', 'B']),
        externalId,
        phone: i % 2 === 0 ? null : (holder?.attributes.extension ?? null),
      },
    });
  }
  return database;
}

export function randomSource(random: Random): MappedRow[] {
  const source: MappedRow[] = [];
  for (let number = 2, end = 2 + random.below(8); number < end; number += 1) {
    if (random.chance(0.05)) source.push(filteredRow(number));
    else if (random.chance(0.03)) source.push(lostRow(number));
    else source.push(row(number, random.chance(0.85) ? randomUser(random) : randomTop(random)));
  }
  return source;
}

function randomUser(random: Random): MappedRecord {
  const attributes: Record<string, AttributeValue> = {};
  const mention = (name: string, values: string[]): void => {
    if (random.chance(0.7)) attributes[name] = random.chance(0.15) ? null : random.pick(values);
  };
  mention('extension', EXTENSIONS);
  mention('externalId', IDS);
  mention('displayName', ['A', 'B']);
  mention('email', EMAILS);
  if (random.chance(0.1)) attributes.enabled = random.chance(0.5);
  const children: MappedRecord[] = [];
  for (let i = random.below(3); i > 0; i -= 1) children.push(randomPhone(random, {}));
  for (let i = random.below(3); i > 0; i -= 1) {
    const externalId = random.chance(0.3) ? random.pick(IDS) : null;
    const displayName = random.pick(['A', 'B']);
    const attributes = { displayName, externalId, ...(displayName === 'A' && { phone: '12' }) };
    children.push(entry(attributes, { place: `phonebook/${i - 1}` }));
  }
  return user(random.pick(NAMES), attributes, children, { failed: random.chance(0.08) });
}

const randomPhone = (random: Random, rest: Partial<MappedRecord>): MappedRecord =>
  phone(
    { mac: random.pick(MACS), name: random.pick(['P', 'Q']) },
    { failed: random.chance(0.05), ...rest }
  );

function randomTop(random: Random): MappedRecord {
  const owner = random.chance(0.7) ? random.pick(NAMES) : null;
  if (random.chance(0.5)) return randomPhone(random, { owner });
  const externalId = random.chance(0.5) ? random.pick(IDS) : null;
  return entry({ displayName: random.pick(['A', 'B']), externalId }, { owner });
}

/** What the plain reference knows: users matched by username, phones by MAC. */
export const plainPolicy = (random: Random): PlanPolicy =>
  policy({
    mode: random.pick(['create-update-remove', 'create-update-remove', 'create-update']),
    existing: random.pick(['update', 'adopt', 'conflict']),
    ownedByOthers: random.pick(['update', 'conflict']),
    missing: atOnce(random.pick(['remove', 'remove', 'disable'])),
  });

export function plainDatabase(random: Random): MemoryDatabase {
  const database = new MemoryDatabase();
  const taken = new Set<string>();
  const free = (list: string[]): string | null => {
    const value = random.chance(0.2) ? null : random.pick(list);
    if (value === null || taken.has(value)) return null;
    taken.add(value);
    return value;
  };
  for (const username of NAMES.filter(() => random.chance(0.7))) {
    const owner = random.pick([PROFILE, PROFILE, PROFILE, PROFILE, null, OTHER]);
    const enabled = random.chance(0.75);
    database.add('user', {
      owner,
      key: owner && `username:${username}`,
      protected: random.chance(0.1),
      attributes: {
        username,
        extension: free(EXTENSIONS),
        externalId: free(IDS),
        displayName: 'A',
        enabled,
      },
      missingSince: random.chance(enabled ? 0.1 : 0.7) ? '2025-01-01T00:00:00.000Z' : null,
    });
  }
  const users = [...database.tables.user.keys()];
  for (const mac of MACS.filter(() => random.chance(0.6))) {
    const owner = random.pick([PROFILE, PROFILE, PROFILE, null, OTHER]);
    database.add('phone', {
      owner,
      key: owner && `mac:${mac}`,
      userId: users.length > 0 && random.chance(0.9) ? random.pick(users) : null,
      attributes: { mac, name: 'P' },
    });
  }
  return database;
}

export function plainSource(random: Random): MappedRow[] {
  const source: MappedRow[] = [];
  for (let number = 2, end = 2 + random.below(9); number < end; number += 1) {
    const attributes: Record<string, AttributeValue> = { displayName: random.pick(['A', 'B']) };
    if (random.chance(0.8))
      attributes.extension = random.chance(0.1) ? null : random.pick(EXTENSIONS);
    if (random.chance(0.3)) attributes.externalId = random.pick(IDS);
    const children = Array.from({ length: random.below(3) }, () =>
      phone({ mac: random.pick(MACS), name: random.pick(['P', 'Q']) })
    );
    const failed = random.chance(0.04);
    source.push(row(number, user(random.pick(NAMES), attributes, children, { failed })));
  }
  return source;
}
