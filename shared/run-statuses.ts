/** How a run goes on, and how it has ended. */
export const RUN_STATUSES = [
  'running',
  'succeeded',
  'succeeded-with-errors',
  'held',
  'failed',
  'canceled',
  'rejected',
  'interrupted',
  'expired',
] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];
