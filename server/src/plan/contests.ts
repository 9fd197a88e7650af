import { subjectOfItem } from './changes';
import type { Item } from './items';
import { isLeaver } from './leavers';
import { groupBy } from './lists';
import type { Lookup } from './lookup';
import type { Claim } from './records';
import type { PlanState } from './state';
import { KEY } from './uniqueness';

/** Notes which of a batch's new values a stored record has; whether it keeps them shows at the end. */
export async function noteContests(
  claims: Claim[],
  items: Item[],
  lookup: Lookup,
  state: PlanState
): Promise<void> {
  for (const group of groupBy(
    claims,
    ({ item, attribute }) => `${item.type}.${attribute}`
  ).values()) {
    const [first] = group;
    if (!first) continue;
    const values = group.map(({ value }) => value);
    await lookup.readValues(first.item.type, first.attribute, values);
  }
  for (const { item, attribute, value } of claims) {
    const [holder] = lookup.withValue(item.type, attribute, value);
    if (!holder) continue;
    noteContest(item, attribute, value, state);
    if (isLeaver(holder, state)) state.leavers.add(holder.id);
  }
  for (const item of items) {
    // A new record takes the key that a stored one leaves.
    if (!item.stored && !item.failed && lookup.byKey(item)) {
      noteContest(item, KEY, item.key ?? '', state);
    }
  }
  noteUnchanged(items, state);
}

function noteContest(item: Item, attribute: string, value: string, state: PlanState): void {
  const { type, sequence, stored } = item;
  if (sequence === null) return;
  const updates = stored !== null;
  state.uniqueness.contest(type, { attribute, value, claimant: sequence, updates });
  state.unchangedBelow.set(sequence, []);
}

/** Notes the unchanged children of contested changes: they are errors when these are. */
function noteUnchanged(items: Item[], state: PlanState): void {
  for (const item of items) {
    if (item.sequence !== null) continue;
    for (let above = item.parent; above; above = above.parent) {
      const unchanged = state.unchangedBelow.get(above.sequence ?? 0);
      if (!unchanged) continue;
      unchanged.push(subjectOfItem(item, state.veil));
      break;
    }
  }
}
