import type { RecordType } from '../../../shared/records';
import type { Want } from './wants';

/** A stored record that the plan removes or switches off, or that loses its user so. */
export interface Leaving {
  sequence: number;
  type: RecordType;
  id: number;
  /** How it leaves. */
  how: 'remove' | 'disable' | 'unlink';
  /** The user whose entry or phone it is. */
  userId: number | null;
  /** Since when earlier runs have kept it. */
  keptSince: string | null;
  /** Whether another profile or a person made it. */
  ofOthers: boolean;
}

type ByType = Record<RecordType, Map<string, number[]>>;

/** Who leaves in this run, and by what a failed change may have wanted something of them. */
export class Leavings {
  private readonly leavings = new Map<number, Leaving>();
  private readonly byTrait: ByType = {
    user: new Map(),
    phonebookEntry: new Map(),
    phone: new Map(),
  };
  private readonly byUser = new Map<number, number[]>();

  add(leaving: Leaving, traits: string[]): void {
    const { sequence, type, userId } = leaving;
    this.leavings.set(sequence, leaving);
    const file = <Key>(map: Map<Key, number[]>, key: Key): void => {
      const filed = map.get(key);
      if (filed) filed.push(sequence);
      else map.set(key, [sequence]);
    };
    for (const trait of traits) file(this.byTrait[type], trait);
    if (userId !== null) file(this.byUser, userId);
  }

  /** Those of whom a failed change wanted something. */
  wantedBy({ type, trait }: Want): Leaving[] {
    return this.known(this.byTrait[type].get(trait));
  }

  /** The entries and phones of a user that are to be removed, or to lose them. */
  below(userId: number): Leaving[] {
    return this.known(this.byUser.get(userId));
  }

  /** Takes one back: it stays. */
  delete(sequence: number): void {
    this.leavings.delete(sequence);
  }

  /** True for a change that removes its record. */
  isRemoved(sequence: number): boolean {
    return this.leavings.get(sequence)?.how === 'remove';
  }

  /** True for a change that switches its user off. */
  isDisabled(sequence: number): boolean {
    return this.leavings.get(sequence)?.how === 'disable';
  }

  count(is: (leaving: Leaving) => boolean): number {
    let count = 0;
    for (const leaving of this.leavings.values()) if (is(leaving)) count += 1;
    return count;
  }

  private known(sequences: number[] = []): Leaving[] {
    return sequences.flatMap((sequence) => this.leavings.get(sequence) ?? []);
  }
}
