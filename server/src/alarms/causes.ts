import type { StoredProblem } from '../../../shared/codes/kinds';
import type { RunStatus } from '../../../shared/run-statuses';

/** Why people are written to. */
export type AlarmKind =
  | 'failed'
  | 'interrupted'
  | 'held'
  | 'recovered'
  | 'overdue'
  | 'quarantined'
  | 'unremoved'
  | 'kept';

/** A reason to write that stands until it is over, and whether a mail about it has left. */
export interface Raised {
  /** An `AlarmKind`, and what tells it from others of its kind. */
  cause: string;
  mailed: boolean;
}

export const kindOfCause = (cause: string): string => cause.split(' ')[0] ?? cause;

const TROUBLE: readonly RunStatus[] = ['failed', 'held', 'interrupted'];

/** What a person has to see to, the same for all runs that end so; null for a run that asks for nobody. */
export const causeOf = ({
  status,
  error,
}: {
  status: RunStatus;
  error: StoredProblem | null;
}): string | null => (TROUBLE.includes(status) ? `${status} ${error?.code ?? ''}`.trim() : null);

/** The cause for records that are kept since then. */
export const keptCause = (since: string): string => `kept ${since}`;

/** Who is kept since later than was told is somebody new; who is left over of them is not. */
const isKnownKept = (list: Raised[], cause: string): Raised | undefined =>
  list.find((one) => kindOfCause(one.cause) === 'kept' && one.cause >= cause);

const find = (list: Raised[], cause: string): Raised | undefined =>
  kindOfCause(cause) === 'kept'
    ? isKnownKept(list, cause)
    : list.find((one) => one.cause === cause);

/** What is to be told, and what is noted of it. */
export interface Raising {
  list: Raised[];
  /** Whether it was not there before. */
  isNew: boolean;
}

/** How many causes are remembered of a profile; the oldest make room. */
const MOST = 20;

/**
 * A list with one more cause; null where nothing is to be told, since it stands there already.
 * @param mails whether somebody is to be written to: a cause that no mail has left about is told again
 */
export const raised = (list: Raised[], cause: string, mails: boolean): Raising | null => {
  const known = find(list, cause);
  if (known && (known.mailed || !mails)) return null;
  const isKept = kindOfCause(cause) === 'kept';
  const others = list.filter(
    (one) => one !== known && !(isKept && kindOfCause(one.cause) === 'kept')
  );
  return { list: [...others, { cause, mailed: mails }].slice(-MOST), isNew: !known };
};

/** What of a list is over, and what is left of it. */
export const settled = (
  list: Raised[],
  isOver: (cause: string) => boolean
): { list: Raised[]; over: Raised[] } => ({
  list: list.filter(({ cause }) => !isOver(cause)),
  over: list.filter(({ cause }) => isOver(cause)),
});

/** The cause for runs that succeed, one after the other, and may not remove anybody. */
export const UNREMOVED = 'unremoved';

/** What a run that succeeds ends. */
export const isTrouble = (cause: string): boolean => !isKeptCause(cause) && cause !== UNREMOVED;
export const isHeld = (cause: string): boolean => kindOfCause(cause) === 'held';
export const isKeptCause = (cause: string): boolean => kindOfCause(cause) === 'kept';
