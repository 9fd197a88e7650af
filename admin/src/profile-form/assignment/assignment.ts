import { saysOpposite } from '../../../../shared/column-names';
import type { MappedSamples } from '../../../../shared/contracts/mapping';
import type { AttributeValue, MappedRecord } from '../../../../shared/contracts/trials';
import type { ProfileInput } from '../../../../shared/profile';
import { isSoftphone } from '../../../../shared/profile/field-sources';
import type {
  Conversion,
  FieldRecord,
  Fields,
  FieldValue,
} from '../../../../shared/profile/fields';
import type { RecordType } from '../../../../shared/records';
import type { SourceKindId } from '../../utils/source-kind';
import type { Sample } from '../directory/answers';

/** The named columns; one without a name at the end of a line holds nothing. */
export const columnsOf = ({ columns }: Pick<Sample, 'columns'>): string[] =>
  columns.filter((column) => column !== '');

/** The cells of the named columns, row by row: what automatic matching looks at. */
export const cellsOf = (
  { columns, rows }: Pick<Sample, 'columns' | 'rows'>,
  named: readonly string[]
): string[][] => rows.map(({ cells }) => named.map((name) => cells[columns.indexOf(name)] ?? ''));

/** A record of the table and its place there; one that is not there yet has the place behind the last. */
export interface PlacedRecord extends FieldRecord {
  index: number;
}

const SOFTPHONE: FieldRecord = { type: 'phone', values: { kind: { text: 'softphone' } } };

/** The records of a type; where there is none, one that is made by filling it. Softphones are apart. */
export const recordsOf = (fields: Fields, type: RecordType): PlacedRecord[] => {
  const found = fields.flatMap((record, index) =>
    record.type === type && !isSoftphone(record) ? [{ ...record, index }] : []
  );
  return found.length > 0 ? found : [{ index: fields.length, type, values: {} }];
};

/** The phone on each person's computer; null where there is none. */
export const softphoneOf = (fields: Fields): PlacedRecord | null => {
  const index = fields.findIndex(isSoftphone);
  const record = fields[index];
  return record ? { ...record, index } : null;
};

/** The same with or without a softphone for each person. */
export const withSoftphone = (fields: Fields, isWanted: boolean): Fields =>
  isWanted ? [...fields, SOFTPHONE] : fields.filter((record) => !isSoftphone(record));

/** A record that its first value makes. An entry is called like its user. */
const begun = (fields: Fields, type: RecordType): FieldRecord => {
  const isOfUser = type === 'phonebookEntry' && fields.some((record) => record.type === 'user');
  return { type, values: isOfUser ? { displayName: { user: 'displayName' } } : {} };
};

/** The same with one value changed, or taken away; a record that nothing fills any more goes with its last one. */
export const withFieldValue = (
  fields: Fields,
  { index, type }: Pick<PlacedRecord, 'index' | 'type'>,
  attribute: string,
  value: FieldValue | undefined
): Fields => {
  const { values } = fields[index] ?? begun(fields, type);
  const { [attribute]: _before, ...others } = values;
  // The order of what is there stays: two drafts are compared as text.
  const next = value === undefined ? others : { ...values, [attribute]: value };
  const left = Object.keys(next).length > 0 ? [{ type, values: next }] : [];
  return fields.toSpliced(index, 1, ...left);
};

/** A column as it begins to fill an attribute: one that says the opposite, such as `Suspended`, is turned round. */
export const columnFor = (
  attribute: string,
  column: string,
  convert: Conversion[] = []
): FieldValue => {
  const others = convert.filter((one) => one !== 'opposite');
  const next = saysOpposite(column, attribute) ? ['opposite' as const, ...others] : others;
  return next.length > 0 ? { column, convert: next } : { column };
};

const columnsIn = ({ column, convert = [] }: FieldValue): string[] => [
  ...(column === undefined ? [] : [column]),
  ...convert.flatMap((one) => {
    if (typeof one === 'string') return [];
    if ('join' in one) return one.join.columns;
    const stands = 'default' in one ? one.default : null;
    return typeof stands === 'object' && stands && 'column' in stands ? [stands.column] : [];
  }),
];

/** The columns that fill nothing, neither by themselves nor in an expression. */
export const unusedColumns = (
  columns: readonly string[],
  fields: Fields,
  variables: ProfileInput['variables'] = []
): string[] => {
  const values = fields.flatMap((record) => Object.values(record.values));
  const used = new Set(values.flatMap(columnsIn));
  const code = [
    ...variables.map(({ expression }) => expression),
    ...values.map(({ expression = '' }) => expression),
  ].join('\n');
  return columns.filter((column) => !used.has(column) && !code.includes(column));
};

/** Fields of a file whose columns may have changed since: instead of a column that is gone, what is proposed. */
export const fitting = (fields: Fields, proposal: Fields, columns: readonly string[]): Fields =>
  fields.flatMap(({ type, values }) => {
    const proposed = proposal.find((record) => record.type === type)?.values ?? {};
    const kept = Object.entries(values).flatMap(([attribute, value]) => {
      const isGone = value.column !== undefined && !columns.includes(value.column);
      const next = isGone ? proposed[attribute] : value;
      return next ? [[attribute, next]] : [];
    });
    return kept.length > 0 ? [{ type, values: Object.fromEntries(kept) }] : [];
  });

export type Key = 'username' | 'externalId';

/** What people are recognised by, best first: what a directory or another system calls them never changes, user names do. */
const KEYS: Record<SourceKindId, readonly Key[]> = {
  upload: ['username', 'externalId'],
  url: ['username', 'externalId'],
  ldap: ['externalId', 'username'],
  push: ['externalId', 'username'],
  registered: ['externalId', 'username'],
};

/** The attribute that people are recognised by; null when nothing can identify them. */
export const keyOf = (fields: Fields, kind: SourceKindId): Key | null => {
  const user = fields.find(({ type }) => type === 'user');
  return KEYS[kind].find((key) => user?.values[key] !== undefined) ?? null;
};

/** What contacts are told apart by: what is proposed, as far as it is filled. Null where they have no name. */
export const contactKeyOf = (
  fields: Fields,
  proposed: string | string[] = 'displayName'
): string | string[] | null => {
  const values = fields.find(({ type }) => type === 'phonebookEntry')?.values ?? {};
  if (!('displayName' in values)) return null;
  const parts = [proposed].flat().filter((name) => name in values);
  return parts.length > 1 ? parts : (parts[0] ?? 'displayName');
};

const SHOWN_SAMPLES = 3;

const flat = (records: readonly MappedRecord[]): MappedRecord[] =>
  records.flatMap((record) => [record, ...flat(record.children)]);

const isEmpty = (value: AttributeValue | undefined): boolean =>
  value === undefined || value === null || value === '' || String(value) === '';

/** The first different values that an attribute of the record at a place gets. */
export const samplesAt = (
  rows: MappedSamples['rows'],
  place: string,
  attribute: string
): AttributeValue[] => {
  const values = rows.flatMap(({ records }) => {
    const all = flat(records);
    const record = all.find((one) => one.place === place);
    const user = all.find(({ type }) => type === 'user');
    const pieces = record?.references?.[attribute];
    const value = pieces
      ? pieces
          .map((piece) =>
            typeof piece === 'string' ? piece : (user?.attributes[piece.user] ?? '')
          )
          .join('')
      : record?.attributes[attribute];
    return value === undefined || isEmpty(value) ? [] : [value];
  });
  const different = new Map(values.map((value) => [JSON.stringify(value), value]));
  return [...different.values()].slice(0, SHOWN_SAMPLES);
};
