import type { Issue } from '../../../shared/contracts/issues';
import { isUnread, isVoid, readAttribute } from '../mapping/rows/mapped-records';
import { textOf } from '../mapping/values/rendered';
import type { AttributeValue, ReferencePiece } from '../mapping/types';
import { chunked } from '../utils/collections';
import { changeOf, type Subject, subjectOfItem } from './changes';
import { compare, type Content, DEFAULTS, effective } from './compare';
import { type Item, attributeKey } from './items';
import { isElsewhere, unsaid } from './sharing';
import type { PendingValues, Move, PendingUser, PlanState } from './state';
import type { UserReference, StoredRecord } from './types';

interface FoundUser {
  reference: UserReference;
  label: string;
}

/** Names the users that children leave, in the differences that show it. */
export async function nameFormerUsers(moves: Move[], state: PlanState): Promise<void> {
  const labels = await userLabels(
    state,
    moves.map(({ from }) => from)
  );
  for (const { change, from } of moves) {
    const difference = change.difference.user;
    if (difference) difference.before = labels.get(from) ?? from;
  }
}

/** What people call users, by their ids. */
export async function userLabels(
  { reader, mask }: PlanState,
  ids: number[]
): Promise<Map<number, string>> {
  const labels = new Map<number, string>();
  for (const part of chunked(ids)) {
    for (const user of await reader.byId('user', part)) {
      labels.set(user.id, mask.label('user', user.attributes, user.key ?? `id:${user.id}`));
    }
  }
  return labels;
}

/**
 * Gives entries and phones that stand by themselves the users they name, as these will be when the plan
 * is applied: users of earlier and later rows, then stored ones. An unknown user is an issue.
 */
export async function assignUsers(state: PlanState): Promise<void> {
  const pending = state.pendingUsers.filter(({ subject }) => !state.isGivenUp(subject));
  for (const part of chunked(pending)) {
    const owners = await findUsers(
      part.flatMap(({ username }) => username ?? []),
      state
    );
    for (const { type, row, username } of part) {
      if (username === null || owners.has(nameKey(username))) continue;
      const sharing = state.ambiguous.sharing('user', 'username', username);
      state.issues.push(
        sharing
          ? state.write.ambiguousOwner(type, row, username, sharing)
          : state.write.unknownUser(type, row, username)
      );
    }
    const moving = part.filter((one) =>
      one.username === null
        ? losesUser(one, state)
        : !isRight(one, owners.get(nameKey(one.username)))
    );
    await assign(moving, owners, state);
  }
}

const losesUser = ({ userId }: PendingUser, { removedUsers }: PlanState): boolean =>
  userId !== null && removedUsers.has(userId);

/** True when a record belongs to the user that it names already. */
function isRight({ userId }: PendingUser, owner: FoundUser | undefined): boolean {
  if (!owner) return userId === null;
  return 'id' in owner.reference && owner.reference.id === userId;
}

async function assign(
  pending: PendingUser[],
  owners: Map<string, FoundUser>,
  state: PlanState
): Promise<void> {
  const labels = await userLabels(
    state,
    pending.flatMap(({ userId }) => userId ?? [])
  );
  const revised = new Map<number, Assignment>();
  for (const { username, userId, own, subject } of pending) {
    const owner = username === null ? undefined : owners.get(nameKey(username));
    const before = userId === null ? null : (labels.get(userId) ?? userId);
    const assignment = {
      user: owner?.reference ?? null,
      difference: { before, after: owner?.label ?? null },
    };
    if ('sequence' in subject) {
      revised.set(subject.sequence, assignment);
      continue;
    }
    state.changeLog.promote(
      changeOf(subject, {
        action: 'update',
        own,
        user: assignment.user,
        difference: { user: assignment.difference },
      })
    );
  }
  await state.changeLog.flush();
  await state.changeLog.revise(revised.keys(), (change) => {
    const assignment = revised.get(change.sequence);
    if (!assignment) return change;
    const difference = { ...change.difference, user: assignment.difference };
    return { ...change, user: assignment.user, difference };
  });
}

interface Assignment {
  user: UserReference | null;
  difference: { before: unknown; after: unknown };
}

const nameKey = (username: string): string => attributeKey('username', username);

/** The users that will have these usernames, by their `nameKey`. */
async function findUsers(usernames: string[], state: PlanState): Promise<Map<string, FoundUser>> {
  const { uniqueness, errors } = state;
  const owners = new Map<string, FoundUser>();
  const claimants = new Map<number, string>();
  const claimantOf = await uniqueness.claimants('user', 'username', usernames);
  for (const username of usernames) {
    const claimant = claimantOf(username);
    if (claimant !== undefined && !errors.has(claimant)) claimants.set(claimant, username);
  }
  for (const { sequence, target, label } of await state.changeLog.read(claimants.keys())) {
    const reference = target ? { id: target.id } : { sequence };
    owners.set(nameKey(claimants.get(sequence) ?? ''), { reference, label });
  }
  const rest = usernames.filter((username) => !owners.has(nameKey(username)));
  for (const part of chunked(rest)) {
    for (const user of await state.reader.byAttribute('user', 'username', part)) {
      const username = String(user.attributes.username);
      const release = uniqueness.releaseOf('user', 'username', username);
      // A leaver whose name somebody takes has been found by that claim.
      const leaves = release && !release.leaver && !errors.has(release.sequence);
      if (leaves || state.removedUsers.has(user.id)) continue;
      owners.set(nameKey(username), {
        reference: { id: user.id },
        label: state.mask.label('user', user.attributes, user.key ?? `id:${user.id}`),
      });
    }
  }
  return owners;
}

