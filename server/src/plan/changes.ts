import type { Counts, Difference } from '../../../shared/contracts/runs';
import { noChanges } from '../../../shared/counts';
import { type RecordType, ATTRIBUTES, isSecret } from '../../../shared/records';
import { MASK } from '../../../shared/text';
import type { AttributeValue, MappedRecord } from '../mapping/types';
import { chunked } from '../utils/collections';
import { NumberPages } from './compact/number-pages';
import { type Item, keyOrPlace } from './items';
import type { SecretMask } from './secret-values';
import type { Change, StoredRecord, PlanStore, PlanPolicy } from './types';

/** What an empty value means, and what clearing writes. */
export const DEFAULTS: Record<RecordType, Record<string, AttributeValue>> = {
  user: { enabled: true, authMethod: 'local' },
  phonebookEntry: { private: false },
  phone: {},
};

/** What has to be written to a record so that it is as its row says. */
export interface Content {
  attributes: Record<string, AttributeValue>;
  secrets: Record<string, string>;
  difference: Difference;
}

export const isEmpty = (value: AttributeValue): boolean =>
  value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** An attribute's stored value, with the default in place of an empty one. */
export function effective(
  stored: StoredRecord,
  attribute: string,
  type: RecordType
): AttributeValue {
  const value = stored.attributes[attribute] ?? null;
  return isEmpty(value) ? (DEFAULTS[type][attribute] ?? null) : value;
}

/** True when two values are the same; lists in order, labels by name and value. */
export function sameValue(one: AttributeValue, other: AttributeValue): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return one === other;
  const flat = (list: readonly unknown[]): unknown[] =>
    list.map((part) =>
      part !== null && typeof part === 'object' && 'name' in part && 'value' in part
        ? [part.name, part.value]
        : part
    );
  return JSON.stringify(flat(one)) === JSON.stringify(flat(other));
}

/** Compares what a row says with what is stored; `stored` null: with nothing. Attributes that the row does not mention are left out. */
export function compare(
  record: Pick<MappedRecord, 'type' | 'attributes'>,
  stored: StoredRecord | null,
  policy: PlanPolicy,
  fingerprint: (attribute: string, value: string) => string
): Content {
  const { type } = record;
  const content: Content = { attributes: {}, secrets: {}, difference: {} };
  for (const [name, value] of Object.entries(record.attributes)) {
    const definition = Object.hasOwn(ATTRIBUTES[type], name) && ATTRIBUTES[type][name];
    if (!definition) continue;
    if (isSecret(definition)) {
      if (typeof value !== 'string' || value === '') continue;
      const before = stored?.secrets[name];
      if (before?.set && before.fingerprint === fingerprint(name, value)) continue;
      content.secrets[name] = value;
      content.difference[name] = { before: before?.set ? MASK : null, after: MASK };
    } else {
      const after = isEmpty(value) ? emptyValue(type, name, stored, policy) : value;
      const before = stored ? effective(stored, name, type) : null;
      if (sameValue(before, after)) continue;
      content.attributes[name] = after;
      content.difference[name] = { before, after };
    }
  }
  return content;
}

/** What an attribute is to be when its row renders it empty. A new record takes the database's defaults. */
function emptyValue(
  type: RecordType,
  name: string,
  stored: StoredRecord | null,
  policy: PlanPolicy
): AttributeValue {
  if (!stored) return null;
  const generated = type === 'user' && name === 'extension' && policy.generate.extension !== null;
  return generated ? effective(stored, name, type) : (DEFAULTS[type][name] ?? null);
}

/** The attributes of a record that is to be removed, as its change shows them. */
export function lossOf(stored: StoredRecord): Difference {
  const difference: Difference = {};
  for (const [name, before] of Object.entries(stored.attributes)) {
    if (!isEmpty(before)) difference[name] = { before, after: null };
  }
  for (const [name, secret] of Object.entries(stored.secrets)) {
    if (secret.set) difference[name] = { before: MASK, after: null };
  }
  return difference;
}

/** A change before it gets its place in the plan. */
export type ChangeContent = Omit<Change, 'sequence'>;

/** What a change is about. */
export type Subject = Pick<Change, 'row' | 'type' | 'key' | 'label' | 'target'>;

