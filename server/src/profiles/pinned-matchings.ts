import type { Core } from '@strapi/strapi';
import type { Matching } from '../../../shared/contracts/runs';
import type { Changed } from './save';
import { pinnedFor, type PinnedMatching, type ProfileRow } from './stored';

/** What automatic matching keeps to, by profile. */
export const createPinnedMatchings = (
  rowOf: (id: string) => Promise<ProfileRow>,
  query: () => ReturnType<Core.Strapi['db']['query']>,
  changed: Changed
) => {
  const keep = ({ id }: ProfileRow, pinnedMatching: PinnedMatching | null) =>
    query().update({ where: { id }, data: { pinnedMatching } });

  return {
    /** What it keeps to with a source of this type. @throws NotFoundError */
    async pinned(id: string, sourceType: string): Promise<Matching | null> {
      return pinnedFor(await rowOf(id), sourceType);
    },

    /** Keeps a matching, unless one of known columns is kept already. @throws NotFoundError */
    async pin(id: string, { matched, unmatched, preset }: Matching): Promise<void> {
      const row = await rowOf(id);
      const { type: sourceType } = row.source;
      if (pinnedFor(row, sourceType)?.matched.length) return;
      await keep(row, { matched, unmatched, ...(preset && { preset }), sourceType });
    },

    /** Lets the next run match anew. @throws NotFoundError */
    async matchAnew(id: string): Promise<void> {
      const row = await rowOf(id);
      await keep(row, null);
      const profile = { id, name: row.name };
      await changed({ profile, what: 'matched-anew', settings: [], by: null });
    },
  };
};
