import type { Counts } from '../../../shared/contracts/runs';
import { noChanges } from '../../../shared/counts';
import type { RecordType } from '../../../shared/records';
import { chunked } from '../utils/collections';
import { NumberPages } from './compact/number-pages';
import { type Item, keyOrPlace } from './items';
import type { SecretMask } from './secret-values';
import type { Change, StoredRecord, PlanStore } from './types';

/** A change before it gets its place in the plan. */
export type ChangeContent = Omit<Change, 'sequence'>;

/** What a change is about. */
export type Subject = Pick<Change, 'row' | 'type' | 'key' | 'label' | 'target' | 'ownership'>;

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
    ...(stored?.ownership && { ownership: stored.ownership }),
  };
};

/** A change that writes what it is given and nothing else. */
export const changeOf = (
  { row, type, key, label, target, ownership }: Subject,
  content: Pick<Change, 'action' | 'own'> & Partial<ChangeContent>
): ChangeContent => ({
  row,
  type,
  key,
  label,
  target,
  ...(ownership && { ownership }),
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
  { id, documentId, key, attributes, ownership }: StoredRecord,
  mask: SecretMask
): Subject => {
  const known = key ?? `id:${id}`;
  return {
    row: null,
    type,
    key: known,
    label: mask.label(type, attributes, known),
    target: { id, documentId },
    ...(ownership && { ownership }),
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
