import { identityOf } from '../../../shared/identity';
import type { RecordType } from '../../../shared/records';
import { changeOf, type Subject } from './changes';
import { effective, lossOf } from './compare';
import { labelOf } from './items';
import type { PlanState } from './state';
import type { Change, StoredRecord } from './types';
import { uniqueValues } from './uniqueness';

type Fate = 'remove' | 'disable' | 'keep';

/**
 * Adds the changes of stored records of a type that the source no longer has. Users come first:
 * what becomes of them decides on their entries and phones. Returns how many are disabled.
 */
export async function planMissing(type: RecordType, state: PlanState): Promise<number> {
  let disabled = 0;
  if (!state.removesMissing || state.unknownRows.size > 0 || state.records === 0) return disabled;
  const everyone = type === 'user' && state.replaces;
  for await (const batch of state.reader.all(type, everyone ? null : state.profileId)) {
    for (const stored of batch) {
      if (state.isThere(type, stored.id)) continue;
      const fate = type === 'user' ? fateOfUser(stored, state) : fateOfChild(stored, state);
      if (fate === 'remove') remove(type, stored, state);
      if (fate === 'disable') {
        disable(stored, state);
        disabled += 1;
      }
      if (type === 'user') noteFate(stored, fate, state);
    }
    await state.ledger.flush();
  }
  return disabled;
}

function noteFate(user: StoredRecord, fate: Fate, state: PlanState): void {
  if (fate === 'remove') state.removedUsers.add(user.id);
  else if (user.owner === state.profileId) state.keptUsers.add(user.id);
}

function fateOfUser(stored: StoredRecord, state: PlanState): Fate {
  if (stored.protected) return 'keep';
  if (state.replaces) return isAdministrator(stored, state) ? 'keep' : 'remove';
  if (state.policy.missing === 'remove') return 'remove';
  // Who is disabled already is left so: marked by an earlier run, or by an admin whose word stands.
  return effective(stored, 'enabled', 'user') === false || stored.missingSince ? 'keep' : 'disable';
}

function isAdministrator({ attributes }: StoredRecord, { options }: PlanState): boolean {
  return ['username', 'email'].some((name) => {
    const value = attributes[name];
    const identity = typeof value === 'string' ? identityOf(name, value) : null;
    return identity !== null && options.administrators.has(identity);
  });
}

function fateOfChild(stored: StoredRecord, { keptUsers }: PlanState): Fate {
  const stays = stored.protected || (stored.userId !== null && keptUsers.has(stored.userId));
  return stays ? 'keep' : 'remove';
}

/** @param formerUser see `Change` */
export function remove(
  type: RecordType,
  stored: StoredRecord,
  state: PlanState,
  formerUser: Pick<Change, 'formerUser'> = {}
): void {
  const own = stored.owner === state.profileId;
  const difference = lossOf(stored);
  const { sequence } = state.ledger.emit(
    changeOf(subjectOf(type, stored), { action: 'remove', own, difference, ...formerUser })
  );
  for (const [attribute, value] of uniqueValues(type, stored.attributes)) {
    const isWanted =
      state.uniqueness.isContested(type, attribute, value) ||
      (attribute === 'extension' && state.extensionWishes.length > 0);
    if (isWanted) state.uniqueness.release(type, attribute, value, { sequence, removal: true });
  }
}

function disable(stored: StoredRecord, { options, ledger }: PlanState): void {
  const { now } = options;
  ledger.emit(
    changeOf(subjectOf('user', stored), {
      action: 'update',
      own: true,
      attributes: { enabled: false },
      missingSince: now,
      difference: {
        enabled: { before: true, after: false },
        missingSince: { before: null, after: now },
      },
    })
  );
}

/** What a change is about that no row asks for. */
export function subjectOf(
  type: RecordType,
  { id, documentId, key, attributes }: StoredRecord
): Subject {
  const shown = key ?? `id:${id}`;
  const label = labelOf(attributes, shown);
  return { row: null, type, key: shown, label, target: { id, documentId } };
}
