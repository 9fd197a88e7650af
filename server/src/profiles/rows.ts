import type { ProfileChange, ProfileView } from '../../../shared/contracts/profiles';
import { NAME_CHARACTERS, type ProfileInput } from '../../../shared/profile';
import type { PinnedMatching } from './pinned-matching';
import { masked, type StoredSource } from './secrets';
import { brokenProfile, storedFile } from './stored';
import { versionOf } from './versions';
import { isoTime } from '../storage/clock';

/** A profile as its table has it; its settings may not fit, see `storedFile`. */
export interface ProfileRow extends ProfileInput {
  id: number;
  documentId: string;
  /** Counts what was saved; null for a profile of version 0.1.0. */
  version: number | null;
  changes: ProfileChange[] | null;
  /** Encrypted JSON; null when the source needs no secret. */
  sourceSecrets: string | null;
  pinnedMatching: PinnedMatching | null;
  /** Null for a profile of version 0.1.0 that has not been renewed. */
  createdAtMs: number | null;
  savedAtMs: number | null;
  createdAt: string | Date;
  updatedAt: string | Date;
}

/** When a profile was made and last saved; of version 0.1.0 only dates of a process's clock are known. */
export const timesOf = (row: ProfileRow): { createdAtMs: number; savedAtMs: number } => ({
  createdAtMs: row.createdAtMs ?? new Date(row.createdAt).getTime(),
  savedAtMs: row.savedAtMs ?? new Date(row.updatedAt).getTime(),
});

/** The row's profile file, without secrets. @throws ConnectorError `profile-broken` */
export const fileOf = (row: ProfileRow): ProfileInput => {
  const stored = storedFile(row);
  if (stored.problems.length > 0) throw brokenProfile(stored);
  return stored.file;
};

export const viewOf = (row: ProfileRow, source: StoredSource): ProfileView => {
  const { file, problems } = storedFile(row);
  const { createdAtMs, savedAtMs } = timesOf(row);
  return {
    ...file,
    id: row.documentId,
    version: versionOf(row),
    problems,
    source: masked(source),
    createdAt: isoTime(createdAtMs),
    updatedAt: isoTime(savedAtMs),
  };
};

const COPY = / \(copy(?: \d+)?\)$/;

/** A name for a copy that no other profile has: `Users (copy)`, `Users (copy 2)` … */
export const copyName = (name: string, taken: ReadonlySet<string>): string => {
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? ' (copy)' : ` (copy ${number})`;
    const base = name.replace(COPY, '').slice(0, NAME_CHARACTERS - suffix.length);
    if (!taken.has(base + suffix)) return base + suffix;
  }
};
