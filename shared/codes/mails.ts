import type { Definitions } from './kinds';

const OF_RUN = ['failed', 'interrupted', 'held', 'recovered'] as const;
const KINDS = [...OF_RUN, 'overdue', 'quarantined', 'unremoved', 'kept'] as const;

/** What the mails about runs and schedules are made of. */
export const MAILS = {
  'mail/subject': { kind: 'note', params: { profile: 'text', what: KINDS } },
  'mail/run': { kind: 'note', params: { profile: 'text', start: 'text', what: OF_RUN } },
  'mail/overdue': { kind: 'note', params: { profile: 'text', since: 'text?' } },
  'mail/quarantined': { kind: 'note', params: { profile: 'text', failures: 'number' } },
  'mail/kept': { kind: 'note', params: { profile: 'text', count: 'number' } },
  'mail/unremoved': { kind: 'note', params: { profile: 'text' } },
  /** In the place of a text that may hold values of rows. */
  'mail/reason': { kind: 'note', params: { title: 'text' } },
  'mail/what-to-do': { kind: 'note', params: { what: KINDS, days: 'number' } },
  'mail/link': { kind: 'note', params: { address: 'text' } },
  'mail/next': { kind: 'note' },
} as const satisfies Definitions;
