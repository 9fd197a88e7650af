import { uniqueAttributes, type RecordType } from '../../../shared/records';
import { attributeKey, identifying } from './keys';

/** Stands for an attribute where a record's key is meant: no two records of a profile may have the same. */
export const KEY = 'key';

/** A change that gives a unique value up. */
export interface Release {
  sequence: number;
  /** True when it is given up by who leaves: is removed or switched off in this run, or was switched off before. */
  leaver: boolean;
}

/** A unique value that passes from one change's record to another's. */
export interface Handover {
  attribute: string;
  claimant: number;
  /** True when the claimant is stored already. */
  updates: boolean;
  release: Release;
}

/** A unique value that a change takes though a stored record has it. */
export interface Contest {
  attribute: string;
  value: string;
  claimant: number;
  /** True when the claimant is stored already. */
  updates: boolean;
}

type ByType<T> = Record<RecordType, Map<string, T>>;
const byType = <T>(): ByType<T> => ({
  user: new Map(),
  phonebookEntry: new Map(),
  phone: new Map(),
});

const UNIQUE: Record<RecordType, string[]> = {
  user: uniqueAttributes('user'),
  phonebookEntry: uniqueAttributes('phonebookEntry'),
  phone: uniqueAttributes('phone'),
};

/**
 * Who takes and who gives up which unique value. It holds strings and numbers only, and nothing
 * of records that keep their values. Values are filed by their identity, as keys are: a record's key
 * is its claim to the attribute that it is matched by.
 */
export class Uniqueness {
  private readonly claims = byType<number>();
  private readonly releases = byType<Release>();
  private readonly contested = byType<Contest>();

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

  contest(type: RecordType, contest: Contest): void {
    this.contested[type].set(attributeKey(contest.attribute, contest.value), contest);
  }

  isContested(type: RecordType, attribute: string, value: string): boolean {
    return this.contested[type].has(attributeKey(attribute, value));
  }

  contests(type: RecordType): Contest[] {
    return [...this.contested[type].values()];
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
