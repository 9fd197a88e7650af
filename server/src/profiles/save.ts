import type { Core } from '@strapi/strapi';

import type { Problem } from '../../../shared/codes/kinds';
import { problem } from '../../../shared/codes/problems';
import type { ProfileChange, ProfileProblem } from '../../../shared/contracts/profiles';
import type { ProfileInput } from '../../../shared/profile';
import { UIDS } from '../constants';
import { databaseNow, isoTime } from '../storage/clock';
import { digestOf } from '../storage/digests';
import { ConnectorError } from '../utils/errors';
import { invalid } from '../utils/validation';
import type { SourceSecrets } from './secrets';
import { columnsOf, storedFile, versionOf, type ProfileRow } from './stored';

/** How many changes are kept, to be told to whoever had an older version open. */
const KEPT = 50;

/** What two versions of a profile are compared by. */
export interface Compared {
  file: ProfileInput;
  secrets: SourceSecrets;
}

const isGroup = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const differences = (before: unknown, after: unknown, path: string[]): string[] => {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (!isGroup(before) || !isGroup(after)) return [path.join('.')];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) => differences(before[name], after[name], [...path, name]));
};

/** The settings in which two versions differ, such as `limits.removePercent`; of a secret only its name. */
export const changedSettings = (before: Compared, after: Compared): string[] => [
  ...differences(before.file, after.file, []),
  ...differences(before.secrets, after.secrets, ['source']),
];

/** The kept changes with one more. */
export const withChange = (changes: ProfileChange[] | null, change: ProfileChange) =>
  [...(changes ?? []), change].slice(-KEPT);

const changeOf = ({ by, at, settings }: ProfileChange): Problem =>
  problem('profile-change', { by, at, settings: settings.length > 0 ? settings : null });

/** Somebody saved the profile since the version that is to be replaced was read. */
export class OutdatedProfileError extends ConnectorError {
  override name = 'OutdatedProfileError';

  /**
   * @param version the stored one
   * @param changes what was saved since, the oldest first
   */
  constructor(name: string, version: number, changes: ProfileChange[]) {
    const known = changes.length > 0 ? changes.map(changeOf) : null;
    const what = problem('profile-changed', { profile: name, version, changes: known });
    super(what, { details: { version, changes } });
  }
}

/** What is written of a profile, and its secrets in clear. */
export interface Prepared {
  data: ProfileInput & { sourceSecrets: string | null };
  secrets: SourceSecrets;
}

/** What somebody has done to a profile. */
export interface ProfileDeed {
  profile: { id: string; name: string };
  what: 'created' | 'changed' | 'removed' | 'matched-anew' | 'resumed';
  /** Those that were changed, such as `limits.removePercent`. */
  settings: string[];
  /** Null when that is not known. */
  by: string | null;
}

/** Is told of it once it is stored, and never throws. */
export type Changed = (deed: ProfileDeed) => Promise<void>;

interface SaverOptions {
  strapi: Core.Strapi;
  nameProblems(name: string, own: string | null): Promise<ProfileProblem[]>;
  /** What of a row a new version is compared with. */
  comparedTo(row: ProfileRow): Compared;
  changed: Changed;
}

const ATTEMPTS = 5;

/** Does again what somebody else's change came in between of. */
export const insistently = async <Result>(work: () => Promise<Result>): Promise<Result> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof OutdatedProfileError) || attempt === ATTEMPTS) throw error;
    }
  }
};

/** Writes profiles, each version of one by a single person. */
export const createProfileSaver = ({ strapi, nameProblems, comparedTo, changed }: SaverOptions) => {
  const query = () => strapi.db.query(UIDS.profile);

  const outdated = async (before: ProfileRow, read: number): Promise<OutdatedProfileError> => {
    const row: ProfileRow = (await query().findOne({ where: { id: before.id } })) ?? before;
    const since = (row.changes ?? []).filter(({ version }) => version > read);
    return new OutdatedProfileError(row.name, versionOf(row), since);
  };

  /** Two requests may both have found the name free; the database's index lets only one have it. */
  const orTaken = <Result>(
    written: Promise<Result>,
    name: string,
    own: string | null
  ): Promise<Result> =>
    written.catch(async (error: unknown) => {
      const problems = await nameProblems(name, own);
      throw problems.length > 0 ? invalid(problems) : error;
    });

  /** With what it is found by. */
  const entityOf = (data: Prepared['data']) => ({
    ...columnsOf(data),
    nameDigest: digestOf(data.name),
  });

  return {
    /** The error for whoever has read another version than the stored one. */
    outdated,

    /** @param createdBy the id of the admin user who makes it, for Strapi's conditions of permissions */
    async insert(
      { data }: Pick<Prepared, 'data'>,
      createdBy: number | null = null
    ): Promise<ProfileRow> {
      const now = await databaseNow(strapi);
      const others = { createdAtMs: now, savedAtMs: now, createdBy };
      const created = query().create({ data: { ...entityOf(data), ...others } });
      const row: ProfileRow = await orTaken(created, data.name, null);
      const profile = { id: row.documentId, name: row.name };
      await changed({ profile, what: 'created', settings: [], by: null });
      return row;
    },

    /** @throws OutdatedProfileError when it was saved since `before` was read */
    async replace(
      before: ProfileRow,
      { data, secrets }: Prepared,
      by: string | null
    ): Promise<ProfileRow> {
      const { sourceSecrets: _secrets, ...file } = data;
      const settings = changedSettings(comparedTo(before), { file, secrets });
      const isBroken = storedFile(before).problems.length > 0;
      if (settings.length === 0 && !isBroken) return before;
      const version = versionOf(before) + 1;
      const savedAtMs = await databaseNow(strapi);
      const at = isoTime(savedAtMs);
      const changes = withChange(before.changes, { version, at, by, settings });
      const where = { id: before.id, version: before.version };
      const { count } = await orTaken<{ count: number }>(
        query().updateMany({ where, data: { ...entityOf(data), version, changes, savedAtMs } }),
        data.name,
        before.documentId
      );
      if (count === 0) throw await outdated(before, versionOf(before));
      const profile = { id: before.documentId, name: data.name };
      await changed({ profile, what: 'changed', settings, by });
      return query().findOne({ where: { id: before.id } });
    },
  };
};
