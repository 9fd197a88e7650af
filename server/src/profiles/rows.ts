import type { ProfileView } from '../../../shared/contracts/profile-views';
import { validate } from '../utils/validation';
import type { PinnedMatching } from './pinned-matching';
import { masked, type StoredSource } from './secrets';
import { profileSchema, type ProfileInput } from './schema';

/** A profile as its table has it. */
export interface ProfileRow extends ProfileInput {
  id: number;
  documentId: string;
  /** Encrypted JSON; null when the source needs no secret. */
  sourceSecrets: string | null;
  pinnedMatching: PinnedMatching | null;
  createdAt: string | Date;
  updatedAt: string | Date;
}

const FIELDS = Object.keys(profileSchema.shape);

/** The row's profile file, without secrets; what later versions added gets its default. */
export const fileOf = (row: ProfileRow): ProfileInput => {
  const entries = Object.entries(row).filter(
    ([name, value]) => FIELDS.includes(name) && value !== null
  );
  return validate(profileSchema, Object.fromEntries(entries));
};

export const viewOf = (row: ProfileRow, stored: StoredSource): ProfileView => ({
  ...fileOf(row),
  id: row.documentId,
  source: masked(stored),
  createdAt: new Date(row.createdAt).toISOString(),
  updatedAt: new Date(row.updatedAt).toISOString(),
});

const COPY = / \(copy(?: \d+)?\)$/;
const NAME_CHARACTERS = 100;

/** A name for a copy that no other profile has: `Users (copy)`, `Users (copy 2)` … */
export const copyName = (name: string, taken: ReadonlySet<string>): string => {
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? ' (copy)' : ` (copy ${number})`;
    const base = name.replace(COPY, '').slice(0, NAME_CHARACTERS - suffix.length);
    if (!taken.has(base + suffix)) return base + suffix;
  }
};
