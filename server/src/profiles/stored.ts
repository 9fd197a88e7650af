import { problem } from '../../../shared/codes/problems';
import { inEnglish } from '../../../shared/codes/texts';
import type {
  ProfileChange,
  ProfileProblem,
  ProfileView,
} from '../../../shared/contracts/profiles';
import type { Matching } from '../../../shared/contracts/runs';
import { isObject } from '../../../shared/path';
import {
  NAME_CHARACTERS,
  type MaskedSource,
  NEW_PROFILE,
  PROFILE_FIELDS,
  profileSchema,
  type ProfileInput,
} from '../../../shared/profile';
import { checkSchedule } from '../schedule/cron';
import { readObject } from '../storage/cells';
import { isoTime, isoTimeOrNull } from '../storage/clock';
import { ConnectorError } from '../utils/errors';
import { check, profileProblem } from '../utils/validation';

/** The automatic matching that a profile keeps to, beside the profile: not in its file or fingerprint. */
export interface PinnedMatching extends Matching {
  /** With another type of source the columns are matched by their names until its first real run. */
  sourceType: string;
}

/** A profile as its table has it; its settings may not fit, see `storedFile`. */
export interface ProfileRow extends Omit<ProfileInput, 'missing'> {
  missing: string | null;
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
  mailFailedAtMs: number | null;
  createdAt: string | Date;
  updatedAt: string | Date;
}

/** A profile's version; those of version 0.1.0 had none. */
export const versionOf = ({ version }: { version: number | null }): number => version ?? 1;

/** What a profile keeps to that has run before with nobody knowing its columns: their names, as ever. */
export const BY_NAMES: Matching = { matched: [], unmatched: [] };

/** The matching that holds for a profile with a source of this type; null: it is matched anew. */
export const pinnedFor = (
  { pinnedMatching }: Pick<ProfileRow, 'pinnedMatching'>,
  sourceType: string
): Matching | null => {
  if (!pinnedMatching) return null;
  if (pinnedMatching.sourceType !== sourceType) return BY_NAMES;
  const { matched, unmatched, preset } = pinnedMatching;
  return { matched, unmatched, ...(preset && { preset }) };
};

type Field = keyof ProfileInput;

/** A stored profile: what does not fit has its default, and a problem. */
export interface StoredFile {
  file: ProfileInput;
  /** Empty unless the profile is broken: somebody changed it in the database, or a setting has other values now. */
  problems: ProfileProblem[];
}

const fitting = (field: Field, value: unknown): unknown => {
  const schema = profileSchema.shape[field];
  for (const candidate of [value, NEW_PROFILE[field]]) {
    const result = schema.safeParse(candidate);
    if (result.success) return result.data;
  }
  return String(value);
};

/** Without its jobs a schedule that never comes would only be missed. */
const scheduleProblems = ({ schedule }: ProfileInput): ProfileProblem[] =>
  schedule.enabled ? checkSchedule(schedule) : [];

/** What profiles do that were stored before there was such a setting, where that is not its default. */
const AS_EVER = { renamed: 'new' } as const satisfies Partial<ProfileInput>;

/** The settings of a profile as its columns hold them. */
export const columnsOf = <File extends Pick<ProfileInput, 'missing'>>({
  missing,
  ...file
}: File) => ({ ...file, missing: JSON.stringify(missing) });

const fromColumns = (row: Partial<Record<Field, unknown>>): Partial<Record<Field, unknown>> => ({
  ...row,
  missing: readObject(row.missing) ?? row.missing,
});

/** The profile file of a row, without secrets; what later versions added gets its default. */
export const storedFile = (columns: Partial<Record<Field, unknown>>): StoredFile => {
  const row = fromColumns(columns);
  const stored = Object.fromEntries(
    PROFILE_FIELDS.filter((field) => row[field] !== null && row[field] !== undefined).map(
      (field) => [field, row[field]]
    )
  ) as Partial<Record<Field, unknown>>;
  const given = { ...AS_EVER, ...stored };
  const result = check(profileSchema, given);
  if (result.success) return { file: result.data, problems: scheduleProblems(result.data) };
  const file = Object.fromEntries(
    PROFILE_FIELDS.map((field) => [field, fitting(field, given[field])])
  );
  return {
    file: file as ProfileInput,
    problems: result.problems.map((found) => profileProblem(found.path, found)),
  };
};

