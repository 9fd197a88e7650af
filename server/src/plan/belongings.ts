import type { ChildType } from '../../../shared/records';
import { changeOf, subjectOfStored } from './changes';
import { chunks } from './lists';
import { remove } from './missing';
import { userLabels } from './owners';
import type { PlanState } from './state';
import type { StoredRecord } from './types';

/**
 * Adds what becomes of the entries and phones of removed users that others brought: in mode
 * `replace` they go with their user, in other modes they lose them and stay. What the source has is
 * not looked at.
 */
export async function planBelongings(type: ChildType, state: PlanState): Promise<void> {
  const { reader, removedUsers, profileId } = state;
  for (const part of chunks(removedUsers)) {
    for await (const found of reader.ofUsers(type, part)) {
      const belongings = found.filter(
        (stored) => stored.owner !== profileId && !state.isThere(type, stored)
      );
      if (state.replaces) {
        for (const stored of belongings) remove(type, stored, state, userOf(stored));
      } else {
        await loseUsers(type, belongings, state);
      }
      await state.ledger.flush();
    }
  }
}

async function loseUsers(type: ChildType, found: StoredRecord[], state: PlanState): Promise<void> {
  const labels = await userLabels(
    state,
    found.flatMap(({ userId }) => userId ?? [])
  );
  for (const stored of found) {
    const before = labels.get(stored.userId ?? 0) ?? stored.userId;
    const { id, userId, keptSince } = stored;
    const { sequence } = state.ledger.emit(
      changeOf(subjectOfStored(type, stored, state.veil), {
        action: 'update',
        own: false,
        leaves: true,
        user: null,
        ...userOf(stored),
        difference: { user: { before, after: null } },
      })
    );
    const leaving = {
      sequence,
      type,
      id,
      how: 'unlink',
      userId,
      keptSince,
      ofOthers: true,
    } as const;
    state.leavings.add(leaving, []);
  }
}

const userOf = ({ userId }: StoredRecord): { formerUser?: number } =>
  userId === null ? {} : { formerUser: userId };
