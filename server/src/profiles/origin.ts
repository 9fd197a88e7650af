import { errors } from '@strapi/utils';
import type { Core } from '@strapi/strapi';

import type { RecordOrigin } from '../../../shared/contracts/reports';
import type { RecordType } from '../../../shared/records';
import { UIDS } from '../constants';
import { Veil } from '../plan/veil';
import { createRunRows } from '../runs/rows';
import { getService } from '../utils/get-service';
import { isoTime, isoTimeOrNull } from '../write/clock';

interface Bookkeeping {
  connectorProfile: string | null;
  connectorKey: string | null;
  connectorRun: number | null;
  connectorMissingSinceMs?: number | null;
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
  strapi: Core.Strapi,
  profile: string,
  key: string | null
): Promise<string | null> => {
  if (key === null) return null;
  const definition = await getService('profiles', { strapi }).mapping(profile);
  const { targets } = await getService('engine', { strapi }).secrets(definition);
  return new Veil(targets).key(key);
};

const runOf = async (strapi: Core.Strapi, id: number): Promise<RecordOrigin['run']> => {
  const found = await createRunRows({ strapi }).find({ id });
  if (!found) return null;
  const { documentId, status, startedAtMs } = found;
  return { id: documentId, status, startedAt: isoTime(startedAtMs) };
};

/** Where a record comes from. @throws NotFoundError */
export const originOf = async (
  strapi: Core.Strapi,
  type: RecordType,
  documentId: string
): Promise<RecordOrigin> => {
  const record: Bookkeeping | null = await strapi.db
    .query(UIDS[type])
    .findOne({ where: { documentId } });
  if (!record) throw new errors.NotFoundError(`There is no ${type} ${documentId}.`);
  const { connectorProfile, connectorKey, connectorRun, connectorMissingSinceMs } = record;
  const profile = connectorProfile === null ? null : await profileOf(strapi, connectorProfile);
  return {
    profile,
    key: profile && (await shownKey(strapi, profile.id, connectorKey)),
    run: connectorRun === null ? null : await runOf(strapi, connectorRun),
    missingSince: isoTimeOrNull(connectorMissingSinceMs),
  };
};
