import type { Core } from '@strapi/strapi';

import { problem } from '../../shared/codes/problems';
import { NotFoundError } from './utils/errors';
import type { RecordOrigin } from '../../shared/contracts/reports';
import type { RecordType } from '../../shared/records';
import { UIDS } from './constants';
import { removalTime } from './plan/leaving/grace';
import { SecretMask } from './plan/secret-values';
import type { Profiles } from './profiles';
import type { Storage } from './storage';
import { isoTime, isoTimeOrNull } from './storage/clock';

interface OriginNeeds {
  strapi: Core.Strapi;
  profiles: Pick<Profiles, 'knownSecrets' | 'missingRule'>;
  storage: Pick<Storage, 'runs'>;
}

interface Bookkeeping {
  connectorProfile: string | null;
  connectorKey: string | null;
  connectorRun: number | null;
  connectorMissingSinceMs?: number | null;
  connectorDisabledByHandMs?: number | null;
  connectorAbsence: { runs: number } | null;
  enabled?: boolean | null;
  protected?: boolean | null;
}

const profileOf = async (
  strapi: Core.Strapi,
  documentId: string
): Promise<RecordOrigin['profile']> => {
  const found: { name: string } | null = await strapi.db
    .query(UIDS.profile)
    .findOne({ where: { documentId }, select: ['name'] });
  return found && { id: documentId, name: found.name };
};

/** A record's key as it may be shown: it may be made of a secret, and then is nobody's to see. */
const shownKey = async (
  { profiles }: OriginNeeds,
  profile: string,
  key: string | null
): Promise<string | null> => {
  if (key === null) return null;
  const { targets } = await profiles.knownSecrets(profile);
  return new SecretMask(targets).key(key);
};

const runOf = async ({ storage }: OriginNeeds, id: number): Promise<RecordOrigin['run']> => {
  const found = await storage.runs.find({ id });
  if (!found) return null;
  const { documentId, status, startedAtMs } = found;
  return { id: documentId, status, startedAt: isoTime(startedAtMs) };
};

type Missing = Pick<RecordOrigin, 'missingSince' | 'missingRuns' | 'removedAt'>;

/** What its profile does with a record that its source no longer has. */
const missingOf = async (
  { profiles }: OriginNeeds,
  profile: string | null,
  record: Bookkeeping
): Promise<Missing> => {
  const { connectorAbsence } = record;
  const missingSince = isoTimeOrNull(record.connectorMissingSinceMs);
  const disabledByHand = isoTimeOrNull(record.connectorDisabledByHandMs);
  const isMissing = missingSince !== null || connectorAbsence !== null;
  const isOpen = isMissing && !record.protected;
  const rule = profile !== null && isOpen ? await profiles.missingRule(profile) : null;
  if (!rule) return { missingSince, missingRuns: null, removedAt: null };
  const { missing, removalSince } = rule;
  return {
    missingSince,
    missingRuns: connectorAbsence && {
      found: connectorAbsence.runs,
      needed: Math.max(missing.afterRuns, connectorAbsence.runs + 1),
    },
    removedAt:
      record.enabled === false
        ? removalTime({ missingSince, disabledByHand }, missing, { daysSince: removalSince })
        : null,
  };
};

const originOf = async (
  needs: OriginNeeds,
  type: RecordType,
  documentId: string
): Promise<RecordOrigin> => {
  const { strapi } = needs;
  const record: Bookkeeping | null = await strapi.db
    .query(UIDS[type])
    .findOne({ where: { documentId } });
  if (!record) throw new NotFoundError(problem('record-not-found', { type, record: documentId }));
  const { connectorProfile, connectorKey, connectorRun } = record;
  const profile = connectorProfile === null ? null : await profileOf(strapi, connectorProfile);
  return {
    profile,
    key: profile && (await shownKey(needs, profile.id, connectorKey)),
    run: connectorRun === null ? null : await runOf(needs, connectorRun),
    ...(await missingOf(needs, profile && profile.id, record)),
  };
};

/** Where records come from. */
export const createOrigins = (needs: OriginNeeds) => ({
  /** @throws NotFoundError */
  of: (type: RecordType, documentId: string): Promise<RecordOrigin> =>
    originOf(needs, type, documentId),
});
