import type { RecordType } from '../../../shared/records';
import { labelOf, labelOfItem, type Item } from './items';
import type { Change, StoredRecord } from './types';

/** A change before it gets its place in the plan. */
export type ChangeContent = Omit<Change, 'sequence'>;

/** What a change is about. */
export type Subject = Pick<Change, 'row' | 'type' | 'key' | 'label' | 'target'>;

export const subjectOfItem = (item: Item): Subject => {
  const { row, type, key, record, stored } = item;
  return {
    row,
    type,
    key: key ?? `row:${row}/${record.place}`,
    label: labelOfItem(item),
    target: stored && { id: stored.id, documentId: stored.documentId },
  };
};

/** A change that writes what it is given and nothing else. */
export const changeOf = (
  { row, type, key, label, target }: Subject,
  content: Pick<Change, 'action' | 'own'> & Partial<ChangeContent>
): ChangeContent => ({
  row,
  type,
  key,
  label,
  target,
  attributes: {},
  secrets: {},
  generate: [],
  vacate: [],
  difference: {},
  ...content,
});

/** A record that is counted as an error: nothing of it is written. */
export const errorOf = (subject: Subject): ChangeContent =>
  changeOf(subject, { action: 'error', own: false });

/** What a change of a stored record that no row has is about. */
export const subjectOfStored = (
  type: RecordType,
  { id, documentId, key, attributes }: StoredRecord
): Subject => {
  const shown = key ?? `id:${id}`;
  return {
    row: null,
    type,
    key: shown,
    label: labelOf(attributes, shown),
    target: { id, documentId },
  };
};

/** The change, with more attributes that it sets null before anything else is written. */
export const vacate = (change: Change, attributes: string[]): Change => ({
  ...change,
  vacate: [...new Set([...change.vacate, ...attributes])],
});
