import type { ProfileProblem } from '../../../shared/contracts/profiles';
import { problem } from '../../../shared/codes/problems';
import {
  type ProfileInput,
  profileSchema,
  type ReadyProfile,
  type Source,
  type SourceInput,
} from '../../../shared/profile';
import { mappingDefinitionOf } from '../mapping';
import { checkSchedule } from '../schedule/cron';
import type { Secrets } from '../secrets';
import { type InvalidValue, check, invalid, profileProblem } from '../utils/validation';
import type { Workers } from '../worker/pool';
import { placed, profileProblems, sourceProblems } from './checks';
import type { ProfileRows } from './rows';
import type { Prepared } from './save';
import type { createSourceSecrets } from './secrets';
import type { ProfileRow } from './stored';
import type { ProfileViews } from './views';

interface DraftNeeds {
  rows: ProfileRows;
  secrets: Pick<Secrets, 'encrypt'>;
  workers: Pick<Workers, 'check'>;
  sourceSecrets: Pick<ReturnType<typeof createSourceSecrets>, 'takeSecrets' | 'withSecrets'>;
  views: Pick<ProfileViews, 'storedSource' | 'ofRegistered'>;
}

/** Profiles as somebody wants them, with everything that is wrong with them. */
export const createDrafts = ({
  rows: { findNamed, rowOf },
  secrets,
  workers,
  sourceSecrets: { takeSecrets, withSecrets },
  views: { storedSource, ofRegistered },
}: DraftNeeds) => {
  /** What is against a name. `own`: the profile that may have it. */
  const nameProblems = async (name: string, own: string | null): Promise<ProfileProblem[]> => {
    const other = await findNamed(name);
    if (!other || other.documentId === own) return [];
    return [profileProblem(['name'], problem('name-taken', { name }))];
  };

  /** What is wrong with a profile of the right form. */
  const semanticProblems = async (profile: ProfileInput): Promise<ProfileProblem[]> => {
    const { variables, schedule } = profile;
    const mapping = await workers.check(mappingDefinitionOf(profile));
    return [
      ...profileProblems(profile),
      ...mapping.map((found) => placed(found, variables)),
      ...checkSchedule(schedule),
    ];
  };

  /** The columns to write. `secretsMayMiss`: a file from elsewhere has none, they are entered later. */
  const prepare = async (
    profile: ProfileInput,
    before: ProfileRow | null,
    secretsMayMiss: boolean
  ): Promise<Prepared> => {
    const problems = [
      ...(await nameProblems(profile.name, before?.documentId ?? null)),
      ...(await semanticProblems(profile)),
    ];
    const {
      source,
      secrets: kept,
      missing,
    } = takeSecrets(profile.source, before && storedSource(before));
    problems.push(...ofRegistered({ source, secrets: kept }));
    if (missing && !secretsMayMiss) {
      problems.push({ ...missing, code: 'secret-missing', line: null, column: null });
    }
    if (problems.length > 0) throw invalid(problems);
    const isEmpty = Object.keys(kept).length === 0;
    const sourceSecrets = isEmpty ? null : secrets.encrypt(JSON.stringify(kept));
    return { data: { ...profile, source, sourceSecrets }, secrets: kept };
  };

  /**
   * The source of a draft as it would be saved.
   * `id`: the stored profile that it changes; null for a new one.
   * `tolerated`: codes of problems that do not matter for what it is wanted for.
   * @throws ValidationError, NotFoundError
   */
  const draftSource = async (
    id: string | null,
    given: SourceInput,
    tolerated: string[] = []
  ): Promise<Source> => {
    const before = id === null ? null : await rowOf(id);
    const { missing, ...stored } = takeSecrets(given, before && storedSource(before));
    const problems: InvalidValue[] = [...sourceProblems(given), ...ofRegistered(stored)].filter(
      ({ code }) => !tolerated.includes(code)
    );
    const source = withSecrets(stored);
    if (source && problems.length === 0) return source;
    throw invalid(missing ? [...problems, missing] : problems);
  };

  return {
    nameProblems,
    semanticProblems,
    prepare,
    draftSource,

    /**
     * A profile as it would be saved, for the trial of a draft; its name does not matter.
     * `id`: the stored profile that it changes; null for a new one.
     * @throws ValidationError, NotFoundError
     */
    async draft(id: string | null, draft: ProfileInput): Promise<ReadyProfile> {
      return { ...draft, source: await draftSource(id, draft.source) };
    },

    /** Everything that is wrong with a draft. */
    async check(id: string | null, data: unknown): Promise<ProfileProblem[]> {
      const result = check(profileSchema, data);
      if (!result.success) {
        return result.problems.map((found) => profileProblem(found.path, found));
      }
      const before = id === null ? null : await rowOf(id);
      const { missing, ...taken } = takeSecrets(result.data.source, before && storedSource(before));
      return [
        ...(await nameProblems(result.data.name, id)),
        ...(await semanticProblems(result.data)),
        ...ofRegistered(taken),
        ...(missing ? [profileProblem(missing.path, missing)] : []),
      ];
    },
  };
};

export type Drafts = ReturnType<typeof createDrafts>;
