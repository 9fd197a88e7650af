import { identityOf } from '../../../shared/identity';
import type { RecordType, ChildType } from '../../../shared/records';
import type { MappedRow } from '../mapping/types';
import { chunks } from '../utils/lists';
import { changeOf, subjectOfStored, type Subject, type ChangeContent } from './change-log';
import { effective, lossOf } from './compare';
import { type Leaving, traitsOf, type Want } from './departures';
import { itemsOf } from './items';
import { Lookup } from './lookup';
import { isUnclear, type PlanState } from './state';
import type { Change, StoredRecord, PlanPolicy, RecordReader } from './types';
import { uniqueValues } from './uniqueness';
import { userLabels } from './users-of-children';

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

interface OneRow {
  mapped: MappedRow;
  profileId: string;
  match: PlanPolicy['match'];
  /** True where rows give entries and phones to users of other rows. */
  namesOwners: boolean;
}

/**
 * What one row of a source can show to be missing, as a reader's `all`: the entries and phones of its
 * own users. Everybody else, and what other rows may bring, counts as there.
 */
export async function allOfRow(
  reader: RecordReader,
  { mapped, profileId, match, namesOwners }: OneRow
): Promise<RecordReader['all']> {
  const items = itemsOf(mapped, match);
  const lookup = new Lookup(reader, profileId, match);
  await lookup.read(items);
  const users = new Map<number, StoredRecord>();
  for (const item of items) {
    const stored = item.type === 'user' && (lookup.byKey(item) ?? lookup.byValue(item)[0]);
    if (stored) users.set(stored.id, stored);
  }
  const isOfRow = ({ owner, key, userId }: StoredRecord): boolean => {
    const user = users.get(userId ?? 0);
    const isPlaced = user?.key != null && key?.startsWith(`${user.key}/`) === true;
    return owner === profileId && (isPlaced || !namesOwners);
  };
  return async function* (type) {
    if (type === 'user' || users.size === 0) return;
    for await (const found of reader.ofUsers(type, [...users.keys()])) yield found.filter(isOfRow);
  };
}
