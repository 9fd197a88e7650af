import type { ChildType } from '../../../shared/records';
import { changeOf } from './changes';
import { chunks } from './lists';
import { remove, subjectOf } from './missing';
import { userLabels } from './owners';
import type { PlanState } from './state';
import type { StoredRecord } from './types';

/**
 * Adds what becomes of the entries and phones of removed users that others brought: in mode
 * `replace` they go with their user, in other modes they lose them and stay. What the source has is
 * not looked at. Returns how many change.
 */
export async function planBelongings(type: ChildType, state: PlanState): Promise<number> {
  const { reader, removedUsers, profileId } = state;
  let changed = 0;
  for (const part of chunks(removedUsers)) {
    const found = await reader.ofUsers(type, part);
    const belongings = found.filter(
      ({ id, owner }) => owner !== profileId && !state.isThere(type, id)
    );
    changed += belongings.length;
    if (state.replaces) {
      for (const stored of belongings) remove(type, stored, state, userOf(stored));
    } else {
      await loseUsers(type, belongings, state);
    }
    await state.ledger.flush();
  }
  return changed;
}

async function loseUsers(type: ChildType, found: StoredRecord[], state: PlanState): Promise<void> {
  const labels = await userLabels(
    state.reader,
    found.flatMap(({ userId }) => userId ?? [])
  );
  for (const stored of found) {
    const before = labels.get(stored.userId ?? 0) ?? stored.userId;
    state.ledger.emit(
      changeOf(subjectOf(type, stored), {
        action: 'update',
        own: false,
        user: null,
        ...userOf(stored),
        difference: { user: { before, after: null } },
      })
    );
  }
}

const userOf = ({ userId }: StoredRecord): { formerUser?: number } =>
  userId === null ? {} : { formerUser: userId };
