import { problem } from '../../../../shared/codes/problems';
import { type Issue, ofWholeRun } from '../../../../shared/contracts/issues';
import type { Difference } from '../../../../shared/contracts/runs';
import { noCounts } from '../../../../shared/counts';
import { byType, RECORD_TYPES, type RecordType } from '../../../../shared/records';
import { groupBy } from '../../utils/collections';
import { ChangeLog, clearFirst, errorOf, type Subject } from '../changes';
import { NumberPages } from '../compact/number-pages';
import { exceededLimits, KEY_TRAIT } from '../leaving/departures';
import { SecretMask } from '../secret-values';
import type { Change, UserReference } from '../types';
import { claimsOf, type Conflict, findConflicts, givesUp } from './claims';
import { subjectOf, undoing } from './contents';
import { judge } from './judge';
import type { UndoOptions, UndoResult, WhyLeft, WrittenRecord } from './types';

/** Of how many records it is said why they are left; the changes have all of them. */
const MOST_NAMED = 1000;

/** What is known while a plan is made: numbers only, however many records there are. */
interface State extends UndoOptions {
  mask: SecretMask;
  log: ChangeLog;
  issues: Issue[];
  /** How many records are left. */
  left: number;
  /** The changes of records, by the ids that these had. */
  sequences: Record<RecordType, NumberPages>;
  /** Users who stay as the run has left them, by their ids: 1. What is theirs stays with them. */
  leftUsers: NumberPages;
  /** Changes that disable somebody. */
  disabling: Set<number>;
}

/**
 * Plans how what a run has written is undone: what it created is removed, what it changed gets its former values
 * back, and what it removed is made anew under the same documentId. What others have written since is left, with
 * an issue for each. It writes nothing but the plan.
 */
export const planUndo = async (options: UndoOptions): Promise<UndoResult> => {
  const mask = new SecretMask(options.secret);
  const state: State = {
    ...options,
    mask,
    log: new ChangeLog(options.store, mask),
    issues: [],
    left: 0,
    sequences: byType(() => new NumberPages()),
    leftUsers: new NumberPages(),
    disabling: new Set(),
  };
  for (const type of RECORD_TYPES) await planType(type, state);
  const { log, issues, left, policy, profileId, reader, disabling } = state;
  if (left > MOST_NAMED) {
    issues.push(ofWholeRun(problem('undo-left/more', { count: left - MOST_NAMED }), 'error'));
  }
  const exceeded = [];
  for (const type of RECORD_TYPES) {
    const { remove, update } = log.counts[type];
    const disabled = type === 'user' ? disabling.size : 0;
    const population = await reader.count(type, profileId);
    const extent = { type, population, removed: remove, removedWithUsers: 0, disabled, dropped: 0 };
    exceeded.push(...exceededLimits(policy.limits, { ...extent, updated: update - disabled }));
  }
  const counts = { ...noCounts(), ...log.counts, disabled: disabling.size };
  return { counts, exceeded, holds: [], issues };
};

const planType = async (type: RecordType, state: State): Promise<void> => {
  const conflicts: Conflict[] = [];
  for await (const records of state.written(type)) {
    const users = type === 'user' ? NO_USERS : await usersOf(records, state);
    const claims = [];
    for (const record of records) {
      const sequence = await planRecord(type, record, users, state);
      if (sequence !== null) claims.push(...claimsOf(type, record, sequence));
    }
    await state.log.flush();
    conflicts.push(...(await findConflicts(type, claims, state.reader)));
  }
  await settle(type, conflicts, state);
};

/** A user whom an entry or phone gets back or loses. */
interface KnownUser {
  reference: UserReference;
  label: string;
}

const NO_USERS: ReadonlyMap<number, KnownUser> = new Map();

/** The users that some records had or have, by the ids of these: those who are there, and those who come back. */
const usersOf = async (
  records: readonly WrittenRecord[],
  { reader, store, sequences, mask }: State
): Promise<ReadonlyMap<number, KnownUser>> => {
  const ids = new Set(
    records.flatMap(({ before, now }) => [before?.userId ?? [], now?.userId ?? []].flat())
  );
  const known = new Map<number, KnownUser>();
  for (const user of await reader.byId('user', [...ids])) {
    const label = mask.label('user', user.attributes, user.key ?? `id:${user.id}`);
    known.set(user.id, { reference: { id: user.id }, label });
  }
  const absent = new Map<number, number>();
  for (const id of ids) {
    const sequence = sequences.user.at(id);
    if (!known.has(id) && sequence > 0) absent.set(sequence, id);
  }
  for (const { sequence, action, label } of await store.bySequence([...absent.keys()])) {
    const id = absent.get(sequence);
    if (id !== undefined && action === 'create') known.set(id, { reference: { sequence }, label });
  }
  return known;
};

