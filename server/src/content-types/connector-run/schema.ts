import { RUN_TRIGGERS } from '../../../../shared/contracts/runs';
import { RUN_STATUSES } from '../../../../shared/run-statuses';

/** One execution, test or real. The unique indexes make its claim atomic between instances. */
export default {
  kind: 'collectionType',
  collectionName: 'directory_connector_runs',
  info: {
    singularName: 'connector-run',
    pluralName: 'connector-runs',
    displayName: 'Connector run',
  },
  options: { draftAndPublish: false },
  pluginOptions: {
    'content-manager': { visible: false },
    'content-type-builder': { visible: false },
    i18n: { localized: false },
  },
  indexes: [
    { name: 'directory_connector_runs_lock_uq', columns: ['lock'], type: 'unique' },
    { name: 'directory_connector_runs_slot_uq', columns: ['slot'], type: 'unique' },
    { name: 'directory_connector_runs_retry_uq', columns: ['retry_of'], type: 'unique' },
    { name: 'directory_connector_runs_profile_ix', columns: ['profile_id', 'id'] },
    { name: 'directory_connector_runs_status_ix', columns: ['status'] },
  ],
  attributes: {
    profileId: { type: 'string', required: true },
    profileName: { type: 'string', required: true },
    profileFingerprint: { type: 'string', required: true },
    inputFingerprint: { type: 'string' },
    kind: { type: 'enumeration', enum: ['run', 'test'], required: true },
    purpose: { type: 'string' },
    trigger: { type: 'enumeration', enum: [...RUN_TRIGGERS], required: true },
    status: { type: 'enumeration', enum: [...RUN_STATUSES], required: true },
    // Numbers, since a database keeps a `datetime` in the time zone of the process that wrote it.
    startedAtMs: { type: 'float', required: true },
    finishedAtMs: { type: 'float' },
    startedBy: { type: 'string' },
    decidedBy: { type: 'string' },
    sourceName: { type: 'string' },
    owner: { type: 'string' },
    heartbeatAtMs: { type: 'float' },
    cancelRequested: { type: 'boolean', default: false },
    lock: { type: 'string' },
    slot: { type: 'string' },
    job: { type: 'json' },
    retryOf: { type: 'string' },
    counts: { type: 'json' },
    progress: { type: 'json' },
    error: { type: 'json' },
    matching: { type: 'json' },
    detected: { type: 'json' },
    planForm: { type: 'integer' },
    exceeded: { type: 'json' },
    validators: { type: 'json' },
    notModified: { type: 'boolean', default: false },
    failures: { type: 'integer' },
  },
};
