import { identityOf } from '../../../shared/identity';
import type { AttributeValue } from '../mapping/types';
import { changeOf, subjectOfStored } from './changes';
import { effective } from './compare';
import { chunks } from './lists';
import { freeNumbers } from './numbers';
import type { PlanState } from './state';
import type { Change, StoredRecord } from './types';
import { uniqueValues } from './uniqueness';

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
  if (state.policy.mode === 'create-only') return;
  const ids = [...state.leavers].filter((id) => !state.removedUsers.has(id));
  for (const part of chunks(ids)) {
    for (const stored of await state.reader.byId('user', part)) {
      if (isLeaver(stored, state) && !state.isThere('user', stored)) releaseValues(stored, state);
    }
  }
  await state.ledger.flush();
}

/** Files what a leaver of an earlier run can give up; answers the sequence of its change. */
export function releaseValues(stored: StoredRecord, state: PlanState): number {
  const { sequence } = state.ledger.emit(
    changeOf(subjectOfStored('user', stored, state.veil), { action: 'update', own: false })
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
  // Half of a character is none.
  return start.replace(/[\uD800-\uDBFF]$/, '') + mark;
}

/** Finds the names of leavers whose own ones others take, each a name that nobody has. */
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
    if (uniqueness.claimant('user', 'username', name) !== undefined) return false;
    return (await reader.byAttribute('user', 'username', [name])).length === 0;
  }
}

/** Fills in what leavers give up, in the changes that switch them off or free their values. */
export async function giveUp(
  attributesOf: ReadonlyMap<number, string[]>,
  state: PlanState
): Promise<void> {
  const names = new LeftNames(state);
  for (const part of chunks(attributesOf.keys())) {
    const changes = await state.ledger.read(part);
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
    await state.ledger.revise(revised.keys(), (change) => revised.get(change.sequence) ?? change);
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
