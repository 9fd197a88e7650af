import type { Issue } from '../../../shared/contracts/issues';
import { RECORD_TYPES, type RecordType } from '../../../shared/records';
import { groupBy, chunked } from '../utils/collections';
import { isCompound } from '../utils/record-keys';
import { clearFirst, errorOf, labelOfItem, subjectOfItem } from './changes';
import { demandsOf } from './leaving/departures';
import type { Holder, WhyTaken } from './issues';
import { type Item, attributeKey } from './items';
import { isLeaver, giveUpValues } from './leaving/leavers';
import type { Lookup } from './match';
import { decideMissingUser, retainLate } from './leaving/missing';
import { type Claim, keyName, type PlanState } from './state';
import type { Demand, StoredRecord } from './types';
import { KEY, type ValueConflict, type Release, type Transfer } from './uniqueness';
import { writingOrder } from './writing-order';

/** Notes which of a batch's new values a stored record has; whether it keeps them shows at the end. */
export async function noteConflicts(
  claims: Claim[],
  items: Item[],
  lookup: Lookup,
  state: PlanState
): Promise<void> {
  for (const group of groupBy(
    claims,
    ({ item, attribute }) => `${item.type}.${attribute}`
  ).values()) {
    const [first] = group;
    if (!first) continue;
    const values = group.map(({ value }) => value);
    await lookup.readValues(first.item.type, first.attribute, values);
  }
  for (const { item, attribute, value } of claims) {
    const [holder] = lookup.withValue(item.type, attribute, value);
    if (!holder) continue;
    noteConflict(item, attribute, value, state);
    if (isLeaver(holder, state)) state.leavers.add(holder.id);
  }
  for (const item of items) {
    // A new record takes the key that a stored one leaves.
    if (!item.stored && !item.failed && lookup.byKey(item)) {
      noteConflict(item, KEY, item.key ?? '', state);
    }
  }
  noteUnchanged(items, state);
}

function noteConflict(item: Item, attribute: string, value: string, state: PlanState): void {
  const { type, sequence, stored } = item;
  if (sequence === null) return;
  const updates = stored !== null;
  state.uniqueness.addConflict(type, { attribute, value, claimant: sequence, updates });
  state.unchangedBelow.set(sequence, []);
}

/** Notes the unchanged children of conflicting changes: they are errors when these are. */
function noteUnchanged(items: Item[], state: PlanState): void {
  for (const item of items) {
    if (item.sequence !== null) continue;
    for (let above = item.parent; above; above = above.parent) {
      const unchanged = state.unchangedBelow.get(above.sequence ?? 0);
      if (!unchanged) continue;
      unchanged.push(subjectOfItem(item, state.mask));
      break;
    }
  }
}

type TypedConflict = ValueConflict & { type: RecordType };

/**
 * Decides who gets the values that stored records have. A value is free when its holder gives it up
 * by a change that is no error; so each new error may keep others from theirs, along chains and
 * rings of any length. Who does not get a value becomes an error, and what is below it too. Whoever
 * is referred to by an error is neither removed nor switched off, which may keep others from
 * their values in turn.
 */
export async function resolveConflicts(state: PlanState): Promise<void> {
  const open = RECORD_TYPES.flatMap((type) =>
    state.uniqueness.conflicts(type).map((conflict): TypedConflict => ({ ...conflict, type }))
  ).filter(({ claimant }) => !state.errors.has(claimant));
  const waiting = groupBy(open, (conflict) => releaseOf(conflict, state)?.sequence ?? null);
  const unresolvable = [...(waiting.get(null) ?? [])];
  const lost = new Set<TypedConflict>();
  for (;;) {
    const failed = fail(unresolvable, waiting, lost, state);
    if (failed.size === 0) break;
    const { demands, users } = await writeFailures(failed, state);
    for (const sequence of await retainLate(demands, users, state)) {
      const kept = waiting.get(sequence) ?? [];
      // Who has failed already has said why.
      unresolvable.push(...kept.filter(({ claimant }) => !state.errors.has(claimant)));
    }
  }
  for (const conflict of open) {
    const release = releaseOf(conflict, state);
    if (state.errors.has(conflict.claimant) || !release) continue;
    const { attribute, claimant, updates } = conflict;
    state.transfers.push({ attribute, claimant, updates, release });
  }
  for (const [type, conflicts] of groupBy(lost, (conflict) => conflict.type)) {
    await writeIssues(type, conflicts, state);
  }
}

/** Makes errors of those who do not get what they ask for, and of those who would have got something of theirs. */
function fail(
  unresolvable: TypedConflict[],
  waiting: ReadonlyMap<number | null, TypedConflict[]>,
  lost: Set<TypedConflict>,
  state: PlanState
): Set<number> {
  const failed = new Set<number>();
  for (let conflict = unresolvable.pop(); conflict; conflict = unresolvable.pop()) {
    lost.add(conflict);
    for (const sequence of withChildren(conflict.claimant, state)) {
      if (state.errors.has(sequence)) continue;
      state.errors.add(sequence);
      failed.add(sequence);
      unresolvable.push(...(waiting.get(sequence) ?? []));
    }
  }
  return failed;
}

