import { UIDS } from '../../constants';
import {
  bookkeepingAttributes,
  bookkeepingIndexes,
  catalogueAttributes,
  common,
  hide,
  missingAttributes,
  plainIndex,
  uniqueIndex,
} from '../attributes';

const TABLE = 'directory_users';
const bookkeeping = { ...bookkeepingAttributes, ...missingAttributes };
const attributes = catalogueAttributes('user');

const schema = {
  ...common,
  collectionName: TABLE,
  info: {
    singularName: 'user',
    pluralName: 'users',
    displayName: 'Directory user',
    description: 'A person of the company, with extension and accounts',
  },
  config: hide(bookkeeping),
  attributes: {
    ...attributes,
    authMethod: { ...attributes.authMethod, default: 'local' },
    enabled: { ...attributes.enabled, default: true },
    /** No run removes or disables it. */
    protected: { type: 'boolean', default: false },
    phonebookEntries: {
      type: 'relation',
      relation: 'oneToMany',
      target: UIDS.phonebookEntry,
      mappedBy: 'user',
    },
    phones: { type: 'relation', relation: 'oneToMany', target: UIDS.phone, mappedBy: 'user' },
    ...bookkeeping,
  },
  indexes: [
    uniqueIndex(TABLE, 'username'),
    uniqueIndex(TABLE, 'extension'),
    uniqueIndex(TABLE, 'external_id'),
    plainIndex(TABLE, 'email'),
    ...bookkeepingIndexes(TABLE),
  ],
};

export default { schema };
