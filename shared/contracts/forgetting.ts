import type { ProblemView } from '../codes/kinds';
import type { RecordType } from '../records';

/** Where something is stored of a person, in the order in which it is shown. */
export const FORGETTING_PLACES = [
  'records',
  'plans',
  'changes',
  'mentions',
  'issues',
  'runs',
  'credentials',
  'secretReads',
  'rows',
  'files',
  'corrections',
  'images',
  'phonebooks',
  'versions',
] as const;

export type ForgettingPlace = (typeof FORGETTING_PLACES)[number];

/** How much of a person each place has, or had. */
export type ForgettingCounts = Record<ForgettingPlace, number>;

export interface ForgottenRecord {
  type: RecordType;
  documentId: string;
  label: string;
}

/** What forgetting a person would do. */
export interface ForgettingPreview {
  type: RecordType;
  /** The person's record, and what belongs to it; none of somebody who has no record any more. */
  records: ForgottenRecord[];
  /** What people called the records of somebody who has none any more. */
  names: string[];
  counts: ForgettingCounts;
  /** How many relations the app itself has to these records, which are lost. */
  relations: number;
  /** The names of the profiles whose sources have, or had, the person: they may bring them again. */
  sources: string[];
}

/** `failed`: it is tried again; nobody is half forgotten for long. */
export type ForgettingState = 'running' | 'failed' | 'done';

/** A privacy request, with nothing of the person in it. */
export interface ForgettingView {
  id: string;
  state: ForgettingState;
  type: RecordType;
  /** Who asked for it. */
  askedBy: string;
  /** ISO times. */
  askedAt: string;
  doneAt: string | null;
  /** What whoever asked for it wrote, such as a ticket's number. */
  reference: string | null;
  /** Whether runs keep the person out from then on. */
  keepOut: boolean;
  /** Null as long as nobody has looked. */
  counts: ForgettingCounts | null;
  error: ProblemView | null;
  /** When one that failed is tried again, as an ISO time. */
  retryAt: string | null;
}

/** How many people a profile's runs leave out. */
export interface KeptOut {
  profile: { id: string; name: string };
  people: number;
}
