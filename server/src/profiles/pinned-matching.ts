import type { Core } from '@strapi/strapi';

import type { Matching } from '../../../shared/contracts/runs';
import { PLUGIN_ID, UIDS } from '../constants';

/** The automatic matching that a profile keeps to, beside the profile: not in its file or fingerprint. */
export interface PinnedMatching extends Matching {
  /** It ends with another type of source. */
  sourceType: string;
}

interface PinnableRow {
  id: number;
  documentId: string;
  source: { type: string };
  template: string | null;
  pinnedMatching: PinnedMatching | null;
}

/** The matching that holds for a profile with a source of this type; null: it is matched anew. */
export const pinnedFor = (
  { pinnedMatching }: Pick<PinnableRow, 'pinnedMatching'>,
  sourceType: string
): Matching | null => {
  if (!pinnedMatching || pinnedMatching.sourceType !== sourceType) return null;
  const { matched, unmatched } = pinnedMatching;
  return { matched, unmatched };
};

const WROTE = ['succeeded', 'succeeded-with-errors'];
const DONE = { key: 'matchings-pinned' };

/**
 * Pins what version 0.1.0 matched: that version kept it in the reports of its runs only. Once; what
 * a person has matched anew since then stays so.
 */
export const pinFromHistory = async (strapi: Core.Strapi): Promise<void> => {
  const store = strapi.store({ type: 'plugin', name: PLUGIN_ID });
  if (await store.get(DONE)) return;
  const profiles: PinnableRow[] = await strapi.db.query(UIDS.profile).findMany();
  for (const { id, documentId, source, template, pinnedMatching } of profiles) {
    if (template?.trim() || pinnedMatching) continue;
    const run: { matching: Matching } | null = await strapi.db.query(UIDS.run).findOne({
      where: {
        profileId: documentId,
        kind: 'run',
        status: { $in: WROTE },
        matching: { $notNull: true },
      },
      orderBy: { id: 'desc' },
    });
    if (!run) continue;
    const pinned: PinnedMatching = { ...run.matching, sourceType: source.type };
    await strapi.db.query(UIDS.profile).update({ where: { id }, data: { pinnedMatching: pinned } });
  }
  await store.set({ ...DONE, value: true });
};
