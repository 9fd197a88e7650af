import { UIDS } from '../../constants';
import {
  bookkeepingAttributes,
  catalogueAttributes,
  common,
  hide,
  plainIndex,
  recordIndexes,
} from '../attributes';

const TABLE = 'directory_phones';
const bookkeeping = bookkeepingAttributes('phone');

const schema = {
  ...common,
  collectionName: TABLE,
  info: {
    singularName: 'phone',
    pluralName: 'phones',
    displayName: 'Phone',
    description: 'A desk phone, softphone or mobile of a user',
  },
  config: hide(bookkeeping),
  attributes: {
    ...catalogueAttributes('phone'),
    user: { type: 'relation', relation: 'manyToOne', target: UIDS.user, inversedBy: 'phones' },
    ...bookkeeping,
  },
  indexes: [plainIndex(TABLE, 'mac'), plainIndex(TABLE, 'name'), ...recordIndexes(TABLE, 'phone')],
};

export default { schema };
