import type { Difference } from '../../../../shared/contracts/runs';
import type { RecordType } from '../../../../shared/records';
import { MASK } from '../../../../shared/text';
import { changeOf, type ChangeContent, type Subject } from '../changes';
import { isEmpty } from '../compare';
import type { SecretMask } from '../secret-values';
import type { Change } from '../types';
import { namesOfDiffering } from './judge';
import type { PresentRecord, RecordImage, StoredImage, WrittenRecord } from './types';

const NOTHING: RecordImage = { attributes: {}, secrets: {}, bookkeeping: {}, rest: {} };

/** A record's key, or what stands for it where nobody owns it. */
export const keyOf = ({ id }: Pick<WrittenRecord, 'id'>, image: RecordImage): string => {
  const { connectorKey } = image.bookkeeping;
  return typeof connectorKey === 'string' ? connectorKey : `id:${id}`;
};

/** What a change of a record is about; called as it will be, or as it is where it stays so. */
export const subjectOf = (
  type: RecordType,
  record: WrittenRecord,
  mask: SecretMask,
  isLeft: boolean
): Subject => {
  const { documentId, before, now } = record;
  const [first, second] = isLeft ? [now, before] : [before, now];
  const key = keyOf(record, first ?? second ?? NOTHING);
  const label = mask.label(type, first?.attributes ?? {}, key, second?.attributes);
  return { row: null, type, key, label, target: now && { id: now.id, documentId } };
};

const isoTime = (time: unknown): string | null =>
  typeof time === 'number' ? new Date(time).toISOString() : null;

/** Bookkeeping that people are told of, under the names that other changes show it by. */
const SHOWN = {
  connectorKey: ['key', (value: unknown) => value ?? null],
  connectorMissingSinceMs: ['missingSince', isoTime],
  connectorAbsence: [
    'missingRuns',
    (value: unknown) => (value as { runs?: number } | null)?.runs ?? null,
  ],
} as const;

/** What is shown of a change from one content to another. */
const differenceOf = (from: RecordImage, to: RecordImage): Difference => {
  const difference: Difference = {};
  for (const name of namesOfDiffering(from.attributes, to.attributes)) {
    const before = from.attributes[name] ?? null;
    const after = to.attributes[name] ?? null;
    if (!isEmpty(before) || !isEmpty(after)) difference[name] = { before, after };
  }
  const masked = (value: string | null | undefined): string | null =>
    value === null || value === undefined ? null : MASK;
  for (const name of namesOfDiffering(from.secrets, to.secrets)) {
    difference[name] = { before: masked(from.secrets[name]), after: masked(to.secrets[name]) };
  }
  for (const [name, [shown, valueOf]] of Object.entries(SHOWN)) {
    const [before, after] = [from, to].map(({ bookkeeping }) => valueOf(bookkeeping[name]));
    if (before !== after) difference[shown] = { before, after };
  }
  return difference;
};

const pick = <Value>(
  values: Record<string, Value>,
  names: string[]
): Record<string, Value | null> =>
  Object.fromEntries(names.map((name) => [name, values[name] ?? null]));

const asFound = ({
  bookkeeping: { connectorRun: run, connectorEditedAtMs: editedAtMs },
}: PresentRecord): NonNullable<Change['asFound']> => ({
  run: typeof run === 'number' ? run : null,
  editedAtMs: typeof editedAtMs === 'number' ? editedAtMs : null,
});

const removalOf = (subject: Subject, now: PresentRecord, profileId: string): ChangeContent =>
  changeOf(subject, {
    action: 'remove',
    own: now.bookkeeping.connectorProfile === profileId,
    asFound: asFound(now),
    difference: differenceOf(now, NOTHING),
  });

/** Gives a record back what the run has changed; what runs do not write stays as it is. */
const updateOf = (subject: Subject, before: StoredImage, now: PresentRecord): ChangeContent =>
  changeOf(subject, {
    action: 'update',
    own: false,
    asFound: asFound(now),
    attributes: pick(before.attributes, namesOfDiffering(before.attributes, now.attributes)),
    restores: {
      hidden: {
        ...pick(before.secrets, namesOfDiffering(before.secrets, now.secrets)),
        ...pick(before.bookkeeping, Object.keys(now.bookkeeping)),
      },
      owners: before.owners,
    },
    difference: differenceOf(now, before),
  });

const creationOf = (
  subject: Subject,
  before: StoredImage,
  ids: { id: number; documentId: string }
): ChangeContent => {
  const { attributes, secrets, bookkeeping, rest, owners } = before;
  return changeOf(subject, {
    action: 'create',
    own: false,
    // Empty ones too: else some would get a default, and the run that makes the record would be noted.
    attributes,
    restores: { ids, hidden: { ...secrets, ...bookkeeping, ...rest }, owners },
    difference: differenceOf(NOTHING, before),
  });
};

/** The change that undoes what a run has written of a record. */
export const undoing = (
  subject: Subject,
  { id, documentId, before, now }: WrittenRecord,
  profileId: string
): ChangeContent | null => {
  if (before === null) return now && removalOf(subject, now, profileId);
  return now === null
    ? creationOf(subject, before, { id, documentId })
    : updateOf(subject, before, now);
};
