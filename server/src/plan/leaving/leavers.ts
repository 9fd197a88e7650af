import { identityOf, partsOfKey, sameIdentity } from '../../../../shared/identity';
import type { ChildType } from '../../../../shared/records';
import type { AttributeValue } from '../../mapping/types';
import { chunked, groupBy } from '../../utils/collections';
import { changeOf, subjectOfStored } from '../changes';
import { effective, isEmpty } from '../compare';
import { type Item, attributeKey } from '../items';
import type { PlanState, PendingReturn, Follower } from '../state';
import type { Change, StoredRecord } from '../types';
import { uniqueValues } from '../uniqueness';
import { fillIn } from '../users-of-children';

/** A user whom this profile has switched off, because its source no longer had them. */
export const isLeaver = (stored: StoredRecord, { profileId }: { profileId: string }): boolean =>
  stored.owner === profileId &&
  stored.missingSince !== null &&
  !stored.protected &&
  effective(stored, 'enabled', 'user') === false;

/**
 * Adds a change for each user whom an earlier run has switched off and who has a value that a row
 * asks for: whoever is in the source goes first. What it gives up is filled in once it is known who
 * gets what.
 */
export async function planLeavers(state: PlanState): Promise<void> {
  // Who is planned alone takes nothing from others, of whom nobody knows whether they are back.
  if (state.policy.mode === 'create-only' || state.options.only === 'person') return;
  const ids = [...state.leavers].filter((id) => !state.removedUsers.has(id));
  for (const part of chunked(ids)) {
    for (const stored of await state.reader.byId('user', part)) {
      if (isLeaver(stored, state) && !state.isThere('user', stored)) releaseValues(stored, state);
    }
  }
  await state.changeLog.flush();
}

/** Files what a leaver of an earlier run can give up; returns the sequence of its change. */
export function releaseValues(stored: StoredRecord, state: PlanState): number {
  const { sequence } = state.changeLog.emit(
    changeOf(subjectOfStored('user', stored, state.mask), { action: 'update', own: false })
  );
  state.givingUp.add(sequence);
  for (const [attribute, value] of uniqueValues('user', stored.attributes)) {
    state.uniqueness.release('user', attribute, value, { sequence, leaver: true });
  }
  return sequence;
}

const NAME_LENGTH = 255;

/** `NAME (left 2026-11-28)`, within the length of its column. */
function leftName(username: string, date: string, number: number): string {
  const mark = ` (left ${date})${number === 1 ? '' : ` ${number}`}`;
  const start = username.slice(0, NAME_LENGTH - mark.length);
  // Half a surrogate pair is not a character.
  return start.replace(/[\uD800-\uDBFF]$/, '') + mark;
}

/** Finds names that nobody has for leavers whose own are taken over. */
class LeftNames {
  private readonly given = new Set<string>();

  constructor(private readonly state: PlanState) {}

  async give(username: string, date: string): Promise<string> {
    for (let number = 1; ; number += 1) {
      const name = leftName(username, date, number);
      if (await this.isFree(name)) {
        this.given.add(identityOf('username', name) ?? name);
        return name;
      }
    }
  }

  private async isFree(name: string): Promise<boolean> {
    const { uniqueness, reader } = this.state;
    if (this.given.has(identityOf('username', name) ?? name)) return false;
    const claimantOf = await uniqueness.claimants('user', 'username', [name]);
    if (claimantOf(name) !== undefined) return false;
    return (await reader.byAttribute('user', 'username', [name])).length === 0;
  }
}

/** Fills in what leavers give up, in the changes that switch them off or free their values. */
export async function giveUpValues(
  attributesOf: ReadonlyMap<number, string[]>,
  state: PlanState
): Promise<void> {
  const names = new LeftNames(state);
  for (const part of chunked(attributesOf.keys())) {
    const changes = await state.changeLog.read(part);
    const ids = changes.flatMap(({ target }) => target?.id ?? []);
    const users = new Map<number, StoredRecord>();
    for (const stored of ids.length > 0 ? await state.reader.byId('user', ids) : []) {
      users.set(stored.id, stored);
    }
    const leavers = changes
      .sort((a, b) => a.sequence - b.sequence)
      .flatMap((change) => {
        const stored = change.target && users.get(change.target.id);
        const attributes = attributesOf.get(change.sequence) ?? [];
        return stored ? [{ sequence: change.sequence, change, stored, attributes }] : [];
      });
    const numbers = await freeNumbers(
      leavers.filter(({ attributes }) => attributes.includes('extension')),
      state
    );
    const revised = new Map<number, Change>();
    for (const { sequence, change, stored, attributes } of leavers) {
      const left = await without(change, stored, attributes, names, state);
      const gaveUp = { ...left.gaveUp, ...numbers.get(stored.id) };
      revised.set(sequence, { ...left, gaveUp });
    }
    await state.changeLog.revise(
      revised.keys(),
      (change) => revised.get(change.sequence) ?? change
    );
  }
}

