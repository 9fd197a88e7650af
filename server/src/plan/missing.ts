import { identityOf } from '../../../shared/identity';
import type { RecordType } from '../../../shared/records';
import { changeOf, subjectOfStored } from './changes';
import { effective, lossOf } from './compare';
import type { Leaving } from './leavings';
import { isUnclear, type PlanState } from './state';
import type { Change, StoredRecord } from './types';
import { uniqueValues } from './uniqueness';
import { traitsOf } from './wants';
import { keepWanted } from './withheld';

type Fate = Leaving['how'] | 'keep';

/**
 * Adds the changes of stored records of a type that the source no longer has. Users come first:
 * what becomes of them decides on their entries and phones. Who leaves may be taken back when the
 * changes that want something of theirs fail.
 */
export async function planMissing(type: RecordType, state: PlanState): Promise<void> {
  if (!state.removesMissing || state.unknownRows.size > 0 || state.records === 0) return;
  const everyone = type === 'user' && state.replaces;
  for await (const batch of state.reader.all(type, everyone ? null : state.profileId)) {
    for (const stored of batch) {
      if (!state.isThere(type, stored)) planFate(type, stored, state);
      else noteUnclear(type, stored, state);
    }
    await state.ledger.flush();
  }
}

function planFate(type: RecordType, stored: StoredRecord, state: PlanState): void {
  const due = type === 'user' ? fateOfUser(stored, state) : fateOfChild(type, stored, state);
  const fate = due !== 'keep' && keepWanted(type, stored, due, state) ? 'keep' : due;
  if (fate === 'remove') remove(type, stored, state);
  if (fate === 'disable') disable(stored, state);
  if (type === 'user') noteFate(stored, fate, state);
}

/** Warns of a record that nobody can tell from another one; who share a value have issues of their own. */
function noteUnclear(type: RecordType, stored: StoredRecord, state: PlanState): void {
  const { profileId, seen, ambiguous, issues, write } = state;
  if (!isUnclear(stored, profileId) || seen[type].has(stored.id)) return;
  if (ambiguous.lockOf(type, stored) === null) issues.push(write.keptWithoutKey(type, stored));
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

function fateOfChild(
  type: RecordType,
  { userId, ...stored }: StoredRecord,
  { keptUsers, removedUsers, options }: PlanState
): Fate {
  const isKept = userId !== null && keptUsers.has(userId);
  const isNotMade = options.keeps.includes(type) && (userId === null || !removedUsers.has(userId));
  return stored.protected || isKept || isNotMade ? 'keep' : 'remove';
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
    changeOf(subjectOfStored(type, stored, state.veil), {
      action: 'remove',
      own,
      difference,
      ...formerUser,
    })
  );
  noteLeaving(type, stored, { sequence, how: 'remove' }, state);
}

function disable(stored: StoredRecord, state: PlanState): void {
  const { now } = state.options;
  const { sequence } = state.ledger.emit(
    changeOf(subjectOfStored('user', stored, state.veil), {
      action: 'update',
      own: true,
      leaves: true,
      attributes: { enabled: false },
      missingSince: now,
      difference: {
        enabled: { before: true, after: false },
        missingSince: { before: null, after: now },
      },
    })
  );
  noteLeaving('user', stored, { sequence, how: 'disable' }, state);
}

/** Files who leaves, and the values that come free for others so. */
function noteLeaving(
  type: RecordType,
  stored: StoredRecord,
  { sequence, how }: Pick<Leaving, 'sequence' | 'how'>,
  { leavings, uniqueness, extensionWishes, profileId }: PlanState
): void {
  const { id, keptSince } = stored;
  const userId = type === 'user' ? null : stored.userId;
  const ofOthers = stored.owner !== profileId;
  const leaving = { sequence, type, id, how, userId, keptSince, ofOthers };
  leavings.add(leaving, traitsOf(type, stored));
  for (const [attribute, value] of uniqueValues(type, stored.attributes)) {
    const isWished = attribute === 'extension' && extensionWishes.length > 0;
    if (isWished || uniqueness.isContested(type, attribute, value))
      uniqueness.release(type, attribute, value, { sequence, leaver: true });
  }
}
