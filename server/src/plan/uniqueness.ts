import { sameIdentity } from '../../../shared/identity';
import { byType, RECORD_TYPES, uniqueAttributes, type RecordType } from '../../../shared/records';
import { HashIndex } from './compact/hash-index';
import { type Hash, randomHash } from './compact/keyed-hash';
import { attributeKey, identifying, type Item } from './items';
import type { Change, RecordReader, StoredRecord } from './types';

/** Stands for an attribute where a record's key is meant: no two records of a profile may have the same. */
export const KEY = 'key';

/** A change that gives a unique value up. */
export interface Release {
  sequence: number;
  /** True when it is given up by who leaves: is removed or switched off in this run, or was switched off before. */
  leaver: boolean;
}

/** A unique value that passes from one change's record to another's. */
export interface Transfer {
  attribute: string;
  claimant: number;
  /** True when the claimant is stored already. */
  updates: boolean;
  release: Release;
}

/** A unique value that a change takes though a stored record has it. */
export interface ValueConflict {
  attribute: string;
  value: string;
  claimant: number;
  /** True when the claimant is stored already. */
  updates: boolean;
}

const UNIQUE = byType(uniqueAttributes);

/** A key, or a value that only one record of a type may have, as it is filed. */
export interface Filed {
  type: RecordType;
  key: string;
}

/**
 * Who takes and who gives up which unique value. Values are filed by their identity, as keys are: a
 * record's key is its claim to the attribute that it is matched by.
 *
 * Of the claims of earlier batches only hashes are kept, since a million new records have some five
 * million of them. Whether what is found by a hash is a claim to the very value is said by the change,
 * which is read then: hence `confirm`, before a batch is planned.
 */
export class Uniqueness {
  private readonly earlier = new HashIndex();
  /** Claims of the batch that is being planned. */
  private readonly latest = byType(() => new Map<string, number>());
  /** Claims of earlier batches to what this one asks for. */
  private readonly confirmed = byType(() => new Map<string, number>());
  /** Claims that their changes do not tell: errors write nothing. */
  private readonly untold = byType(() => new Map<string, number>());
  private readonly releases = byType(() => new Map<string, Release>());
  private readonly conflicting = byType(() => new Map<string, ValueConflict>());

  constructor(
    private readonly readChanges: (sequences: Iterable<number>) => Promise<Change[]>,
    private readonly hash: Hash = randomHash()
  ) {}

  /** Finds out which of these earlier batches have claimed; what a batch asks for is to be confirmed before. */
  async confirm(asked: Iterable<Filed>): Promise<void> {
    for (const { type, key, sequence } of await this.earlierClaims(asked)) {
      this.confirmed[type].set(key, sequence);
    }
  }

  /** Ends a batch, whose changes are in the store. */
  settle(): void {
    for (const type of RECORD_TYPES) {
      for (const [key, sequence] of this.latest[type]) {
        this.earlier.add(this.hashOf({ type, key }), sequence);
      }
      this.latest[type].clear();
      this.confirmed[type].clear();
    }
  }

  /** The change that takes a key; unchanged records take none. */
  claimantOfKey(type: RecordType, key: string): number | undefined {
    return (
      this.latest[type].get(key) ?? this.confirmed[type].get(key) ?? this.untold[type].get(key)
    );
  }

  takeKey(type: RecordType, key: string, sequence: number): void {
    if (this.claimantOfKey(type, key) === undefined) this.latest[type].set(key, sequence);
  }

  /** Takes a key for a change that does not tell so. */
  takeUntold(type: RecordType, key: string, sequence: number): void {
    if (this.claimantOfKey(type, key) === undefined) this.untold[type].set(key, sequence);
  }

  /** Keeps what a change has claimed that is about to become an error. */
  keepClaims(change: Change): void {
    const { type, sequence } = change;
    for (const key of claimedBy(change)) {
      const isClaim = this.earlier.find(this.hashOf({ type, key })).includes(sequence);
      if (isClaim) this.untold[type].set(key, sequence);
    }
  }

  /** The changes that take values, once all batches have been planned. */
  async claimants(
    type: RecordType,
    attribute: string,
    values: readonly string[]
  ): Promise<(value: string) => number | undefined> {
    const asked = values.map((value) => ({ type, key: attributeKey(attribute, value) }));
    const found = await this.earlierClaims(asked);
    const claims = new Map(found.map(({ key, sequence }) => [key, sequence]));
    return (value) => {
      const key = attributeKey(attribute, value);
      return claims.get(key) ?? this.claimantOfKey(type, key);
    };
  }

  release(type: RecordType, attribute: string, value: string, release: Release): void {
    this.releases[type].set(attributeKey(attribute, value), release);
  }

  releaseOf(type: RecordType, attribute: string, value: string): Release | undefined {
    return this.releases[type].get(attributeKey(attribute, value));
  }