async function without(
  change: Change,
  stored: StoredRecord,
  attributes: string[],
  names: LeftNames,
  { options }: PlanState
): Promise<Change> {
  const next: Record<string, AttributeValue> = {};
  const gaveUp: Record<string, string> = { ...stored.gaveUp };
  const difference = { ...change.difference };
  for (const attribute of attributes) {
    const before = String(stored.attributes[attribute]);
    const date = (stored.missingSince ?? options.now).slice(0, 10);
    const after = attribute === 'username' ? await names.give(before, date) : null;
    next[attribute] = after;
    gaveUp[attribute] = before;
    difference[attribute] = { before, after };
  }
  return { ...change, attributes: { ...change.attributes, ...next }, gaveUp, difference };
}

/**
 * Gives users who return the values back that they had given up while they were switched off, as far
 * as their rows leave that open and nobody else has or gets them.
 */
export async function returnValues(state: PlanState): Promise<void> {
  const pending = state.pendingReturns.filter(({ sequence }) => !state.errors.has(sequence));
  const granted: PendingReturn[] = [];
  for (const [attribute, wanted] of groupBy(pending, (one) => one.attribute)) {
    granted.push(...(await free(attribute, wanted, state)));
  }
  for (const { attribute, value, sequence, values } of granted) {
    values[attribute] = value;
    state.uniqueness.takeUntold('user', attributeKey(attribute, value), sequence);
    if (attribute === 'extension') state.regainedExtension.add(sequence);
  }
  const bySequence = groupBy(granted, ({ sequence }) => sequence);
  await state.changeLog.revise(bySequence.keys(), (change) => {
    const attributes = { ...change.attributes };
    const difference = { ...change.difference };
    for (const { attribute, value, before } of bySequence.get(change.sequence) ?? []) {
      attributes[attribute] = value;
      difference[attribute] = { before, after: value };
    }
    return { ...change, attributes, difference };
  });
}

/** The pending for values of an attribute that nobody has or takes; of two for the same value the first. */
async function free(
  attribute: string,
  pending: PendingReturn[],
  { uniqueness, reader }: PlanState
): Promise<PendingReturn[]> {
  const keyOf = (value: string): string => attributeKey(attribute, value);
  const taken = new Set<string>();
  for (const part of chunked(pending.map(({ value }) => value))) {
    const claimantOf = await uniqueness.claimants('user', attribute, part);
    for (const value of part) if (claimantOf(value) !== undefined) taken.add(keyOf(value));
    for (const holder of await reader.byAttribute('user', attribute, part)) {
      taken.add(keyOf(String(holder.attributes[attribute])));
    }
  }
  return pending.filter(({ value }) => {
    const isTaken = taken.has(keyOf(value));
    taken.add(keyOf(value));
    return !isTaken;
  });
}

/** The attributes by which an entry or phone says whose number an extension is. */
const NUMBERS: Record<ChildType, readonly string[]> = {
  phonebookEntry: ['phone', 'mobile', 'homePhone', 'fax'],
  phone: ['name'],
};
const CHILD_TYPES = Object.keys(NUMBERS) as ChildType[];

/** A number that an entry or phone gave up. It is kept among what its user did, since both go and return together. */
interface Mark {
  type: ChildType;
  id: number;
  attribute: string;
}

const MARK = /^(phonebookEntry|phone)\/(\d+)\/(\w+)$/;

const nameOf = ({ type, id, attribute }: Mark): string => `${type}/${id}/${attribute}`;

const marksOf = (gaveUp: StoredRecord['gaveUp']): Mark[] =>
  Object.keys(gaveUp ?? {}).flatMap((name): Mark[] => {
    const [, type, id, attribute] = MARK.exec(name) ?? [];
    return attribute ? [{ type: type as ChildType, id: Number(id), attribute }] : [];
  });

/** What a user gave up of their own values. */
export const gaveUpThemselves = (gaveUp: StoredRecord['gaveUp']): [string, string][] =>
  Object.entries(gaveUp ?? {}).filter(([name]) => !MARK.test(name));

