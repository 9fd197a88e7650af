import type { Hold } from '../plan/types';
import type { Detected } from '../sources/types';
import type { RunRow, RunRows } from '../storage/runs/rows';

const WRITTEN = ['succeeded', 'succeeded-with-errors'];

const words = ({ encoding, headerRow }: Detected): string =>
  `encoding ${encoding}, ${headerRow === 0 ? 'no column names' : `column names in line ${headerRow}`}`;

/**
 * Why a run is held whose file is read in another way than that of the profile's last one, if it
 * would remove or switch off anybody: names that are misread look like other people.
 */
export const readDifferently = async (
  rows: RunRows,
  { id, profileId }: Pick<RunRow, 'id' | 'profileId'>,
  detected: Detected | null,
  losses: number
): Promise<Hold[]> => {
  if (detected === null || losses === 0) return [];
  const where = { profileId, kind: 'run', status: { $in: WRITTEN }, detected: { $notNull: true } };
  const before = (await rows.latest(where, id))?.detected;
  if (!before) return [];
  if (before.encoding === detected.encoding && before.headerRow === detected.headerRow) return [];
  return [
    {
      code: 'source-read-differently',
      message:
        `The file is read in another way than that of the last run (${words(detected)}; before: ${words(before)}), ` +
        `and ${losses} stored ${losses === 1 ? 'record' : 'records'} would be removed or disabled. ` +
        `If the names in the changes look wrong, reject the run and set encoding or header row in the profile.`,
    },
  ];
};
