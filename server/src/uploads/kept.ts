import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';

import type { Content } from './content';
import { KEPT, titleOf, type UploadRows } from './rows';

/** One that is larger is not kept: a run would take too long. */
const MOST_KEPT_BYTES = 32 * 1024 * 1024;

export interface KeptFile {
  /** What people know it by. */
  name: string;
  file: string;
}

interface KeptNeeds {
  rows: UploadRows;
  writeChunks: Content['writeChunks'];
}

/** Files that runs have read without their being uploaded, the latest one of each profile. */
export const createKeptFiles = ({ rows, writeChunks }: KeptNeeds) => {
  const dropKept = (profile: string): Promise<void> => rows.removeAll({ profile: KEPT + profile });

  return {
    /**
     * Keeps the file that a run has read, in the place of that of an earlier run of its profile, so that its rows can
     * be looked at and corrected. One that is too large is not kept.
     * @param run its id, by which the file is found
     */
    async keep(run: string, profile: string, { name, file }: KeptFile): Promise<void> {
      await dropKept(profile);
      if ((await stat(file)).size > MOST_KEPT_BYTES) return;
      const created = await rows.insert(run, KEPT + profile, titleOf(name));
      try {
        await rows.complete(created.id, await writeChunks(created.id, createReadStream(file)));
      } catch (error) {
        await rows.remove([created]);
        throw error;
      }
    },

    /** The run whose file is kept of a profile; null: none is. */
    async keptRun(profile: string): Promise<string | null> {
      return (await rows.currentRow(KEPT + profile))?.key ?? null;
    },

    /** Whether the file that a run has read is kept. */
    async keeps(run: string, profile: string): Promise<boolean> {
      return (await rows.find(run))?.profile === KEPT + profile;
    },

    dropKept,

    /** Drops the files that these runs have read. */
    dropKeptOf: (runs: string[]): Promise<void> =>
      rows.removeAll({ key: { $in: runs }, profile: { $startsWith: KEPT } }),
  };
};