/** Whether a profile may take a number from an entry or phone and find the record again without it. */
function mayFree({ type, attribute }: Omit<Mark, 'id'>, stored: StoredRecord, state: PlanState) {
  const { profileId, policy } = state;
  if (state.isThere(type, stored)) return false;
  if (stored.owner === profileId) return true;
  const allowed = stored.owner === null ? policy.existing : policy.ownedByOthers;
  if (allowed === 'share') return false;
  return allowed !== 'conflict' && !partsOfKey(policy.match[type]).includes(attribute);
}

/**
 * Frees the numbers of entries and phones whose users leave and give their extension up: whose
 * number it is would have two answers. Returns what they gave up, by the ids of the users.
 */
export async function freeNumbers(
  leavers: { sequence: number; stored: StoredRecord }[],
  state: PlanState
): Promise<Map<number, Record<string, string>>> {
  const gaveUp = new Map<number, Record<string, string>>();
  const byId = new Map(leavers.map((leaver) => [leaver.stored.id, leaver]));
  if (byId.size === 0) return gaveUp;
  const free = (type: ChildType, child: StoredRecord): void => {
    const user = byId.get(child.userId ?? 0);
    if (!user) return;
    const { extension } = user.stored.attributes;
    const freed = NUMBERS[type].filter(
      (attribute) =>
        sameIdentity('extension', child.attributes[attribute], extension) &&
        mayFree({ type, attribute }, child, state)
    );
    if (freed.length === 0) return;
    state.followers.push(followerOf(type, child, user.sequence, freed, null, state));
    const marks = freed.map((attribute) => [
      nameOf({ type, id: child.id, attribute }),
      String(child.attributes[attribute]),
    ]);
    gaveUp.set(user.stored.id, { ...gaveUp.get(user.stored.id), ...Object.fromEntries(marks) });
  };
  for (const type of CHILD_TYPES) {
    for await (const children of state.reader.ofUsers(type, [...byId.keys()])) {
      for (const child of children) free(type, child);
    }
  }
  return gaveUp;
}

function followerOf(
  type: ChildType,
  stored: StoredRecord,
  of: number,
  attributes: string[],
  after: AttributeValue,
  { mask }: PlanState
): Follower {
  const values = attributes.map((name) => [name, after]);
  const difference = attributes.map((name) => [
    name,
    { before: stored.attributes[name] ?? null, after },
  ]);
  const content = changeOf(subjectOfStored(type, stored, mask), {
    action: 'update',
    own: false,
    attributes: Object.fromEntries(values),
    difference: Object.fromEntries(difference),
    ...(stored.userId !== null && { formerUser: stored.userId }),
  });
  return { of, content };
}

/** Lets an entry or phone of a row that gave its number up have its user's extension, where the row leaves it open. */
export function askForNumber(item: Item, state: PlanState): void {
  const { type, stored, user, record } = item;
  if (type === 'user' || !stored || !user?.stored?.missingSince) return;
  const open = marksOf(user.stored.gaveUp).filter(
    (mark) =>
      mark.type === type &&
      mark.id === stored.id &&
      !(mark.attribute in { ...record.attributes, ...record.references, ...record.unread })
  );
  if (open.length === 0) return;
  for (const { attribute } of open) item.ofUser.add(attribute);
  const asked = open.map(({ attribute }) => [attribute, [{ user: 'extension' }]]);
  item.record = { ...record, references: { ...record.references, ...Object.fromEntries(asked) } };
  fillIn(item, state);
}

/** Gives entries and phones that no row has their numbers back, where their users have returned and have the extension again. */
export async function returnNumbers(state: PlanState): Promise<void> {
  for (const part of chunked(state.pendingNumbers)) {
    for (const type of CHILD_TYPES) {
      const pending = part.flatMap(({ sequence, stored, values }) =>
        marksOf(stored.gaveUp)
          .filter((mark) => mark.type === type && !state.errors.has(sequence))
          .map((mark) => ({ ...mark, sequence, userId: stored.id, extension: values.extension }))
      );
      const ids = [...new Set(pending.map(({ id }) => id))];
      const found = new Map<number, StoredRecord>();
      for (const few of chunked(ids)) {
        for (const child of await state.reader.byId(type, few)) found.set(child.id, child);
      }
      for (const { id, userId, attribute, sequence, extension = null } of pending) {
        const child = found.get(id);
        if (child?.userId !== userId || state.isThere(type, child)) continue;
        if (isEmpty(extension) || !isEmpty(child.attributes[attribute] ?? null)) continue;
        state.followers.push(followerOf(type, child, sequence, [attribute], extension, state));
      }
    }
  }
}
