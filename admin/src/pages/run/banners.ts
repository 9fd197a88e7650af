import type { RunDetail } from '../../../../shared/contracts/reports';
import type { RunCounts } from '../../../../shared/contracts/runs';
import { RECORD_TYPES } from '../../../../shared/records';

/** What a person has to know about a run before its numbers. */
export type BannerKind =
  | 'failed'
  | 'interrupted'
  | 'held'
  | 'rejected'
  | 'canceled'
  | 'with-errors'
  | 'not-modified'
  | 'would-be-held'
  | 'changed-since';

const OF_STATUS: Partial<Record<RunDetail['status'], BannerKind>> = {
  failed: 'failed',
  interrupted: 'interrupted',
  held: 'held',
  rejected: 'rejected',
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
    ...(ofStatus ? [ofStatus] : []),
    ...(run.notModified ? (['not-modified'] as const) : []),
    ...(isTest && run.exceeded.length > 0 ? (['would-be-held'] as const) : []),
    ...(isTest && hasChanged ? (['changed-since'] as const) : []),
  ];
};

/** How many records of all types the plan touches in one way. */
export const sumOf = (counts: RunCounts, action: 'create' | 'update' | 'remove' | 'error') =>
  RECORD_TYPES.reduce((sum, type) => sum + counts[type][action], 0);

/** True when a run's plan has no change to show. */
export const isWithoutChanges = (counts: RunCounts): boolean =>
  (['create', 'update', 'remove', 'error'] as const).every((action) => sumOf(counts, action) === 0);
