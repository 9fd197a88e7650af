import type { RecordType } from '../../../shared/records';
import type { Item } from './items';
import type { Lookup } from './lookup';
import { storedSubject, type Claim } from './records';
import type { PlanState } from './state';
import { KEY } from './uniqueness';

/** Notes which of a batch's new values a stored record has; whether it keeps them shows at the end. */
export async function noteContests(
  claims: Claim[],
  items: Item[],
  lookup: Lookup,
  state: PlanState
): Promise<void> {
  const lists = new Map<string, { type: RecordType; attribute: string; values: string[] }>();
  for (const { item, attribute, value } of claims) {
    const id = `${item.type}.${attribute}`;
    const list = lists.get(id) ?? { type: item.type, attribute, values: [] };
    list.values.push(value);
    lists.set(id, list);
  }
  for (const { type, attribute, values } of lists.values()) {
    await lookup.readValues(type, attribute, values);
  }
  for (const { item, attribute, value } of claims) {
    const [holder] = lookup.withValue(item.type, attribute, value);
    if (holder) noteContest(item, attribute, value, state);
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
function noteUnchanged(items: Item[], { unchangedBelow }: PlanState): void {
  for (const item of items) {
    let above = item.sequence === null ? item.parent : null;
    while (above && !(above.sequence !== null && unchangedBelow.has(above.sequence))) {
      above = above.parent;
    }
    const subject = above && storedSubject(item);
    if (!subject || above?.sequence == null) continue;
    unchangedBelow.get(above.sequence)?.push({ row: item.row, type: item.type, subject });
  }
}