/** The change that gives a conflicting value up; null where there is none, or it is an error itself. */
function releaseOf(
  { type, attribute, value }: TypedConflict,
  { uniqueness, errors }: PlanState
): Release | null {
  const release = uniqueness.releaseOf(type, attribute, value);
  return release && !errors.has(release.sequence) ? release : null;
}

/** The changes of a record and of what belongs to it. */
function* withChildren(sequence: number, { lastBelow }: PlanState): Generator<number> {
  const last = lastBelow.at(sequence) || sequence;
  for (let member = sequence; member <= last; member += 1) yield member;
}

/** Writes changes as errors; returns what they refer to, and the stored users among them. */
async function writeFailures(
  sequences: Set<number>,
  state: PlanState
): Promise<{ demands: Demand[]; users: number[] }> {
  const { changeLog, movedFrom } = state;
  const owners = new Map(
    state.pendingUsers.flatMap(({ subject, username }) =>
      'sequence' in subject && sequences.has(subject.sequence) ? [[subject.sequence, username]] : []
    )
  );
  const demands: Demand[] = [];
  const users: number[] = [];
  await changeLog.revise(sequences, (change) => {
    const { sequence, row, type, key, attributes, target } = change;
    if (row !== null) state.failedRows.add(row);
    state.uniqueness.keepClaims(change);
    const owner = owners.get(sequence) ?? null;
    const userId = movedFrom.get(sequence) ?? null;
    demands.push(...demandsOf({ row, type, key, attributes, owner, userId }));
    if (type === 'user' && target) {
      state.retainedUsers.add(target.id);
      users.push(target.id);
    }
    return { sequence, ...errorOf(change) };
  });
  for (const sequence of sequences) {
    for (const subject of state.unchangedBelow.get(sequence) ?? []) {
      changeLog.promote(errorOf(subject));
    }
  }
  await changeLog.flush();
  return { demands, users };
}

async function writeIssues(
  type: RecordType,
  lost: TypedConflict[],
  state: PlanState
): Promise<void> {
  for (const [attribute, conflicts] of groupBy(lost, (conflict) => conflict.attribute)) {
    for (const part of chunked(conflicts)) {
      const holders = await readHolders(type, attribute, part, state);
      for (const conflict of part) {
        const holder = holders.get(attributeKey(attribute, conflict.value));
        writeIssue(type, conflict, holder, state);
      }
    }
  }
}

/** The stored records that have conflicting values of one attribute, by these as they are filed. */
async function readHolders(
  type: RecordType,
  attribute: string,
  conflicts: ValueConflict[],
  { reader, profileId }: PlanState
): Promise<Map<string, StoredRecord>> {
  const values = conflicts.map(({ value }) => value);
  const holders =
    attribute === KEY
      ? await reader.byKey(type, profileId, values)
      : await reader.byAttribute(type, attribute, values);
  return new Map(
    holders.map((holder) => {
      const value = attribute === KEY ? holder.key : holder.attributes[attribute];
      return [attributeKey(attribute, String(value)), holder];
    })
  );
}

function writeIssue(
  type: RecordType,
  { attribute, value, claimant }: ValueConflict,
  holder: StoredRecord | undefined,
  state: PlanState
): void {
  const row = state.changeLog.row(claimant);
  if (row === null) return;
  const gaveUp = state.uniqueness.releaseOf(type, attribute, value) !== undefined;
  // Somebody else may have changed whoever had it since the claim was found.
  const reason = holder
    ? holderOf(type, holder, state.seen[type].row(holder.id), gaveUp, state)
    : null;
  const [name, shown] =
    attribute === KEY
      ? [state.policy.match[type], withoutAttribute(state.mask.key(value))]
      : [attribute, value];
  state.issues.push(state.write.taken(type, row, name, shown, reason));
}

const withoutAttribute = (key: string): string => key.slice(key.indexOf(':') + 1);

/** True for a user who has to be missing in more runs before anything happens. */
const isWaitingUser = (type: RecordType, stored: StoredRecord, state: PlanState): boolean =>
  type === 'user' && state.removesMissing && decideMissingUser(stored, state) === 'wait';

