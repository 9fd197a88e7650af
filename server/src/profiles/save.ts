import type { Core } from '@strapi/strapi';

import type { ProfileProblem } from '../../../shared/contracts/profiles';
import type { ProfileInput } from '../../../shared/profile';
import { UIDS } from '../constants';
import { invalid } from '../utils/validation';
import { databaseNow, isoTime } from '../storage/clock';
import { digestOf } from '../storage/digests';
import type { ProfileRow } from './rows';
import type { SourceSecrets } from './secrets';
import { storedFile } from './stored';
import {
  changedSettings,
  OutdatedProfileError,
  versionOf,
  withChange,
  type Compared,
} from './versions';

/** What is written of a profile, and its secrets in clear. */
export interface Prepared {
  data: ProfileInput & { sourceSecrets: string | null };
  secrets: SourceSecrets;
}

interface SaverOptions {
  strapi: Core.Strapi;
  nameProblems(name: string, own: string | null): Promise<ProfileProblem[]>;
  /** What of a row a new version is compared with. */
  comparedTo(row: ProfileRow): Compared;
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
export const createProfileSaver = ({ strapi, nameProblems, comparedTo }: SaverOptions) => {
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
  const named = <Data extends { name: string }>(data: Data) => ({
    ...data,
    nameDigest: digestOf(data.name),
  });

  return {
    /** The error for whoever has read another version than the stored one. */
    outdated,

    async insert({ data }: Pick<Prepared, 'data'>): Promise<ProfileRow> {
      const now = await databaseNow(strapi);
      const times = { createdAtMs: now, savedAtMs: now };
      return orTaken(query().create({ data: { ...named(data), ...times } }), data.name, null);
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
        query().updateMany({ where, data: { ...named(data), version, changes, savedAtMs } }),
        data.name,
        before.documentId
      );
      if (count === 0) throw await outdated(before, versionOf(before));
      return query().findOne({ where: { id: before.id } });
    },
  };
};
