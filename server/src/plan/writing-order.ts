import { KEY, type Transfer } from './uniqueness';

/** A ring of more exchanges than these is not written in one transaction. */
const MOST_IN_RING = 500;

/** How changes are written among which values pass. */
export interface WritingOrder {
  /** By sequence, the number of the exchange that a change is part of; lower ones are written before higher ones. */
  exchanges: Map<number, number>;
  /** The values that their holders set null before anything else is written. */
  early: Transfer[];
}

/** Changes that are written as a whole, each group known by the lowest of their sequences. */
class Groups {
  readonly members = new Set<number>();
  private readonly above = new Map<number, number>();

  /** The group of a change; of one that is in none, itself. */
  of(sequence: number): number {
    let current = sequence;
    for (let next = this.above.get(current); next !== undefined; next = this.above.get(current)) {
      current = next;
    }
    return current;
  }

  join(one: number, other: number): void {
    this.members.add(one).add(other);
    const [first, second] = [this.of(one), this.of(other)];
    if (first !== second) this.above.set(Math.max(first, second), Math.min(first, second));
  }
}

interface Visit {
  node: number;
  /** How many of the nodes that it waits for have been visited. */
  next: number;
}

/**
 * Puts nodes in an order in which each comes after those that it waits for, and finds rings: sets of
 * nodes that wait for one another (Tarjan, "Depth-first search and linear graph algorithms", 1972,
 * without recursion). In a ring the order is right but for as few as that takes.
 * @returns the place of each node, from 0, and the rings of more than one node
 */
function arrange(waitsFor: ReadonlyMap<number, readonly number[]>): {
  places: Map<number, number>;
  rings: number[][];
} {
  const found = new Map<number, number>();
  const lowest = new Map<number, number>();
  const places = new Map<number, number>();
  const open: number[] = [];
  const isOpen = new Set<number>();
  const rings: number[][] = [];
  const lower = (node: number, value: number): void => {
    lowest.set(node, Math.min(lowest.get(node) ?? value, value));
  };
  const enter = (node: number): Visit => {
    lower(node, found.size);
    found.set(node, found.size);
    open.push(node);
    isOpen.add(node);
    return { node, next: 0 };
  };
  const leave = (node: number): void => {
    places.set(node, places.size);
    if (lowest.get(node) !== found.get(node)) return;
    const ring = open.splice(open.lastIndexOf(node));
    for (const member of ring) isOpen.delete(member);
    if (ring.length > 1) rings.push(ring);
  };
  for (const start of waitsFor.keys()) {
    if (found.has(start)) continue;
    const path = [enter(start)];
    for (let visit = path.at(-1); visit; visit = path.at(-1)) {
      const { node } = visit;
      const other = waitsFor.get(node)?.[visit.next];
      visit.next += 1;
      if (other === undefined) {
        path.pop();
        leave(node);
        const before = path.at(-1);
        if (before) lower(before.node, lowest.get(node) ?? 0);
      } else if (!found.has(other)) {
        path.push(enter(other));
      } else if (isOpen.has(other)) {
        lower(node, found.get(other) ?? 0);
      }
    }
  }
  return { places, rings };
}

const ascending = (one: number, other: number): number => one - other;

/** What each group waits for, in the order of their numbers. */
function waitsOf(groups: Groups, moving: Transfer[]): Map<number, number[]> {
  const waits = new Map<number, Set<number>>();
  const at = (node: number): Set<number> => {
    const set = waits.get(node) ?? new Set();
    waits.set(node, set);
    return set;
  };
  for (const member of groups.members) at(groups.of(member));
  for (const { claimant, release } of moving) {
    const [taker, giver] = [groups.of(claimant), groups.of(release.sequence)];
    at(giver);
    if (taker !== giver) at(taker).add(giver);
  }
  return new Map(
    [...waits.keys()]
      .sort(ascending)
      .map((node) => [node, [...(waits.get(node) ?? [])].sort(ascending)])
  );
}

/**
 * Finds how values pass from one record to another without anybody being left without one for longer
 * than a transaction. Updates are written first, then exchanges in the order of their numbers, then
 * creates.
 *
 * - Who leaves, and whoever takes their values over, are one exchange (`inherited`); so are the changes
 *   that are tied to others.
 * - An update that takes a value of another one is an exchange of its own, after that one: along a
 *   chain from its free end.
 * - The changes of a ring are one exchange. Only a ring that is too long for a transaction is broken: one
 *   value in it is set null beforehand.
 * - What is written before everything else (`comingAlong`) takes only what has been set null.
 *
 * @param inherited values that pass from who leaves
 * @param passed the other values
 * @param tied changes that others are written with
 * @param comingAlong changes that are written before all others
 */
export function writingOrder({
  inherited,
  passed,
  tied,
  comingAlong,
}: {
  inherited: Transfer[];
  passed: Transfer[];
  tied: number[];
  comingAlong: ReadonlySet<number>;
}): WritingOrder {
  const groups = new Groups();
  for (const sequence of tied) groups.join(sequence, sequence);
  for (const { claimant, release } of inherited) groups.join(claimant, release.sequence);

  const isFirst = (sequence: number): boolean =>
    comingAlong.has(sequence) && !groups.members.has(sequence);
  // A record that is created comes last. Nothing can take a key but one of these.
  const waiting = passed.filter(
    ({ attribute, updates, claimant }) =>
      attribute !== KEY && (updates || groups.members.has(claimant))
  );
  const early = waiting.filter(({ claimant }) => isFirst(claimant));
  const moving = waiting.filter(
    ({ claimant, release }) => !isFirst(claimant) && !isFirst(release.sequence)
  );

  const places = placesOf(groups, moving);
  const placeOf = (sequence: number): number => places.get(groups.of(sequence)) ?? 0;
  const broken = moving.filter(
    ({ claimant, release }) => placeOf(release.sequence) > placeOf(claimant)
  );
  const numbered = new Set([...groups.members, ...moving.map(({ claimant }) => claimant)]);
  const order = [...new Set([...numbered].map(placeOf))].sort(ascending);
  const numbers = new Map(order.map((place, index) => [place, index + 1]));
  return {
    exchanges: new Map(
      [...numbered].map((sequence) => [sequence, numbers.get(placeOf(sequence)) ?? 0])
    ),
    early: [...early, ...broken],
  };
}

/** The place of each group among those that have to do with values that pass; rings that are short enough become one. */
function placesOf(groups: Groups, moving: Transfer[]): Map<number, number> {
  const { places, rings } = arrange(waitsOf(groups, moving));
  for (const [first = 0, ...others] of rings) {
    if (others.length < MOST_IN_RING) others.forEach((other) => groups.join(first, other));
  }
  const ofGroups = new Map<number, number>();
  for (const [node, place] of places) {
    const group = groups.of(node);
    ofGroups.set(group, Math.max(place, ofGroups.get(group) ?? 0));
  }
  return ofGroups;
}
