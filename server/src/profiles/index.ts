import type { Core } from '@strapi/strapi';
import type { Problem } from '../../../shared/codes/kinds';
import { problem } from '../../../shared/codes/problems';
import type { ProfileProblem, ProfileView } from '../../../shared/contracts/profiles';
import type { Matching } from '../../../shared/contracts/runs';
import {
  type ProfileInput,
  profileSchema,
  type ReadyProfile,
  type Source,
  type SourceInput,
} from '../../../shared/profile';
import { UIDS } from '../constants';
import { type KnownSecrets, mappingDefinitionOf } from '../mapping';
import { checkSchedule } from '../schedule/cron';
import type { EnabledSchedule } from '../schedule/due';
import type { Secrets } from '../secrets';
import type { SettingsStore } from '../settings';
import type { FindSource } from '../sources/registered/registry';
import { from } from '../storage/database';
import { digestOf } from '../storage/digests';
import { holdingProfile } from '../storage/hold-profile';
import { modelTable } from '../storage/tables';
import { patientRepository } from '../storage/patience';
import { ConnectorError, NotFoundError } from '../utils/errors';
import { type InvalidValue, check, invalid, profileProblem, validate } from '../utils/validation';
import type { Workers } from '../worker/pool';
import { placed, profileProblems, sourceProblems } from './checks';
import { fetchedName, type FetchedSource } from './delivery';
import { fingerprintOf } from './fingerprint';
import { createPinnedMatchings } from './pinned-matchings';
import { type Changed, createProfileSaver, insistently, type Prepared } from './save';
import { createSourceSecrets } from './secrets';
import {
  copyName,
  fileOf,
  pinnedFor,
  scheduledAtMs,
  storedFile,
  timesOf,
  versionOf,
  withNotify,
  withStaying,
  type ProfileRow,
} from './stored';
import { createProfileViews } from './views';

export interface LoadedProfile {
  id: string;
  /** With secrets in clear: server-side only. */
  file: ReadyProfile;
  /** Of everything that shapes a plan. */
  fingerprint: string;
  /** What automatic matching keeps to; null: it matches anew. */
  pinned: Matching | null;
}

/** A profile whose schedule is enabled, with what tells whether it is overdue. */
export interface WatchedSchedule extends EnabledSchedule {
  name: string;
  savedAtMs: number;
}

/** Who saves, and which version they have read; without one, they mean whatever is stored. */
export interface SaveOptions {
  by?: string;
  version?: number;
}

interface ProfileNeeds {
  strapi: Core.Strapi;
  secrets: Secrets;
  workers: Pick<Workers, 'check' | 'secrets'>;
  findSource: FindSource;
  settings: Pick<SettingsStore, 'current'>;
  changed: Changed;
}

