import type { Counts, RunSummary } from '../../../shared/contracts/runs';

const counts = (some: Partial<Counts> = {}): Counts => ({
  create: 0,
  update: 0,
  unchanged: 0,
  remove: 0,
  error: 0,
  ...some,
});

type Given = Partial<Omit<RunSummary, 'user' | 'phonebookEntry' | 'phone'>> & {
  user?: Partial<Counts>;
  phonebookEntry?: Partial<Counts>;
  phone?: Partial<Counts>;
};

/** A run that succeeded and had nothing to do, but for what is given. */
export const runOf = ({ user, phonebookEntry, phone, ...some }: Given = {}): RunSummary => ({
  id: 'run',
  profile: 'Staff',
  profileId: 'profile',
  kind: 'run',
  purpose: 'import',
  status: 'succeeded',
  trigger: 'manual',
  startedAt: '2026-01-05T02:00:00.000Z',
  finishedAt: '2026-01-05T02:00:10.000Z',
  notModified: false,
  matching: null,
  retryOf: null,
  undoOf: null,
  error: null,
  startedBy: null,
  decidedBy: null,
  sourceName: 'staff.csv',
  exceeded: [],
  progress: null,
  rows: { read: 0, filtered: 0, skipped: 0, failed: 0 },
  user: counts(user),
  phonebookEntry: counts(phonebookEntry),
  phone: counts(phone),
  ...some,
});
