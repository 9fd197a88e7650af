import { UIDS } from '../../constants';
import {
  bookkeepingAttributes,
  catalogueAttributes,
  commonOf,
  hide,
  plainIndex,
  recordIndexes,
} from '../attributes';
import { displayNameOf, viewOf } from '../views';

const TABLE = 'directory_users';
const bookkeeping = bookkeepingAttributes('user');
const catalogue = catalogueAttributes('user');

const attributes = {
  ...catalogue,
  authMethod: { ...catalogue.authMethod, default: 'local' },
  enabled: { ...catalogue.enabled, default: true },
  /** No run removes or disables it. */
  protected: { type: 'boolean', default: false },
  phonebookEntries: {
    type: 'relation',
    relation: 'oneToMany',
    target: UIDS.phonebookEntry,
    mappedBy: 'user',
  },
  phones: { type: 'relation', relation: 'oneToMany', target: UIDS.phone, mappedBy: 'user' },
};

const schema = {
  ...commonOf('user'),
  collectionName: TABLE,
  info: {
    singularName: 'user',
    pluralName: 'users',
    displayName: displayNameOf('user'),
    description: 'A person of the company, with extension and accounts',
  },
  config: { ...hide(bookkeeping), ...viewOf('user', Object.keys(attributes)) },
  attributes: { ...attributes, ...bookkeeping },
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
