import type { RunDetail } from '../../../../shared/contracts/reports';
import { RECORD_TYPES } from '../../../../shared/records';
import type { Permissions } from '../../hooks/usePermissions';
import type { Text } from '../../hooks/useText';
import { hasOnlyPlan } from '../../utils/totals';

/** What a person has to know about a run before its numbers. */
export type BannerKind =
  | 'failed'
  | 'interrupted'
  | 'held'
  | 'rejected'
  | 'expired'
  | 'canceled'
  | 'with-errors'
  | 'undone'
  | 'not-modified'
  | 'would-be-held'
  | 'changed-since';

const OF_STATUS: Partial<Record<RunDetail['status'], BannerKind>> = {
  failed: 'failed',
  interrupted: 'interrupted',
  held: 'held',
  rejected: 'rejected',
  expired: 'expired',
  canceled: 'canceled',
  'succeeded-with-errors': 'with-errors',
};

/** The banners of a run, the most important first. A run that is going on has none. */
export const bannersOf = (run: RunDetail, isCorrected: boolean): BannerKind[] => {
  if (run.status === 'running') return [];
  const isTest = run.kind === 'test';
  const hasChanged = run.changedSince.profile || (run.changedSince.file && !isCorrected);
  const ofStatus = OF_STATUS[run.status];
  return [
    ...(run.undoneBy === null ? [] : (['undone'] as const)),
    ...(ofStatus ? [ofStatus] : []),
    ...(run.notModified ? (['not-modified'] as const) : []),
    ...(isTest && run.exceeded.length > 0 ? (['would-be-held'] as const) : []),
    ...(isTest && hasChanged ? (['changed-since'] as const) : []),
  ];
};

export type ActionKind =
  'cancel' | 'approve' | 'reject' | 'credentials' | 'undo' | 'new-file' | 'run' | 'plan' | 'test';

/** Whether it is one more failure of its profile. */
export const hasFailed = ({ kind, status }: RunDetail): boolean =>
  kind === 'run' && (status === 'failed' || status === 'interrupted');

/** Whether a run has come to an end that can be told in a sentence. */
export const isToldOf = (run: RunDetail): boolean => hasPlan(run) && !run.notModified;

/** Whether its counts are of what has happened, also where it did not come to its end. */
export const hasWritten = ({ kind, status }: RunDetail): boolean =>
  kind === 'run' && status !== 'running' && !hasOnlyPlan(status);

/** Whether a profile goes once the run has ended well, with its runs and so with this one. */
export const isFarewell = ({ purpose, kind, status }: RunDetail): boolean =>
  purpose === 'removal' && kind === 'run' && (status === 'running' || status === 'succeeded');

const hasPlan = ({ status }: RunDetail): boolean =>
  status === 'succeeded' || status === 'succeeded-with-errors';

/** Whether people of the run's plan are in question, and an answer would be of use. */
export const asksAboutPeople = (run: RunDetail): boolean =>
  run.undecided > 0 &&
  !run.changedSince.form &&
  (run.status === 'held' || (run.kind === 'test' && hasPlan(run)));

/**
 * What the person may do with the run as it is now.
 * @param isUploaded whether people deliver the files of its profile
 */
export const availableActions = (
  run: RunDetail,
  may: Permissions,
  isUploaded: boolean
): ActionKind[] => {
  const { kind, status, credentials, changedSince, purpose, progress } = run;
  const isOver = status !== 'running';
  const isImport = purpose === 'import';
  // Who lets people be removed with their profile deletes it.
  const mayGoOn = purpose !== 'removal' || may.canEdit;
  // Whom a run of one person was about, nobody keeps.
  const mayRepeat = mayGoOn && purpose !== 'person';
  const offers: [ActionKind, boolean][] = [
    ['cancel', !isOver && progress?.isCanceling !== true && may.canExecute],
    ['credentials', isOver && credentials > 0 && may.canCredentials],
    ['undo', run.undoableUntil !== null && may.canTest],
    ['reject', status === 'held' && may.canApprove],
    // People in question are answered with the run, where they are shown.
    [
      'approve',
      status === 'held' && !changedSince.form && run.undecided === 0 && may.canApprove && mayGoOn,
    ],
    ['new-file', isImport && isUploaded && isOver && may.canTest],
    ['test', kind === 'test' && isOver && may.canTest && mayRepeat],
    ['run', kind === 'test' && hasPlan(run) && may.canExecute && mayRepeat],
    // The plan of an earlier version is never written.
    ['plan', isImport && status === 'held' && changedSince.form && may.canExecute],
  ];
  return offers.filter(([, isOffered]) => isOffered).map(([action]) => action);
};

/** Stands in the place of the changes of a run that has none; claims nothing of rows that were not looked at. */
export const emptyText = (t: Text, run: RunDetail): string => {
  if (run.status !== 'succeeded' && run.status !== 'succeeded-with-errors') {
    return t('run.changes.none-kept', 'There are no changes to show.');
  }
  const nothing =
    run.kind === 'test'
      ? t('run.changes.nothing-test', 'Nothing would change.')
      : t('run.changes.nothing', 'Nothing has changed.');
  const unchanged = RECORD_TYPES.reduce((sum, type) => sum + run[type].unchanged, 0);
  const { skipped } = run.rows;
  return [
    nothing,
    unchanged > 0 &&
      t(
        'run.changes.left-as-is',
        '{count, plural, one {# record stays as it is.} other {# records stay as they are.}}',
        { count: unchanged }
      ),
    skipped > 0 &&
      t(
        'run.changes.skipped',
        '{count, plural, one {# row is left out by a correction.} other {# rows are left out by corrections.}}',
        { count: skipped }
      ),
  ]
    .filter((sentence) => sentence !== false)
    .join(' ');
};