/** Connector profiles as they are stored, each checked before it is. */
export const createProfiles = ({
  strapi,
  secrets,
  workers,
  findSource,
  settings,
  changed,
}: ProfileNeeds) => {
  const sourceSecrets = createSourceSecrets(findSource);
  const { takeSecrets, withoutCredentials, withoutSecrets, withSecrets } = sourceSecrets;
  const { readSecrets, storedSource, ofRegistered, view } = createProfileViews({
    secrets,
    findSource,
    sourceSecrets,
    log: strapi.log,
  });
  const query = () => patientRepository(strapi, UIDS.profile);

  const findRow = (where: object): Promise<ProfileRow | null> => query().findOne({ where });

  /** By its name as it is, whatever a database takes for the same. */
  const findNamed = (name: string): Promise<ProfileRow | null> =>
    findRow({ nameDigest: digestOf(name) });

  const rowOf = async (id: string): Promise<ProfileRow> => {
    const row = await findRow({ documentId: id });
    if (row) return row;
    throw new NotFoundError(problem('profile-not-found', { profile: id }));
  };

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

  const nameProblems = async (name: string, own: string | null): Promise<ProfileProblem[]> => {
    const other = await findNamed(name);
    if (!other || other.documentId === own) return [];
    return [profileProblem(['name'], problem('name-taken', { name }))];
  };

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

  const saver = createProfileSaver({
    strapi,
    nameProblems,
    changed,
    comparedTo: (row) => ({ file: storedFile(row).file, secrets: storedSource(row).secrets }),
  });

  /** A profile that is new: who is told of its runs is as the settings have it, where it does not say so. */
  const validateNew = async (data: unknown): Promise<ProfileInput> => {
    const { notify } = await settings.current();
    return validate(profileSchema, withNotify(data, notify));
  };

  const saved = async (row: Promise<ProfileRow>): Promise<ProfileView> => view(await row);

  return {
    async list(): Promise<ProfileView[]> {
      const rows: ProfileRow[] = await query().findMany({ orderBy: { name: 'asc' } });
      return rows.map(view);
    },

    /** @throws NotFoundError */
    async find(id: string): Promise<ProfileView> {
      return view(await rowOf(id));
    },

    /** The profile's name, if it can run. @throws NotFoundError; ConnectorError `profile-broken` */
    async assertWhole(id: string): Promise<{ name: string }> {
      const { name } = fileOf(await rowOf(id));
      return { name };
    },

    async findByName(name: string): Promise<ProfileView | null> {
      const row = await findNamed(name);
      return row && view(row);
    },

    /** What people know a source by that runs fetch. */
    sourceName: (source: FetchedSource): string => fetchedName(source, findSource),

    /**
     * What a run needs of a profile.
     * @throws NotFoundError; ConnectorError `profile-broken`, `credentials-missing`
     */
    async load(id: string): Promise<LoadedProfile> {
      const row = await rowOf(id);
      const settings = fileOf(row);
      const source = withSecrets(storedSource(row));
      if (!source) {
        throw new ConnectorError(problem('credentials-missing', { profile: row.name }));
      }
      const file: ReadyProfile = { ...settings, source };
      const pinned = pinnedFor(row, source.type);
      const fingerprint = fingerprintOf({ ...file, source: withoutCredentials(source) });
      return { id, file, fingerprint, pinned };
    },

    /** What the mapping of a profile, broken or not, makes secret. @throws NotFoundError */
    async knownSecrets(id: string): Promise<KnownSecrets> {
      const row = await rowOf(id);
      const { file } = storedFile(row);
      return workers.secrets(mappingDefinitionOf(file, pinnedFor(row, file.source.type)));
    },

    ...createPinnedMatchings(rowOf, query, changed),

    /**
     * A profile as it would be saved, for the trial of a draft; its name does not matter.
     * `id`: the stored profile that it changes; null for a new one.
     * @throws ValidationError, NotFoundError
     */
    async draft(id: string | null, draft: ProfileInput): Promise<ReadyProfile> {
      return { ...draft, source: await draftSource(id, draft.source) };
    },

    /**
     * The same for its source alone.
     * `tolerated`: codes of problems that do not matter for what it is wanted for.
     * @throws ValidationError, NotFoundError
     */
    draftSource,

    /** Of everything that shapes a plan, as the profile is now. @throws NotFoundError */
    async fingerprint(id: string): Promise<string> {
      const row = await rowOf(id);
      const stored = storedSource(row);
      const source = withSecrets(stored) ?? stored.source;
      return fingerprintOf({ ...storedFile(row).file, source: withoutCredentials(source) });
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

    /** @throws ValidationError with every problem in `details.errors` */
    async create(data: unknown): Promise<ProfileView> {
      return saved(saver.insert(await prepare(await validateNew(data), null, false)));
    },

    /**
     * Replaces a profile. Secrets that are left out or come as markers stay as they are stored, and so
     * do `returning` and `renamed` where they are left out.
     * @throws ValidationError, NotFoundError, OutdatedProfileError
     */
    async update(
      id: string,
      data: unknown,
      { by, version }: SaveOptions = {}
    ): Promise<ProfileView> {
      const before = await rowOf(id);
      if (version !== undefined && version !== versionOf(before))
        throw await saver.outdated(before, version);
      const file = withStaying(validate(profileSchema, data), data, before);
      const prepared = await prepare(file, before, false);
      return saved(saver.replace(before, prepared, by ?? null));
    },

    /**
     * Switches a profile's schedule on or off and leaves everything else as it is stored.
     * @throws ValidationError, NotFoundError; ConnectorError `profile-broken`
     */
    async switchSchedule(id: string, enabled: boolean, by?: string): Promise<ProfileView> {
      return insistently(async () => {
        const before = await rowOf(id);
        const file = fileOf(before);
        const changed = { ...file, schedule: { ...file.schedule, enabled } };
        const problems = enabled ? await semanticProblems(changed) : [];
        if (problems.length > 0) throw invalid(problems);
        const data = { ...changed, sourceSecrets: before.sourceSecrets };
        const prepared = { data, secrets: readSecrets(before) };
        return saved(saver.replace(before, prepared, by ?? null));
      });
    },

    /**
     * Removes a profile, if nothing is against it while nobody can begin to work with it.
     * @param assertFree throws what is against it
     * @throws NotFoundError
     */
    async remove(id: string, assertFree: () => Promise<void>): Promise<void> {
      const row = await rowOf(id);
      await holdingProfile(strapi, id, async () => {
        await assertFree();
        await query().delete({ where: { id: row.id } });
      });
      const profile = { id, name: row.name };
      await changed({ profile, what: 'removed', settings: [], by: null });
    },

    /**
     * A copy under another name, with the same secrets and its schedule switched off. For whoever
     * may not reveal secret columns it reveals none, and has to do without.
     * @throws NotFoundError, ValidationError; ConnectorError `profile-broken`
     */
    async clone(id: string, mayReveal: boolean): Promise<ProfileView> {
      const row = await rowOf(id);
      const names: { name: string }[] = await query().findMany({ select: ['name'] });
      const file = fileOf(row);
      const copy = {
        ...file,
        name: copyName(file.name, new Set(names.map(({ name }) => name))),
        schedule: { ...file.schedule, enabled: false },
        reveal: mayReveal ? file.reveal : [],
      };
      const isChanged = copy.reveal.length < file.reveal.length;
      const problems = isChanged ? await semanticProblems(copy) : [];
      if (problems.length > 0) throw invalid(problems);
      return saved(saver.insert({ data: { ...copy, sourceSecrets: row.sourceSecrets } }));
    },

    /** The portable form, without secrets. */
    async exportFile(id: string): Promise<ProfileInput> {
      const file = fileOf(await rowOf(id));
      return { ...file, source: withoutSecrets(file.source) };
    },

    /**
     * Makes a profile of a file, or replaces the one of that name; secrets that the file leaves out
     * are kept where they may be, as are `returning` and `renamed`. `created` tells which, `missing` what secret has to be entered.
     * @throws ValidationError; OutdatedProfileError unless the stored one is of the given version
     */
    async importFile(
      data: unknown,
      { by, version }: SaveOptions = {}
    ): Promise<{ profile: ProfileView; created: boolean; missing: Problem | null }> {
      const file = validate(profileSchema, data);
      const work = async () => {
        const before = await findNamed(file.name);
        if (version !== undefined && version !== (before ? versionOf(before) : 0)) {
          if (before) throw await saver.outdated(before, version);
          throw new ConnectorError(
            problem('profile-changed/gone', { profile: file.name, version })
          );
        }
        const { missing } = takeSecrets(file.source, before && storedSource(before));
        const whole = before ? withStaying(file, data, before) : await validateNew(data);
        const prepared = await prepare(whole, before, true);
        const profile = await saved(
          before ? saver.replace(before, prepared, by ?? null) : saver.insert(prepared)
        );
        return { profile, created: before === null, missing };
      };
      return version === undefined ? insistently(work) : work();
    },

    /** Broken profiles have none. */
    async enabledSchedules(): Promise<WatchedSchedule[]> {
      const rows: ProfileRow[] = await query().findMany();
      return rows
        .map((row) => ({ row, stored: storedFile(row) }))
        .filter(({ stored }) => stored.problems.length === 0 && stored.file.schedule.enabled)
        .map(({ row, stored: { file } }) => ({
          id: row.documentId,
          schedule: file.schedule,
          since: new Date(scheduledAtMs(row)),
          name: file.name,
          savedAtMs: timesOf(row).savedAtMs,
        }));
    },

    /** Another word as soon as any profile was made, saved or removed, whoever did it. */
    async revision(): Promise<string> {
      const found: unknown = await from(strapi, modelTable(strapi, UIDS.profile))
        .count({ count: '*' })
        .max({ saved: 'saved_at_ms' })
        .sum({ versions: 'version' })
        .first();
      return JSON.stringify(found);
    },
  };
};

export type Profiles = ReturnType<typeof createProfiles>;
