/** Below and up to so many items PHP sorts by insertion. */
const FEW = 16;

/** From so many on, five items are looked at for the one in the middle, not three. */
const MANY = 1_024;

/** Inserts after so many items jump over two at a time. */
const WALKED = 6;

type Compare<Item> = (one: Item, other: Item) => number;

/**
 * Sorts in place as PHP does (a quick sort, and by insertion where there are few), so that what
 * has no order of its own, such as texts among numbers, ends up where PHP puts it.
 * It ends whatever the comparison says.
 */
export function sortAsPhp<Item>(items: Item[], compare: Compare<Item>): void {
  new Sorting(items, compare).sort(0, items.length);
}

class Sorting<Item> {
  constructor(
    private readonly items: Item[],
    private readonly compare: Compare<Item>
  ) {}

  sort(start: number, end: number): void {
    let [from, to] = [start, end];
    while (to - from > FEW) {
      const middle = this.partition(from, to);
      if (middle - from < to - middle - 1) {
        this.sort(from, middle);
        from = middle + 1;
      } else {
        this.sort(middle + 1, to);
        to = middle;
      }
    }
    this.insert(from, to);
  }

  private isAfter(one: number, other: number): boolean {
    return this.compare(this.items[one] as Item, this.items[other] as Item) > 0;
  }

  private swap(one: number, other: number): void {
    const item = this.items[one] as Item;
    this.items[one] = this.items[other] as Item;
    this.items[other] = item;
  }

  private swapIfAfter(one: number, other: number): boolean {
    const isAfter = this.isAfter(one, other);
    if (isAfter) this.swap(one, other);
    return isAfter;
  }

  /** Puts what is smaller than one of the items before it and the others after it; says where it is. */
  private partition(start: number, end: number): number {
    const half = (end - start) >> 1;
    const pivot = start + half;
    if (end - start >= MANY) {
      const quarter = half >> 1;
      this.sortFew([start, start + quarter, pivot, pivot + quarter, end - 1]);
    } else {
      this.sortFew([start, pivot, end - 1]);
    }
    this.swap(start + 1, pivot);
    const meeting = this.meet(start + 1, end - 1);
    this.swap(start + 1, meeting - 1);
    return meeting - 1;
  }

  /** Goes from both ends to where what is before the pivot meets what is after it. */
  private meet(pivot: number, last: number): number {
    let low = pivot + 1;
    let high = last;
    for (;;) {
      while (this.isAfter(pivot, low)) {
        low += 1;
        if (low === high) return low;
      }
      high -= 1;
      if (high === low) return low;
      while (this.isAfter(high, pivot)) {
        high -= 1;
        if (high === low) return low;
      }
      this.swap(low, high);
      low += 1;
      if (low === high) return low;
    }
  }

  /** Sorts the items at two to five places. */
  private sortFew(places: readonly number[]): void {
    const [first = 0, second = 0, third, ...others] = places;
    if (third === undefined) {
      this.swapIfAfter(first, second);
      return;
    }
    this.sortThree(first, second, third);
    for (const [count, place] of others.entries()) {
      for (let at = count + 3, to = place; at > 0; at--) {
        const before = places[at - 1] ?? 0;
        if (!this.swapIfAfter(before, to)) break;
        to = before;
      }
    }
  }

  private sortThree(first: number, second: number, third: number): void {
    if (!this.isAfter(first, second)) {
      if (this.swapIfAfter(second, third)) this.swapIfAfter(first, second);
    } else if (!this.isAfter(third, second)) {
      this.swap(first, third);
    } else {
      this.swap(first, second);
      this.swapIfAfter(second, third);
    }
  }

  private insert(start: number, end: number): void {
    const count = end - start;
    if (count < 2) return;
    if (count < WALKED) {
      this.sortFew(Array.from({ length: count }, (_, place) => start + place));
      return;
    }
    for (let place = start + 1; place < end; place++) {
      if (!this.isAfter(place - 1, place)) continue;
      const to = place < start + WALKED ? this.walkTo(start, place) : this.jumpTo(start, place);
      this.move(place, to);
    }
  }

  /** Puts an item before others. */
  private move(place: number, to: number): void {
    const item = this.items[place] as Item;
    this.items.copyWithin(to + 1, to, place);
    this.items[to] = item;
  }

  /** Where an item goes, looked for one by one. */
  private walkTo(start: number, place: number): number {
    let to = place - 1;
    while (to !== start && this.isAfter(to - 1, place)) to -= 1;
    return to;
  }

  /** Where an item goes, looked for at every second place. */
  private jumpTo(start: number, place: number): number {
    let to = place - 1;
    for (;;) {
      to -= 2;
      if (!this.isAfter(to, place)) {
        return this.isAfter(to + 1, place) ? to + 1 : to + 2;
      }
      if (to === start) return to;
      if (to === start + 1) return this.isAfter(place, start) ? start + 1 : start;
    }
  }
}
