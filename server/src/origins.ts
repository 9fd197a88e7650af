import type { Core } from '@strapi/strapi';

import { problem } from '../../shared/codes/problems';
import { NotFoundError } from './utils/errors';
import type {
  EditedRecordView,
  HandEditView,
  OwnerView,
  RecordOrigin,
} from '../../shared/contracts/reports';
import { ATTRIBUTES, type RecordType } from '../../shared/records';
import { MASK } from '../../shared/text';
import { UIDS } from './constants';
import { removalTime } from './plan/leaving/grace';
import { SecretMask } from './plan/secret-values';
import { leadersOf } from './plan/sharing';
import type { HandEdit, HandEdits } from './plan/types';
import type { Profiles } from './profiles';
import type { Storage } from './storage';
import { readHandEdits } from './storage/cells';
import { isoTime, isoTimeOrNull } from './storage/clock';
import { paginationOf, type Page, type Paged } from './storage/runs/pages';

interface OriginNeeds {
  strapi: Core.Strapi;
  profiles: Pick<Profiles, 'knownSecrets' | 'missingRule' | 'sharing'>;
  storage: Pick<Storage, 'runs' | 'editedByHand' | 'ownersOf'>;
}

interface Bookkeeping {
  id: number;
  connectorProfile: string | null;
  connectorKey: string | null;
  connectorRun: number | null;
  connectorMissingSinceMs?: number | null;
  connectorDisabledByHandMs?: number | null;
  connectorAbsence: { runs: number } | null;
  enabled?: boolean | null;
  protected?: boolean | null;
  connectorHandEdits: HandEdits | null;
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

/** What of a profile's records nobody may see: keys and values may be made of secrets. */
const maskOf = async ({ profiles }: OriginNeeds, profile: string): Promise<SecretMask> =>
  new SecretMask((await profiles.knownSecrets(profile)).targets);

/** In the order of the attributes, then those that there are no more: each database keeps names in an order of its own. */
const inOrder = (type: RecordType, edits: HandEdits): [attribute: string, edit: HandEdit][] => {
  const names = new Set([...Object.keys(ATTRIBUTES[type]), ...Object.keys(edits).toSorted()]);
  return [...names].flatMap((name): [string, HandEdit][] => {
    const edit = edits[name];
    return edit ? [[name, edit]] : [];
  });
};

const handEditsOf = (
  type: RecordType,
  record: Record<string, unknown>,
  mask: SecretMask
): HandEditView[] => {
  const shown = (attribute: string, value: unknown): unknown =>
    mask.hides(type, attribute) ? MASK : (value ?? null);
  return inOrder(type, readHandEdits(record.connectorHandEdits)).map(
    ([attribute, { source, at }]) => ({
      attribute,
      source: shown(attribute, source),
      stored: shown(attribute, record[attribute]),
      at,
    })
  );
};

/** Whether somebody may see a profile. */
type Sees = (profile: string) => Promise<boolean>;

const runOf = async (
  { storage }: OriginNeeds,
  id: number,
  sees: Sees
): Promise<RecordOrigin['run']> => {
  const found = await storage.runs.find({ id });
  if (!found || !(await sees(found.profileId))) return null;
  const { documentId, status, startedAtMs } = found;
  return { id: documentId, status, startedAt: isoTime(startedAtMs) };
};

/** Those who own a record together, as far as somebody may see them. */
const ownersOf = async (
  needs: OriginNeeds,
  type: RecordType,
  record: { id: number; documentId: string },
  sees: Sees
): Promise<OwnerView[]> => {
  const { strapi, profiles, storage } = needs;
  const found = await storage.ownersOf(type, record);
  if (found.length === 0) return [];
  const { order } = await profiles.sharing();
  const views: OwnerView[] = [];
  for (const { owner, leads } of leadersOf(found, order)) {
    const profile = await profileOf(strapi, owner.profile);
    if (!profile || !(await sees(profile.id))) continue;
    const mask = await maskOf(needs, profile.id);
    views.push({ profile, key: mask.key(owner.key), leads });
  }
  return views;
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
  documentId: string,
  sees: Sees
): Promise<RecordOrigin> => {
  const { strapi } = needs;
  const missing = () =>
    new NotFoundError(problem('record-not-found', { type, record: documentId }));
  const record: (Bookkeeping & Record<string, unknown>) | null = await strapi.db
    .query(UIDS[type])
    .findOne({ where: { documentId } });
  if (!record) throw missing();
  const { connectorProfile, connectorKey, connectorRun } = record;
  const owners = await ownersOf(needs, type, { id: record.id, documentId }, sees);
  const first = connectorProfile === null ? null : await profileOf(strapi, connectorProfile);
  const isSeen = first === null || (await sees(first.id));
  const profile = isSeen ? first : (owners[0]?.profile ?? null);
  if (!isSeen && !profile) throw missing();
  const mask = profile && (await maskOf(needs, profile.id));
  const key = isSeen ? connectorKey : (owners[0]?.key ?? null);
  return {
    profile,
    key: key === null ? null : (mask?.key(key) ?? null),
    owners,
    run: connectorRun === null ? null : await runOf(needs, connectorRun, sees),
    ...(await missingOf(needs, profile && profile.id, record)),
    handEdits: mask ? handEditsOf(type, record, mask) : [],
  };
};

/** Where records come from. */
export const createOrigins = (needs: OriginNeeds) => ({
  /**
   * @param sees whether whoever asks may see a profile; a record of one that they may not is not there
   * @throws NotFoundError
   */
  of: (type: RecordType, documentId: string, sees: Sees): Promise<RecordOrigin> =>
    originOf(needs, type, documentId, sees),

  /** Records of a profile that people have changed by hand, a page of them. @throws NotFoundError */
  async edited(profile: string, { page, pageSize }: Page): Promise<Paged<EditedRecordView>> {
    const mask = await maskOf(needs, profile);
    const slice = { start: (page - 1) * pageSize, limit: pageSize };
    const { total, found } = await needs.storage.editedByHand(profile, slice);
    const results = found.map(({ type, record }): EditedRecordView => ({
      type,
      documentId: String(record.documentId),
      label: mask.label(type, record, String(record.connectorKey ?? '')),
      edits: handEditsOf(type, record, mask),
    }));
    return { results, pagination: paginationOf({ page, pageSize }, total) };
  },
});
