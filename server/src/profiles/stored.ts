import type { ProfileProblem } from '../../../shared/contracts/profiles';
import {
  NEW_PROFILE,
  PROFILE_FIELDS,
  type ProfileInput,
  profileSchema,
} from '../../../shared/profile';
import { visible } from '../../../shared/text';
import { checkSchedule } from '../schedule/cron';
import { ConnectorError } from '../utils/errors';
import { check } from '../utils/validation';
import { placed } from './checks';

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
const scheduleProblems = ({ schedule, variables }: ProfileInput): ProfileProblem[] =>
  schedule.enabled ? checkSchedule(schedule).map((problem) => placed(problem, variables)) : [];

/** The profile file of a row, without secrets; what later versions added gets its default. */
export const storedFile = (row: Partial<Record<Field, unknown>>): StoredFile => {
  const given = Object.fromEntries(
    PROFILE_FIELDS.filter((field) => row[field] !== null && row[field] !== undefined).map(
      (field) => [field, row[field]]
    )
  ) as Partial<Record<Field, unknown>>;
  const result = check(profileSchema, given);
  if (result.success) return { file: result.data, problems: scheduleProblems(result.data) };
  const file = Object.fromEntries(
    PROFILE_FIELDS.map((field) => [field, fitting(field, given[field])])
  );
  const place = { code: 'invalid-value', line: null, column: null };
  return {
    file: file as ProfileInput,
    problems: result.problems.map((problem) => ({ ...problem, ...place })),
  };
};

/** What cannot be done with a broken profile. */
export const brokenProfile = ({ file, problems }: StoredFile): ConnectorError => {
  const found = problems.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  return new ConnectorError(
    'profile-broken',
    `The stored profile "${visible(file.name)}" does not fit any more (${found}). Open it, mend what is named and save it, or import its file again.`
  );
};
