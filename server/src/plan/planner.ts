import { problem } from '../../../shared/codes/problems';
import type { Issue } from '../../../shared/contracts/issues';
import type { Limits } from '../../../shared/profile';
import { RECORD_TYPES, type RecordType, uniqueAttributes } from '../../../shared/records';
import { hasFailed } from '../mapping/rows/mapped-records';
import type { MappedRow } from '../mapping/types';
import { assignExtensions } from './generate';
import { itemsOf, type Item } from './items';
import { returnValues, planLeavers, returnNumbers } from './leaving/leavers';
import { exceededLimits } from './leaving/departures';
import { Lookup } from './match';
import { planChildrenOfOthers, planMissing } from './leaving/missing';
import { itemsLeftAsStored, leaveAsStored } from './left-as-stored';
import { planItem } from './plan-record';
import { noteConflicts, resolveConflicts, writeTransfers } from './resolve-conflicts';
import { RowsHeldBack } from './leaving/rows-held-back';
import { failShared } from './resolve-conflicts';
import { PlanState, type PendingChecks } from './state';
import { giveWayInTime } from '../utils/turns';
import type { Departure, Exceeded, Planner, PlannerOptions, PlanResult } from './types';
import { Ambiguous, filedBy } from './uniqueness';
import { assignPendingValues, assignUsers, fillIn, nameFormerUsers } from './users-of-children';

/**
 * Plans a run: what has to be created, updated and removed so that the stored records are as the
 * source's rows say. It reads through `reader`, writes nothing but the plan in `store`, and its
 * memory holds keys only. The finished plan is meant to be written in this order, in batches: all
 * `clearFirst`; what `comesAlong`; updates, then exchanges in the order of their numbers, then creates, of users, of entries and of phones; then, of phones,
 * of entries and of users, what `leaves` and removals. An exchange is written as a whole, who leaves
 * first. A run that dies on the way leaves the rest to the next one's plan.
 */
export function createPlanner(options: PlannerOptions): Planner {
  const state = new PlanState(options);
  const heldBack = new RowsHeldBack(state);
  let ambiguous: Promise<Ambiguous> | undefined;
  return {
    async add(rows) {
      ambiguous ??= Ambiguous.read(options.reader);
      state.ambiguous = await ambiguous;
      await addRows(rows, state, heldBack);
    },
    finish: () => finish(state, heldBack),
    progress: () => state.counts(),
  };
}

async function addRows(rows: MappedRow[], state: PlanState, heldBack: RowsHeldBack): Promise<void> {
  state.mask.note(rows);
  for (const row of rows) noteRow(row, state);
  const taken = rows.filter(({ filtered, skipped }) => !filtered && !skipped);
  const items = taken.flatMap((row) => itemsOf(row, state.policy.match));
  const kept = itemsLeftAsStored(rows, state);
  state.records += items.length + kept.length;

  const lookup = new Lookup(state.reader, state.profileId, state.policy.match);
  await lookup.read([...items, ...kept]);
  const waiting = await heldBack.take(taken, items, lookup);
  await state.uniqueness.confirm(kept.flatMap(filedBy));
  for (const item of kept) leaveAsStored(item, lookup, state);
  await planItems(
    items.filter(({ row }) => !waiting.has(row)),
    lookup,
    state
  );
}

async function planItems(items: Item[], lookup: Lookup, state: PlanState): Promise<void> {
  const giveWay = state.options.giveWay ?? giveWayInTime;
  const checks: PendingChecks = { claims: [], moves: [] };
  await state.uniqueness.confirm(items.flatMap(filedBy));
  for (const item of items) {
    if (asksForFilled(item)) {
      fillIn(item, state);
      await state.uniqueness.confirm(filedBy(item));
    }
    planItem(item, lookup, state, checks);
    await giveWay();
  }
  await nameFormerUsers(checks.moves, state);
  await noteConflicts(checks.claims, items, lookup, state);
  state.issues.noteAbout(items);
  await state.changeLog.flush();
  state.uniqueness.settle();
}

/** True for a unique value that is made of what its user gets, which is known when that has been planned. */
const asksForFilled = ({ type, record }: Item): boolean =>
  record.references !== undefined &&
  uniqueAttributes(type).some((name) => Object.hasOwn(record.references ?? {}, name));

function noteRow({ row, filtered, skipped, records, issues }: MappedRow, state: PlanState): void {
  state.rows.read += 1;
  if (filtered) state.rows.filtered += 1;
  if (skipped) state.rows.skipped += 1;
  if (!issues.some(({ severity }) => severity === 'error')) return;
  state.failedRows.add(row);
  // An error that is no record's own kept a record out whose key nobody knows.
  if (!records.some(hasFailed)) state.unknownRows.add(row);
}

