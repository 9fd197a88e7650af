import { identityOf } from '../../../../shared/identity';
import { type RecordType, uniqueAttributes } from '../../../../shared/records';
import { groupBy } from '../../utils/collections';
import { KEY_TRAIT as KEY } from '../leaving/departures';
import type { Change, StoredRecord } from '../types';
import type { UndoOptions, WrittenRecord } from './types';

/** A value that only one record may have, and that a change gives back to its record. */
interface Claim {
  sequence: number;
  /** The id of the record that is there. */
  own: number | null;
  attribute: string;
  value: string;
  /** Whose key it is; null for a value. */
  owner: string | null;
}

/** A claim to what another record has. */
export interface Conflict extends Claim {
  holder: StoredRecord;
}

const text = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : null;

/** What a change asks for that its record does not have now. */
export const claimsOf = (
  type: RecordType,
  { before, now }: WrittenRecord,
  sequence: number
): Claim[] => {
  if (before === null) return [];
  const own = now?.id ?? null;
  const ofValues = uniqueAttributes(type).flatMap((attribute): Claim[] => {
    const value = text(before.attributes[attribute]);
    const identity = value === null ? null : identityOf(attribute, value);
    const current = identityOf(attribute, text(now?.attributes[attribute]) ?? '');
    if (value === null || identity === null || identity === current) return [];
    return [{ sequence, own, attribute, value, owner: null }];
  });
  const key = text(before.bookkeeping.connectorKey);
  const owner = text(before.bookkeeping.connectorProfile);
  if (key === null || owner === null) return ofValues;
  const isKept =
    now?.bookkeeping.connectorKey === key && now.bookkeeping.connectorProfile === owner;
  return isKept ? ofValues : [...ofValues, { sequence, own, attribute: KEY, value: key, owner }];
};

const identity = (attribute: string, value: string): string | null =>
  attribute === KEY ? value : identityOf(attribute, value);

const valueOf = (attribute: string, { key, attributes }: StoredRecord): string | null =>
  attribute === KEY ? key : text(attributes[attribute]);

/** Finds the claims to what other records have. */
export const findConflicts = async (
  type: RecordType,
  claims: readonly Claim[],
  reader: UndoOptions['reader']
): Promise<Conflict[]> => {
  const conflicts: Conflict[] = [];
  const groups = groupBy(claims, ({ attribute, owner }) => JSON.stringify([attribute, owner]));
  for (const group of groups.values()) {
    const [first] = group;
    if (!first) continue;
    const { attribute, owner } = first;
    const values = group.map(({ value }) => value);
    const found =
      owner === null
        ? await reader.byAttribute(type, attribute, values)
        : await reader.byKey(type, owner, values);
    const holders = groupBy(found, (record) => {
      const value = valueOf(attribute, record);
      return value === null ? null : identity(attribute, value);
    });
    for (const claim of group) {
      for (const holder of holders.get(identity(attribute, claim.value)) ?? []) {
        if (holder.id !== claim.own) conflicts.push({ ...claim, holder });
      }
    }
  }
  return conflicts;
};

/** Whether a change takes a value away from its record. */
export const givesUp = ({ action, attributes, restores }: Change, attribute: string): boolean =>
  action === 'remove' ||
  (action === 'update' &&
    (attribute === KEY
      ? restores !== undefined && KEY in restores.hidden
      : Object.hasOwn(attributes, attribute)));
