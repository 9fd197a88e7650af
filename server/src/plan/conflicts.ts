import type { Item } from './items';
import type { PlanState } from './state';
import type { StoredRecord } from './types';

const ROWS_NAMED = 5;

/** Notes that a record is not imported because somebody else's is stored. */
export function noteConflict(
  { type, row, matchValue }: Item,
  stored: StoredRecord,
  state: PlanState
): void {
  const { owner } = stored;
  const of = `${type}:${owner ?? ''}`;
  const conflict = state.conflicts.get(of) ?? {
    type,
    owner,
    count: 0,
    rows: [],
    value: matchValue,
  };
  conflict.count += 1;
  if (conflict.rows.length < ROWS_NAMED) conflict.rows.push(row);
  state.conflicts.set(of, conflict);
}

/** Tells each finding once, however many records it is about, with the name of the other profile. */
export async function writeConflicts(state: PlanState): Promise<void> {
  const found = [...state.conflicts.values()];
  const owners = new Set(found.flatMap(({ owner }) => owner ?? []));
  const names =
    owners.size > 0 ? await state.reader.profileNames([...owners]) : new Map<string, string>();
  for (const conflict of found) {
    const name: string | undefined = names.get(conflict.owner ?? '');
    state.issues.push(state.write.conflict(conflict, state.policy.match[conflict.type], name));
  }
}
