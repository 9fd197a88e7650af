import { sameIdentity } from '../../../shared/identity';
import type { MappedRow } from '../mapping/types';
import { itemsOf, type Item } from './items';
import { identifying } from './keys';
import { isLeaver } from './leavers';
import { groupBy } from './lists';
import type { Lookup } from './lookup';
import type { PlanState } from './state';
import type { StoredRecord } from './types';

/** Whether the profile gives a person who returns under a new id the record that they had. */
export const takesPeopleBack = ({ policy }: PlanState): boolean =>
  policy.returning === 'same-person' &&
  (policy.mode === 'create-update-remove' || policy.mode === 'create-update');

/**
 * The user whom this profile has switched off and who is the same person as a new one of a row: by
 * an e-mail address that nobody else has, or by user name and display name. `by` says which.
 */
function formerSelf(
  { record }: Item,
  lookup: Lookup,
  state: PlanState
): { stored: StoredRecord; by: 'email' | 'username' } | null {
  const { email, username, displayName } = record.attributes;
  const only = (attribute: 'email' | 'username', value: unknown): StoredRecord | null => {
    const known = identifying(attribute, value);
    const [stored, ...more] = known === null ? [] : lookup.withValue('user', attribute, known);
    return stored && more.length === 0 && isLeaver(stored, state) ? stored : null;
  };
  const byEmail = only('email', email);
  if (byEmail) return { stored: byEmail, by: 'email' };
  const byName = only('username', username);
  if (byName && sameIdentity('displayName', byName.attributes.displayName, displayName)) {
    return { stored: byName, by: 'username' };
  }
  return null;
}

const isNew = (item: Item, lookup: Lookup): boolean =>
  item.type === 'user' &&
  item.key !== null &&
  !item.record.failed &&
  lookup.byKey(item) === null &&
  lookup.byValue(item).length === 0;

/**
 * The rows with a new user who may be somebody whom this profile has switched off: they wait for the
 * others. So do later rows that ask for the same, since the first one gets it.
 */
export async function rowsToWait(
  items: Item[],
  lookup: Lookup,
  state: PlanState
): Promise<Set<number>> {
  state.people.add(items);
  const news = items.filter((item) => isNew(item, lookup));
  for (const attribute of ['email', 'username']) {
    const values = news.flatMap(
      ({ record }) => identifying(attribute, record.attributes[attribute]) ?? []
    );
    await lookup.readValues('user', attribute, values);
  }
  const waiting = new Set<number>();
  for (const [row, ofRow] of groupBy(items, (item) => item.row)) {
    const found = ofRow.flatMap((item) =>
      isNew(item, lookup) ? (formerSelf(item, lookup, state) ?? []) : []
    );
    for (const { stored } of found) state.people.claim(stored.id);
    if (found.length === 0 && !(isOfNobody(ofRow, lookup) && state.people.isAsked(ofRow))) continue;
    state.people.wait(ofRow);
    waiting.add(row);
  }
  return waiting;
}

const isOfNobody = (items: Item[], lookup: Lookup): boolean =>
  items.every(
    (item) =>
      item.type !== 'user' || (lookup.byKey(item) === null && lookup.byValue(item).length === 0)
  );

/**
 * The items of rows that have waited, with the record that a returning person had. Where its own id
 * is in the source as well, it is not given away, and the run is held: a person has to look.
 */
export async function itemsOfReturning(
  rows: MappedRow[],
  lookup: Lookup,
  state: PlanState
): Promise<Item[]> {
  const items = rows.flatMap((row) => itemsOf(row, state.policy.match));
  await lookup.read(items);
  const news = items.filter((item) => isNew(item, lookup));
  for (const attribute of ['email', 'username']) {
    const values = news.flatMap(
      ({ record }) => identifying(attribute, record.attributes[attribute]) ?? []
    );
    await lookup.readValues('user', attribute, values);
  }
  for (const item of news) {
    const found = formerSelf(item, lookup, state);
    if (!found) continue;
    const { stored, by } = found;
    if (!state.people.isAlone(by, String(item.record.attributes[by]))) continue;
    if (state.people.isDisputed(stored.id)) continue;
    if (state.isThere('user', stored)) {
      if (!state.returned.has(stored.id)) state.holds.push(state.write.bothIds(item, stored));
      continue;
    }
    state.returned.add(stored.id);
    item.formerSelf = stored;
  }
  // Again: what hangs on them is known by the keys they had.
  await lookup.read(items);
  return items;
}
