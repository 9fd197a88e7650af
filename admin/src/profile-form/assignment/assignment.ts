import type { Matching } from '../../../../shared/contracts/runs';
import { ATTRIBUTES, RECORD_TYPES, type RecordType } from '../../../../shared/records';
import type { Sample } from '../directory/answers';
import type { SourceKindId } from '../../utils/source-kind';

/** An attribute of a record type, such as `user.username`. */
export type FieldId = `${RecordType}.${string}`;

/** The columns that a person chose for fields; empty text leaves a field unfilled. */
export type Choices = Partial<Record<FieldId, string>>;

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
export const columnsOf = ({ columns }: Pick<Sample, 'columns'>): string[] =>
  columns.filter((column) => column !== '');

/** The cells of the named columns, row by row: what automatic matching looks at. */
export const cellsOf = (
  { columns, rows }: Pick<Sample, 'columns' | 'rows'>,
  named: readonly string[]
): string[][] => rows.map(({ cells }) => named.map((name) => cells[columns.indexOf(name)] ?? ''));

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

type Key = 'username' | 'externalId';

/** What people are recognised by, best first: what a directory or another system calls them never changes, user names do. */
const KEYS: Record<SourceKindId, readonly Key[]> = {
  upload: ['username', 'externalId'],
  url: ['username', 'externalId'],
  ldap: ['externalId', 'username'],
  registered: ['externalId', 'username'],
};

/** The attribute that people are recognised by; null when nothing can identify them. */
export const keyOf = (assignment: Assignment, kind: SourceKindId): Key | null =>
  KEYS[kind].find((key) => assignment.has(fieldId('user', key))) ?? null;

/** The columns that fill no field. */
export const unusedColumns = (columns: readonly string[], assignment: Assignment): string[] => {
  const used = new Set([...assignment.values()].map(({ column }) => column));
  return columns.filter((column) => !used.has(column));
};

/** The first different values of a column. */
export const samplesOf = (
  { columns, rows }: Pick<Sample, 'columns' | 'rows'>,
  column: string
): string[] => {
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

export interface TargetField {
  id: FieldId;
  type: RecordType;
  attribute: string;
  /** Shown at first; others are when a column fills them, or when asked for. */
  isUsual: boolean;
}

const USUAL: Record<RecordType, readonly string[]> = {
  user: [
    'username',
    'externalId',
    'displayName',
    'firstName',
    'lastName',
    'extension',
    'email',
    'mobileNumbers',
    'groupName',
  ],
  phonebookEntry: ['displayName', 'phone', 'mobile', 'email', 'organisation'],
  phone: ['mac', 'ip', 'name'],
};

/** A cell cannot hold several names with values. */
const NOT_FROM_A_COLUMN: ReadonlySet<FieldId> = new Set<FieldId>(['phonebookEntry.labels']);

const fieldsOf = (type: RecordType): TargetField[] => {
  const others = Object.keys(ATTRIBUTES[type]).filter((name) => !USUAL[type].includes(name));
  return [...USUAL[type], ...others]
    .map((attribute) => ({
      id: fieldId(type, attribute),
      type,
      attribute,
      isUsual: USUAL[type].includes(attribute),
    }))
    .filter(({ id }) => !NOT_FROM_A_COLUMN.has(id));
};

/** The fields that a column can fill, by record type, in the order that they are shown in. */
export const TARGET_FIELDS = RECORD_TYPES.map((type) => ({ type, fields: fieldsOf(type) }));

/** Attributes that no two records may share. */
export const isUnique = ({ type, attribute }: TargetField): boolean =>
  ATTRIBUTES[type][attribute]?.unique === true;
