import type { Core } from '@strapi/strapi';

import type { Problem } from '../../../shared/codes/kinds';
import { problem } from '../../../shared/codes/problems';
import type { ProfileView } from '../../../shared/contracts/profiles';
import { type ProfileInput, profileSchema } from '../../../shared/profile';
import type { SettingsStore } from '../settings';
import { holdingProfile } from '../storage/hold-profile';
import { ConnectorError } from '../utils/errors';
import { invalid, validate } from '../utils/validation';
import type { Drafts } from './drafts';
import type { ProfileRows } from './rows';
import { type Changed, createProfileSaver, insistently } from './save';
import type { createSourceSecrets } from './secrets';
import {
  copyName,
  fileOf,
  storedFile,
  versionOf,
  withNotify,
  withStaying,
  type ProfileRow,
} from './stored';
import type { ProfileViews } from './views';

/** Whose own rights limit what becomes of a profile. */
export interface Author {
  /** Of the admin user; null where that is not known. */
  id: number | null;
  /**
   * Of what is given for a profile, what is to be saved.
   * @param before the stored one; null: it is new
   * @throws ConnectorError `not-delegated`; ValidationError
   */
  permitted(given: unknown, before: ProfileView | null): Promise<unknown>;
  /** The same of a copy. */
  copied(file: ProfileInput): Promise<ProfileInput>;
}

/** Who saves, and which version they have read; without one, they mean whatever is stored. */
export interface SaveOptions {
  by?: string;
  version?: number;
  /** Absent for programs. */
  author?: Author;
}

interface ChangesNeeds {
  strapi: Core.Strapi;
  rows: ProfileRows;
  drafts: Pick<Drafts, 'nameProblems' | 'semanticProblems' | 'prepare'>;
  sourceSecrets: Pick<ReturnType<typeof createSourceSecrets>, 'takeSecrets'>;
  views: Pick<ProfileViews, 'readSecrets' | 'storedSource' | 'view'>;
  settings: Pick<SettingsStore, 'current'>;
  changed: Changed;
}

/** What people do to profiles: each is checked before it is stored. */
export const createProfileChanges = ({
  strapi,
  rows: { query, findNamed, rowOf },
  drafts: { nameProblems, semanticProblems, prepare },
  sourceSecrets: { takeSecrets },
  views: { readSecrets, storedSource, view },
  settings,
  changed,
}: ChangesNeeds) => {
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
    /** @throws ValidationError with every problem in `details.errors` */
    async create(
      data: unknown,
      { author }: Pick<SaveOptions, 'author'> = {}
    ): Promise<ProfileView> {
      const file = await validateNew(author ? await author.permitted(data, null) : data);
      return saved(saver.insert(await prepare(file, null, false), author?.id));
    },

    /**
     * Replaces a profile. Secrets that are left out or come as markers stay as they are stored, and so
     * do `returning` and `renamed` where they are left out.
     * @throws ValidationError, NotFoundError, OutdatedProfileError
     */
    async update(
      id: string,
      given: unknown,
      { by, version, author }: SaveOptions = {}
    ): Promise<ProfileView> {
      const before = await rowOf(id);
      if (version !== undefined && version !== versionOf(before))
        throw await saver.outdated(before, version);
      const data = author ? await author.permitted(given, view(before)) : given;
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
    async clone(
      id: string,
      mayReveal: boolean,
      { author }: Pick<SaveOptions, 'author'> = {}
    ): Promise<ProfileView> {
      const row = await rowOf(id);
      const names: { name: string }[] = await query().findMany({ select: ['name'] });
      const file = fileOf(row);
      const own = author ? await author.copied(file) : file;
      const copy = {
        ...own,
        name: copyName(file.name, new Set(names.map(({ name }) => name))),
        schedule: { ...file.schedule, enabled: false },
        reveal: mayReveal ? file.reveal : [],
      };
      const isChanged = copy.reveal.length < file.reveal.length;
      const problems = isChanged ? await semanticProblems(copy) : [];
      if (problems.length > 0) throw invalid(problems);
      const data = { ...copy, sourceSecrets: row.sourceSecrets };
      return saved(saver.insert({ data }, author?.id));
    },

    /**
     * Makes a profile of a file, or replaces the one of that name; secrets that the file leaves out
     * are kept where they may be, as are `returning` and `renamed`. `created` tells which, `missing` what secret has to be entered.
     * @throws ValidationError; OutdatedProfileError unless the stored one is of the given version
     */
    async importFile(
      given: unknown,
      { by, version, author }: SaveOptions = {}
    ): Promise<{ profile: ProfileView; created: boolean; missing: Problem | null }> {
      const { name } = validate(profileSchema, given);
      const work = async () => {
        const before = await findNamed(name);
        if (version !== undefined && version !== (before ? versionOf(before) : 0)) {
          if (before) throw await saver.outdated(before, version);
          throw new ConnectorError(problem('profile-changed/gone', { profile: name, version }));
        }
        const data = author ? await author.permitted(given, before && view(before)) : given;
        const file = validate(profileSchema, data);
        const { missing } = takeSecrets(file.source, before && storedSource(before));
        const whole = before ? withStaying(file, data, before) : await validateNew(data);
        const prepared = await prepare(whole, before, true);
        const profile = await saved(
          before ? saver.replace(before, prepared, by ?? null) : saver.insert(prepared, author?.id)
        );
        return { profile, created: before === null, missing };
      };
      return version === undefined ? insistently(work) : work();
    },
  };
};
