import { sameIdentity } from '../../../shared/identity';
import type { ChildType } from '../../../shared/records';
import type { AttributeValue } from '../mapping/types';
import { changeOf, subjectOfStored } from './changes';
import { isEmpty } from './compare';
import type { Item } from './items';
import { chunks } from './lists';
import type { Follower } from './pending';
import type { PlanState } from './state';
import type { StoredRecord } from './types';
import { fillIn } from './user-values';

/** The attributes by which an entry or phone says whose number an extension is. */
const NUMBERS: Record<ChildType, readonly string[]> = {
  phonebookEntry: ['phone', 'mobile', 'homePhone', 'fax'],
  phone: ['name'],
};
const CHILD_TYPES = Object.keys(NUMBERS) as ChildType[];

/** A number that an entry or phone gave up. It is kept among what its user did, since it goes and returns with that. */
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
  return allowed !== 'conflict' && attribute !== policy.match[type];
}

/**
 * Frees the numbers of entries and phones whose users leave and give their extension up: whose
 * number it is would have two answers. Answers what they gave up, by the ids of the users.
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
  { veil }: PlanState
): Follower {
  const values = attributes.map((name) => [name, after]);
  const difference = attributes.map((name) => [
    name,
    { before: stored.attributes[name] ?? null, after },
  ]);
  const content = changeOf(subjectOfStored(type, stored, veil), {
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
  const asked = open.map(({ attribute }) => [attribute, [{ user: 'extension' }]]);
  item.record = { ...record, references: { ...record.references, ...Object.fromEntries(asked) } };
  fillIn(item, state);
}

/** Gives entries and phones that no row has their numbers back, where their users have returned and have the extension again. */
export async function returnNumbers(state: PlanState): Promise<void> {
  for (const part of chunks(state.returning)) {
    for (const type of CHILD_TYPES) {
      const wishes = part.flatMap(({ sequence, stored, values }) =>
        marksOf(stored.gaveUp)
          .filter((mark) => mark.type === type && !state.errors.has(sequence))
          .map((mark) => ({ ...mark, sequence, userId: stored.id, extension: values.extension }))
      );
      const ids = [...new Set(wishes.map(({ id }) => id))];
      const found = new Map<number, StoredRecord>();
      for (const few of chunks(ids)) {
        for (const child of await state.reader.byId(type, few)) found.set(child.id, child);
      }
      for (const { id, userId, attribute, sequence, extension = null } of wishes) {
        const child = found.get(id);
        if (child?.userId !== userId || state.isThere(type, child)) continue;
        if (isEmpty(extension) || !isEmpty(child.attributes[attribute] ?? null)) continue;
        state.followers.push(followerOf(type, child, sequence, [attribute], extension, state));
      }
    }
  }
}
