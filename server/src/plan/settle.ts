import type { RecordType } from '../../../shared/records';
import { errorOf, vacate } from './changes';
import { labelOf } from './items';
import { attributeKey } from './keys';
import { chunks, groupBy } from './lists';
import type { PlanState } from './state';
import type { StoredRecord } from './types';
import { KEY, type Contest, type Release } from './uniqueness';

/**
 * Decides who gets the values that stored records have. A value is free when its holder gives it up
 * by a change that is no error; so each new error may keep others from theirs, along chains and
 * rings of any length. Who does not get a value becomes an error, and what is below it too.
 */
export async function settle(type: RecordType, state: PlanState): Promise<void> {
  const { errors } = state;
  const open = state.uniqueness.contests(type).filter(({ claimant }) => !errors.has(claimant));
  const waiting = groupBy(open, (contest) => releaseOf(type, contest, state)?.sequence ?? null);
  const hopeless = [...(waiting.get(null) ?? [])];
  const failed = new Set<number>();
  const lost = new Set<Contest>();
  for (let contest = hopeless.pop(); contest; contest = hopeless.pop()) {
    lost.add(contest);
    for (const sequence of family(contest.claimant, state)) {
      if (errors.has(sequence)) continue;
      errors.add(sequence);
      failed.add(sequence);
      hopeless.push(...(waiting.get(sequence) ?? []));
    }
  }
  const won = open.filter((contest) => !errors.has(contest.claimant));
  await writeFailures(failed, state);
  await writeVacancies(type, won, state);
  await writeIssues(type, [...lost], state);
}

/** The change that gives a contested value up; null where there is none that is no error. */
function releaseOf(
  type: RecordType,
  { attribute, value }: Contest,
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

async function writeFailures(sequences: Set<number>, state: PlanState): Promise<void> {
  await state.ledger.revise(sequences, (change) => {
    if (change.row !== null) state.failedRows.add(change.row);
    if (change.type === 'user' && change.target) state.keptUsers.add(change.target.id);
    return { sequence: change.sequence, ...errorOf(change) };
  });
  for (const sequence of sequences) {
    for (const subject of state.unchangedBelow.get(sequence) ?? []) {
      state.ledger.promote(errorOf(subject));
    }
  }
  await state.ledger.flush();
}

/**
 * Lets holders set their values null first where the order of writing (updates, creates, removals)
 * would not have freed them by itself.
 */
async function writeVacancies(type: RecordType, won: Contest[], state: PlanState): Promise<void> {
  const vacating = won.filter((contest) => {
    return contest.updates || releaseOf(type, contest, state)?.removal;
  });
  const byRelease = groupBy(vacating, (contest) => releaseOf(type, contest, state)?.sequence ?? 0);
  await state.ledger.revise(byRelease.keys(), (change) => {
    const contests = byRelease.get(change.sequence) ?? [];
    return vacate(
      change,
      contests.map(({ attribute }) => attribute)
    );
  });
}

async function writeIssues(type: RecordType, lost: Contest[], state: PlanState): Promise<void> {
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
      ? [state.policy.match[type], value.slice(value.indexOf(':') + 1)]
      : [attribute, value];
  state.issues.push(state.write.taken(type, row, name, shown, reason));
}

/** Says which record keeps a value, and why. */
function whyKept(
  type: RecordType,
  holder: StoredRecord,
  row: number | null,
  gaveUp: boolean,
  { profileId, kept, options }: PlanState
): string {
  const name = `"${labelOf(holder.attributes, holder.key ?? String(holder.id))}"`;
  if (row !== null && gaveUp) {
    return `${name} has it, and would give it up by row ${row}, which is an error itself`;
  }
  if (row !== null) return `${name} has it, and keeps it by row ${row}`;
  const keptRow = kept[type].row(holder.id);
  if (keptRow !== null)
    return `${name} has it, and is left as stored by a correction of row ${keptRow}`;
  if (holder.owner === null) return `${name} has it, a record made by hand`;
  if (holder.owner !== profileId) {
    return `${name} has it, a record of another connector profile`;
  }
  if (options.isOneRow) {
    return `${name} has it, a record of an earlier run; whether another row still has them, this one does not show`;
  }
  return `${name} has it, a record of an earlier run that this one does not remove`;
}
