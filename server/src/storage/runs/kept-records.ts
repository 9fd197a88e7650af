import type { Core } from '@strapi/strapi';

import type { CodeKey } from '../../../../shared/codes/catalogue';
import { RECORD_TYPES } from '../../../../shared/records';
import { UIDS } from '../../constants';
import { isoTime } from '../clock';
import { from } from '../database';
import { modelTable } from '../tables';
import { ISSUE_UID } from './models';
import { OF_WHOLE_SOURCE, type RunEntity, type RunTable, WRITTEN } from './run-entities';

const KEPT = 'kept-for-failed-row' satisfies CodeKey;
const SKIPPED = 'removal-skipped' satisfies CodeKey;
/** Runs in which it is in the ordinary course of things that somebody is kept, or that nobody is removed. */
const PATIENCE = 5;

/** Records that are kept for long, although the source does not have them any more. */
export interface KeptTooLong {
  count: number;
  /** Since when the last one of them is kept, in ISO 8601. */
  newest: string;
}

/** The end of the run before as many others; null where the history is shorter. */
const endBefore = async (runs: RunTable, profileId: string): Promise<number | null> => {
  const written = await runs.latestSome(
    { profileId, kind: 'run', status: { $in: WRITTEN }, ...OF_WHOLE_SOURCE },
    PATIENCE + 1
  );
  const first = written[PATIENCE];
  return first ? Number(first.finishedAtMs) : null;
};

/**
 * The records of a run's profile that have been kept for more than five runs, since rows about them
 * fail; null where there are none. A run that keeps nobody looks for one issue only.
 */
export const keptTooLong = async (
  strapi: Core.Strapi,
  runs: RunTable,
  { id: runId, profileId }: Pick<RunEntity, 'id' | 'profileId'>
): Promise<KeptTooLong | null> => {
  const issue = await strapi.db.query(ISSUE_UID).findOne({ where: { runId, code: KEPT } });
  const end = issue && (await endBefore(runs, profileId));
  if (end === null) return null;
  const since = isoTime(end);
  let count = 0;
  let newest = '';
  for (const type of RECORD_TYPES) {
    const found: { connectorKeptSince: string }[] = await strapi.db.query(UIDS[type]).findMany({
      where: { connectorProfile: profileId, connectorKeptSince: { $notNull: true, $lte: since } },
      select: ['connectorKeptSince'],
    });
    count += found.length;
    newest =
      [newest, ...found.map(({ connectorKeptSince }) => connectorKeptSince)].toSorted().at(-1) ??
      newest;
  }
  return count === 0 ? null : { count, newest };
};

/**
 * Whether the latest runs of a profile have removed nobody since a row might have been about anybody: all
 * of the last ones, more than are in the ordinary course of things; or not the last one. Null where that
 * is not told by this run, or not yet.
 */
export const areRemovalsSkipped = async (
  strapi: Core.Strapi,
  runs: RunTable,
  { id, profileId, notModified }: Pick<RunEntity, 'id' | 'profileId' | 'notModified'>
): Promise<boolean | null> => {
  if (notModified) return null;
  const where = {
    ...{ profileId, kind: 'run', status: { $in: WRITTEN }, notModified: false },
    ...OF_WHOLE_SOURCE,
  };
  const written = (await runs.latestSome(where, PATIENCE + 1)).map((run) => run.id);
  const told: { run: number }[] = await from(strapi, modelTable(strapi, ISSUE_UID))
    .distinct({ run: 'run_id' })
    .whereIn('run_id', [id, ...written])
    .where('code', SKIPPED);
  const skipped = new Set(told.map(({ run }) => Number(run)));
  if (!skipped.has(id)) return false;
  return written.length > PATIENCE && written.every((run) => skipped.has(run)) ? true : null;
};
