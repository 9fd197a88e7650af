import type { Issue } from '../../../shared/contracts/issues';
import { sameIdentity } from '../../../shared/identity';
import type { AttributeValue } from '../mapping/types';
import { isCompound } from '../utils/record-keys';
import { changeOf, errorOf, labelOfItem, subjectOfItem } from './changes';
import { type Draft, draftOf, isOnlyNoted, isUnchanged } from './draft';
import { demandsOf } from './leaving/departures';
import { needsExtension } from './generate';
import { attributeKey, type Item } from './items';
import { askForNumber, gaveUpThemselves } from './leaving/leavers';
import { type Lookup, matchItem, policyFor, type Matched } from './match';
import { noteKey, sameKey } from './resolve-conflicts';
import { isUserOfLeader } from './sharing';
import type { PendingChecks, PlanState } from './state';
import type { Change, StoredRecord } from './types';
import { type SharedValue, KEY, uniqueValues } from './uniqueness';
import { fillIn, finalValue, notePendingValues, pendingSubject } from './users-of-children';

/** Decides what becomes of one item. Its parent has been planned before. */
export function planItem(
  item: Item,
  lookup: Lookup,
  state: PlanState,
  checks: PendingChecks
): void {
  decideItem(item, lookup, state, checks);
  noteKey(item, state);
}

function decideItem(item: Item, lookup: Lookup, state: PlanState, checks: PendingChecks): void {
  if (!fillIn(item, state)) return;
  if (item.key === null) state.unknownRows.add(item.row);
  const matched = matchItem(item, lookup, state);
  item.stored = matched.stored;
  if (item.stored) {
    state.seen[item.type].mark(item.stored.id, item.row);
    if (item.record.partial) state.retainedUsers.add(item.stored.id);
    askForNumber(item, state);
  }
  noteUnread(item, state);
  state.sharedSecrets.note(item);
  const isDuplicate = matched.duplicateOf !== null;
  if (item.parent?.failed || item.record.failed) return failItem(item, state, [], isDuplicate);
  if (item.parent?.leftOut) return leaveOut(item, state);
  const issue = refusal(item, matched, state);
  if (issue) return failItem(item, state, [issue], isDuplicate);
  if (state.policy.mode === 'update-only' && !item.stored) return leaveOut(item, state);
  if (item.stored && policyFor(item.stored, item, state) === 'conflict') {
    state.ownershipConflicts.note(item, item.stored);
    return failItem(item, state, [], isDuplicate);
  }
  if (item.stored && state.policy.mode === 'create-only') {
    if (item.type === 'user') item.written = {};
    return state.changeLog.unchanged(item.type);
  }
  planContent(item, state, checks);
}

/** Reports the values that could not be read, and what stays in their place. */
function noteUnread({ type, row, record, stored }: Item, state: PlanState): void {
  for (const [attribute, issue] of Object.entries(record.unread ?? {})) {
    state.failedRows.add(row);
    state.issues.push(state.write.unread(issue, type, attribute, stored));
  }
}

/** Why an item cannot be imported at all, if so. */
function refusal(item: Item, { duplicateOf }: Matched, state: PlanState): Issue | null {
  const { type, row, key } = item;
  const attribute = state.policy.match[type];
  const sharing = sharedWith(item, state);
  if (sharing) return state.write.ambiguous(item, sharing);
  const { recordBound = Infinity } = state.options;
  if (bytesOf(item, recordBound) > recordBound) return state.write.tooLarge(item, recordBound);
  if (key === null) return state.write.missingKey(item, attribute);
  if (duplicateOf !== null && isCompound(attribute)) {
    return sameKey(item, duplicateOf, state);
  }
  if (duplicateOf !== null) {
    const [by, value] =
      item.matchValue === null
        ? ['displayName', labelOfItem(item, state.mask)]
        : [attribute, item.matchValue];
    return state.write.duplicate(type, row, by, value, duplicateOf);
  }
  return null;
}

