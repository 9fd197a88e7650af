/**
 * The form in which plans are stored and meant to be written. It goes up when that changes; plans of
 * another form stay readable and are never written.
 */
export const PLAN_FORM = 2;

export const CHANGE_UID = 'plugin::directory-connector.change';
export const SEARCH_BLOCK_UID = 'plugin::directory-connector.search-block';
export const ISSUE_UID = 'plugin::directory-connector.issue';
export const CREDENTIAL_UID = 'plugin::directory-connector.credential';

const CHANGES = 'directory_connector_changes';
const SEARCH_BLOCKS = 'directory_connector_search_blocks';
const ISSUES = 'directory_connector_issues';
const CREDENTIALS = 'directory_connector_credentials';

/**
 * One change of a run's plan. `payload` is what is to be written, encrypted; it goes when the run
 * is over.
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
    vacates: { type: 'boolean' },
    /** Whether it is written before its user is. */
    comesAlong: { type: 'boolean' },
    /** Whether it is written after all that is created or updated, as removals are. */
    leaves: { type: 'boolean' },
    /** The number of the changes that are written with it in one transaction. */
    exchange: { type: 'integer' },
    applied: { type: 'boolean' },
    difference: { type: 'text' },
    payload: { type: 'text' },
    /** Key, label and values in lower case. */
    searchText: { type: 'text' },
    /** The search block that it is filed in; null for one of before there were blocks. */
    block: { type: 'integer' },
  },
  indexes: [
    { name: `${CHANGES}_block_index`, columns: ['block'] },
    { name: `${CHANGES}_run_sequence_unique`, columns: ['run_id', 'sequence'], type: 'unique' },
    { name: `${CHANGES}_run_action_index`, columns: ['run_id', 'type', 'action', 'sequence'] },
  ],
};

/** Some changes of a run that are searched together: `filter` tells which searches find none of them. */
export const searchBlockModel = {
  uid: SEARCH_BLOCK_UID,
  singularName: 'search-block',
  tableName: SEARCH_BLOCKS,
  attributes: {
    id: { type: 'increments' },
    runId: { type: 'integer', column: { notNullable: true } },
    filter: { type: 'text' },
  },
  indexes: [{ name: `${SEARCH_BLOCKS}_run_index`, columns: ['run_id'] }],
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
