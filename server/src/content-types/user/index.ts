import { UIDS } from '../../constants';
import {
  bookkeepingAttributes,
  catalogueAttributes,
  common,
  hide,
  plainIndex,
  recordIndexes,
} from '../attributes';

const TABLE = 'directory_users';
const bookkeeping = bookkeepingAttributes('user');
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
  // Apps ask for people by e-mail, user name and number as these are written.
  indexes: [
    plainIndex(TABLE, 'username'),
    plainIndex(TABLE, 'extension'),
    plainIndex(TABLE, 'external_id'),
    plainIndex(TABLE, 'email'),
    ...recordIndexes(TABLE, 'user'),
  ],
};

export default { schema };
