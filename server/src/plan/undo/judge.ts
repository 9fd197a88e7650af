import type { RecordImage, WhyLeft, WrittenRecord } from './types';

/** Why a record is left whatever becomes of others. */
type OfItself = Exclude<WhyLeft, 'taken' | 'user' | 'theirs'>;

/** What is to become of a record; `none`: it is as it was before the run. */
export type Verdict =
  | { what: 'none' | 'remove' | 'update' | 'create' }
  | { what: 'left'; why: OfItself; at: number | null };

/** JSON says of two values whether they are the same: both come from JSON or the same driver. */
const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/** The names of what differs between two parts of records. */
export const namesOfDiffering = (
  one: Readonly<Record<string, unknown>>,
  other: Readonly<Record<string, unknown>>
): string[] =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].filter(
    (name) => !isSame(one[name], other[name])
  );

const isAsBefore = ({ before, now }: WrittenRecord): boolean =>
  before !== null &&
  now !== null &&
  before.userId === now.userId &&
  isSame(before.owners, now.owners) &&
  (['attributes', 'secrets', 'bookkeeping'] satisfies (keyof RecordImage)[]).every(
    (part) => namesOfDiffering(before[part], now[part]).length === 0
  );

const left = (why: OfItself, at: number | null = null): Verdict => ({
  what: 'left',
  why,
  at,
});

/** Why a record is left that is there, if it is: others have written it since, or hold on to it. */
const reasonToLeave = ({ before, now, writtenAtMs, runAfter }: WrittenRecord): Verdict | null => {
  if (now === null) return null;
  const { connectorEditedAtMs: editedAt, connectorRun: run } = now.bookkeeping;
  if (typeof editedAt === 'number' && editedAt >= writtenAtMs) return left('edited', editedAt);
  // Of a record whose values were only given up beforehand, the run says nothing.
  const isOfRun =
    isSame(run ?? 0, runAfter) || (before && isSame(run, before.bookkeeping.connectorRun));
  if (!isOfRun) return left('run', typeof run === 'number' ? run : null);
  return null;
};

/** What undoing a run makes of a record that it has written. */
export const judge = (record: WrittenRecord): Verdict => {
  const { before, now, runAfter } = record;
  if (before === null) {
    if (now === null) return { what: 'none' };
    const reason = reasonToLeave(record);
    if (reason) return reason;
    if (now.rest.protected === true) return left('protected');
    return now.hasOthersBelow ? left('below') : { what: 'remove' };
  }
  if (now === null) return runAfter === null ? { what: 'create' } : left('gone');
  if (isAsBefore(record)) return { what: 'none' };
  return reasonToLeave(record) ?? { what: 'update' };
};