type Values = Record<string, AttributeValue>;
type References = Record<string, ReferencePiece[]>;

/** What a planned user will have of an attribute, as far as that is known: what its change writes, or what is stored. */
export function finalValue({ type, stored, written }: Item, attribute: string): AttributeValue {
  if (written && attribute in written) return written[attribute] ?? null;
  return stored ? effective(stored, attribute, type) : (DEFAULTS[type][attribute] ?? null);
}

const partsOf = (pieces: ReferencePiece[]): string[] =>
  pieces.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.user]));

/** True for what is made of values that are known only when all rows have been read. */
const isPending = (pieces: ReferencePiece[], { pending }: Item): boolean =>
  partsOf(pieces).some((attribute) => pending && attribute in pending);

/**
 * Fills the values of its user into an item, as far as they are known. False where the item turns
 * out to be nothing: all that the row says of it is empty.
 */
export function fillIn(item: Item, state: PlanState): boolean {
  const { record, user, type } = item;
  if (!record.references || !user?.written) return true;
  const valueOf = (attribute: string): AttributeValue => finalValue(user, attribute);
  const pending: References = {};
  const attributes = { ...record.attributes };
  const unread: Record<string, Issue> = { ...record.unread };
  for (const [attribute, pieces] of Object.entries(record.references)) {
    if (isPending(pieces, user)) pending[attribute] = pieces;
    else {
      const value = read(item, attribute, pieces, valueOf, state);
      if (isUnread(value)) unread[attribute] = value;
      else attributes[attribute] = value;
    }
  }
  item.record = { ...record, attributes, unread, references: pending };
  const isOpen = record.failed || Object.keys({ ...pending, ...unread }).length > 0;
  return type !== 'phonebookEntry' || isOpen || !isVoid(type, attributes, true);
}

/** The value that a reference gives, in the form of its attribute; an issue where it cannot be read. */
function read(
  { row, type }: Pick<Item, 'row' | 'type'>,
  attribute: string,
  pieces: ReferencePiece[],
  valueOf: (attribute: string) => AttributeValue,
  { policy, options }: PlanState
): AttributeValue | Issue {
  const text = pieces
    .map((piece) => (typeof piece === 'string' ? piece : textOf(valueOf(piece.user))))
    .join('');
  const { columns } = options;
  return readAttribute(type, attribute, text, {
    row,
    keys: policy.match,
    columns,
    warnOnce: () => undefined,
  });
}

/** The change of an item, or what is known of it where it has none so far. */
export const pendingSubject = (item: Item, { mask }: PlanState): { sequence: number } | Subject =>
  item.sequence === null ? subjectOfItem(item, mask) : { sequence: item.sequence };

/** Notes what of an item waits for its user. */
export function notePendingValues(item: Item, own: boolean, state: PlanState): void {
  const { row, type, record, user, stored } = item;
  const { references = {} } = record;
  if (!user?.pending || Object.keys(references).length === 0) return;
  if (isElsewhere(item, state.options)) return;
  const { pending } = user;
  for (const attribute of Object.values(references).flatMap(partsOf)) {
    if (!(attribute in pending)) pending[attribute] = finalValue(user, attribute);
  }
  state.pendingValues.push({
    row,
    subject: pendingSubject(item, state),
    user: pendingSubject(user, state),
    own,
    type,
    references,
    values: pending,
    stored: stored && only(stored, Object.keys(references)),
  });
}

/** A stored record with no more of its values than these. */
function only(stored: StoredRecord, names: string[]): StoredRecord {
  const pick = <Value>(values: Record<string, Value>): Record<string, Value> =>
    Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));
  return { ...stored, attributes: pick(stored.attributes), secrets: pick(stored.secrets) };
}

/** Writes what waited for users into the changes of their entries and phones. */
export async function assignPendingValues(state: PlanState): Promise<void> {
  const revised = new Map<number, Content>();
  for (const pending of state.pendingValues) {
    const { subject, user, own } = pending;
    if (state.isGivenUp(user) || state.isGivenUp(subject)) continue;
    if ('sequence' in subject) {
      revised.set(subject.sequence, contentOf(pending, state));
      continue;
    }
    const content = contentOf(pending, state);
    if (Object.keys(content.difference).length === 0) continue;
    state.changeLog.promote(changeOf(subject, { action: 'update', own, ...content }));
  }
  await state.changeLog.flush();
  await state.changeLog.revise(revised.keys(), (change) => {
    const { attributes, secrets, difference, handEdits } = revised.get(change.sequence) ?? change;
    return {
      ...change,
      handEdits: { ...change.handEdits, ...handEdits },
      attributes: { ...change.attributes, ...attributes },
      secrets: { ...change.secrets, ...secrets },
      difference: { ...change.difference, ...difference },
    };
  });
}

/** What has to be written of the values that waited. */
function contentOf(
  { row, type, references, values, stored }: PendingValues,
  state: PlanState
): Content {
  const attributes: Values = {};
  const valueOf = (attribute: string): AttributeValue => values[attribute] ?? null;
  for (const [attribute, pieces] of Object.entries(references)) {
    const value = read({ row, type }, attribute, pieces, valueOf, state);
    if (!isUnread(value)) attributes[attribute] = value;
    else {
      state.failedRows.add(row);
      state.issues.push(state.write.unread(value, type, attribute, stored));
    }
  }
  const { policy, options } = state;
  const own = unsaid(type, attributes, stored, options);
  return compare({ type, attributes: own }, stored, policy, options.fingerprint);
}
