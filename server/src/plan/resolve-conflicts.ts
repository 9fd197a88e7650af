import { RECORD_TYPES, type RecordType } from '../../../shared/records';
import { groupBy, chunks } from '../utils/lists';
import { subjectOfItem, errorOf, vacate } from './change-log';
import { wantsOf, type Want } from './departures';
import type { Item } from './items';
import { attributeKey } from './keys';
import { isLeaver, giveUp } from './leavers';
import type { Lookup } from './lookup';
import { keepLate } from './missing';
import type { Claim, PlanState } from './state';
import type { StoredRecord } from './types';
import { KEY, type Contest, type Release, type Handover } from './uniqueness';

/** Notes which of a batch's new values a stored record has; whether it keeps them shows at the end. */
export async function noteContests(
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
    noteContest(item, attribute, value, state);
    if (isLeaver(holder, state)) state.leavers.add(holder.id);
  }
  for (const item of items) {
    // A new record takes the key that a stored one leaves.
    if (!item.stored && !item.failed && lookup.byKey(item)) {
      noteContest(item, KEY, item.key ?? '', state);
    }
  }
  noteUnchanged(items, state);
}

function noteContest(item: Item, attribute: string, value: string, state: PlanState): void {
  const { type, sequence, stored } = item;
  if (sequence === null) return;
  const updates = stored !== null;
  state.uniqueness.contest(type, { attribute, value, claimant: sequence, updates });
  state.unchangedBelow.set(sequence, []);
}

/** Notes the unchanged children of contested changes: they are errors when these are. */
function noteUnchanged(items: Item[], state: PlanState): void {
  for (const item of items) {
    if (item.sequence !== null) continue;
    for (let above = item.parent; above; above = above.parent) {
      const unchanged = state.unchangedBelow.get(above.sequence ?? 0);
      if (!unchanged) continue;
      unchanged.push(subjectOfItem(item, state.veil));
      break;
    }
  }
}

type TypedContest = Contest & { type: RecordType };

/**
 * Decides who gets the values that stored records have. A value is free when its holder gives it up
 * by a change that is no error; so each new error may keep others from theirs, along chains and
 * rings of any length. Who does not get a value becomes an error, and what is below it too. Whoever
 * has something that an error wanted is neither removed nor switched off, which may keep others from
 * their values in turn.
 */
export async function settle(state: PlanState): Promise<void> {
  const open = RECORD_TYPES.flatMap((type) =>
    state.uniqueness.contests(type).map((contest): TypedContest => ({ ...contest, type }))
  ).filter(({ claimant }) => !state.errors.has(claimant));
  const waiting = groupBy(open, (contest) => releaseOf(contest, state)?.sequence ?? null);
  const hopeless = [...(waiting.get(null) ?? [])];
  const lost = new Set<TypedContest>();
  for (;;) {
    const failed = fail(hopeless, waiting, lost, state);
    if (failed.size === 0) break;
    const { wants, users } = await writeFailures(failed, state);
    for (const sequence of await keepLate(wants, users, state)) {
      const kept = waiting.get(sequence) ?? [];
      // Who has failed already has said why.
      hopeless.push(...kept.filter(({ claimant }) => !state.errors.has(claimant)));
    }
  }
  for (const contest of open) {
    const release = releaseOf(contest, state);
    if (state.errors.has(contest.claimant) || !release) continue;
    const { attribute, claimant, updates } = contest;
    state.handovers.push({ attribute, claimant, updates, release });
  }
  for (const [type, contests] of groupBy(lost, (contest) => contest.type)) {
    await writeIssues(type, contests, state);
  }
}

/** Makes errors of those who do not get what they ask for, and of those who would have got something of theirs. */
function fail(
  hopeless: TypedContest[],
  waiting: ReadonlyMap<number | null, TypedContest[]>,
  lost: Set<TypedContest>,
  state: PlanState
): Set<number> {
  const failed = new Set<number>();
  for (let contest = hopeless.pop(); contest; contest = hopeless.pop()) {
    lost.add(contest);
    for (const sequence of family(contest.claimant, state)) {
      if (state.errors.has(sequence)) continue;
      state.errors.add(sequence);
      failed.add(sequence);
      hopeless.push(...(waiting.get(sequence) ?? []));
    }
  }
  return failed;
}

