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

const TABLE = 'directory_phonebook_entries';
const catalogue = catalogueAttributes('phonebookEntry');
const bookkeeping = bookkeepingAttributes('phonebookEntry');

const attributes = {
  ...catalogue,
  private: { ...catalogue.private, default: false },
  user: {
    type: 'relation',
    relation: 'manyToOne',
    target: UIDS.user,
    inversedBy: 'phonebookEntries',
  },
};

const schema = {
  ...commonOf('phonebookEntry'),
  collectionName: TABLE,
  info: {
    singularName: 'phonebook-entry',
    pluralName: 'phonebook-entries',
    displayName: displayNameOf('phonebookEntry'),
    description: 'A name with its numbers, of a user or of everybody',
  },
  config: { ...hide(bookkeeping), ...viewOf('phonebookEntry', Object.keys(attributes)) },
  attributes: { ...attributes, ...bookkeeping },
  indexes: [
    plainIndex(TABLE, 'external_id'),
    plainIndex(TABLE, 'display_name'),
    plainIndex(TABLE, 'email'),
    plainIndex(TABLE, 'phone'),
    ...recordIndexes(TABLE, 'phonebookEntry'),
  ],
};

export default { schema };
