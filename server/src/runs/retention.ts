import type { Core } from '@strapi/strapi';

import type { Settings } from '../../../shared/settings';
import type { SettingsStore } from '../settings';
import type { Storage } from '../storage';
import { isOfWholeSource, type RunEntity, WRITTEN } from '../storage/runs/run-entities';
import type { Uploads } from '../uploads';
import { chunked, groupBy } from '../utils/collections';
import { createRegularLook } from '../utils/regular-look';

const DAY_MS = 24 * 60 * 60 * 1000;
/** What becomes too old without a run is looked for so often. */
const LOOK_MS = 60 * 60 * 1000;

type Dated = Pick<RunEntity, 'id' | 'status' | 'startedAtMs'>;

/**
 * The runs that are too many or too old. The latest one always stays, which the next run looks at, and so
 * does the latest that succeeded: how long ago that was is what monitoring asks for.
 * @param runs of one profile and kind, the oldest first
 */
export const beyondRetention = <Run extends Dated>(
  runs: Run[],
  { runs: most, days }: Pick<Settings['retention'], 'runs' | 'days'>,
  now: number
): Run[] => {
  const oldest = now - days * DAY_MS;
  const lastSuccess = runs.findLast(({ status }) => WRITTEN.some((one) => one === status));
  return runs.filter((run, index) => {
    const { status, startedAtMs } = run;
    const fromEnd = runs.length - index;
    const isLast = fromEnd === 1 || run === lastSuccess;
    const isKept = isLast || status === 'running' || status === 'held';
    return !isKept && (fromEnd > most || startedAtMs < oldest);
  });
};

/** What the history has of one profile and kind. */
type Line = Pick<RunEntity, 'profileId' | 'kind'>;

interface RetentionNeeds {
  storage: Pick<Storage, 'runs' | 'images' | 'requestKeys' | 'secretReads' | 'dropCredentials'>;
  uploads: Pick<Uploads, 'dropKeptOf' | 'removeBefore'>;
  settings: Pick<SettingsStore, 'current'>;
  log: Core.Strapi['log'];
}

/** Removes what is kept for longer, or in greater number, than the settings say. Several instances may do it at a time. */
export const createRetention = ({ storage, uploads, settings, log }: RetentionNeeds) => {
  const { runs: entities } = storage;
  const prune = async ({ profileId, kind }: Line): Promise<void> => {
    const fields: (keyof RunEntity)[] = ['id', 'documentId', 'status', 'startedAtMs', 'purpose'];
    const runs = await entities.findAll({ profileId, kind }, fields);
    const { retention } = await settings.current();
    const now = await entities.now();
    // However many people are synced one by one, the history of whole runs stays as long.
    const removed = [...groupBy(runs, isOfWholeSource).values()].flatMap((alike) =>
      beyondRetention(alike, retention, now)
    );
    for (const some of chunked(removed)) {
      await uploads.dropKeptOf(some.map(({ documentId }) => documentId));
      await entities.remove(some.map(({ id }) => id));
    }
  };

  const tidy = async (): Promise<void> => {
    for (const { profileId, kind } of await entities.lines()) await prune({ profileId, kind });
    const { retention, undo } = await settings.current();
    const now = await entities.now();
    await storage.images.dropBefore(now - undo.days * DAY_MS);
    await storage.dropCredentials(now - retention.credentialDays * DAY_MS);
    await storage.requestKeys.forget();
    await storage.secretReads.forget(now - retention.days * DAY_MS);
    const { uploadDays } = retention;
    if (uploadDays !== null) await uploads.removeBefore(now - uploadDays * DAY_MS);
  };

  const regular = createRegularLook({
    every: LOOK_MS,
    what: 'removing what is too old',
    look: tidy,
    log,
  });

  return {
    /** Removes what is too much of the history of one profile and kind, with the files that are kept of its runs. */
    prune,

    /** Removes all that is too much or too old. */
    tidy,

    /** Does so now and from time to time. */
    start(): void {
      void regular.start();
    },

    stop: regular.stop,
  };
};

export type Retention = ReturnType<typeof createRetention>;
