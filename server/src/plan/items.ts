import type { RecordType } from '../../../shared/records';
import type { AttributeValue, MappedRecord, MappedRow } from '../mapping/types';
import { attributeKey, identifying, placeKey } from './keys';
import type { PlanPolicy, StoredRecord } from './types';

/** One record of a row, with what the plan finds out about it. */
export interface Item {
  row: number;
  record: MappedRecord;
  type: RecordType;
  /** The value of the attribute that records of the type are matched by. */
  matchValue: string | null;
  /** Null where nothing identifies the record. */
  key: string | null;
  parent: Item | null;
  /** The user it belongs to: the nearest one above it. */
  user: Item | null;
  stored: StoredRecord | null;
  /** The record that a person who returns under a new id had. */
  formerSelf: StoredRecord | null;
  /** Of a user: what it will have, as far as that is known; null until it is planned. */
  final: Record<string, AttributeValue> | null;
  /** Those of them that are known only when all rows have been read; null where there are none. */
  pending: Record<string, AttributeValue> | null;
  /** Its change's place in the plan; null while it has none. */
  sequence: number | null;
  failed: boolean;
}

function keyOf(record: MappedRecord, attribute: string, parent: Item | null): string | null {
  const value = identifying(attribute, record.attributes[attribute]);
  if (value !== null) return attributeKey(attribute, value);
  if (record.type === 'user') return null;
  if (parent) return parent.key === null ? null : placeKey(parent.key, record.place);
  const name = identifying('displayName', record.attributes.displayName);
  // The name of a failed record may not be what it was stored by: the value that failed may be its id.
  if (record.type === 'phone' || record.failed || name === null) return null;
  return attributeKey('displayName', name);
}

/** The records of a row, each followed by its children. A user is nobody's child, wherever it stands. */
export function itemsOf(row: MappedRow, match: PlanPolicy['match']): Item[] {
  const items: Item[] = [];
  const roots = [...row.records];
  const visit = (record: MappedRecord, parent: Item | null): void => {
    const { type } = record;
    const item: Item = {
      row: row.row,
      record,
      type,
      matchValue: identifying(match[type], record.attributes[match[type]]),
      key: keyOf(record, match[type], parent),
      parent,
      user: parent && (parent.type === 'user' ? parent : parent.user),
      stored: null,
      formerSelf: null,
      final: null,
      pending: null,
      sequence: null,
      failed: false,
    };
    items.push(item);
    for (const child of record.children) {
      if (child.type === 'user') roots.push(child);
      else visit(child, item);
    }
  };
  for (const root of roots) visit(root, null);
  return items;
}

/** The attributes by which people call a record, the best first. */
export const LABEL_ATTRIBUTES: readonly string[] = ['displayName', 'username', 'name', 'mac'];

/** The key of an item, or what stands for it where nothing identifies the record. */
export const keyOrPlace = ({ key, row, record }: Item): string =>
  key ?? `row:${row}/${record.place}`;
