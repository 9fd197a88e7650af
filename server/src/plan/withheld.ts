import type { RecordType } from '../../../shared/records';
import { changeOf, subjectOfStored, type Subject, type ChangeContent } from './changes';
import type { Leaving } from './leavings';
import type { PlanState } from './state';
import type { StoredRecord } from './types';
import { traitsOf, type Want } from './wants';

/** Keeps a missing record of which a failed change wanted something; answers whether it is one. */
export function keepWanted(
  type: RecordType,
  stored: StoredRecord,
  how: Leaving['how'],
  state: PlanState
): boolean {
  const want = state.wants.find(type, traitsOf(type, stored));
  if (!want) return false;
  const subject = subjectOfStored(type, stored, state.veil);
  if (stored.keptSince === null) state.ledger.emit(markOf(subject, state));
  warn(subject, how, stored.keptSince, want, state);
  return true;
}

/**
 * Takes back what was to happen to records of which failed changes wanted something, and to what
 * hangs on users who stay. Answers the changes that are taken back.
 */
export async function keepLate(
  wants: Want[],
  keptUsers: number[],
  state: PlanState
): Promise<number[]> {
  const { leavings } = state;
  const causes = new Map<number, { leaving: Leaving; want: Want | null }>();
  const keep = (leaving: Leaving, want: Want | null): void => {
    causes.set(leaving.sequence, { leaving, want });
    leavings.delete(leaving.sequence);
    state.errors.add(leaving.sequence);
    if (leaving.type !== 'user') return;
    state.keptUsers.add(leaving.id);
    state.removedUsers.delete(leaving.id);
    for (const child of leavings.below(leaving.id)) keep(child, null);
  };
  for (const id of keptUsers) for (const child of leavings.below(id)) keep(child, null);
  for (const want of wants) {
    for (const leaving of leavings.wantedBy(want)) keep(leaving, want);
  }
  await state.ledger.revise(causes.keys(), (change) => {
    const cause = causes.get(change.sequence);
    if (!cause?.want) return null;
    const { leaving, want } = cause;
    warn(change, leaving.how, leaving.keptSince, want, state);
    if (leaving.keptSince !== null) return null;
    return { sequence: change.sequence, ...markOf(change, state) };
  });
  return [...causes.keys()];
}

/** Notes since when a record is kept. */
const markOf = (subject: Subject, { options }: PlanState): ChangeContent =>
  changeOf(subject, {
    action: 'update',
    own: false,
    keptSince: options.now,
    difference: { keptSince: { before: null, after: options.now } },
  });

function warn(
  { type, label }: Subject,
  how: Leaving['how'],
  keptSince: string | null,
  want: Want,
  { issues, write, options }: PlanState
): void {
  issues.push(write.kept(type, label, how, keptSince ?? options.now, want));
}
