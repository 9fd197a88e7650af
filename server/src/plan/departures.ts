import { byType, RECORD_TYPES, type RecordType } from '../../../shared/records';
import { attributeKey, identifying } from './keys';
import { uniqueValues } from './uniqueness';

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

/** Who leaves in this run, and by what a failed change may have wanted something of them. */
export class Leavings {
  private readonly leavings = new Map<number, Leaving>();
  private readonly byTrait = byType(() => new Map<string, number[]>());
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

/** Something of a stored record that a failed change wanted. */
export interface Want {
  /** The failed change's row. */
  row: number | null;
  type: RecordType;
  /** What is wanted, as `traitsOf` files it. */
  trait: string;
  attribute: string;
  value: string | null;
}

/** What is known of a change, or of a record before it has one. */
interface Wish {
  row: number | null;
  type: RecordType;
  key: string | null;
  attributes: Record<string, unknown>;
  /** The username of the user that it names. */
  owner: string | null;
  /** The id of the stored user that it hangs on so far. */
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

/** Everything of a stored record that a failed change may want. */
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

/** What a change that failed wanted: values, its place, and the users whom it names or hangs on. */
export function wantsOf(wish: Wish): Want[] {
  const { row, type, key, attributes, owner, userId } = wish;
  const want = (of: RecordType, attribute: string, value: string, shown = value): Want => ({
    row,
    type: of,
    trait: attributeKey(attribute, value),
    attribute,
    value: shown,
  });
  const wants = tellingValues(type, attributes).map(([name, value]) => want(type, name, value));
  if (key !== null) wants.push(want(type, KEY_TRAIT, key));
  if (owner !== null) wants.push(want('user', 'username', owner));
  if (userId !== null) wants.push({ ...want('user', ID_TRAIT, String(userId)), value: null });
  return wants;
}

/** What failed changes wanted, by what it is. The first one that wanted it stays. */
export class Wants {
  private readonly wants = byType(() => new Map<string, Want>());

  add(wants: Want[]): void {
    for (const want of wants) {
      const ofType = this.wants[want.type];
      if (!ofType.has(want.trait)) ofType.set(want.trait, want);
    }
  }

  get isEmpty(): boolean {
    return RECORD_TYPES.every((type) => this.wants[type].size === 0);
  }

  /** Who wanted something of a record, by its traits; null for nobody. */
  find(type: RecordType, traits: string[]): Want | null {
    for (const trait of traits) {
      const want = this.wants[type].get(trait);
      if (want) return want;
    }
    return null;
  }
}
