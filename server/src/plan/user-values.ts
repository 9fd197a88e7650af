import type { Issue } from '../../../shared/contracts/issues';
import { isUnread, isVoid, readAttribute } from '../mapping/records';
import { textOf } from '../mapping/template-helpers';
import type { AttributeValue, ReferencePiece } from '../mapping/types';
import { changeOf, subjectOfItem } from './changes';
import { compare, type Content, DEFAULTS, isEmpty } from './compare';
import type { Item } from './items';
import type { LateValues } from './pending';
import type { PlanState } from './state';
import type { StoredRecord } from './types';

type Values = Record<string, AttributeValue>;
type References = Record<string, ReferencePiece[]>;

/** What a user will have as far as that is known: what is stored, with what its change writes. */
export const finalValues = ({ type, stored }: Item, written: Values = {}): Values => ({
  ...DEFAULTS[type],
  ...Object.fromEntries(
    Object.entries(stored?.attributes ?? {}).filter(([, value]) => !isEmpty(value))
  ),
  ...written,
});

const partsOf = (pieces: ReferencePiece[]): string[] =>
  pieces.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.user]));

/** True for what is made of values that are known only when all rows have been read. */
const isLate = (pieces: ReferencePiece[], { late }: Item): boolean =>
  partsOf(pieces).some((attribute) => late && attribute in late);

/**
 * Fills the values of its user into an item, as far as they are known. False where the item turns
 * out to be nothing: all that the row says of it is empty.
 */
export function fillIn(item: Item, state: PlanState): boolean {
  const { record, user, type } = item;
  const { final } = user ?? {};
  if (!record.references || !user || !final) return true;
  const late: References = {};
  const attributes = { ...record.attributes };
  const unread: Record<string, Issue> = { ...record.unread };
  for (const [attribute, pieces] of Object.entries(record.references)) {
    if (isLate(pieces, user)) late[attribute] = pieces;
    else {
      const value = read(item, attribute, pieces, final, state);
      if (isUnread(value)) unread[attribute] = value;
      else attributes[attribute] = value;
    }
  }
  item.record = { ...record, attributes, unread, references: late };
  const isOpen = record.failed || Object.keys({ ...late, ...unread }).length > 0;
  return type !== 'phonebookEntry' || isOpen || !isVoid(type, attributes, true);
}

/** The value that a reference gives, in the form of its attribute; an issue where it cannot be read. */
function read(
  { row, type }: Pick<Item, 'row' | 'type'>,
  attribute: string,
  pieces: ReferencePiece[],
  values: Values,
  { policy, options }: PlanState
): AttributeValue | Issue {
  const text = pieces
    .map((piece) => (typeof piece === 'string' ? piece : textOf(values[piece.user])))
    .join('');
  const { columns } = options;
  return readAttribute(type, attribute, text, {
    row,
    match: policy.match,
    columns,
    warnOnce: () => undefined,
  });
}

/** Notes what of an item waits for its user. */
export function noteLate(item: Item, own: boolean, state: PlanState): void {
  const { row, type, record, user, stored, sequence } = item;
  const { references = {} } = record;
  if (!user?.late || !user.final || Object.keys(references).length === 0) return;
  const { late, final } = user;
  for (const attribute of Object.values(references).flatMap(partsOf)) {
    if (!(attribute in late)) late[attribute] = final[attribute] ?? null;
  }
  const subject = sequence === null ? subjectOfItem(item, state.veil) : { sequence };
  state.lateValues.push({
    row,
    subject,
    userSequence: user.sequence,
    own,
    type,
    references,
    values: late,
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
export async function assignLateValues(state: PlanState): Promise<void> {
  const revised = new Map<number, Content>();
  for (const late of state.lateValues) {
    const { subject, userSequence, own } = late;
    if (userSequence !== null && state.errors.has(userSequence)) continue;
    if ('sequence' in subject) {
      if (!state.errors.has(subject.sequence))
        revised.set(subject.sequence, contentOf(late, state));
      continue;
    }
    const content = contentOf(late, state);
    if (Object.keys(content.difference).length === 0) continue;
    state.ledger.promote(changeOf(subject, { action: 'update', own, ...content }));
  }
  await state.ledger.flush();
  await state.ledger.revise(revised.keys(), (change) => {
    const { attributes, secrets, difference } = revised.get(change.sequence) ?? change;
    return {
      ...change,
      attributes: { ...change.attributes, ...attributes },
      secrets: { ...change.secrets, ...secrets },
      difference: { ...change.difference, ...difference },
    };
  });
}

/** What has to be written of the values that waited. */
function contentOf(
  { row, type, references, values, stored }: LateValues,
  state: PlanState
): Content {
  const attributes: Values = {};
  for (const [attribute, pieces] of Object.entries(references)) {
    const value = read({ row, type }, attribute, pieces, values, state);
    if (!isUnread(value)) attributes[attribute] = value;
    else {
      state.failedRows.add(row);
      state.issues.push(state.write.unread(value, type, attribute, stored));
    }
  }
  return compare({ type, attributes }, stored, state.policy, state.options.fingerprint);
}
