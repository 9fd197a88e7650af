import type { Core } from '@strapi/strapi';

import { problem } from '../../../shared/codes/problems';
import type { ProfileView } from '../../../shared/contracts/profiles';
import type { Matching } from '../../../shared/contracts/runs';
import type { MissingPolicy, ProfileInput, ReadyProfile } from '../../../shared/profile';
import { UIDS } from '../constants';
import { type KnownSecrets, mappingDefinitionOf } from '../mapping';
import type { EnabledSchedule } from '../schedule/due';
import type { Secrets } from '../secrets';
import type { Sharing } from '../plan/sharing';
import type { SettingsStore } from '../settings';
import type { FindSource } from '../sources/registered/registry';
import { from } from '../storage/database';
import { modelTable } from '../storage/tables';
import { ConnectorError } from '../utils/errors';
import type { Workers } from '../worker/pool';
import { createProfileChanges } from './changes';
import { fetchedName, type FetchedSource } from './delivery';
import { createDrafts } from './drafts';
import { fingerprintOf } from './fingerprint';
import { createPinnedMatchings } from './pinned-matchings';
import { createProfileRows } from './rows';
import type { Changed } from './save';
import { createSourceSecrets } from './secrets';
import {
  fileOf,
  pinnedFor,
  removalSinceOf,
  settingsSinceMs,
  storedFile,
  timesOf,
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
  /** Since when its rule holds for when missing people are removed, ISO 8601. */
  removalSince: string;
}

/** What becomes of people whom the source no longer has, and since when it does so after some days. */
export interface MissingRule extends Pick<LoadedProfile, 'removalSince'> {
  missing: MissingPolicy;
}

/** A profile whose schedule is enabled, with what tells whether it is overdue. */
export interface WatchedSchedule extends EnabledSchedule {
  name: string;
  savedAtMs: number;
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
  const { withoutCredentials, withoutSecrets, withSecrets } = sourceSecrets;
  const views = createProfileViews({ secrets, findSource, sourceSecrets, log: strapi.log });
  const { storedSource, view } = views;
  const rows = createProfileRows(strapi);
  const { query, findNamed, rowOf } = rows;
  const drafts = createDrafts({ rows, secrets, workers, sourceSecrets, views });
  const needs = { strapi, rows, drafts, sourceSecrets, views, settings, changed };

  return {
    /** @param among the ids of those that are meant; null: all */
    async list(among: readonly string[] | null = null): Promise<ProfileView[]> {
      const where = among ? { documentId: { $in: among } } : {};
      const rows: ProfileRow[] = await query().findMany({ where, orderBy: { name: 'asc' } });
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
      return { id, file, fingerprint, pinned, removalSince: removalSinceOf(row) };
    },

    /** What becomes of people whom a profile's source no longer has; null where nothing does. @throws NotFoundError */
    async missingRule(id: string): Promise<MissingRule | null> {
      const row = await rowOf(id);
      const { mode, missing } = storedFile(row).file;
      return mode === 'create-update-remove' && missing.do !== 'keep'
        ? { missing, removalSince: removalSinceOf(row) }
        : null;
    },

    /** Which profiles own records together, and who leads: as the settings have it, then the oldest ones. */
    async sharing(): Promise<Sharing> {
      const { order } = (await settings.current()).sharing;
      const found: { documentId: string; ownedByOthers: string | null }[] = await query().findMany({
        select: ['documentId', 'ownedByOthers'],
        orderBy: { id: 'asc' },
      });
      const sharers = found.filter(({ ownedByOthers }) => ownedByOthers === 'share');
      const all = found.map(({ documentId }) => documentId);
      return {
        partners: new Set(sharers.map(({ documentId }) => documentId)),
        order: [...new Set([...order.filter((id) => all.includes(id)), ...all])],
      };
    },

    /** What the mapping of a profile, broken or not, makes secret. @throws NotFoundError */
    async knownSecrets(id: string): Promise<KnownSecrets> {
      const row = await rowOf(id);
      const { file } = storedFile(row);
      return workers.secrets(mappingDefinitionOf(file, pinnedFor(row, file.source.type)));
    },

    ...createPinnedMatchings(rowOf, query, changed),
    ...createProfileChanges(needs),

    draft: drafts.draft,
    draftSource: drafts.draftSource,
    check: drafts.check,

    /** Of everything that shapes a plan, as the profile is now. @throws NotFoundError */
    async fingerprint(id: string): Promise<string> {
      const row = await rowOf(id);
      const stored = storedSource(row);
      const source = withSecrets(stored) ?? stored.source;
      return fingerprintOf({ ...storedFile(row).file, source: withoutCredentials(source) });
    },

    /** The portable form, without secrets. */
    async exportFile(id: string): Promise<ProfileInput> {
      const file = fileOf(await rowOf(id));
      return { ...file, source: withoutSecrets(file.source) };
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
          since: new Date(settingsSinceMs(row, 'schedule.')),
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