/** How many bytes the values of an item have, as statements write them; only where there is a bound. */
const bytesOf = ({ record }: Item, bound: number): number =>
  bound === Infinity ? 0 : Buffer.byteLength(JSON.stringify(JSON.stringify(record.attributes)));

/** The stored records that an item cannot be told from, or that have to be left alone with what it is about. */
function sharedWith({ type, record, stored }: Item, { ambiguous }: PlanState): SharedValue | null {
  if (ambiguous.isEmpty) return null;
  const locked = stored && ambiguous.lockOf(type, stored);
  if (locked) return locked;
  const shared = uniqueValues(type, record.attributes).flatMap(
    ([attribute, value]) => ambiguous.sharing(type, attribute, value) ?? []
  );
  return shared[0] ?? null;
}

/** Leaves out what is not stored, or belongs to somebody who is not. */
function leaveOut(item: Item, { leftOut }: PlanState): void {
  item.leftOut = true;
  leftOut[item.type] += 1;
}

/** Counts an item as an error: nothing of it is written, and what is stored of it stays. */
function failItem(item: Item, state: PlanState, issues: Issue[], isDuplicate = false): void {
  const { type, row, key, stored } = item;
  item.failed = true;
  const change = state.changeLog.emit(errorOf(subjectOfItem(item, state.mask)));
  noteSequence(item, change.sequence, state);
  state.errors.add(change.sequence);
  state.failedRows.add(row);
  state.issues.push(...issues);
  if (key !== null) state.uniqueness.takeKey(type, key, change.sequence);
  const { attributes, owner } = item.record;
  // What another row has is not this one's to move.
  const userId = isDuplicate ? null : (stored?.userId ?? null);
  state.demands.add(demandsOf({ row, type, key, attributes, owner, userId }));
  if (type === 'user' && stored) state.retainedUsers.add(stored.id);
  // The value that failed may be the one by which the child is stored.
  if (item.record.failed && item.user?.stored) state.retainedUsers.add(item.user.stored.id);
}

/** Compares an item with what is stored and adds its change, unless nothing differs. */
function planContent(item: Item, state: PlanState, checks: PendingChecks): void {
  const draft = draftOf(item, state);
  const { type, row, stored } = item;
  if (type === 'user') item.written = draft.attributes;
  const taken = changedValues(item, draft.attributes);
  const duplicates = taken.flatMap(({ attribute, value, key }) => {
    const claimant = state.uniqueness.claimantOfKey(type, key);
    const other = claimant === undefined ? null : state.changeLog.row(claimant);
    return other === null ? [] : state.write.duplicate(type, row, attribute, value, other);
  });
  if (duplicates.length > 0) {
    failItem(item, state, duplicates);
    reserve(item, taken, state);
    return;
  }

  if (stored && isUnchanged(draft)) {
    state.changeLog.unchanged(type);
  } else {
    const change = state.changeLog.emit(changeOf(subjectOfItem(item, state.mask), draft));
    noteSequence(item, change.sequence, state);
    if (isOnlyNoted(draft)) state.absenceNotes[type].add(change.sequence);
    if (change.kind === 'perhaps-renamed') state.questions.add(change.sequence);
    if (stored && change.attributes.enabled === false) state.disabledBySource.add(change.sequence);
    reserve(item, taken, state);
    noteValues(item, change, state);
    checks.claims.push(...taken.map(({ attribute, value }) => ({ item, attribute, value })));
    if (draft.user && stored?.userId) {
      checks.moves.push({ change, from: stored.userId });
      state.movedFrom.set(change.sequence, stored.userId);
    }
  }
  notePending(item, draft, state);
}

interface TakenValue {
  attribute: string;
  value: string;
  /** What it is filed under. */
  key: string;
}

/** The unique values that an item takes; another spelling of what it has already does not count. */
const changedValues = ({ type, stored }: Item, attributes: Change['attributes']): TakenValue[] =>
  uniqueValues(type, attributes)
    .filter(([name, value]) => !sameIdentity(name, value, stored?.attributes[name]))
    .map(([attribute, value]) => ({ attribute, value, key: attributeKey(attribute, value) }));