  addConflict(type: RecordType, conflict: ValueConflict): void {
    this.conflicting[type].set(attributeKey(conflict.attribute, conflict.value), conflict);
  }

  hasConflict(type: RecordType, attribute: string, value: string): boolean {
    return this.conflicting[type].has(attributeKey(attribute, value));
  }

  conflicts(type: RecordType): ValueConflict[] {
    return [...this.conflicting[type].values()];
  }

  private async earlierClaims(asked: Iterable<Filed>): Promise<(Filed & { sequence: number })[]> {
    const open = new Map<number, Filed[]>();
    for (const filed of asked) {
      for (const sequence of this.earlier.find(this.hashOf(filed))) {
        const ofChange = open.get(sequence);
        if (ofChange) ofChange.push(filed);
        else open.set(sequence, [filed]);
      }
    }
    const changes = open.size > 0 ? await this.readChanges(open.keys()) : [];
    return changes.flatMap((change) => {
      const claimed = new Set(claimedBy(change));
      const { sequence } = change;
      const confirmed = (open.get(sequence) ?? []).filter(
        ({ type, key }) => type === change.type && claimed.has(key)
      );
      return confirmed.map((filed) => ({ ...filed, sequence }));
    });
  }

  private hashOf({ type, key }: Filed): number {
    return this.hash(key, RECORD_TYPES.indexOf(type));
  }
}

/** The unique attributes that have a value, with it. */
export const uniqueValues = (
  type: RecordType,
  attributes: Record<string, unknown>
): [attribute: string, value: string][] =>
  UNIQUE[type].flatMap((name): [string, string][] => {
    const value = identifying(name, attributes[name]);
    return value === null ? [] : [[name, value]];
  });

/** What a change may have claimed: not what its stored record has, however that is spelled. */
const claimedBy = ({ type, action, target, key, attributes, difference }: Change): string[] => {
  const hasOther =
    target === null || ['key', 'owner', 'coOwner'].some((name) => name in difference);
  const values = uniqueValues(type, attributes).filter(
    ([attribute, value]) => !sameIdentity(attribute, value, difference[attribute]?.before)
  );
  return [
    ...(action === 'error' || hasOther ? [key] : []),
    ...values.map(([attribute, value]) => attributeKey(attribute, value)),
  ];
};

/** Key and unique values of an item, as only one record may have them. */
export const filedBy = ({ type, key, record }: Pick<Item, 'type' | 'key' | 'record'>): Filed[] => {
  const values = uniqueValues(type, record.attributes);
  const keys = new Set(values.map(([attribute, value]) => attributeKey(attribute, value)));
  if (key !== null) keys.add(key);
  return [...keys].map((one) => ({ type, key: one }));
};

/** Stored records that share a value which only one of them may have. */
export interface SharedValue {
  type: RecordType;
  attribute: string;
  value: string;
  records: StoredRecord[];
}

/**
 * The stored records that nobody can tell apart, few if any. What a run knows of them is that it
 * must leave them alone, with what belongs to them, until a person gives one of them another value.
 */
export class Ambiguous {
  private readonly byId = byType(() => new Map<number, SharedValue>());
  private readonly byValue = byType(() => new Map<string, SharedValue>());

  static async read(reader: RecordReader): Promise<Ambiguous> {
    const ambiguous = new Ambiguous();
    for (const type of RECORD_TYPES) {
      for await (const records of reader.ambiguous(type)) {
        for (const record of records) ambiguous.add(type, record);
      }
    }
    return ambiguous;
  }

  /** Whether nobody shares a value. */
  get isEmpty(): boolean {
    return RECORD_TYPES.every((type) => this.byValue[type].size === 0);
  }

  /** Those who share a value, where somebody does. */
  sharing(type: RecordType, attribute: string, value: string): SharedValue | null {
    return this.byValue[type].get(attributeKey(attribute, value)) ?? null;
  }

  /** Why a record must not be touched, if so: it or its user is one of those who share a value. */
  lockOf(
    type: RecordType,
    { id, userId }: Pick<StoredRecord, 'id' | 'userId'>
  ): SharedValue | null {
    const ofUser = userId === null ? undefined : this.byId.user.get(userId);
    return this.byId[type].get(id) ?? ofUser ?? null;
  }

  private add(type: RecordType, record: StoredRecord): void {
    const shared = new Set(record.shares);
    for (const [attribute, value] of uniqueValues(type, record.attributes)) {
      if (!shared.has(attribute)) continue;
      const key = attributeKey(attribute, value);
      const sharing = this.byValue[type].get(key) ?? { type, attribute, value, records: [] };
      sharing.records.push(record);
      this.byValue[type].set(key, sharing);
      this.byId[type].set(record.id, sharing);
    }
  }
}
