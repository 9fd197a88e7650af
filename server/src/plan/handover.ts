import { vacate } from './changes';
import { groupBy } from './lists';
import { giveUp } from './leavers';
import type { PlanState } from './state';
import { KEY, type Handover } from './uniqueness';

/**
 * Says in the changes how values pass from one record to another. Who leaves, and whoever takes
 * their values over, make an exchange, which is written as a whole: where one of them cannot be
 * written, who would leave stays and keeps everything. Who is removed only sets values null there,
 * and goes at the end, after what hangs on them. Others set their values null beforehand where
 * the order of writing (updates, creates, exchanges) would not have freed them by itself. An
 * exchange takes along what entries and phones give up or get back with their users.
 */
export async function writeHandovers(state: PlanState): Promise<void> {
  const { handovers, ledger, givingUp } = state;
  await ledger.flush();
  const inherited = handovers.filter(({ release }) => release.leaver);
  const passed = handovers.filter(({ release }) => !release.leaver);
  const tied = state.followers.map(({ of }) => of);
  const exchanges = exchangesOf(inherited, passed, tied);
  await ledger.revise(exchanges.keys(), (change) => ({
    ...change,
    exchange: exchanges.get(change.sequence),
  }));

  const early = passed.filter(
    ({ attribute, updates, claimant, release }) =>
      attribute !== KEY && (updates || exchanges.has(claimant) || exchanges.has(release.sequence))
  );
  const vacating = groupBy(early, ({ release }) => release.sequence);
  await ledger.revise(vacating.keys(), (change) =>
    vacate(change, attributesOf(vacating.get(change.sequence)))
  );

  const inheritance = groupBy(inherited, ({ release }) => release.sequence);
  const staying = new Map<number, string[]>();
  const going = new Map<number, string[]>();
  for (const [sequence, taken] of inheritance) {
    (state.leavings.isRemoved(sequence) ? going : staying).set(sequence, attributesOf(taken));
  }
  await ledger.revise(going.keys(), (change) => vacate(change, going.get(change.sequence) ?? []));
  await giveUp(staying, state);
  const nothingToGive = [...givingUp].filter((sequence) => !inheritance.has(sequence));
  await ledger.revise(nothingToGive, () => null);
  for (const { of, content } of state.followers) {
    ledger.emit({ ...content, exchange: exchanges.get(of) });
  }
  await ledger.flush();
}

const attributesOf = (handovers: Handover[] = []): string[] => [
  ...new Set(handovers.map(({ attribute }) => attribute)),
];

/**
 * The changes that belong together, each with the number of its exchange: the lowest of their
 * sequences. A key cannot be set null beforehand: who takes one over from a member is a member too.
 */
function exchangesOf(
  inherited: Handover[],
  passed: Handover[],
  tied: number[]
): Map<number, number> {
  const above = new Map<number, number>();
  const top = (sequence: number): number => {
    let current = sequence;
    for (let next = above.get(current); next !== undefined; next = above.get(current))
      current = next;
    return current;
  };
  const members = new Set(tied);
  const join = ({ claimant, release }: Handover): void => {
    members.add(claimant).add(release.sequence);
    const [one, other] = [top(claimant), top(release.sequence)];
    if (one !== other) above.set(Math.max(one, other), Math.min(one, other));
  };
  inherited.forEach(join);
  let keys = passed.filter(({ attribute }) => attribute === KEY);
  for (let size = -1; size !== members.size;) {
    size = members.size;
    keys.filter(({ release }) => members.has(release.sequence)).forEach(join);
    keys = keys.filter(({ release }) => !members.has(release.sequence));
  }
  return new Map([...members].map((sequence) => [sequence, top(sequence)]));
}
