import { identityOf } from '../../../../shared/identity';
import type { RecordType, ChildType } from '../../../../shared/records';
import { chunked } from '../../utils/collections';
import { changeOf, subjectOfStored, type Subject, type ChangeContent } from '../changes';
import { compare, effective, lossOf } from '../compare';
import { traitsOf } from './departures';
import { absenceWith, isWaiting, removalTime } from './grace';
import { contentWithout } from '../sharing';
import { isUnclear, type PlanState } from '../state';
import type { Change, Demand, Departure, PlannerOptions, StoredRecord } from '../types';
import { uniqueValues } from '../uniqueness';
import { userLabels } from '../users-of-children';

/**
 * What becomes of a missing record. `drop`: it stays, since others own it; `wait`: it has to be missing in more
 * runs; `note`: it was disabled before.
 */
type Decision = 'remove' | 'disable' | 'drop' | 'keep' | 'wait' | 'note';

const isLeaving = (decision: Decision): decision is 'remove' | 'disable' | 'drop' =>
  decision === 'remove' || decision === 'disable' || decision === 'drop';

/**
 * Adds the changes of stored records of a type that the source no longer has. Users come first:
 * what becomes of them decides on their entries and phones. Who leaves may be taken back when the
 * changes that refer to them fail.
 */
export async function planMissing(type: RecordType, state: PlanState): Promise<void> {
  const everyone = type === 'user' && state.replaces;
  const owner = everyone ? null : state.profileId;
  const isSeen = (id: number): boolean => state.seen[type].has(id);
  for await (const batch of state.reader.all(type, owner, isSeen)) {
    for (const stored of batch) {
      if (!state.isThere(type, stored)) planMissingRecord(type, stored, state);
      else noteUnclear(type, stored, state);
    }
    await state.changeLog.flush();
  }
}

function planMissingRecord(type: RecordType, stored: StoredRecord, state: PlanState): void {
  const due =
    type === 'user' ? decideMissingUser(stored, state) : decideMissingChild(type, stored, state);
  const decision = isLeaving(due) && retainDemanded(type, stored, due, state) ? 'keep' : due;
  if (decision === 'remove')
    remove(type, stored, state, isGraceOver(stored, state) ? { whileDisabled: true } : {});
  if (decision === 'disable') disable(stored, state);
  if (decision === 'drop') drop(type, stored, state);
  if (decision === 'wait') noteAbsence(type, stored, state);
  if (decision === 'note') noteDisabled(stored, state);
  if (type === 'user') noteDecision(stored, decision, state);
}

/** Warns of a record that nobody can tell from another one; who share a value have issues of their own. */
function noteUnclear(type: RecordType, stored: StoredRecord, state: PlanState): void {
  const { profileId, seen, ambiguous, issues, write } = state;
  if (!isUnclear(stored, profileId) || seen[type].has(stored.id)) return;
  if (ambiguous.lockOf(type, stored) === null) issues.push(write.keptWithoutKey(type, stored));
}

function noteDecision(user: StoredRecord, decision: Decision, state: PlanState): void {
  if (decision === 'remove') state.removedUsers.add(user.id);
  else if (decision !== 'drop' && user.owner === state.profileId) state.retainedUsers.add(user.id);
}

/** True for somebody who is missing for so long that they go, though others are only disabled. */
const isGraceOver = ({ missingSince }: StoredRecord, { policy, replaces }: PlanState): boolean =>
  missingSince !== null && policy.missing.do === 'disable' && !replaces;

/** What becomes of a user whom no row has. */
export function decideMissingUser(stored: StoredRecord, state: PlanState): Decision {
  if (stored.protected) return 'keep';
  if (state.replaces)
    return isAdministrator(stored, state.options.administrators) ? 'keep' : 'remove';
  const { missing } = state.policy;
  const { grace, now } = state.options;
  if (missing.do === 'keep') return 'keep';
  if (isWaiting(stored, missing, grace)) return 'wait';
  if (stored.ownership) return 'drop';
  if (missing.do === 'remove') return 'remove';
  const isDisabled = effective(stored, 'enabled', 'user') === false;
  if (stored.missingSince !== null) {
    const removal = removalTime(stored, missing, grace);
    // Whom a person has enabled again stays: their word stands.
    return isDisabled && removal !== null && removal <= now ? 'remove' : 'keep';
  }
  if (!isDisabled) return 'disable';
  return missing.removeAfterDays === null ? 'keep' : 'note';
}

