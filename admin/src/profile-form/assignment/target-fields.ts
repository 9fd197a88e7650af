import { ATTRIBUTES, RECORD_TYPES, type RecordType } from '../../../../shared/records';
import { fieldId, type FieldId } from './assignment';

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
