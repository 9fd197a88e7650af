export const FORGETTING_UID = 'plugin::directory-connector.forgetting';
export const TOMBSTONE_UID = 'plugin::directory-connector.tombstone';

const FORGETTINGS = 'directory_connector_forgettings';
const TOMBSTONES = 'directory_connector_tombstones';

/** A privacy request: what is to be erased as long as it is not, and how much it was. */
export const forgettingModel = {
  uid: FORGETTING_UID,
  singularName: 'forgetting',
  tableName: FORGETTINGS,
  attributes: {
    id: { type: 'increments' },
    key: { type: 'string', column: { notNullable: true, unique: true } },
    state: { type: 'string', column: { notNullable: true } },
    /** The type of the record. */
    type: { type: 'string', column: { notNullable: true } },
    /** Whom it is about, as JSON and encrypted; null once nothing is left of them. */
    target: { type: 'text' },
    /** As JSON; null until it is known all that there is. */
    counts: { type: 'text' },
    keepOut: { type: 'boolean', default: false },
    reference: { type: 'string' },
    askedBy: { type: 'string', column: { notNullable: true } },
    askedAtMs: { type: 'float', column: { notNullable: true } },
    doneAtMs: { type: 'float' },
    /** The instance that works on it, and its sign of life. */
    owner: { type: 'string' },
    heartbeatAtMs: { type: 'float' },
    /** Why it did not get to its end, as JSON. */
    error: { type: 'text' },
    /** How many times it has failed, and when it is tried again. */
    failures: { type: 'integer' },
    retryAtMs: { type: 'float' },
  },
  indexes: [{ name: `${FORGETTINGS}_state_index`, columns: ['state'] }],
};

/** By what a profile's runs know whom they leave out, without knowing who that was. */
export const tombstoneModel = {
  uid: TOMBSTONE_UID,
  singularName: 'tombstone',
  tableName: TOMBSTONES,
  attributes: {
    id: { type: 'increments' },
    /** The documentId. */
    profile: { type: 'string', column: { notNullable: true } },
    /** The keyed fingerprint of a key. */
    print: { type: 'string', column: { notNullable: true } },
    /** The same for all that are one person's. */
    person: { type: 'string', column: { notNullable: true } },
  },
  indexes: [{ name: `${TOMBSTONES}_print_unique`, columns: ['profile', 'print'], type: 'unique' }],
};
