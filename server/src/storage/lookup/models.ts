import { MOST_WORDS, TERM_LENGTH } from '../../lookup/names';
import type { NumberedType } from '../../lookup/numbers';

export const NUMBER_UID = 'plugin::directory-connector.number';
export const NAME_UID = 'plugin::directory-connector.name';
export const LOOKUP_STATE_UID = 'plugin::directory-connector.lookup-state';

const NUMBERS = 'directory_numbers';
const NAMES = 'directory_names';

/** Whose is what everybody may find, and what nobody may: a private entry without a user. */
export const EVERYBODY = 0;
export const NOBODY = -1;

/** The id of the user who alone finds it; `EVERYBODY`, `NOBODY`. */
const ownerId = () => ({ type: 'integer', column: { notNullable: true } });

/** All numbers of users and entries, as they came and as they are compared. */
export const numberModel = {
  uid: NUMBER_UID,
  singularName: 'number',
  tableName: NUMBERS,
  attributes: {
    id: { type: 'increments' },
    recordType: { type: 'string', column: { notNullable: true } },
    recordId: { type: 'integer', column: { notNullable: true } },
    ownerId: ownerId(),
    kind: { type: 'string' },
    number: { type: 'string' },
    e164: { type: 'string', columnName: 'e164' },
    internal: { type: 'string' },
    extension: { type: 'string' },
  },
  indexes: [
    { name: `${NUMBERS}_e164_index`, columns: ['e164'] },
    { name: `${NUMBERS}_internal_index`, columns: ['internal'] },
    { name: `${NUMBERS}_record_index`, columns: ['record_id'] },
  ],
};

/** See `compareBytewise`. */
export const FOLDED_COLUMNS = ['term', 'keypad'];
const folded = () => ({ type: 'string', column: { args: [TERM_LENGTH] } });

const TYPES = ['user', 'phonebookEntry'] as const satisfies NumberedType[];

/** The ids of the first word of a record's name, and of the first one of the next record. */
export const nameIds = (type: NumberedType, record: number): { from: number; below: number } => {
  const from = (record * TYPES.length + TYPES.indexOf(type)) * MOST_WORDS;
  return { from, below: from + MOST_WORDS };
};

/** The same as SQL over a table of names: the id of the record, and whether it is of a type. */
export const recordIdInSql = (id: string): string =>
  `(${id} - ${id} % ${TYPES.length * MOST_WORDS}) / ${TYPES.length * MOST_WORDS}`;
export const isOfTypeInSql = (id: string, type: NumberedType): string => {
  const first = TYPES.indexOf(type) * MOST_WORDS;
  return `${id} % ${TYPES.length * MOST_WORDS} between ${first} and ${first + MOST_WORDS - 1}`;
};

/** Of the words of a record's name, the first: whether it is one, its id by that of any, and by the record's. */
export const isFirstWordInSql = (id: string): string => `${id} % ${MOST_WORDS} = 0`;
export const firstWordInSql = (id: string): string => `${id} - ${id} % ${MOST_WORDS}`;
export const firstWordOfInSql = (type: NumberedType, record: string): string =>
  `${record} * ${TYPES.length * MOST_WORDS} + ${TYPES.indexOf(type) * MOST_WORDS}`;

/** The record whose name has a word. */
export const recordOfName = (id: number): { type: NumberedType; id: number } => {
  const record = Math.floor(id / MOST_WORDS);
  return { type: TYPES[record % TYPES.length]!, id: Math.floor(record / TYPES.length) };
};

/**
 * The words of all names, each with the others behind it; see `nameTermsOf`. The id says whose name it is, which
 * spares an index: what is written besides records has to be little.
 */
export const nameModel = {
  uid: NAME_UID,
  singularName: 'name',
  tableName: NAMES,
  attributes: {
    id: { type: 'increments' },
    ownerId: ownerId(),
    term: folded(),
    keypad: folded(),
  },
  indexes: [
    // With the id PostgreSQL need not look at the table, as the others never do.
    { name: `${NAMES}_term_index`, columns: ['owner_id', 'term', 'id'] },
    { name: `${NAMES}_keypad_index`, columns: ['owner_id', 'keypad', 'id'] },
  ],
};

/** One entity: how far the records have been gone through, and by which rules. */
export const lookupStateModel = {
  uid: LOOKUP_STATE_UID,
  singularName: 'lookup-state',
  tableName: 'directory_lookup_states',
  attributes: {
    id: { type: 'increments' },
    rules: { type: 'string' },
    /** The type whose records are next, and the last of them that is done; null: all are. */
    recordType: { type: 'string' },
    lastId: { type: 'integer' },
  },
};