/** The change that gives a contested value up; null where there is none that is no error. */
function releaseOf(
  { type, attribute, value }: TypedContest,
  { uniqueness, errors }: PlanState
): Release | null {
  const release = uniqueness.releaseOf(type, attribute, value);
  return release && !errors.has(release.sequence) ? release : null;
}

/** A change and those of the children below it. */
function* family(sequence: number, { lastBelow }: PlanState): Generator<number> {
  const last = lastBelow.get(sequence) ?? sequence;
  for (let member = sequence; member <= last; member += 1) yield member;
}

/** Writes changes as errors; answers what they wanted, and the stored users among them. */
async function writeFailures(
  sequences: Set<number>,
  state: PlanState
): Promise<{ wants: Want[]; users: number[] }> {
  const { ledger, movedFrom } = state;
  const owners = new Map(
    state.ownerWishes.flatMap(({ subject, username }) =>
      'sequence' in subject && sequences.has(subject.sequence) ? [[subject.sequence, username]] : []
    )
  );
  const wants: Want[] = [];
  const users: number[] = [];
  await ledger.revise(sequences, (change) => {
    const { sequence, row, type, key, attributes, target } = change;
    if (row !== null) state.failedRows.add(row);
    const owner = owners.get(sequence) ?? null;
    const userId = movedFrom.get(sequence) ?? null;
    wants.push(...wantsOf({ row, type, key, attributes, owner, userId }));
    if (type === 'user' && target) {
      state.keptUsers.add(target.id);
      users.push(target.id);
    }
    return { sequence, ...errorOf(change) };
  });
  for (const sequence of sequences) {
    for (const subject of state.unchangedBelow.get(sequence) ?? []) {
      ledger.promote(errorOf(subject));
    }
  }
  await ledger.flush();
  return { wants, users };
}

async function writeIssues(
  type: RecordType,
  lost: TypedContest[],
  state: PlanState
): Promise<void> {
  for (const [attribute, contests] of groupBy(lost, (contest) => contest.attribute)) {
    for (const part of chunks(contests)) {
      const holders = await readHolders(type, attribute, part, state);
      for (const contest of part) {
        const holder = holders.get(attributeKey(attribute, contest.value));
        writeIssue(type, contest, holder, state);
      }
    }
  }
}

/** The stored records that have contested values of one attribute, by these as they are filed. */
async function readHolders(
  type: RecordType,
  attribute: string,
  contests: Contest[],
  { reader, profileId }: PlanState
): Promise<Map<string, StoredRecord>> {
  const values = contests.map(({ value }) => value);
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
  { attribute, value, claimant }: Contest,
  holder: StoredRecord | undefined,
  state: PlanState
): void {
  const row = state.ledger.row(claimant);
  if (row === null || !holder) return;
  const gaveUp = state.uniqueness.releaseOf(type, attribute, value) !== undefined;
  const reason = whyKept(type, holder, state.seen[type].row(holder.id), gaveUp, state);
  const [name, shown] =
    attribute === KEY
      ? [state.policy.match[type], withoutAttribute(state.veil.key(value))]
      : [attribute, value];
  state.issues.push(state.write.taken(type, row, name, shown, reason));
}

const withoutAttribute = (key: string): string => key.slice(key.indexOf(':') + 1);

/** Says which record keeps a value, and why. */
function whyKept(
  type: RecordType,
  holder: StoredRecord,
  row: number | null,
  gaveUp: boolean,
  state: PlanState
): string {
  const name = `"${state.veil.label(type, holder.attributes, holder.key ?? `id:${holder.id}`)}"`;
  const left = holder.missingSince && `who left on ${holder.missingSince.slice(0, 10)}`;
  if (row !== null && gaveUp) {
    return `${name} has it, and would give it up by row ${row}, which is an error itself`;
  }
  if (row !== null) return `${name} has it, and keeps it by row ${row}`;
  const keptRow = state.kept[type].row(holder.id);
  if (keptRow !== null)
    return `${name} has it, and is left as stored by a correction of row ${keptRow}`;
  if (holder.owner === null) return `${name} has it, a record made by hand`;
  if (holder.owner !== state.profileId) {
    return left
      ? `${name} has it, ${left} and was switched off by another connector profile; empty it there, or remove that user`
      : `${name} has it, a record of another connector profile`;
  }
  if (gaveUp) return `${name} has it, and stays because of another row that is an error`;
  if (left && isLeaver(holder, state)) {
    return `${name} has it, ${left} and was switched off by this profile, which changes no stored user in its mode; empty it there, or remove that user`;
  }
  if (left)
    return `${name} has it, ${left} but may not be changed: the user is protected or was switched on by hand; empty it there`;
  if (state.options.isOneRow) {
    return `${name} has it, a record of an earlier run; whether another row still has them, this one does not show`;
  }
  return `${name} has it, a record of an earlier run that this one does not remove`;
}

