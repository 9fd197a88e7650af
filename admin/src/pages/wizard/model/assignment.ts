import type { Matching } from '../../../../../shared/contracts/runs';
import type { Detection } from '../../../../../shared/contracts/sources';
import { ATTRIBUTES, RECORD_TYPES, type RecordType } from '../../../../../shared/records';
import type { Choices, FieldId } from './draft';

export interface Assigned {
  column: string;
  reason: 'name' | 'synonym' | 'chosen';
}

/** Which column fills which field, and why. */
export type Assignment = ReadonlyMap<FieldId, Assigned>;

const SAMPLES = 3;

/** Names an attribute of a record type. */
export const fieldId = (type: RecordType, attribute: string): FieldId => `${type}.${attribute}`;

/** The named columns; one without a name at the end of a line holds nothing. */
export const columnsOf = ({ columns }: Detection): string[] =>
  columns.filter((column) => column !== '');

/** What automatic matching proposes, with what a person chose instead. A column that is gone chooses nothing. */
export const assign = (
  columns: readonly string[],
  proposal: Matching['matched'],
  choices: Choices
): Assignment => {
  const assignment = new Map<FieldId, Assigned>(
    proposal.map(({ type, attribute, column, reason }) => [
      fieldId(type, attribute),
      { column, reason },
    ])
  );
  for (const [field, column] of Object.entries(choices) as [FieldId, string][]) {
    if (column === '') assignment.delete(field);
    else if (columns.includes(column) && assignment.get(field)?.column !== column) {
      assignment.set(field, { column, reason: 'chosen' });
    }
  }
  return assignment;
};

/** The attribute that people are recognised by; null when nothing can identify them. */
export const keyOf = (assignment: Assignment): 'username' | 'externalId' | null => {
  if (assignment.has('user.username')) return 'username';
  return assignment.has('user.externalId') ? 'externalId' : null;
};

/** The columns that fill no field. */
export const unusedColumns = (columns: readonly string[], assignment: Assignment): string[] => {
  const used = new Set([...assignment.values()].map(({ column }) => column));
  return columns.filter((column) => !used.has(column));
};

/** The first different values of a column. */
export const samplesOf = ({ columns, rows }: Detection, column: string): string[] => {
  const index = columns.indexOf(column);
  const values = rows.map(({ cells }) => cells[index]?.trim() ?? '');
  return [...new Set(values)].filter((value) => value !== '').slice(0, SAMPLES);
};

/** The assignment as the server writes a template of it, in the order of the attributes. */
export const matchedOf = (assignment: Assignment): Omit<Matching['matched'][number], 'reason'>[] =>
  RECORD_TYPES.flatMap((type) =>
    Object.keys(ATTRIBUTES[type]).flatMap((attribute) => {
      const assigned = assignment.get(fieldId(type, attribute));
      return assigned ? [{ type, attribute, column: assigned.column }] : [];
    })
  );