/** Returns the number of the change, if there is one. */
const planRecord = async (
  type: RecordType,
  record: WrittenRecord,
  users: ReadonlyMap<number, KnownUser>,
  state: State
): Promise<number | null> => {
  const verdict = judge(record);
  if (verdict.what === 'none') return null;
  const subject = subjectOf(type, record, state.mask, verdict.what === 'left');
  if (verdict.what === 'left') {
    const { why, at } = verdict;
    const when = at === null ? null : why === 'run' ? await state.runTime(at) : isoTime(at);
    if (type === 'user') state.leftUsers.set(record.id, 1);
    leave(subject, issueOf(subject, why, when), state);
    return null;
  }
  const userNow = record.now?.userId ?? null;
  if (userNow !== null && state.leftUsers.at(userNow) === 1) {
    leave(subject, issueOf(subject, 'theirs', null), state);
    return null;
  }
  const userBefore = record.before?.userId ?? null;
  if (userBefore !== null && !users.has(userBefore)) {
    leave(subject, issueOf(subject, 'user', null), state);
    return null;
  }
  const content = undoing(subject, record, state.profileId);
  if (content === null) return null;
  const moved = movedUser(record, users);
  const difference = { ...content.difference, ...moved?.difference };
  const { sequence } = state.log.emit({ ...content, ...moved, difference });
  state.sequences[type].set(record.id, sequence);
  if (content.difference.enabled?.after === false && verdict.what === 'update') {
    state.disabling.add(sequence);
  }
  return sequence;
};

const isoTime = (time: number): string => new Date(time).toISOString();

/** The user whom an entry or phone gets back, if it has another one or none now. */
const movedUser = (
  { before, now }: WrittenRecord,
  users: ReadonlyMap<number, KnownUser>
): { user: UserReference | null; difference: Difference } | null => {
  const [from, to] = [now?.userId ?? null, before?.userId ?? null];
  if (before === null || from === to) return null;
  const known = to === null ? undefined : users.get(to);
  const labelOf = (id: number | null): string | null =>
    id === null ? null : (users.get(id)?.label ?? `id:${id}`);
  return {
    user: known?.reference ?? null,
    difference: { user: { before: labelOf(from), after: labelOf(to) } },
  };
};

const issueOf = (
  { type, label }: Subject,
  why: Exclude<WhyLeft, 'taken'>,
  at: string | null
): Issue => ({
  row: null,
  column: null,
  value: null,
  severity: 'error',
  ...problem('undo-left', { type, label, why, at }),
});

const leave = (subject: Subject, issue: Issue, state: State): void => {
  state.log.emit(errorOf(subject));
  note(issue, state);
};

const note = (issue: Issue, state: State): void => {
  state.left += 1;
  if (state.left <= MOST_NAMED) state.issues.push(issue);
};

/**
 * Lets values pass from records that this undoing takes them from, and leaves those whose values others keep. Who is left gives
 * up nothing either, so that others may have to be left for it.
 */
const settle = async (type: RecordType, found: Conflict[], state: State): Promise<void> => {
  const { log, sequences, disabling } = state;
  const holderOf = ({ holder }: Conflict): number => sequences[type].at(holder.id);
  const changes = new Map((await log.read(found.map(holderOf))).map((one) => [one.sequence, one]));
  let open = found;
  const refused = new Map<number, Conflict>();
  for (;;) {
    const kept = open.filter((conflict) => {
      const change = changes.get(holderOf(conflict));
      const isLeft =
        !change || refused.has(change.sequence) || !givesUp(change, conflict.attribute);
      return isLeft && !refused.has(conflict.sequence);
    });
    if (kept.length === 0) break;
    for (const conflict of kept) refused.set(conflict.sequence, conflict);
    open = open.filter(({ sequence }) => !refused.has(sequence));
  }
  await log.revise(refused.keys(), (change) => {
    const conflict = refused.get(change.sequence);
    if (conflict) note(takenIssue(change, conflict, state), state);
    disabling.delete(change.sequence);
    if (type === 'user' && change.target) state.leftUsers.set(change.target.id, 1);
    return { ...errorOf(change), sequence: change.sequence };
  });
  const clearing = groupBy(open, holderOf);
  await log.revise(clearing.keys(), (change) =>
    clearFirst(
      change,
      (clearing.get(change.sequence) ?? []).map(({ attribute }) => attribute)
    )
  );
};

/** Somebody else has what a record is to get back. */
const takenIssue = (
  { type, label }: Change,
  { attribute, value, holder }: Conflict,
  { mask, policy }: State
): Issue => {
  const isKey = attribute === KEY_TRAIT;
  const shown = mask.value(type, attribute, value);
  return {
    row: null,
    column: isKey ? null : attribute,
    value: null,
    severity: 'error',
    ...problem('undo-left/taken', {
      type,
      label,
      attribute: isKey ? policy.match[type] : attribute,
      value: isKey ? shown.slice(shown.indexOf(':') + 1) : shown,
      holder: mask.label(type, holder.attributes, holder.key ?? `id:${holder.id}`),
    }),
  };
};
