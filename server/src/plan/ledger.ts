import type { Counts } from '../../../shared/contracts/runs';
import { noChanges } from '../../../shared/counts';
import type { RecordType } from '../../../shared/records';
import type { ChangeContent } from './changes';
import { chunks } from './lists';
import type { Change, PlanStore } from './types';
import type { Veil } from './veil';

/** Numbers the changes, hands them to the store and counts them, so that counts and store always agree. */
export class Ledger {
  readonly counts: Record<RecordType, Counts> = {
    user: noChanges(),
    phonebookEntry: noChanges(),
    phone: noChanges(),
  };
  private readonly rows: (number | null)[] = [null];
  private waiting: Change[] = [];

  constructor(
    private readonly store: PlanStore,
    private readonly veil: Veil
  ) {}

  /** Adds a change; it is in the store after the next `flush`. */
  emit(content: ChangeContent): Change {
    const change = { sequence: this.rows.length, ...content };
    this.rows.push(change.row);
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
    return this.rows[sequence] ?? null;
  }

  async flush(): Promise<void> {
    const changes = this.waiting;
    this.waiting = [];
    if (changes.length > 0)
      await this.store.append(changes.map((change) => this.veil.over(change)));
  }

  /** Changes that are in the store, in no order. */
  async read(sequences: Iterable<number>): Promise<Change[]> {
    const found: Change[] = [];
    for (const part of chunks(sequences)) found.push(...(await this.store.bySequence(part)));
    return found;
  }

  /** Rewrites changes that are in the store; `edit` answers null for one that is taken out of the plan. */
  async revise(
    sequences: Iterable<number>,
    edit: (change: Change) => Change | null
  ): Promise<void> {
    for (const part of chunks(sequences)) {
      const before = await this.store.bySequence(part);
      const after = before.flatMap((change) => {
        const edited = edit(change);
        return edited ? this.veil.over(edited) : [];
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
