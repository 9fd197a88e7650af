import { attributeKey } from './keys';
import { chunks, groupBy } from './lists';
import type { PlanState } from './state';
import type { ReturnWish } from './pending';

/**
 * Gives users who return the values back that they had given up while they were switched off, as far
 * as their rows leave that open and nobody else has or gets them.
 */
export async function giveBack(state: PlanState): Promise<void> {
  const wishes = state.returnWishes.filter(({ sequence }) => !state.errors.has(sequence));
  const granted: ReturnWish[] = [];
  for (const [attribute, wanted] of groupBy(wishes, (wish) => wish.attribute)) {
    granted.push(...(await free(attribute, wanted, state)));
  }
  for (const { attribute, value, sequence, values } of granted) {
    values[attribute] = value;
    state.uniqueness.claim('user', attribute, value, sequence);
    if (attribute === 'extension') state.gotBack.add(sequence);
  }
  const bySequence = groupBy(granted, ({ sequence }) => sequence);
  await state.ledger.revise(bySequence.keys(), (change) => {
    const attributes = { ...change.attributes };
    const difference = { ...change.difference };
    for (const { attribute, value, before } of bySequence.get(change.sequence) ?? []) {
      attributes[attribute] = value;
      difference[attribute] = { before, after: value };
    }
    return { ...change, attributes, difference };
  });
}

/** The wishes for values of an attribute that nobody has or takes; of two for the same value the first. */
async function free(
  attribute: string,
  wishes: ReturnWish[],
  { uniqueness, reader }: PlanState
): Promise<ReturnWish[]> {
  const keyOf = (value: string): string => attributeKey(attribute, value);
  const taken = new Set<string>();
  for (const part of chunks(wishes.map(({ value }) => value))) {
    for (const holder of await reader.byAttribute('user', attribute, part)) {
      taken.add(keyOf(String(holder.attributes[attribute])));
    }
  }
  return wishes.filter(({ value }) => {
    const isTaken = taken.has(keyOf(value));
    taken.add(keyOf(value));
    return !isTaken && uniqueness.claimant('user', attribute, value) === undefined;
  });
}
