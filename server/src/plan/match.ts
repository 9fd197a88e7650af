import type { ExistingPolicy } from '../../../shared/profile';
import type { Item } from './items';
import type { Lookup } from './lookup';
import type { PlanState } from './state';
import type { StoredRecord } from './types';

export interface Match {
  stored: StoredRecord | null;
  /** The row of an earlier item with the same key, which has the record. */
  duplicateOf: number | null;
}

/** What happens to a match; `own` for one that the profile owns. */
export function policyFor(
  stored: StoredRecord,
  item: Item,
  state: PlanState
): ExistingPolicy | 'own' {
  const { profileId, policy } = state;
  const { type } = item;
  if (stored.owner === profileId) return 'own';
  if (policy.mode === 'create-only') return 'update';
  if (policy.mode === 'replace' && type === 'user') return 'adopt';
  if (comesAlong(stored, item, state)) return 'adopt';
  return stored.owner === null ? policy.existing : policy.ownedByOthers;
}

/** True for an entry or phone that belongs to the user whom the profile takes over with this row. */
function comesAlong(stored: StoredRecord, { user }: Item, state: PlanState): boolean {
  if (!user?.stored || stored.userId !== user.stored.id) return false;
  return policyFor(user.stored, user, state) === 'adopt';
}

/**
 * What belongs to the item's user and was brought by others, but is the same record: the profile takes
 * it over with its user, or goes on with that after a run broke off; where it only updates what was made by hand,
 * there must be no doubt.
 */
function childOfUser(
  item: Item,
  mayRekey: boolean,
  lookup: Lookup,
  state: PlanState
): StoredRecord | null {
  const isOpen = (stored: StoredRecord, policy: ExistingPolicy): boolean =>
    !state.isTaken(item.type, stored) && policyFor(stored, item, state) === policy;
  const adopted = mayRekey
    ? lookup.similarChildren(item).find((stored) => isOpen(stored, 'adopt'))
    : undefined;
  const isByHand = (stored: StoredRecord): boolean =>
    stored.owner === null && isOpen(stored, 'update');
  return adopted ?? lookup.clearlySameChild(item, isByHand);
}

/**
 * Finds the stored record that an item is about: the profile's own with its key, else one with the
 * matched attribute's value, whoever made it, else an own child that had its place, else what its
 * user brings along. A record that an earlier item has is not matched again.
 */
export function matchItem(item: Item, lookup: Lookup, state: PlanState): Match {
  const { type, key } = item;
  const seen = state.seen[type];
  const rekeyed = state.rekeyed[type];
  const byKey = lookup.byKey(item);
  // An earlier item may have given the record another key. Keys are unique too and updates come
  // before creates: only a new record can take the old key over.
  const isLeaving = byKey !== null && rekeyed.has(byKey.id);
  const mayRekey = state.policy.mode !== 'create-only';
  const isOpen = (record: StoredRecord): boolean =>
    !mayRekey || rekeyed.get(record.id) === key || (!seen.has(record.id) && !isLeaving);
  const isCandidate = (record: StoredRecord): boolean => {
    const policy = policyFor(record, item, state);
    return policy === 'own' ? isOpen(record) : policy !== 'adopt' || !isLeaving;
  };
  const stored = (isLeaving ? null : byKey) ?? lookup.byValue(item).find(isCandidate) ?? null;

  const claimant = key === null ? undefined : state.uniqueness.claimantOfKey(type, key);
  if (claimant !== undefined) return { stored, duplicateOf: state.changeLog.row(claimant) };
  if (stored) return { stored, duplicateOf: seen.row(stored.id) };
  if (item.formerSelf) return { stored: item.formerSelf, duplicateOf: null };
  const former = mayRekey ? lookup.byFormerKey(item) : null;
  if (former && isOpen(former)) return { stored: former, duplicateOf: null };
  return { stored: childOfUser(item, mayRekey, lookup, state), duplicateOf: null };
}

const ROWS_NAMED = 5;

/** Notes that a record is not imported because somebody else's is stored. */
export function noteOwnershipConflict(
  { type, row, matchValue }: Item,
  stored: StoredRecord,
  state: PlanState
): void {
  const { owner } = stored;
  const of = `${type}:${owner ?? ''}`;
  const conflict = state.ownershipConflicts.get(of) ?? {
    type,
    owner,
    count: 0,
    rows: [],
    value: matchValue,
  };
  conflict.count += 1;
  if (conflict.rows.length < ROWS_NAMED) conflict.rows.push(row);
  state.ownershipConflicts.set(of, conflict);
}

/** Tells each finding once, however many records it is about, with the name of the other profile. */
export async function writeOwnershipConflicts(state: PlanState): Promise<void> {
  const found = [...state.ownershipConflicts.values()];
  const owners = new Set(found.flatMap(({ owner }) => owner ?? []));
  const names =
    owners.size > 0 ? await state.reader.profileNames([...owners]) : new Map<string, string>();
  for (const conflict of found) {
    const name: string | undefined = names.get(conflict.owner ?? '');
    state.issues.push(state.write.conflict(conflict, state.policy.match[conflict.type], name));
  }
}