/** What cannot be done with a broken profile. */
export const brokenProfile = ({ file, problems }: StoredFile): ConnectorError => {
  const found = problems.map((one) =>
    problem('setting-problem', { field: one.path.join('.'), problem: one })
  );
  return new ConnectorError(problem('profile-broken', { profile: file.name, found }));
};

/** When a profile was made and last saved; of version 0.1.0 only dates of a process's clock are known. */
export const timesOf = (row: ProfileRow): { createdAtMs: number; savedAtMs: number } => ({
  createdAtMs: row.createdAtMs ?? new Date(row.createdAt).getTime(),
  savedAtMs: row.savedAtMs ?? new Date(row.updatedAt).getTime(),
});

/**
 * When some settings of a profile became what they are; at the latest then, where older changes are not known any more.
 * @param settings the beginning of their names, such as `schedule.`
 */
export const settingsSinceMs = (row: ProfileRow, settings: string): number => {
  const { createdAtMs, savedAtMs } = timesOf(row);
  if (row.changes === null) return savedAtMs;
  const [oldest] = row.changes;
  const isWhole = oldest?.version === versionOf({ version: null }) + 1;
  const isOfThem = (change: ProfileChange): boolean =>
    change.settings.some((setting) => setting.startsWith(settings));
  const latest = row.changes.findLast(isOfThem) ?? (isWhole ? null : oldest);
  return latest ? Date.parse(latest.at) : createdAtMs;
};

/** Since when a profile's rule holds for when missing people are removed, ISO 8601. */
export const removalSinceOf = (row: ProfileRow): string =>
  isoTime(settingsSinceMs(row, 'missing.removeAfterDays'));

/** The row's profile file, without secrets. @throws ConnectorError `profile-broken` */
export const fileOf = (row: ProfileRow): ProfileInput => {
  const stored = storedFile(row);
  if (stored.problems.length > 0) throw brokenProfile(stored);
  return stored.file;
};

export const viewOf = (
  row: ProfileRow,
  source: MaskedSource,
  sourceProblems: ProfileProblem[]
): ProfileView => {
  const { file, problems } = storedFile(row);
  const { createdAtMs, savedAtMs } = timesOf(row);
  return {
    ...file,
    id: row.documentId,
    version: versionOf(row),
    problems: [...problems, ...sourceProblems].map(inEnglish),
    source,
    createdAt: isoTime(createdAtMs),
    updatedAt: isoTime(savedAtMs),
    mailFailedAt: isoTimeOrNull(row.mailFailedAtMs),
  };
};

/** Settings that stay as they are stored where a file says nothing of them: it may be older than they are. */
const STAYING = [
  ...['returning', 'renamed', 'writing', 'handEdited', 'adminRoles'],
] as const satisfies Field[];

/** Whether a given file says nothing of a setting of a schedule that it has. */
const leavesCatchUp = ({ schedule }: { schedule?: unknown }): boolean =>
  isObject(schedule) && !('catchUp' in schedule);

/** What a given file says of missing people; one that says only what happens is older than the rest of it. */
const missingOf = (
  { missing }: ProfileInput,
  data: { missing?: unknown },
  stored: ProfileInput
): ProfileInput['missing'] => {
  if (typeof data.missing !== 'string') return missing;
  const { afterRuns, removeAfterDays } = stored.missing;
  return {
    do: missing.do,
    afterRuns,
    removeAfterDays: missing.do === 'disable' ? removeAfterDays : null,
  };
};

/** A profile's new file with what it leaves as it is stored. @param data the file as it was given */
export const withStaying = (
  file: ProfileInput,
  data: unknown,
  before: ProfileRow
): ProfileInput => {
  const said = Object.keys(data as object);
  const stored = storedFile(before).file;
  const left = STAYING.filter((field) => !said.includes(field));
  const { catchUp } = leavesCatchUp(data as object) ? stored.schedule : file.schedule;
  return {
    ...file,
    ...Object.fromEntries(left.map((field) => [field, stored[field]])),
    missing: missingOf(file, data as object, stored),
    schedule: { ...file.schedule, catchUp },
  };
};

/** What is sent for a new profile, with those who are told of its runs where it names none. */
export const withNotify = (data: unknown, standard: ProfileInput['notify']): unknown => {
  if (!isObject(data)) return data;
  const { notify = {} } = data;
  return isObject(notify) ? { ...data, notify: { ...standard, ...notify } } : data;
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
