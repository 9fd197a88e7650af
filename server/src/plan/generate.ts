import type { MappedRecord } from '../mapping/types';
import { changeOf, type Subject } from './changes';
import { attributeKey } from './items';
import { isLeaver, releaseValues } from './leaving/leavers';
import { CHUNK_SIZE, chunked } from '../utils/collections';
import type { PlanState } from './state';
import type { Change, PlanPolicy, StoredRecord } from './types';
import type { Release } from './uniqueness';

const GENERATED_SECRETS = ['password', 'sipPassword', 'pin'] as const;

/**
 * The secrets to generate for a user of the profile: those that it generates and that are neither
 * given nor stored. One that the source gives and nobody can read counts as given.
 */
export function secretsToGenerate(
  policy: PlanPolicy,
  record: MappedRecord,
  stored: StoredRecord | null,
  anew = false
): string[] {
  if (record.type !== 'user') return [];
  const { attributes, unread = {} } = record;
  const authMethod = attributes.authMethod ?? stored?.attributes.authMethod;
  return GENERATED_SECRETS.filter(
    (name) =>
      policy.generate[name] &&
      !attributes[name] &&
      !(name in unread) &&
      (anew || !stored?.secrets[name]?.set) &&
      !(name === 'password' && authMethod === 'external')
  );
}

/** True for a user of the profile that has no extension and is to get one. */
export const needsExtension = (
  policy: PlanPolicy,
  record: MappedRecord,
  stored: StoredRecord | null
): boolean =>
  record.type === 'user' &&
  policy.generate.extension !== null &&
  !record.attributes.extension &&
  !('extension' in (record.unread ?? {})) &&
  !stored?.attributes.extension;

/** Gives the lowest free extensions of the range to the users that are to have one, in source order. */
export async function assignExtensions(state: PlanState): Promise<void> {
  const range = state.policy.generate.extension;
  const pending = state.pendingExtensions.filter(
    ({ subject }) =>
      !state.isGivenUp(subject) &&
      !('sequence' in subject && state.regainedExtension.has(subject.sequence))
  );
  if (!range || pending.length === 0) return;
  const free = freeExtensions(state, range);
  const given = new Map<number, string>();

  for (const { row, updates, subject, values } of pending) {
    const next = await free.next();
    if (next.done) {
      state.issues.push(state.write.noFreeExtension(row, range));
      continue;
    }
    const { extension, release } = next.value;
    values.extension = extension;
    const claimant =
      'sequence' in subject ? subject.sequence : emitExtension(state, subject, extension).sequence;
    if ('sequence' in subject) given.set(claimant, extension);
    if (release) state.transfers.push({ attribute: 'extension', claimant, updates, release });
  }
  await state.changeLog.flush();
  await state.changeLog.revise(given.keys(), (change) => ({
    ...change,
    attributes: { ...change.attributes, extension: given.get(change.sequence) ?? null },
    difference: {
      ...change.difference,
      extension: { before: null, after: given.get(change.sequence) ?? null },
    },
  }));
}

interface Range {
  from: number;
  to: number;
}

interface FreeExtension {
  extension: string;
  release: Release | null;
}

/** The extensions of a range that nobody takes or keeps, lowest first; when there are no more, those of leavers. */
async function* freeExtensions(state: PlanState, range: Range): AsyncGenerator<FreeExtension> {
  const { uniqueness, errors, reader } = state;
  const stored = await reader.extensionsInRange(range.from, range.to);
  for (let from = range.from; from <= range.to; from += CHUNK_SIZE) {
    const length = Math.min(CHUNK_SIZE, range.to - from + 1);
    const part = Array.from({ length }, (_, index) => String(from + index));
    const claimantOf = await uniqueness.claimants('user', 'extension', part);
    for (const extension of part) {
      if (claimantOf(extension) !== undefined) continue;
      const release = uniqueness.releaseOf('user', 'extension', extension);
      if (!stored.has(extension)) yield { extension, release: null };
      else if (release && !errors.has(release.sequence) && !state.isSwitchedOff(release.sequence)) {
        yield { extension, release };
      }
    }
  }
  yield* leaversExtensions(state, range, stored);
}

/** The extensions of users who are switched off: whoever is in the source goes first. */
async function* leaversExtensions(
  state: PlanState,
  { from, to }: Range,
  stored: Set<string>
): AsyncGenerator<FreeExtension> {
  const { uniqueness, errors } = state;
  const open = [...stored]
    .filter((extension) => Number(extension) >= from && Number(extension) <= to)
    .sort((one, other) => Number(one) - Number(other));
  for (const some of chunked(open)) {
    const claimantOf = await uniqueness.claimants('user', 'extension', some);
    const part = some.filter((extension) => claimantOf(extension) === undefined);
    if (part.length === 0) continue;
    const holders = new Map<string, StoredRecord>();
    for (const holder of await state.reader.byAttribute('user', 'extension', part)) {
      holders.set(attributeKey('extension', String(holder.attributes.extension)), holder);
    }
    for (const extension of part) {
      const holder = holders.get(attributeKey('extension', extension));
      if (holder) offerLeaver(holder, state);
      const release = uniqueness.releaseOf('user', 'extension', extension);
      if (!release || errors.has(release.sequence) || !state.isSwitchedOff(release.sequence)) {
        continue;
      }
      yield { extension, release };
    }
  }
}

/** Lets a leaver of an earlier run give its values up, where it has no change yet that does. */
function offerLeaver(holder: StoredRecord, state: PlanState): void {
  const { mode } = state.policy;
  if (mode === 'create-only' || state.isThere('user', holder) || !isLeaver(holder, state)) return;
  const extension = String(holder.attributes.extension);
  if (state.uniqueness.releaseOf('user', 'extension', extension)) return;
  releaseValues(holder, state);
}

const emitExtension = (state: PlanState, user: Subject, extension: string): Change =>
  state.changeLog.promote(
    changeOf(user, {
      action: 'update',
      own: true,
      attributes: { extension },
      difference: { extension: { before: null, after: extension } },
    })
  );
