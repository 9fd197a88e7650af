import type { Issue } from '../../../shared/contracts/issues';
import { isCompound } from '../utils/record-keys';
import { errorOf, labelOfItem, subjectOfItem } from './changes';
import type { Item } from './items';
import { withChildren, writeFailures } from './resolve-conflicts';
import type { PlanState } from './state';

const nameOf = ({ type, key }: Item): string => `${type} ${key ?? ''}`;

/** Notes which change the first row with a compound key leads to. */
export function noteKey(item: Item, { compoundKeys, policy }: PlanState): void {
  const { type, key, sequence } = item;
  if (key === null || !isCompound(policy.match[type]) || compoundKeys.has(nameOf(item))) return;
  compoundKeys.set(nameOf(item), { sequence, isShared: false });
}

/** Reports both rows, of which none is imported: their place in the source decides nothing. */
export function sameKey(item: Item, other: number, state: PlanState): Issue {
  const { type, row } = item;
  const { changeLog, compoundKeys, failedRows, issues, policy, mask, write } = state;
  const label = labelOfItem(item, mask);
  const first = compoundKeys.get(nameOf(item));
  if (first && !first.isShared) {
    first.isShared = true;
    failedRows.add(other);
    issues.push(write.sameKey(type, other, label, row, policy.match[type]));
    // What changes is made an error when all rows have been read.
    if (first.sequence === null) {
      changeLog.promote(errorOf({ ...subjectOfItem(item, mask), row: other }));
    }
  }
  return write.sameKey(type, row, label, other, policy.match[type]);
}

/** Makes errors of the changes whose compound key another row has, too. */
export async function failShared(state: PlanState): Promise<void> {
  const failed = new Set<number>();
  for (const { sequence, isShared } of state.compoundKeys.values()) {
    if (!isShared || sequence === null) continue;
    for (const member of withChildren(sequence, state)) {
      if (!state.errors.has(member)) failed.add(member);
    }
  }
  for (const sequence of failed) state.errors.add(sequence);
  await writeFailures(failed, state);
}