/** What a person calls an item, by its new values and, where it has none, by what is stored. */
export const labelOfItem = (item: Item, mask: SecretMask): string =>
  mask.label(item.type, item.record.attributes, keyOrPlace(item), item.stored?.attributes);

export const subjectOfItem = (item: Item, mask: SecretMask): Subject => {
  const { row, type, stored } = item;
  return {
    row,
    type,
    key: keyOrPlace(item),
    label: labelOfItem(item, mask),
    target: stored && { id: stored.id, documentId: stored.documentId },
  };
};

/** A change that writes what it is given and nothing else. */
export const changeOf = (
  { row, type, key, label, target }: Subject,
  content: Pick<Change, 'action' | 'own'> & Partial<ChangeContent>
): ChangeContent => ({
  row,
  type,
  key,
  label,
  target,
  attributes: content.attributes ?? {},
  secrets: content.secrets ?? {},
  generate: content.generate ?? [],
  clearFirst: content.clearFirst ?? [],
  difference: content.difference ?? {},
  ...content,
});

/** A record that is counted as an error: nothing of it is written. */
export const errorOf = (subject: Subject): ChangeContent =>
  changeOf(subject, { action: 'error', own: false });

/** What a change of a stored record that no row has is about. */
export const subjectOfStored = (
  type: RecordType,
  { id, documentId, key, attributes }: StoredRecord,
  mask: SecretMask
): Subject => {
  const known = key ?? `id:${id}`;
  return {
    row: null,
    type,
    key: known,
    label: mask.label(type, attributes, known),
    target: { id, documentId },
  };
};

/** The change, with more attributes that it sets null before anything else is written. */
export const clearFirst = (change: Change, attributes: string[]): Change => ({
  ...change,
  clearFirst: [...new Set([...change.clearFirst, ...attributes])],
});

/** Numbers the changes, hands them to the store and counts them, so that counts and store always agree. */
export class ChangeLog {
  readonly counts: Record<RecordType, Counts> = {
    user: noChanges(),
    phonebookEntry: noChanges(),
    phone: noChanges(),
  };
  private emitted = 0;
  private readonly rows = new NumberPages();
  private waiting: Change[] = [];

  constructor(
    private readonly store: PlanStore,
    private readonly mask: SecretMask
  ) {}

  /** Adds a change, which gets its number; it is in the store after the next `flush`. */
  emit(content: ChangeContent): Change {
    this.emitted += 1;
    const change = Object.assign(content, { sequence: this.emitted });
    this.rows.set(change.sequence, change.row ?? 0);
    this.waiting.push(change);
    this.counts[change.type][change.action] += 1;
    return change;
  }

  /** Adds a change of a record that was counted as unchanged before. */
  promote(content: ChangeContent): Change {
    this.counts[content.type].unchanged -= 1;
    return this.emit(content);
  }

  unchanged(type: RecordType): void {
    this.counts[type].unchanged += 1;
  }

  /** The row that a change comes from. */
  row(sequence: number): number | null {
    return this.rows.at(sequence) || null;
  }

  async flush(): Promise<void> {
    const changes = this.waiting;
    this.waiting = [];
    if (changes.length > 0)
      await this.store.append(changes.map((change) => this.mask.masked(change)));
  }

  /** Changes that are in the store, in no order. */
  async read(sequences: Iterable<number>): Promise<Change[]> {
    const found: Change[] = [];
    for (const part of chunked(sequences)) found.push(...(await this.store.bySequence(part)));
    return found;
  }

  /** Rewrites changes that are in the store; `edit` returns null for one that is taken out of the plan. */
  async revise(
    sequences: Iterable<number>,
    edit: (change: Change) => Change | null
  ): Promise<void> {
    for (const part of chunked(sequences)) {
      const before = await this.store.bySequence(part);
      const after = before.flatMap((change) => {
        const edited = edit(change);
        return edited ? this.mask.masked(edited) : [];
      });
      for (const change of before) this.counts[change.type][change.action] -= 1;
      for (const change of after) this.counts[change.type][change.action] += 1;
      const kept = new Set(after.map(({ sequence }) => sequence));
      const discarded = part.filter((sequence) => !kept.has(sequence));
      if (after.length > 0) await this.store.replace(after);
      if (discarded.length > 0) await this.store.discard(discarded);
    }
  }
}