/** True for a user who has the name or e-mail address of one of Strapi's own administrators. */
export function isAdministrator(
  { attributes }: StoredRecord,
  administrators: PlannerOptions['administrators']
): boolean {
  return ['username', 'email'].some((name) => {
    const value = attributes[name];
    const identity = typeof value === 'string' ? identityOf(name, value) : null;
    return identity !== null && administrators.has(identity);
  });
}

function decideMissingChild(type: RecordType, stored: StoredRecord, state: PlanState): Decision {
  const { retainedUsers, removedUsers, options, policy, replaces } = state;
  const { userId } = stored;
  const isKept = userId !== null && retainedUsers.has(userId);
  const isNotMade = options.keeps.includes(type) && (userId === null || !removedUsers.has(userId));
  if (stored.protected || isKept || isNotMade) return 'keep';
  const due = stored.ownership && !replaces ? 'drop' : 'remove';
  // Without a user it is a person, too; with one it is part of what the source says of them.
  if (userId !== null || replaces) return due;
  if (policy.missing.do === 'keep') return 'keep';
  return isWaiting(stored, policy.missing, options.grace) ? 'wait' : due;
}

/** @param why see `Change` */
export function remove(
  type: RecordType,
  stored: StoredRecord,
  state: PlanState,
  why: Pick<Change, 'formerUser' | 'whileDisabled'> = {}
): void {
  // Who replaces everybody removes what others own, too.
  const own = stored.owner === state.profileId && !state.replaces;
  const difference = lossOf(stored);
  const { sequence } = state.changeLog.emit(
    changeOf(subjectOfStored(type, stored, state.mask), {
      action: 'remove',
      own,
      difference,
      ...why,
    })
  );
  noteDeparture(type, stored, { sequence, how: 'remove' }, state);
}

function disable(stored: StoredRecord, state: PlanState): void {
  const { now } = state.options;
  const { sequence } = state.changeLog.emit(
    changeOf(subjectOfStored('user', stored, state.mask), {
      action: 'update',
      own: true,
      leaves: true,
      attributes: { enabled: false },
      missingSince: now,
      ...(stored.absence && { absence: null }),
      difference: {
        enabled: { before: true, after: false },
        missingSince: { before: null, after: now },
      },
    })
  );
  noteDeparture('user', stored, { sequence, how: 'disable' }, state);
}

/** Gives up a record that others own. */
function drop(type: RecordType, stored: StoredRecord, state: PlanState): void {
  const { options, policy, profileId } = state;
  const attributes = contentWithout(type, stored, options);
  const content = compare({ type, attributes }, stored, policy, options.fingerprint);
  const { sequence } = state.changeLog.emit(
    changeOf(subjectOfStored(type, stored, state.mask), {
      action: 'update',
      own: false,
      ownership: null,
      ...content,
      difference: { ...content.difference, coOwner: { before: profileId, after: null } },
    })
  );
  const { id, userId, keptSince } = stored;
  const departure = {
    sequence,
    type,
    id,
    how: 'drop',
    userId,
    keptSince,
    ofOthers: false,
  } as const;
  state.departures.add(departure, traitsOf(type, stored));
  for (const [attribute, value] of uniqueValues(type, stored.attributes)) {
    if (!(attribute in content.attributes)) continue;
    state.uniqueness.release(type, attribute, value, { sequence, leaver: false });
  }
}

/** Counts one more run in which somebody was missing. */
function noteAbsence(type: RecordType, stored: StoredRecord, state: PlanState): void {
  const absence = absenceWith(stored.absence, state.options.grace);
  if (absence === stored.absence) return;
  const { sequence } = state.changeLog.emit(
    changeOf(subjectOfStored(type, stored, state.mask), {
      action: 'update',
      own: true,
      absence,
      ...(stored.ownership && { ownership: { ...stored.ownership, absence } }),
      difference: { missingRuns: { before: stored.absence?.runs ?? null, after: absence.runs } },
    })
  );
  state.absenceNotes[type].add(sequence);
}

/** Notes since when somebody is missing whom a person has disabled before: the days count for them as well. */
function noteDisabled(stored: StoredRecord, state: PlanState): void {
  const { now } = state.options;
  const { sequence } = state.changeLog.emit(
    changeOf(subjectOfStored('user', stored, state.mask), {
      action: 'update',
      own: true,
      missingSince: now,
      disabledByHand: now,
      ...(stored.absence && { absence: null }),
      difference: { missingSince: { before: null, after: now } },
    })
  );
  state.absenceNotes.user.add(sequence);
}