async function finish(state: PlanState, heldBack: RowsHeldBack): Promise<PlanResult> {
  await heldBack.release((items, lookup) => planItems(items, lookup, state));
  await failShared(state);
  noteNothingToRemove(state);
  if (RECORD_TYPES.some((type) => state.leftOut[type] > 0)) {
    state.issues.push(state.write.leftOut(state.leftOut));
  }
  for (const issue of state.sharedSecrets.issues()) state.issues.push(issue);
  if (decidesMissing(state)) await planDepartures(state);
  await planLeavers(state);
  await resolveConflicts(state);
  await returnValues(state);
  await assignExtensions(state);
  await assignPendingValues(state);
  await returnNumbers(state);
  await writeTransfers(state);
  await assignUsers(state);
  const { issues, ownershipConflicts, write, policy, reader } = state;
  issues.push(...(await ownershipConflicts.issues(write, policy, reader)));
  const undecided = [...state.questions].filter((sequence) => !state.errors.has(sequence)).length;
  if (undecided > 0) state.holds.push(problem('people-undecided', { count: undecided }));
  return resultOf(state);
}

const decidesMissing = ({ removesMissing, unknownRows, records }: PlanState): boolean =>
  removesMissing && unknownRows.size === 0 && records > 0;

/**
 * Plans the removal of everything that a profile brought, whatever its mode. What is protected, or
 * cannot be told from another record, stays with all that belongs to it.
 */
export async function planRemoval(options: PlannerOptions): Promise<PlanResult> {
  const missing = { do: 'remove', removeAfterDays: null, afterRuns: 1 } as const;
  const policy = { ...options.policy, mode: 'create-update-remove', missing } as const;
  const state = new PlanState({ ...options, policy });
  state.ambiguous = await Ambiguous.read(options.reader);
  await planDepartures(state);
  return resultOf(state);
}

async function planDepartures(state: PlanState): Promise<void> {
  for (const type of RECORD_TYPES) {
    await planMissing(type, state);
    if (type !== 'user') await planChildrenOfOthers(type, state);
  }
}

async function resultOf(state: PlanState): Promise<PlanResult> {
  const exceeded: Exceeded[] = [];
  for (const type of RECORD_TYPES) exceeded.push(...(await checkLimits(type, state)));
  return {
    counts: state.counts(),
    records: state.records,
    exceeded,
    losses: lossesOf(state),
    holds: state.holds,
    decidesMissing: decidesMissing(state) && state.options.only === undefined,
    issues: state.issues.all().sort(inRowOrder),
    about: state.issues.about,
  };
}

function limitsOf({ policy: { limits }, replaces, options }: PlanState): Limits {
  // What happens to one person is no share of anything; how much it may be at most holds for everybody.
  if (options.only === 'person') return { ...limits, removePercent: null, updatePercent: null };
  // Who replaces everybody may not do so unasked, however few they are.
  return replaces ? { ...limits, minimumPopulation: 0 } : limits;
}

/** The limits that a plan is above, for the records of a type. */
async function checkLimits(type: RecordType, state: PlanState): Promise<Exceeded[]> {
  const { replaces, reader, profileId, departures } = state;
  const everyone = type === 'user' && replaces;
  const { remove, update } = state.changeLog.counts[type];
  const count = (
    how: Departure['how'],
    only: (departure: Departure) => boolean = () => true
  ): number =>
    departures.count(
      (departure) => departure.type === type && departure.how === how && only(departure)
    );
  const removedWithUsers = type === 'user' ? 0 : count('remove', ({ ofOthers }) => ofOthers);
  const unlinked = count('unlink');
  const dropped = count('drop');
  const limits = limitsOf(state);
  const disabled = type === 'user' ? state.disabled() : 0;
  const noted = [...state.absenceNotes[type]].filter((sequence) => !state.errors.has(sequence));
  return exceededLimits(limits, {
    type,
    population: await reader.count(type, everyone ? null : profileId),
    removed: remove - removedWithUsers,
    removedWithUsers,
    disabled,
    dropped,
    updated: update - disabled - unlinked - dropped - noted.length,
  });
}

/** How many stored records are removed or disabled. */
const lossesOf = (state: PlanState): number =>
  state.departures.count(({ how }) => how === 'remove') + state.disabled();

/** Says why nothing is removed, where the profile's mode would remove. */
function noteNothingToRemove({
  unknownRows,
  unknownLeft,
  removesMissing,
  issues,
  write,
}: PlanState): void {
  if (unknownRows.size > 0 && removesMissing) {
    issues.push(write.removalSkipped(unknownRows, unknownLeft.size));
  }
}

/** In the order of rows; what a row's errors bring about comes after them. */
const inRowOrder = (a: Issue, b: Issue): number =>
  (a.row ?? Infinity) - (b.row ?? Infinity) ||
  Number(a.severity !== 'error') - Number(b.severity !== 'error');