/** Which record keeps a value, and why. */
function holderOf(
  type: RecordType,
  holder: StoredRecord,
  row: number | null,
  gaveUp: boolean,
  state: PlanState
): Holder {
  const label = state.mask.label(type, holder.attributes, holder.key ?? `id:${holder.id}`);
  const left = holder.missingSince;
  const because = (why: WhyTaken, ofRow: number | null = null): Holder => ({
    label,
    why,
    row: ofRow,
    left,
  });
  if (row !== null) return because(gaveUp ? 'givesUpRow' : 'row', row);
  const keptRow = state.leftAsStored[type].row(holder.id);
  if (keptRow !== null) return because('correction', keptRow);
  if (holder.owner === null) return because('byHand');
  // What others own as well may be theirs to say.
  const isOthers = holder.owner !== state.profileId || holder.ownership !== null;
  if (isOthers) return because(left ? 'leftElsewhere' : 'elsewhere');
  if (gaveUp) return because('givesUp');
  if (state.options.only === 'person') return because('oneRow');
  if (left) return because(isLeaver(holder, state) ? 'leftHere' : 'leftProtected');
  if (state.options.only) return because('oneRow');
  return because(isWaitingUser(type, holder, state) ? 'waits' : 'earlier');
}

/**
 * Says in the changes how values pass from one record to another. Who leaves, and whoever takes
 * their values over, make an exchange, which is written as a whole: where one of them cannot be
 * written, who would leave stays and keeps everything. Who is removed only sets values null there,
 * and goes at the end, after what belongs to them. Other values pass in exchanges as well, one after
 * the other (see `writingOrder`). An exchange takes along what entries and phones give up or get back
 * with their users.
 */
export async function writeTransfers(state: PlanState): Promise<void> {
  const { transfers, changeLog, givingUp, comingAlong } = state;
  await changeLog.flush();
  const inherited = transfers.filter(({ release }) => release.leaver);
  const passed = transfers.filter(({ release }) => !release.leaver);
  const tied = state.followers.map(({ of }) => of);
  const { exchanges, early } = writingOrder({ inherited, passed, tied, comingAlong });
  await changeLog.revise(exchanges.keys(), (change) => ({
    ...change,
    exchange: exchanges.get(change.sequence),
  }));

  const clearing = groupBy(early, ({ release }) => release.sequence);
  await changeLog.revise(clearing.keys(), (change) =>
    clearFirst(change, attributesOf(clearing.get(change.sequence)))
  );

  const inheritance = groupBy(inherited, ({ release }) => release.sequence);
  const staying = new Map<number, string[]>();
  const going = new Map<number, string[]>();
  for (const [sequence, taken] of inheritance) {
    (state.departures.isRemoved(sequence) ? going : staying).set(sequence, attributesOf(taken));
  }
  await changeLog.revise(going.keys(), (change) =>
    clearFirst(change, going.get(change.sequence) ?? [])
  );
  await giveUpValues(staying, state);
  const nothingToGive = [...givingUp].filter((sequence) => !inheritance.has(sequence));
  await changeLog.revise(nothingToGive, () => null);
  for (const { of, content } of state.followers) {
    changeLog.emit({ ...content, exchange: exchanges.get(of) });
  }
  await changeLog.flush();
}

const attributesOf = (transfers: Transfer[] = []): string[] => [
  ...new Set(transfers.map(({ attribute }) => attribute)),
];

/** Notes which changes the first row with a compound key leads to. */
export function noteKey(item: Item, { compoundKeys, policy }: PlanState): void {
  const { type, key, sequence } = item;
  const isNew = key !== null && isCompound(policy.match[type]) && !compoundKeys.has(keyName(item));
  if (isNew) compoundKeys.set(keyName(item), { sequence, below: [], isShared: false });
  for (let above = item.parent; sequence !== null && above; above = above.parent) {
    if (above.sequence === null) compoundKeys.get(keyName(above))?.below.push(sequence);
  }
}

/** Reports both rows, of which none is imported: their place in the source decides nothing. */
export function sameKey(item: Item, other: number, state: PlanState): Issue {
  const { type, row } = item;
  const { changeLog, compoundKeys, failedRows, issues, policy, mask, write } = state;
  const label = labelOfItem(item, mask);
  const first = compoundKeys.get(keyName(item));
  if (first && !first.isShared) {
    first.isShared = true;
    failedRows.add(other);
    issues.push(write.sameKey(type, other, label, row, policy.match[type]));
    // What changes is made an error when all rows have been read.
    if (first.sequence === null) {
      changeLog.promote(errorOf({ ...subjectOfItem(item, mask), row: other }));
    }
  }
  return write.sameKey(type, row, label, other, policy.match[type]);
}

/** Makes errors of the changes whose compound key another row has, too, and keeps what they refer to. */
export async function failShared(state: PlanState): Promise<void> {
  const failed = new Set<number>();
  for (const { sequence, below, isShared } of state.compoundKeys.values()) {
    if (!isShared) continue;
    for (const member of sequence === null ? below : withChildren(sequence, state)) {
      if (!state.errors.has(member)) failed.add(member);
    }
  }
  for (const sequence of failed) state.errors.add(sequence);
  const { demands } = await writeFailures(failed, state);
  state.demands.add(demands);
}
