import { RECORD_TYPES, type RecordType } from '../../../shared/records';
import { errorOf } from './changes';
import { attributeKey } from './keys';
import { isLeaver } from './leavers';
import { chunks, groupBy } from './lists';
import type { PlanState } from './state';
import type { StoredRecord } from './types';
import { KEY, type Contest, type Release } from './uniqueness';
import { wantsOf, type Want } from './wants';
import { keepLate } from './withheld';

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
