import { byType, RECORD_TYPES, uniqueAttributes, type RecordType } from '../../../shared/records';
import { attributeKey, identifying } from './items';
import type { RecordReader, StoredRecord } from './types';

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

/**
 * Who takes and who gives up which unique value. It holds strings and numbers only, and nothing
 * of records that keep their values. Values are filed by their identity, as keys are: a record's key
 * is its claim to the attribute that it is matched by.
 */
export class Uniqueness {
  private readonly claims = byType(() => new Map<string, number>());
  private readonly releases = byType(() => new Map<string, Release>());
  private readonly conflicting = byType(() => new Map<string, ValueConflict>());

  /** The change that takes a key; unchanged records take none. */
  claimantOfKey(type: RecordType, key: string): number | undefined {
    return this.claims[type].get(key);
  }

  takeKey(type: RecordType, key: string, sequence: number): void {
    if (!this.claims[type].has(key)) this.claims[type].set(key, sequence);
  }

  /** The change that takes a value, if any does. */
  claimant(type: RecordType, attribute: string, value: string): number | undefined {
    return this.claims[type].get(attributeKey(attribute, value));
  }

  claim(type: RecordType, attribute: string, value: string, sequence: number): void {
    this.takeKey(type, attributeKey(attribute, value), sequence);
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
