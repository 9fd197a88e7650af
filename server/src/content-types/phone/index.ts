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

const TABLE = 'directory_phones';
const bookkeeping = bookkeepingAttributes('phone');

const attributes = {
  ...catalogueAttributes('phone'),
  user: { type: 'relation', relation: 'manyToOne', target: UIDS.user, inversedBy: 'phones' },
};

const schema = {
  ...commonOf('phone'),
  collectionName: TABLE,
  info: {
    singularName: 'phone',
    pluralName: 'phones',
    displayName: displayNameOf('phone'),
    description: 'A desk phone, softphone or mobile of a user',
  },
  config: { ...hide(bookkeeping), ...viewOf('phone', Object.keys(attributes)) },
  attributes: { ...attributes, ...bookkeeping },
  indexes: [plainIndex(TABLE, 'mac'), plainIndex(TABLE, 'name'), ...recordIndexes(TABLE, 'phone')],
};

export default { schema };
