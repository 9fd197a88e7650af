const SEGMENTS = 256;
const FIRST_SLOTS = 16;
/** A segment that is fuller than this gets more slots. */
const MOST_FILLED = 7 / 8;
const GROWTH = 1.5;
const TAGS = 2 ** 32;

/**
 * Numbers by hashes, in about eleven bytes each. It keeps no keys, and of a hash 40 bits: what it finds
 * may belong to another key, and who asks has to confirm it. Each of its segments grows by itself, so
 * that no single entry takes long.
 */
export class HashIndex {
  private readonly segments = new Map<number, Segment>();

  /** @param value from 1, below 2^32 */
  add(hash: number, value: number): void {
    const number = segmentOf(hash);
    let segment = this.segments.get(number);
    if (!segment) {
      segment = new Segment();
      this.segments.set(number, segment);
    }
    segment.add(hash >>> 0, value);
  }

  /** All numbers that were added with this hash, and seldom ones of others. */
  find(hash: number): readonly number[] {
    return this.segments.get(segmentOf(hash))?.find(hash >>> 0) ?? NOTHING;
  }

  get size(): number {
    return this.sum((segment) => segment.size);
  }

  get bytes(): number {
    return this.sum((segment) => segment.bytes);
  }

  private sum(of: (segment: Segment) => number): number {
    return [...this.segments.values()].reduce((sum, segment) => sum + of(segment), 0);
  }
}

const NOTHING: readonly number[] = [];

const segmentOf = (hash: number): number => Math.floor(hash / TAGS) % SEGMENTS;

/** Tags and numbers in slots one after the other; each as near behind its tag's own place as there was room. */
class Segment {
  size = 0;
  private slots = new Uint32Array(2 * FIRST_SLOTS);

  get bytes(): number {
    return this.slots.byteLength;
  }

  add(tag: number, value: number): void {
    if (this.size >= (this.slots.length / 2) * MOST_FILLED) this.grow();
    this.put(tag, value);
    this.size += 1;
  }

  find(tag: number): readonly number[] {
    const { slots } = this;
    let found: number[] | null = null;
    for (let slot = this.placeOf(tag); slots[slot + 1]; slot = this.after(slot)) {
      if (slots[slot] === tag) (found ??= []).push(slots[slot + 1] ?? 0);
    }
    return found ?? NOTHING;
  }

  private put(tag: number, value: number): void {
    let slot = this.placeOf(tag);
    while (this.slots[slot + 1]) slot = this.after(slot);
    this.slots[slot] = tag;
    this.slots[slot + 1] = value;
  }

  private placeOf(tag: number): number {
    return 2 * Math.floor((tag / TAGS) * (this.slots.length / 2));
  }

  private after(slot: number): number {
    return slot + 2 < this.slots.length ? slot + 2 : 0;
  }

  private grow(): void {
    const before = this.slots;
    this.slots = new Uint32Array(2 * Math.ceil((before.length / 2) * GROWTH));
    for (let slot = 0; slot < before.length; slot += 2) {
      const value = before[slot + 1];
      if (value) this.put(before[slot] ?? 0, value);
    }
  }
}
