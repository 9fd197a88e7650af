import type { AttributeValue, MappedRecord } from '../../../server/src/mapping/types';
import { rounds } from '../../support/rounds';
import { ownUser, phone, plan, PROFILE, row, user } from './helpers';
import { MemoryDatabase } from './memory';
import { Random } from '../../support/random';
import { applyPlan, countBatches } from './writer';

const SEEDS = Array.from({ length: rounds(60, 300) }, (_, index) => index + 1);
const NAMES = ['Anna Ahorn', 'Bert Birke', 'Doris Dorn'];

/** Somebody, as they really are: what is theirs alone has their number in it. */
interface Person {
  number: number;
  name: string;
  extension: string;
  mac: string;
  has: Record<'email' | 'externalId' | 'mobileNumbers', boolean>;
}

const person = (random: Random, number: number, place: number): Person => ({
  number,
  // Of the same name there are several.
  name: random.pick(NAMES),
  extension: String(100 + place),
  mac: `m${place}`,
  has: {
    email: random.chance(0.6),
    externalId: random.chance(0.4),
    mobileNumbers: random.chance(0.6),
  },
});

const attributesOf = ({ number, name, extension, has }: Person, isShouted: boolean) => {
  const attributes: Record<string, AttributeValue> = { displayName: name, extension };
  if (has.email) attributes.email = isShouted ? `P${number}@X.TEST` : `p${number}@x.test`;
  if (has.externalId) attributes.externalId = `id ${number}`;
  if (has.mobileNumbers) attributes.mobileNumbers = [`0171 00000${number + 10}`];
  return { groupName: 'Sales', roles: ['Agent'], language: 'de', ...attributes };
};

interface Case {
  database: MemoryDatabase;
  source: MappedRecord[];
  /** Who has another key, by that. */
  renamed: Map<string, Person>;
  /** The persons' numbers, by the ids of their records. */
  numbers: Map<number, number>;
}

/** People who stay, leave, take another user name, and follow others at their place. */
function make(random: Random): Case {
  const database = new MemoryDatabase();
  const source: MappedRecord[] = [];
  const renamed = new Map<string, Person>();
  const numbers = new Map<number, number>();
  const count = 3 + random.below(8);
  for (let number = 1; number <= count; number += 1) {
    const one = person(random, number, number);
    const { id } = database.add('user', ownUser(`u${number}`, attributesOf(one, false)));
    numbers.set(id, number);
    database.add('phone', {
      owner: PROFILE,
      key: `mac:${one.mac}`,
      userId: id,
      attributes: { mac: one.mac },
    });
    const fate = random.pick(['stays', 'stays', 'leaves', 'renamed', 'followed'] as const);
    const rowOf = (username: string, who: Person): MappedRecord =>
      user(username, attributesOf(who, random.chance(0.5)), [phone({ mac: who.mac })]);
    if (fate === 'stays') source.push(rowOf(`u${number}`, one));
    if (fate === 'renamed') {
      renamed.set(`username:n${number}`, one);
      source.push(rowOf(`n${number}`, one));
    }
    if (fate === 'followed') {
      const other = { ...person(random, number + 20, number), name: `Eva Erle ${number}` };
      source.push(rowOf(`s${number}`, other));
    }
  }
  return { database, source, renamed, numbers };
}

describe('random people', () => {
  it.each(['ask', 'keep'] as const)('are never taken for somebody else: %s', async (renamed) => {
    let found = 0;
    for (const seed of SEEDS) {
      const { database, source, renamed: people, numbers } = make(new Random(seed));
      const rows = source.map((one, index) => row(index + 2, one));
      const { changes } = await plan(database, rows, { policy: { renamed } });
      const pairs = changes.filter(({ renaming }) => renaming);
      for (const { key, target } of pairs) {
        expect({ seed, key, is: people.get(key)?.number }).toEqual({
          seed,
          key,
          is: numbers.get(target?.id ?? 0),
        });
      }
      const telling = [...people].filter(
        ([, { has }]) => has.email || has.externalId || (renamed === 'ask' && has.mobileNumbers)
      );
      const keys = new Set(pairs.map(({ key }) => key));
      for (const [key] of telling)
        expect({ seed, key, is: keys.has(key) }).toMatchObject({ is: true });
      found += pairs.length;
    }
    expect(found).toBeGreaterThan(SEEDS.length / 2);
  });

  it('come to the same end however often writing is cut off, and then nothing is left to do', async () => {
    for (const seed of SEEDS.slice(0, SEEDS.length / 2)) {
      const { database, source } = make(new Random(seed));
      const rows = source.map((one, index) => row(index + 2, one));
      const options = { policy: { renamed: 'keep' } as const };
      const { changes } = await plan(database, rows, options);
      const whole = database.copy();
      applyPlan(whole, changes, { profileId: PROFILE });
      expect((await plan(whole, rows, options)).changes).toEqual([]);
      for (let batches = 1; batches < countBatches(changes, 1); batches += 1) {
        const cut = database.copy();
        applyPlan(cut, changes, { profileId: PROFILE, batchSize: 1, batches });
        const rest = await plan(cut, rows, options);
        applyPlan(cut, rest.changes, { profileId: PROFILE });
        expect({ seed, batches, end: cut.snapshot() }).toEqual({
          seed,
          batches,
          end: whole.snapshot(),
        });
      }
    }
  });
});
