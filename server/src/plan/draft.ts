import { MASK } from '../../../shared/text';
import { labelOfItem } from './changes';
import { compare, effective, isOfSource } from './compare';
import { secretsToGenerate } from './generate';
import type { Item } from './items';
import { policyFor } from './match';
import { isUserOfLeader, saidOtherwise, sharedContent, type SharedContent } from './sharing';
import type { PlanState } from './state';
import type { Change, StoredRecord } from './types';

/** What a change writes, before it is known whether it is one. */
export type Draft = Pick<
  Change,
  | 'action'
  | 'kind'
  | 'attributes'
  | 'secrets'
  | 'generate'
  | 'comesAlong'
  | 'user'
  | 'own'
  | 'ownership'
  | 'firstOwnership'
  | 'missingSince'
  | 'disabledByHand'
  | 'absence'
  | 'keptSince'
  | 'gaveUp'
  | 'handEdits'
  | 'difference'
  | 'renaming'
>;

/** What is noted of somebody who is missing. */
const ABSENCE = ['missingRuns', 'missingSince'];

/** Everything that has to be written to a record, however many reasons there are. */
export function draftOf(item: Item, state: PlanState): Draft {
  const { record, type, stored, key } = item;
  const { policy, options } = state;
  const becomes = stored ? policyFor(stored, item, state) : 'own';
  const own = becomes !== 'update';
  const isShared = stored !== null && (becomes === 'share' || stored.ownership !== null);
  const shared = isShared ? sharedContent({ ...item, stored }, options) : null;
  const { handEdits, ...content } = compare(
    shared ? { type, attributes: shared.attributes } : record,
    stored,
    policy,
    options.fingerprint
  );
  const action = stored ? 'update' : 'create';
  const draft: Draft = { action, own, ...content, generate: [] };
  if (Object.keys(handEdits).length > 0) draft.handEdits = handEdits;

  if (own) {
    // Somebody who may be another person after all must not get the secrets that were generated.
    const isReturning = item.formerSelf !== null && item.renamed === null;
    draft.generate = secretsToGenerate(policy, record, stored, isReturning);
    for (const name of draft.generate) {
      draft.difference[name] = { before: stored?.secrets[name]?.set ? MASK : null, after: MASK };
    }
    identify(draft, item, state);
    if (stored && shared) noteOwnership(draft, shared, stored);
    if (becomes === 'share') {
      draft.difference.coOwner = { before: null, after: state.profileId };
    } else if (stored && stored.owner !== state.profileId) {
      draft.difference.owner = { before: stored.owner, after: state.profileId };
    } else if (stored && stored.key !== key) {
      draft.difference.key = { before: stored.key, after: key };
    }
    if (stored && isFiledAnew(stored, item, state)) draft.comesAlong = true;
    if (type === 'user' && stored?.missingSince) reenable(draft, item, stored);
    if (stored?.absence) {
      draft.absence = null;
      draft.difference.missingRuns = { before: stored.absence.runs, after: null };
    }
    if (stored?.keptSince) {
      draft.keptSince = null;
      draft.difference.keptSince = { before: stored.keptSince, after: null };
    }
  }
  addUser(draft, item, state);
  return draft;
}

function noteOwnership(
  draft: Draft,
  { ownership, firstOwnership }: SharedContent,
  { ownership: before }: StoredRecord
): void {
  draft.ownership = ownership;
  if (firstOwnership) draft.firstOwnership = firstOwnership;
  Object.assign(draft.difference, saidOtherwise(before, ownership, draft.difference));
}

/** Says what is known of a person under another key. */
function identify(draft: Draft, item: Item, state: PlanState): void {
  const { formerSelf, renamed } = item;
  if (renamed) {
    const { isSame, ...renaming } = renamed;
    draft.kind = isSame ? 'renamed' : isSame === null ? 'perhaps-renamed' : 'somebody-new';
    draft.renaming = renaming;
    if (formerSelf) state.issues.push(state.write.renamed(item, formerSelf, renamed));
  } else if (formerSelf) {
    draft.kind = 'returned';
    state.issues.push(state.write.returned(item, formerSelf));
  }
}

/** True for an entry or phone that stays with a stored user, and has another owner or key from now on. */
const isFiledAnew = (
  { owner, key, userId }: StoredRecord,
  item: Item,
  { profileId }: PlanState
): boolean =>
  userId !== null && userId === item.user?.stored?.id && (owner !== profileId || key !== item.key);

/** A user that the source has again is enabled again, unless the row says what it is to be, or a person has disabled it. */
function reenable(draft: Draft, { record }: Item, stored: StoredRecord): void {
  const isDisabled = effective(stored, 'enabled', 'user') === false;
  if (stored.disabledByHand !== null) draft.disabledByHand = null;
  else if (!('enabled' in record.attributes) && isDisabled) {
    draft.attributes.enabled = true;
    draft.difference.enabled = { before: false, after: true };
  }
  draft.missingSince = null;
  draft.difference.missingSince = { before: stored.missingSince, after: null };
  if (stored.gaveUp) draft.gaveUp = null;
}

function addUser(draft: Draft, item: Item, { mask, options }: PlanState): void {
  const { user, stored, type } = item;
  if (!user || isUserOfLeader(type, stored, options)) return;
  if (user.stored) {
    if (stored?.userId === user.stored.id) return;
    draft.user = { id: user.stored.id };
  } else if (user.sequence !== null) {
    draft.user = { sequence: user.sequence };
  }
  draft.difference.user = { before: stored?.userId ?? null, after: labelOfItem(user, mask) };
}

/** True where nothing differs but that the source has it again, or what of several sources only one says. */
export const isOnlyNoted = ({ difference, ownership }: Draft): boolean =>
  Object.keys(difference).every(
    (name) => ABSENCE.includes(name) || (ownership && isOfSource(name))
  );

export const isUnchanged = (draft: Draft): boolean => Object.keys(draft.difference).length === 0;
