export const OWNER_UID = 'plugin::directory-connector.owner';

const OWNERS = 'directory_connector_owners';

/** One of several profiles that own a record. Of a record with one owner at most there is none: that one is noted with it. */
export const ownerModel = {
  uid: OWNER_UID,
  singularName: 'owner',
  tableName: OWNERS,
  attributes: {
    id: { type: 'increments' },
    recordType: { type: 'string', column: { notNullable: true } },
    recordId: { type: 'integer', column: { notNullable: true } },
    /** The record's, by which it is told from another one that has its id by now. */
    documentId: { type: 'string', column: { notNullable: true } },
    /** The documentId. */
    profile: { type: 'string', column: { notNullable: true } },
    key: { type: 'string', column: { notNullable: true }, columnName: 'record_key' },
    keyDigest: { type: 'string', column: { notNullable: true } },
    /** What the profile's source says, and in how many runs it was missing, as JSON; see `Ownership`. */
    noted: { type: 'text', column: { notNullable: true } },
  },
  indexes: [
    {
      name: `${OWNERS}_record_unique`,
      columns: ['record_id', 'record_type', 'profile'],
      type: 'unique',
    },
    { name: `${OWNERS}_key_index`, columns: ['profile', 'key_digest'] },
  ],
};