/** Files who leaves, and the values that come free for others so. */
function noteDeparture(
  type: RecordType,
  stored: StoredRecord,
  { sequence, how }: Pick<Departure, 'sequence' | 'how'>,
  { departures, uniqueness, pendingExtensions, profileId }: PlanState
): void {
  const { id, keptSince } = stored;
  const userId = type === 'user' ? null : stored.userId;
  const ofOthers = stored.owner !== profileId;
  const departure = { sequence, type, id, how, userId, keptSince, ofOthers };
  departures.add(departure, traitsOf(type, stored));
  for (const [attribute, value] of uniqueValues(type, stored.attributes)) {
    const isWished = attribute === 'extension' && pendingExtensions.length > 0;
    if (isWished || uniqueness.hasConflict(type, attribute, value))
      uniqueness.release(type, attribute, value, { sequence, leaver: true });
  }
}

/** Keeps a missing record that a failed change refers to; returns whether it is one. */
export function retainDemanded(
  type: RecordType,
  stored: StoredRecord,
  how: Departure['how'],
  state: PlanState
): boolean {
  const demand = state.demands.find(type, traitsOf(type, stored));
  if (!demand) return false;
  const subject = subjectOfStored(type, stored, state.mask);
  if (stored.keptSince === null) state.changeLog.emit(markOf(subject, state));
  warn(subject, how, stored.keptSince, demand, state);
  return true;
}

/**
 * Takes back what was to happen to records of which failed changes wanted something, and to what
 * belongs to users who stay. Returns the changes that are taken back.
 */
export async function retainLate(
  demands: Demand[],
  keptUsers: number[],
  state: PlanState
): Promise<number[]> {
  const { departures } = state;
  const causes = new Map<number, { departure: Departure; demand: Demand | null }>();
  const keep = (departure: Departure, demand: Demand | null): void => {
    causes.set(departure.sequence, { departure, demand });
    departures.delete(departure.sequence);
    state.errors.add(departure.sequence);
    if (departure.type !== 'user') return;
    state.retainedUsers.add(departure.id);
    state.removedUsers.delete(departure.id);
    for (const child of departures.below(departure.id)) keep(child, null);
  };
  for (const id of keptUsers) for (const child of departures.below(id)) keep(child, null);
  for (const demand of demands) {
    for (const departure of departures.demandedBy(demand)) keep(departure, demand);
  }
  await state.changeLog.revise(causes.keys(), (change) => {
    const cause = causes.get(change.sequence);
    if (!cause?.demand) return null;
    const { departure, demand } = cause;
    warn(change, departure.how, departure.keptSince, demand, state);
    if (departure.keptSince !== null) return null;
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
  how: Departure['how'],
  keptSince: string | null,
  demand: Demand,
  { issues, write, options }: PlanState
): void {
  issues.push(write.kept(type, label, how, keptSince ?? options.now, demand));
}

/**
 * Plans what becomes of entries and phones of removed users that others brought: in mode
 * `replace` they go with their user, in other modes they lose them and stay. What the source has is
 * left out.
 */
export async function planChildrenOfOthers(type: ChildType, state: PlanState): Promise<void> {
  const { reader, removedUsers, profileId } = state;
  for (const part of chunked(removedUsers)) {
    for await (const found of reader.ofUsers(type, part)) {
      const children = found.filter(
        (stored) => stored.owner !== profileId && !state.isThere(type, stored)
      );
      if (state.replaces) {
        for (const stored of children) remove(type, stored, state, userOf(stored));
      } else {
        await loseUsers(type, children, state);
      }
      await state.changeLog.flush();
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
    const { sequence } = state.changeLog.emit(
      changeOf(subjectOfStored(type, stored, state.mask), {
        action: 'update',
        own: false,
        leaves: true,
        user: null,
        ...userOf(stored),
        difference: { user: { before, after: null } },
      })
    );
    const departure = {
      sequence,
      type,
      id,
      how: 'unlink',
      userId,
      keptSince,
      ofOthers: true,
    } as const;
    state.departures.add(departure, []);
  }
}

const userOf = ({ userId }: StoredRecord): { formerUser?: number } =>
  userId === null ? {} : { formerUser: userId };
