import { fitsInt, isClosure, MAX_INT, type PhpKey, type PhpValue, Reference } from './values';

/** What an element is: its value, or what it shares with a variable or another element. */
type Slot = PhpValue | Reference;

const valueIn = (slot: Slot): PhpValue => (slot instanceof Reference ? slot.value : slot);

const INTEGER = /^(?:0|-?[1-9]\d{0,18})$/;

/** A text as a key: one that is an integer in its plain decimal form is that integer. */
export function keyOf(text: string): PhpKey {
  if (!INTEGER.test(text)) return text;
  const number = BigInt(text);
  return fitsInt(number) ? number : text;
}

/**
 * An array of PHP: ordered, by key. It is a value: whoever holds one that is `shared` copies it
 * before writing (`writable`), so that handing one on costs nothing.
 */
export class PhpArray {
  private readonly slots = new Map<PhpKey, Slot>();
  /** Past the largest integer key, and never below 0. */
  private nextIndex = 0n;
  /** True for the values of a cell, which nobody wants to see as the text `Array`. */
  isCell = false;
  /** True once more than one holder may have it. */
  shared = false;
  /** Where `current`, `next` and the like stand: the number of the element. */
  position = 0;

  static list(values: Iterable<PhpValue>): PhpArray {
    const array = new PhpArray();
    for (const value of values) array.push(value);
    return array;
  }

  static of(entries: Iterable<readonly [PhpKey, PhpValue]>): PhpArray {
    const array = new PhpArray();
    for (const [key, value] of entries) array.set(key, value);
    return array;
  }

  get size(): number {
    return this.slots.size;
  }

  has(key: PhpKey): boolean {
    return this.slots.has(key);
  }

  /** The value of a key; undefined where there is none. */
  get(key: PhpKey): PhpValue | undefined {
    const slot = this.slots.get(key);
    return slot === undefined ? undefined : valueIn(slot);
  }

  /** Puts a value that others may have as well. */
  set(key: PhpKey, value: PhpValue): void {
    this.hold(key, share(value));
  }

  /** Puts a value that nobody else has: it can be written to where it is. */
  hold(key: PhpKey, value: PhpValue): void {
    const slot = this.slots.get(key);
    if (slot instanceof Reference) slot.value = value;
    else this.put(key, value);
  }

  private put(key: PhpKey, slot: Slot): void {
    this.slots.set(key, slot);
    if (typeof key === 'bigint' && key >= this.nextIndex) this.nextIndex = key + 1n;
  }

  /** Appends under the next integer, which it gives; null where there is none left. */
  append(value: PhpValue): bigint | null {
    const key = this.nextIndex;
    if (key > MAX_INT) return null;
    this.slots.set(key, share(value));
    this.nextIndex = key + 1n;
    return key;
  }

  /** Appends; false where there is no integer left for it. */
  push(value: PhpValue): boolean {
    return this.append(value) !== null;
  }

  delete(key: PhpKey): void {
    const slot = this.slots.get(key);
    if (slot instanceof Reference) slot.holders -= 1;
    if (this.position > 0 && this.isBeforePosition(key)) this.position -= 1;
    this.slots.delete(key);
  }

  private isBeforePosition(key: PhpKey): boolean {
    let place = 0;
    for (const other of this.slots.keys()) {
      if (place++ >= this.position) return false;
      if (other === key) return true;
    }
    return false;
  }

  /** Takes the last element away; what is appended next gets its number again. */
  pop(): PhpValue {
    const key = [...this.slots.keys()].at(-1);
    if (key === undefined) return null;
    const value = this.get(key) ?? null;
    this.delete(key);
    if (key === this.nextIndex - 1n) this.nextIndex = key;
    this.position = 0;
    return value;
  }

  /** The element as what others can share with it; it is null where there was none. */
  reference(key: PhpKey): Reference {
    const slot = this.slots.get(key);
    if (slot instanceof Reference) return slot;
    const reference = new Reference(slot);
    reference.holders = 1;
    this.put(key, reference);
    return reference;
  }

  /** Makes the element one with whatever else has the reference. */
  bind(key: PhpKey, reference: Reference): void {
    const slot = this.slots.get(key);
    if (slot instanceof Reference) slot.holders -= 1;
    reference.holders += 1;
    this.put(key, reference);
  }

  /**
   * Takes an element over from an array that is given up, with whatever else has it; `key`: its
   * new one, null for the next integer.
   */
  takeOver(from: PhpArray, old: PhpKey, key: PhpKey | null): void {
    const slot = from.slots.get(old) ?? null;
    const isShared = slot instanceof Reference && slot.holders > 1;
    this.put(key ?? this.nextIndex, isShared ? slot : valueIn(slot));
  }

  /** The keys as they are while the array is walked through: what is appended comes as well. */
  liveKeys(): IterableIterator<PhpKey> {
    return this.slots.keys();
  }

  keys(): PhpKey[] {
    return [...this.slots.keys()];
  }

  values(): PhpValue[] {
    return Array.from(this.slots.values(), valueIn);
  }

  entries(): [PhpKey, PhpValue][] {
    return Array.from(this.slots, ([key, slot]) => [key, valueIn(slot)]);
  }

  /** Whether the keys are 0, 1, 2 … in this order. */
  isList(): boolean {
    let index = 0n;
    for (const key of this.slots.keys()) if (key !== index++) return false;
    return true;
  }

  /** A copy that nobody else has; what is in it is shared from then on, references stay such. */
  copy(): PhpArray {
    const copy = new PhpArray();
    for (const [key, slot] of this.slots) {
      if (slot instanceof Reference && slot.holders > 1) {
        slot.holders += 1;
        copy.slots.set(key, slot);
      } else {
        copy.slots.set(key, share(valueIn(slot)));
      }
    }
    copy.nextIndex = this.nextIndex;
    copy.position = this.position;
    return copy;
  }

  /** Itself where nobody else has it, else a copy. */
  writable(): PhpArray {
    return this.shared ? this.copy() : this;
  }
}

/** Says that a value gets one more holder. */
export function share(value: PhpValue): PhpValue {
  if (typeof value === 'object' && value !== null && !isClosure(value)) value.shared = true;
  return value;
}
