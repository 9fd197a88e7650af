import type { MappedRecord } from '../mapping/types';
import { changeOf, vacate, type Subject } from './changes';
import type { PlanState } from './state';
import type { PlanPolicy, StoredRecord } from './types';
import type { Release } from './uniqueness';

const GENERATED_SECRETS = ['password', 'sipPassword', 'pin'] as const;

/**
 * The secrets to make up for a user of the profile: those asked for that are neither given nor
 * stored. One that the source gives and nobody can read is given.
 */
export function secretsToGenerate(
  policy: PlanPolicy,
  record: MappedRecord,
  stored: StoredRecord | null
): string[] {
  if (record.type !== 'user') return [];
  const { attributes, unread = {} } = record;
  const authMethod = attributes.authMethod ?? stored?.attributes.authMethod;
  return GENERATED_SECRETS.filter(
    (name) =>
      policy.generate[name] &&
      !attributes[name] &&
      !(name in unread) &&
      !stored?.secrets[name]?.set &&
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

/** Gives the lowest free extensions of the range to the users that wish for one, in source order. */
export async function assignExtensions(state: PlanState): Promise<void> {
  const range = state.policy.generate.extension;
  const wishes = state.extensionWishes.filter(
    ({ subject }) => !('sequence' in subject && state.errors.has(subject.sequence))
  );
  if (!range || wishes.length === 0) return;
  const free = freeExtensions(
    state,
    range,
    await state.reader.extensionsInRange(range.from, range.to)
  );
  const given = new Map<number, string>();
  const vacating = new Set<number>();

  for (const { row, updates, subject } of wishes) {
    const next = free.next();
    if (next.done) {
      state.issues.push(state.write.noFreeExtension(row, range));
      continue;
    }
    const { extension, release } = next.value;
    if (release && (release.removal || updates)) vacating.add(release.sequence);
    if ('sequence' in subject) given.set(subject.sequence, extension);
    else emitExtension(state, subject, extension);
  }
  await state.ledger.flush();
  await state.ledger.revise(given.keys(), (change) => ({
    ...change,
    attributes: { ...change.attributes, extension: given.get(change.sequence) ?? null },
    difference: {
      ...change.difference,
      extension: { before: null, after: given.get(change.sequence) ?? null },
    },
  }));
  await state.ledger.revise(vacating, (change) => vacate(change, ['extension']));
}

/** The extensions of a range that nobody takes or keeps, lowest first. */
function* freeExtensions(
  { uniqueness, errors }: PlanState,
  range: { from: number; to: number },
  stored: Set<string>
): Generator<{ extension: string; release: Release | null }> {
  for (let number = range.from; number <= range.to; number += 1) {
    const extension = String(number);
    if (uniqueness.claimant('user', 'extension', extension) !== undefined) continue;
    const release = uniqueness.releaseOf('user', 'extension', extension);
    if (!stored.has(extension)) yield { extension, release: null };
    else if (release && !errors.has(release.sequence)) yield { extension, release };
  }
}

function emitExtension(state: PlanState, user: Subject, extension: string): void {
  state.ledger.promote(
    changeOf(user, {
      action: 'update',
      own: true,
      attributes: { extension },
      difference: { extension: { before: null, after: extension } },
    })
  );
}
