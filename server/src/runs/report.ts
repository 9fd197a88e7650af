import { inEnglish } from '../../../shared/codes/texts';
import type {
  OwnProgress,
  RunProgress,
  RunReport,
  RunSummary,
} from '../../../shared/contracts/runs';
import { noCounts } from '../../../shared/counts';
import { RECORD_TYPES } from '../../../shared/records';
import { PLUGIN_ID } from '../constants';
import { isoTime, isoTimeOrNull } from '../storage/clock';
import type { RunEntity } from '../storage/runs/run-entities';

/** What the run did; its issues are read apart, since there may be many. */
export const reportOf = (entity: RunEntity): RunReport => {
  const counts = entity.counts ?? entity.progress?.counts ?? noCounts();
  const { user, phonebookEntry, phone } = counts;
  return {
    id: entity.documentId,
    profile: entity.profileName,
    kind: entity.kind,
    purpose: entity.purpose ?? 'import',
    status: entity.status,
    // Runs of earlier versions counted no skipped rows.
    rows: { ...noCounts().rows, ...counts.rows },
    user,
    phonebookEntry,
    phone,
    trigger: entity.trigger,
    startedAt: isoTime(entity.startedAtMs),
    finishedAt: isoTimeOrNull(entity.finishedAtMs),
    notModified: entity.notModified,
    matching: entity.matching,
    error: entity.error && inEnglish(entity.error),
  };
};

export const summaryOf = (entity: RunEntity): RunSummary => ({
  ...reportOf(entity),
  disabled: entity.counts?.disabled ?? 0,
  profileId: entity.profileId,
  startedBy: entity.startedBy,
  decidedBy: entity.decidedBy,
  sourceName: entity.sourceName,
  retryOf: entity.retryOf,
  undoOf: entity.undoOf,
  exceeded: (entity.exceeded ?? []).map(inEnglish),
  progress: progressOf(entity, entity.progress),
});

/** How far a run is that is going on; null once it is over. */
export const progressOf = (
  { status, cancelRequested: isCanceling }: Pick<RunEntity, 'status' | 'cancelRequested'>,
  own: OwnProgress | null
): RunProgress | null => (status === 'running' && own ? { ...own, isCanceling } : null);

/** A run that is over, in a line of the log. */
export const logLine = (entity: RunEntity): string => {
  const run = summaryOf(entity);
  const counts = RECORD_TYPES.map((type) => {
    const { create, update, unchanged, remove, error } = run[type];
    return `${type} +${create} ~${update} =${unchanged} -${remove} !${error}`;
  });
  const { read, filtered, skipped, failed } = run.rows;
  const rows = `rows ${read} read, ${filtered} filtered, ${skipped} skipped, ${failed} failed`;
  const reason = entity.error ? ` (${entity.error.code})` : '';
  return `${PLUGIN_ID}: ${entity.kind} ${entity.documentId} of "${entity.profileName}" ${entity.status}${reason}: ${rows}; ${counts.join('; ')}`;
};
