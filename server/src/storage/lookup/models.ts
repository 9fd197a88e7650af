import type { Core } from '@strapi/strapi';

import { TERM_LENGTH } from '../../lookup/names';

export const NUMBER_UID = 'plugin::directory-connector.number';
export const NAME_UID = 'plugin::directory-connector.name';
export const LOOKUP_STATE_UID = 'plugin::directory-connector.lookup-state';

const NUMBERS = 'directory_numbers';
const NAMES = 'directory_names';

/** Whose is what everybody may find, and what nobody may: a private entry without a user. */
export const EVERYBODY = 0;
export const NOBODY = -1;

const record = () => ({
  id: { type: 'increments' },
  recordType: { type: 'string', column: { notNullable: true } },
  recordId: { type: 'integer', column: { notNullable: true } },
  /** The id of the user who alone finds it; `EVERYBODY`, `NOBODY`. */
  ownerId: { type: 'integer', column: { notNullable: true } },
});

/** All numbers of users and entries, as they came and as they are compared. */
export const numberModel = {
  uid: NUMBER_UID,
  singularName: 'number',
  tableName: NUMBERS,
  attributes: {
    ...record(),
    kind: { type: 'string' },
    number: { type: 'string' },
    e164: { type: 'string', columnName: 'e164' },
    internal: { type: 'string' },
    extension: { type: 'string' },
  },
  indexes: [
    { name: `${NUMBERS}_e164_index`, columns: ['e164', 'owner_id', 'record_type', 'record_id'] },
    {
      name: `${NUMBERS}_internal_index`,
      columns: ['internal', 'owner_id', 'record_type', 'record_id'],
    },
    { name: `${NUMBERS}_record_index`, columns: ['record_id', 'record_type'] },
  ],
};

/**
 * Letters, digits and spaces, compared one by one: in the order of a language, what begins alike need not stand
 * together.
 */
const COLUMN_TYPES: Readonly<Record<string, string>> = {
  postgres: `varchar(${TERM_LENGTH}) collate "C"`,
  mysql: `varchar(${TERM_LENGTH}) character set ascii collate ascii_bin`,
  sqlite: `varchar(${TERM_LENGTH})`,
};

/** The words of all names, each with the others behind it; see `nameTermsOf`. */
export const nameModel = ({ db }: Pick<Core.Strapi, 'db'>) => {
  // Strapi writes into what it is given: each attribute and each model has its own.
  const folded = () => ({
    type: 'string',
    column: { type: 'specificType', args: [COLUMN_TYPES[db.dialect.client]] },
  });
  return {
    uid: NAME_UID,
    singularName: 'name',
    tableName: NAMES,
    attributes: {
      ...record(),
      term: folded(),
      keypad: folded(),
    },
    indexes: [
      { name: `${NAMES}_term_index`, columns: ['owner_id', 'term', 'record_id', 'record_type'] },
      {
        name: `${NAMES}_keypad_index`,
        columns: ['owner_id', 'keypad', 'record_id', 'record_type'],
      },
      { name: `${NAMES}_record_index`, columns: ['record_id', 'record_type'] },
    ],
  };
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
