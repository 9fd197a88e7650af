import { problem } from '../../../../shared/codes/problems';
import type { Limits } from '../../../../shared/profile';
import { byType, RECORD_TYPES, type RecordType } from '../../../../shared/records';
import { attributeKey, identifying } from '../items';
import type { Demand, Departure, Exceeded, StoredRecord } from '../types';
import { uniqueValues } from '../uniqueness';

/** Who leaves in this run, found by what a failed change may refer to. */
export class Departures {
  private readonly departures = new Map<number, Departure>();
  private readonly byTrait = byType(() => new Map<string, number[]>());
  private readonly byUser = new Map<number, number[]>();

  add(departure: Departure, traits: string[]): void {
    const { sequence, type, userId } = departure;
    this.departures.set(sequence, departure);
    const file = <Key>(map: Map<Key, number[]>, key: Key): void => {
      const filed = map.get(key);
      if (filed) filed.push(sequence);
      else map.set(key, [sequence]);
    };
    for (const trait of traits) file(this.byTrait[type], trait);
    if (userId !== null) file(this.byUser, userId);
  }

  /** Those whom a failed change refers to. */
  demandedBy({ type, trait }: Demand): Departure[] {
    return this.known(this.byTrait[type].get(trait));
  }

  /** The entries and phones of a user that are to be removed, or to lose them. */
  below(userId: number): Departure[] {
    return this.known(this.byUser.get(userId));
  }

  /** Takes one back: it stays. */
  delete(sequence: number): void {
    this.departures.delete(sequence);
  }

  /** True for a change that removes its record. */
  isRemoved(sequence: number): boolean {
    return this.departures.get(sequence)?.how === 'remove';
  }

  /** True for a change that switches its user off. */
  isDisabled(sequence: number): boolean {
    return this.departures.get(sequence)?.how === 'disable';
  }

  count(is: (departure: Departure) => boolean): number {
    let count = 0;
    for (const departure of this.departures.values()) if (is(departure)) count += 1;
    return count;
  }

  private known(sequences: number[] = []): Departure[] {
    return sequences.flatMap((sequence) => this.departures.get(sequence) ?? []);
  }
}

/** What is known of a change, or of a record before it has one. */
interface Asked {
  row: number | null;
  type: RecordType;
  key: string | null;
  attributes: Record<string, unknown>;
  /** The username of the user that it names. */
  owner: string | null;
  /** The id of the stored user that it belongs to so far. */
  userId: number | null;
}

/** Stands for an attribute where a record's key, or the record itself, is meant. */
export const KEY_TRAIT = 'connectorKey';
const ID_TRAIT = 'id';

/** The values by which a record may be known to people: unique ones, and a user's e-mail. */
function tellingValues(
  type: RecordType,
  attributes: Record<string, unknown>
): [attribute: string, value: string][] {
  const values = uniqueValues(type, attributes);
  const email = type === 'user' ? identifying('email', attributes.email) : null;
  return email === null ? values : [...values, ['email', email]];
}

/** Everything of a stored record that a failed change may refer to. */
export function traitsOf(
  type: RecordType,
  { id, key, attributes }: { id: number; key: string | null; attributes: Record<string, unknown> }
): string[] {
  return [
    attributeKey(ID_TRAIT, String(id)),
    ...(key === null ? [] : [attributeKey(KEY_TRAIT, key)]),
    ...tellingValues(type, attributes).map(([name, value]) => attributeKey(name, value)),
  ];
}

/** What a failed change refers to: values, its key, and the users whom it names or belongs to. */
export function demandsOf(asked: Asked): Demand[] {
  const { row, type, key, attributes, owner, userId } = asked;
  const demand = (of: RecordType, attribute: string, value: string, shown = value): Demand => ({
    row,
    type: of,
    trait: attributeKey(attribute, value),
    attribute,
    value: shown,
  });
  const demands = tellingValues(type, attributes).map(([name, value]) => demand(type, name, value));
  if (key !== null) demands.push(demand(type, KEY_TRAIT, key));
  if (owner !== null) demands.push(demand('user', 'username', owner));
  if (userId !== null) demands.push({ ...demand('user', ID_TRAIT, String(userId)), value: null });
  return demands;
}

/** What a row that is not imported refers to, where it may be about a stored user under another key. */
export function demandOf(row: number, { id, attributes }: StoredRecord): Demand {
  const attribute = attributes.displayName ? 'displayName' : 'username';
  const value = String(attributes[attribute] ?? '');
  return { row, type: 'user', trait: attributeKey(ID_TRAIT, String(id)), attribute, value };
}

/** What failed changes refer to. Of several that refer to the same, the first one is kept. */
export class Demands {
  private readonly demands = byType(() => new Map<string, Demand>());

  add(demands: Demand[]): void {
    for (const demand of demands) {
      const ofType = this.demands[demand.type];
      if (!ofType.has(demand.trait)) ofType.set(demand.trait, demand);
    }
  }

  get isEmpty(): boolean {
    return RECORD_TYPES.every((type) => this.demands[type].size === 0);
  }

  /** The first demand on a record with these traits; null where there is none. */
  find(type: RecordType, traits: string[]): Demand | null {
    for (const trait of traits) {
      const demand = this.demands[type].get(trait);
      if (demand) return demand;
    }
    return null;
  }
}

type Doing = 'removed' | 'disabled' | 'both' | 'dropped' | 'lost' | 'updated';

/** What becomes of those who are lost. */
const losing = ({ disabled, dropped }: Extent, allLost: number): Doing => {
  if (dropped > 0) return dropped === allLost ? 'dropped' : 'lost';
  return disabled === 0 ? 'removed' : disabled === allLost ? 'disabled' : 'both';
};

/** What a run does to the stored records of one type. */
export interface Extent {
  type: RecordType;
  /** How many stored records the percentages are of. */
  population: number;
  removed: number;
  /** Disabled, because the source no longer has them or because it says so. */
  disabled: number;
  /** Dropped by the source, but kept since other profiles own them. */
  dropped: number;
  /** Brought by others, and removed with their user: limited in number only, since their share is that of the users. */
  removedWithUsers: number;
  /** Updated for any other reason. */
  updated: number;
}

/** The limits that a run is above. Exactly at a limit is allowed. */
export function exceededLimits(limits: Limits, extent: Extent): Exceeded[] {
  const { type, population, removed, removedWithUsers, disabled, dropped, updated } = extent;
  const lost = removed + disabled + dropped;
  const allLost = lost + removedWithUsers;
  const what = losing(extent, allLost);
  const percentagesApply = population > 0 && population >= limits.minimumPopulation;
  const exceeded: Exceeded[] = [];

  const checkCount = (limit: Exceeded['limit'], count: number, what: Doing): void => {
    const allowed = limits[limit];
    if (allowed === null || count <= allowed) return;
    const above = problem('limit-exceeded', { type, what, count, allowed });
    exceeded.push({ type, limit, found: count, allowed, ...above });
  };
  const checkShare = (limit: Exceeded['limit'], count: number, what: Doing): void => {
    const allowed = limits[limit];
    const percent = Number(((count / population) * 100).toFixed(4));
    if (!percentagesApply || allowed === null || percent <= allowed) return;
    const above = problem('limit-exceeded/percent', {
      type,
      what,
      count,
      population,
      percent,
      allowed,
    });
    exceeded.push({ type, limit, found: percent, allowed, ...above });
  };

  checkShare('removePercent', lost, what);
  checkCount('removeCount', allLost, what);
  checkShare('updatePercent', updated, 'updated');
  return exceeded;
}