/**
 * Says in the changes how values pass from one record to another. Who leaves, and whoever takes
 * their values over, make an exchange, which is written as a whole: where one of them cannot be
 * written, who would leave stays and keeps everything. Who is removed only sets values null there,
 * and goes at the end, after what hangs on them. Others set their values null beforehand where
 * the order of writing (updates, creates, exchanges) would not have freed them by itself. An
 * exchange takes along what entries and phones give up or get back with their users.
 */
export async function writeHandovers(state: PlanState): Promise<void> {
  const { handovers, ledger, givingUp } = state;
  await ledger.flush();
  const inherited = handovers.filter(({ release }) => release.leaver);
  const passed = handovers.filter(({ release }) => !release.leaver);
  const tied = state.followers.map(({ of }) => of);
  const exchanges = exchangesOf(inherited, passed, tied);
  await ledger.revise(exchanges.keys(), (change) => ({
    ...change,
    exchange: exchanges.get(change.sequence),
  }));

  const early = passed.filter(
    ({ attribute, updates, claimant, release }) =>
      attribute !== KEY && (updates || exchanges.has(claimant) || exchanges.has(release.sequence))
  );
  const vacating = groupBy(early, ({ release }) => release.sequence);
  await ledger.revise(vacating.keys(), (change) =>
    vacate(change, attributesOf(vacating.get(change.sequence)))
  );

  const inheritance = groupBy(inherited, ({ release }) => release.sequence);
  const staying = new Map<number, string[]>();
  const going = new Map<number, string[]>();
  for (const [sequence, taken] of inheritance) {
    (state.leavings.isRemoved(sequence) ? going : staying).set(sequence, attributesOf(taken));
  }
  await ledger.revise(going.keys(), (change) => vacate(change, going.get(change.sequence) ?? []));
  await giveUp(staying, state);
  const nothingToGive = [...givingUp].filter((sequence) => !inheritance.has(sequence));
  await ledger.revise(nothingToGive, () => null);
  for (const { of, content } of state.followers) {
    ledger.emit({ ...content, exchange: exchanges.get(of) });
  }
  await ledger.flush();
}

const attributesOf = (handovers: Handover[] = []): string[] => [
  ...new Set(handovers.map(({ attribute }) => attribute)),
];

/**
 * The changes that belong together, each with the number of its exchange: the lowest of their
 * sequences. A key cannot be set null beforehand: who takes one over from a member is a member too.
 */
function exchangesOf(
  inherited: Handover[],
  passed: Handover[],
  tied: number[]
): Map<number, number> {
  const above = new Map<number, number>();
  const top = (sequence: number): number => {
    let current = sequence;
    for (let next = above.get(current); next !== undefined; next = above.get(current))
      current = next;
    return current;
  };
  const members = new Set(tied);
  const join = ({ claimant, release }: Handover): void => {
    members.add(claimant).add(release.sequence);
    const [one, other] = [top(claimant), top(release.sequence)];
    if (one !== other) above.set(Math.max(one, other), Math.min(one, other));
  };
  inherited.forEach(join);
  let keys = passed.filter(({ attribute }) => attribute === KEY);
  for (let size = -1; size !== members.size;) {
    size = members.size;
    keys.filter(({ release }) => members.has(release.sequence)).forEach(join);
    keys = keys.filter(({ release }) => !members.has(release.sequence));
  }
  return new Map([...members].map((sequence) => [sequence, top(sequence)]));
}
