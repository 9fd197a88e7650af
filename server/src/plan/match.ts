import type { ExistingPolicy } from '../../../shared/contracts/profiles';
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
  { type }: Item,
  { profileId, policy }: PlanState
): ExistingPolicy | 'own' {
  if (stored.owner === profileId) return 'own';
  if (policy.mode === 'create-only') return 'update';
  if (policy.mode === 'replace' && type === 'user') return 'adopt';
  return stored.owner === null ? policy.existing : policy.ownedByOthers;
}

/**
 * Finds the stored record that an item is about: the profile's own with its key, else one with the
 * matched attribute's value, whoever made it, else an own child that had its place. A record that an
 * earlier item has is not matched again.
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
  if (claimant !== undefined) return { stored, duplicateOf: state.ledger.row(claimant) };
  if (stored) return { stored, duplicateOf: seen.row(stored.id) };
  const former = mayRekey ? lookup.byFormerKey(item) : null;
  return { stored: former && isOpen(former) ? former : null, duplicateOf: null };
}
