import { setImmediate as nextTurn } from 'node:timers/promises';

import { RECORD_TYPES, type RecordType } from '../../../shared/records';
import type { Issue } from '../../../shared/contracts/issues';
import { hasFailed } from '../mapping/records';
import type { MappedRow } from '../mapping/types';
import { planBelongings } from './belongings';
import { Ambiguous } from './ambiguous';
import { writeConflicts } from './conflicts';
import { noteContests } from './contests';
import { assignExtensions } from './generate';
import { itemsOf, type Item } from './items';
import { writeHandovers } from './handover';
import { keepItem, keptItems } from './kept';
import { exceededLimits, type Exceeded } from './limits';
import { planLeavers } from './leavers';
import type { Leaving } from './leavings';
import { chunks } from './lists';
import { Lookup } from './lookup';
import { planMissing } from './missing';
import { returnNumbers } from './numbers';
import { assignOwners, nameFormerUsers } from './owners';
import { planItem, type Leftovers } from './records';
import { giveBack } from './returns';
import { itemsOfReturning, rowsToWait, takesPeopleBack } from './same-person';
import { settle } from './settle';
import { PlanState } from './state';
import type { Planner, PlannerOptions, PlanResult } from './types';
import { assignLateValues } from './user-values';

/**
 * Plans a run: what has to be created, updated and removed so that the stored records are as the
 * source's rows say. It reads through `reader`, writes nothing but the plan in `store`, and its
 * memory holds keys only. The finished plan is meant to be written in this order, in batches: all
 * `vacate`; what `comesAlong`; updates, creates, then exchanges, of users, of entries and of phones; then, of phones,
 * of entries and of users, what `leaves` and removals. An exchange is written as a whole, who leaves
 * first. A run that dies on the way leaves the rest to the next one's plan.
 */
export function createPlanner(options: PlannerOptions): Planner {
  const state = new PlanState(options);
  let ambiguous: Promise<Ambiguous> | undefined;
  return {
    async add(rows) {
      ambiguous ??= Ambiguous.read(options.reader);
      state.ambiguous = await ambiguous;
      await addRows(rows, state);
    },
    finish: () => finish(state),
    progress: () => state.counts(),
  };
}

/** How many records are planned without letting others have their turn. */
const ITEMS_AT_A_TIME = 100;

async function addRows(rows: MappedRow[], state: PlanState): Promise<void> {
  state.veil.note(rows);
  for (const row of rows) noteRow(row, state);
  const taken = rows.filter(({ filtered, skipped }) => !filtered && !skipped);
  const items = taken.flatMap((row) => itemsOf(row, state.policy.match));
  const kept = keptItems(rows, state);
  state.records += items.length + kept.length;

  const lookup = new Lookup(state.reader, state.profileId, state.policy.match);
  await lookup.read([...items, ...kept]);
  const waiting = takesPeopleBack(state) ? await rowsToWait(items, lookup, state) : new Set();
  state.waiting.push(...taken.filter(({ row }) => waiting.has(row)));
  for (const item of kept) keepItem(item, lookup, state);
  await planItems(
    items.filter(({ row }) => !waiting.has(row)),
    lookup,
    state
  );
}

/** Plans the rows of people who may have been switched off, now that it is known who else is there. */
async function addWaiting(state: PlanState): Promise<void> {
  for (const rows of chunks(state.waiting)) {
    const lookup = new Lookup(state.reader, state.profileId, state.policy.match);
    await planItems(await itemsOfReturning(rows, lookup, state), lookup, state);
  }
}

async function planItems(items: Item[], lookup: Lookup, state: PlanState): Promise<void> {
  const giveWay = state.options.giveWay ?? nextTurn;
  const left: Leftovers = { claims: [], moves: [] };
  for (const [index, item] of items.entries()) {
    planItem(item, lookup, state, left);
    if (index % ITEMS_AT_A_TIME === ITEMS_AT_A_TIME - 1) await giveWay();
  }
  await nameFormerUsers(left.moves, state);
  await noteContests(left.claims, items, lookup, state);
  await state.ledger.flush();
}

function noteRow({ row, filtered, skipped, records, issues }: MappedRow, state: PlanState): void {
  state.rows.read += 1;
  if (filtered) state.rows.filtered += 1;
  if (skipped) state.rows.skipped += 1;
  if (!issues.some(({ severity }) => severity === 'error')) return;
  state.failedRows.add(row);
  // An error that is no record's own kept a record out whose key nobody knows.
  if (!records.some(hasFailed)) state.unknownRows.add(row);
}

async function finish(state: PlanState): Promise<PlanResult> {
  await addWaiting(state);
  noteNothingToRemove(state);
  for (const issue of state.sharedSecrets.issues()) state.issues.push(issue);
  for (const type of RECORD_TYPES) {
    await planMissing(type, state);
    if (type !== 'user') await planBelongings(type, state);
  }
  await planLeavers(state);
  await settle(state);
  await giveBack(state);
  await assignExtensions(state);
  await assignLateValues(state);
  await returnNumbers(state);
  await writeHandovers(state);
  await assignOwners(state);
  await writeConflicts(state);
  const exceeded: Exceeded[] = [];
  for (const type of RECORD_TYPES) exceeded.push(...(await checkLimits(type, state)));
  return {
    counts: state.counts(),
    records: state.records,
    exceeded,
    losses: lossesOf(state),
    holds: state.holds,
    issues: state.issues.all().sort(inRowOrder),
  };
}

/** Says why nothing is removed, where the profile's mode would remove. */
function noteNothingToRemove({
  unknownRows,
  unknownKept,
  removesMissing,
  issues,
  write,
}: PlanState): void {
  if (unknownRows.size > 0 && removesMissing) {
    issues.push(write.removalSkipped(unknownRows, unknownKept.size));
  }
}

async function checkLimits(type: RecordType, state: PlanState): Promise<Exceeded[]> {
  const { replaces, policy, reader, profileId, leavings } = state;
  const everyone = type === 'user' && replaces;
  const { remove, update } = state.ledger.counts[type];
  const count = (how: Leaving['how'], only: (leaving: Leaving) => boolean = () => true): number =>
    leavings.count((leaving) => leaving.type === type && leaving.how === how && only(leaving));
  const removedWithUsers = type === 'user' ? 0 : count('remove', ({ ofOthers }) => ofOthers);
  const unlinked = count('unlink');
  // Who replaces everybody may not do so unasked, however few they are.
  const limits = replaces ? { ...policy.limits, minimumPopulation: 0 } : policy.limits;
  const bySource = [...state.disabledBySource].filter((sequence) => !state.errors.has(sequence));
  const disabled = count('disable') + (type === 'user' ? bySource.length : 0);
  return exceededLimits(limits, {
    type,
    population: await reader.count(type, everyone ? null : profileId),
    removed: remove - removedWithUsers,
    removedWithUsers,
    disabled,
    updated: update - disabled - unlinked,
  });
}

/** In the order of rows; what a row's errors bring about comes after them. */
const inRowOrder = (a: Issue, b: Issue): number =>
  (a.row ?? Infinity) - (b.row ?? Infinity) ||
  Number(a.severity !== 'error') - Number(b.severity !== 'error');

/** How many stored records are removed, or switched off: since they are missing, or because their rows say so. */
const lossesOf = ({ leavings, disabledBySource, errors }: PlanState): number =>
  leavings.count(({ how }) => how !== 'unlink') +
  [...disabledBySource].filter((sequence) => !errors.has(sequence)).length;