/** Files the values that a change takes and gives up. */
function noteValues(
  item: Item,
  change: Change,
  { uniqueness, rekeyed, profileId, comingAlong }: PlanState
): void {
  const { type, key, stored } = item;
  const { sequence } = change;
  if (change.comesAlong) comingAlong.add(sequence);
  if (change.own && key !== null && stored?.key !== key) {
    uniqueness.takeKey(type, key, sequence);
    if (stored?.owner === profileId) rekeyed[type].set(stored.id, key);
    if (stored?.owner === profileId && stored.key !== null) {
      uniqueness.release(type, KEY, stored.key, { sequence, leaver: false });
    }
  }
  for (const [attribute, value] of uniqueValues(type, stored?.attributes ?? {})) {
    const next = change.attributes[attribute];
    if (next !== undefined && !sameIdentity(attribute, next, value)) {
      uniqueness.release(type, attribute, value, { sequence, leaver: false });
    }
  }
}

/** An error keeps the values it asks for from later rows, or who gets them would depend on what else is stored. */
function reserve(
  { type, sequence, failed }: Item,
  values: TakenValue[],
  { uniqueness }: PlanState
): void {
  if (sequence === null) return;
  for (const { key } of values) {
    if (failed) uniqueness.takeUntold(type, key, sequence);
    else uniqueness.takeKey(type, key, sequence);
  }
}

function noteSequence(item: Item, sequence: number, { lastBelow }: PlanState): void {
  item.sequence = sequence;
  for (let above = item.parent; above; above = above.parent) {
    if (above.sequence !== null) lastBelow.set(above.sequence, sequence);
  }
}

/** Notes what can only be decided when all rows have been read. */
function notePending(item: Item, { own, gaveUp }: Draft, state: PlanState): void {
  const { row, type, record, stored, sequence } = item;
  if (gaveUp === null && stored?.gaveUp && sequence !== null) {
    for (const [attribute, value] of gaveUpThemselves(stored.gaveUp)) {
      const before = stored.attributes[attribute] ?? null;
      if (isOpen(item, attribute, state)) {
        state.pendingReturns.push({
          sequence,
          attribute,
          value,
          before,
          values: pendingValuesOf(item, attribute),
        });
      }
    }
  }
  if (own && needsExtension(state.policy, record, stored)) {
    const updates = stored !== null;
    const subject = pendingSubject(item, state);
    state.pendingExtensions.push({
      row,
      updates,
      subject,
      values: pendingValuesOf(item, 'extension'),
    });
  }
  if (gaveUp === null && stored && sequence !== null)
    notePendingNumbers(item, stored, sequence, state);
  notePendingValues(item, own, state);
  const userId = stored?.userId ?? null;
  if (type !== 'user' && !item.parent && (record.owner !== null || userId !== null)) {
    const subject = pendingSubject(item, state);
    const username = isUserOfLeader(type, stored, state.options) ? null : record.owner;
    state.pendingUsers.push({ row, type, username, userId, own, subject });
  }
}

function notePendingNumbers(
  item: Item,
  stored: StoredRecord,
  sequence: number,
  { pendingNumbers }: PlanState
): void {
  if (Object.keys(stored.gaveUp ?? {}).length === gaveUpThemselves(stored.gaveUp).length) return;
  const { id, gaveUp } = stored;
  pendingNumbers.push({
    sequence,
    stored: { id, gaveUp },
    values: pendingValuesOf(item, 'extension'),
  });
}

/** Where what a user gets in the end is noted. */
function pendingValuesOf(item: Item, attribute: string): Record<string, AttributeValue> {
  const pending = (item.pending ??= {});
  pending[attribute] = finalValue(item, attribute);
  return pending;
}

/** True where a row leaves it to the profile what an attribute of its user is. */
const isOpen = ({ record }: Item, attribute: string, { policy }: PlanState): boolean =>
  !(attribute in record.attributes) ||
  (attribute === 'extension' && policy.generate.extension !== null && !record.attributes.extension);
