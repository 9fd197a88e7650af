import {
  type AppAttributes,
  type AttributeDefinition,
  ATTRIBUTES,
  type RecordType,
} from '../../../../shared/records';

/** An attribute that can be filled. */
export interface TargetField extends Omit<AttributeDefinition, 'synonyms'> {
  attribute: string;
  /** Shown at first; others are when something fills them, or when asked for. */
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

/** The attributes of a type, the usual ones first and those of the app last. Several names with values are in no cell. */
export const targetFields = (type: RecordType, app?: AppAttributes): TargetField[] => {
  const known = Object.entries({ ...ATTRIBUTES[type], ...app?.[type] }).filter(
    ([, { kind }]) => kind !== 'labels'
  );
  const fields = known.map(([attribute, definition]) => ({
    ...definition,
    attribute,
    isUsual: USUAL[type].includes(attribute),
  }));
  const order = USUAL[type];
  const usual = fields.filter(({ isUsual }) => isUsual);
  usual.sort((one, other) => order.indexOf(one.attribute) - order.indexOf(other.attribute));
  return [...usual, ...fields.filter(({ isUsual }) => !isUsual)];
};
