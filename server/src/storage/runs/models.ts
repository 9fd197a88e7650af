/**
 * The form in which plans are stored and meant to be written. It goes up when that changes; plans of
 * another form stay readable and are never written.
 */
export const PLAN_FORM = 3;

export const CHANGE_UID = 'plugin::directory-connector.change';
export const PLAN_BLOCK_UID = 'plugin::directory-connector.plan-block';
export const ISSUE_UID = 'plugin::directory-connector.issue';
export const CREDENTIAL_UID = 'plugin::directory-connector.credential';
export const REQUEST_KEY_UID = 'plugin::directory-connector.request-key';

const CHANGES = 'directory_connector_changes';
/** Named after what the table was for before plans were in it as well. */
const PLAN_BLOCKS = 'directory_connector_search_blocks';
const ISSUES = 'directory_connector_issues';
const CREDENTIALS = 'directory_connector_credentials';
const REQUEST_KEYS = 'directory_connector_request_keys';

/**
 * One change of a run's plan, by what is counted, looked for and marked; what it says is in its block.
 * `renaming`, `recordKey`, `label`, `difference` and `payload` are those of plans up to form 2, which had no
 * more in their blocks than the filter.
 */
export const changeModel = {
  uid: CHANGE_UID,
  singularName: 'change',
  tableName: CHANGES,
  attributes: {
    id: { type: 'increments' },
    runId: { type: 'integer', column: { notNullable: true } },
    sequence: { type: 'integer', column: { notNullable: true } },
    rowNumber: { type: 'integer' },
    type: { type: 'string' },
    action: { type: 'string' },
    /** What the plan meant to do; differs from `action` when the change could not be written. */
    planned: { type: 'string' },
    /** What it is besides its action. */
    kind: { type: 'string' },
    /** Whom a person is taken for, as JSON. */
    renaming: { type: 'text' },
    recordKey: { type: 'text' },
    label: { type: 'text' },
    /** The record it is about; for one that is created, as soon as it is written. */
    recordId: { type: 'integer' },
    /** Of this and the other flags null is a no as well: form 3 stores nothing else for it. */
    vacates: { type: 'boolean' },
    /** Whether it is written before its user is. */
    comesAlong: { type: 'boolean' },
    /** Whether it is written after all that is created or updated, as removals are. */
    leaves: { type: 'boolean' },
    /** The number of the changes that are written with it in one transaction. */
    exchange: { type: 'integer' },
    /** Whether it switches a user off. */
    disables: { type: 'boolean' },
    applied: { type: 'boolean' },
    difference: { type: 'text' },
    payload: { type: 'text' },
    /** Key, label and values in lower case. */
    searchText: { type: 'text' },
    /** The plan block that it is filed in; null for one of before there were blocks. */
    block: { type: 'integer' },
  },
  indexes: [
    { name: `${CHANGES}_block_index`, columns: ['block'] },
    { name: `${CHANGES}_run_sequence_unique`, columns: ['run_id', 'sequence'], type: 'unique' },
    { name: `${CHANGES}_run_action_index`, columns: ['run_id', 'type', 'action', 'sequence'] },
  ],
};

/** Some changes of a run, of one type and planned together. */
export const planBlockModel = {
  uid: PLAN_BLOCK_UID,
  singularName: 'plan-block',
  tableName: PLAN_BLOCKS,
  attributes: {
    id: { type: 'increments' },
    runId: { type: 'integer', column: { notNullable: true } },
    /** Tells which searches find none of its changes. */
    filter: { type: 'text' },
    /** How many characters it takes with the entities of its changes, as the plan's bound counts them. */
    size: { type: 'integer' },
    /** What people see of its changes, as JSON; null up to form 2. */
    shown: { type: 'text' },
    /** What is to be written of them, encrypted as one; it goes when the run is over. */
    payload: { type: 'text' },
  },
  indexes: [{ name: `${PLAN_BLOCKS}_run_index`, columns: ['run_id'] }],
};

export const issueModel = {
  uid: ISSUE_UID,
  singularName: 'issue',
  tableName: ISSUES,
  attributes: {
    id: { type: 'increments' },
    runId: { type: 'integer', column: { notNullable: true } },
    rowNumber: { type: 'integer' },
    columnName: { type: 'text' },
    value: { type: 'text' },
    code: { type: 'string' },
    severity: { type: 'string' },
    /** Of issues that have no `params`, as those of older versions. */
    message: { type: 'text' },
    /** What its text names, as JSON. */
    params: { type: 'text' },
    /** Whom its row is about, by keyed fingerprints of keys; null where that is not known. */
    about: { type: 'text' },
  },
  indexes: [
    { name: `${ISSUES}_run_code_index`, columns: ['run_id', 'code'] },
    { name: `${ISSUES}_run_row_index`, columns: ['run_id', 'row_number'] },
  ],
};

/** The secrets that a run generated for one record, encrypted, until they are fetched. */
export const credentialModel = {
  uid: CREDENTIAL_UID,
  singularName: 'credential',
  tableName: CREDENTIALS,
  attributes: {
    id: { type: 'increments' },
    runId: { type: 'integer', column: { notNullable: true } },
    payload: { type: 'text' },
  },
  indexes: [{ name: `${CREDENTIALS}_run_index`, columns: ['run_id'] }],
};

/** By which a request that is sent once more is known, until it is forgotten. */
export const requestKeyModel = {
  uid: REQUEST_KEY_UID,
  singularName: 'request-key',
  tableName: REQUEST_KEYS,
  attributes: {
    id: { type: 'increments' },
    /** The keyed digest of the key, of who sent it and of the profile. */
    key: { type: 'string', column: { notNullable: true, unique: true } },
    /** The keyed digest of what was sent. */
    content: { type: 'string', column: { notNullable: true } },
    /** The documentId of the run. */
    run: { type: 'string', column: { notNullable: true } },
    createdAtMs: { type: 'float', column: { notNullable: true } },
  },
  indexes: [{ name: `${REQUEST_KEYS}_created_index`, columns: ['created_at_ms'] }],
};
