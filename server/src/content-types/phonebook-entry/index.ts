import { UIDS } from '../../constants';
import {
  bookkeepingAttributes,
  catalogueAttributes,
  common,
  hide,
  plainIndex,
  recordIndexes,
} from '../attributes';

const TABLE = 'directory_phonebook_entries';
const attributes = catalogueAttributes('phonebookEntry');
const bookkeeping = bookkeepingAttributes('phonebookEntry');

const schema = {
  ...common,
  collectionName: TABLE,
  info: {
    singularName: 'phonebook-entry',
    pluralName: 'phonebook-entries',
    displayName: 'Phonebook entry',
    description: 'A name with its numbers, of a user or of everybody',
  },
  config: hide(bookkeeping),
  attributes: {
    ...attributes,
    private: { ...attributes.private, default: false },
    user: {
      type: 'relation',
      relation: 'manyToOne',
      target: UIDS.user,
      inversedBy: 'phonebookEntries',
    },
    ...bookkeeping,
  },
  indexes: [
    plainIndex(TABLE, 'external_id'),
    plainIndex(TABLE, 'display_name'),
    plainIndex(TABLE, 'email'),
    plainIndex(TABLE, 'phone'),
    ...recordIndexes(TABLE, 'phonebookEntry'),
  ],
};

export default { schema };
