import { UIDS } from '../../constants';
import {
  bookkeepingAttributes,
  bookkeepingIndexes,
  catalogueAttributes,
  common,
  hide,
  plainIndex,
  uniqueIndex,
} from '../attributes';

const TABLE = 'directory_phones';

const schema = {
  ...common,
  collectionName: TABLE,
  info: {
    singularName: 'phone',
    pluralName: 'phones',
    displayName: 'Phone',
    description: 'A desk phone, softphone or mobile of a user',
  },
  config: hide(bookkeepingAttributes),
  attributes: {
    ...catalogueAttributes('phone'),
    user: { type: 'relation', relation: 'manyToOne', target: UIDS.user, inversedBy: 'phones' },
    ...bookkeepingAttributes,
  },
  indexes: [uniqueIndex(TABLE, 'mac'), plainIndex(TABLE, 'name'), ...bookkeepingIndexes(TABLE)],
};

export default { schema };
