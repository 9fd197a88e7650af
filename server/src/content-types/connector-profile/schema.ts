import {
  EXISTING_POLICIES,
  HAND_EDITED_POLICIES,
  MODES,
  OTHERS_POLICIES,
  RENAMED_POLICIES,
  RETURNING_POLICIES,
} from '../../../../shared/profile';
import { uniqueIndex } from '../attributes';

/** The profile file; a source's secrets are apart from it, encrypted. */
export default {
  kind: 'collectionType',
  collectionName: 'directory_connector_profiles',
  info: {
    singularName: 'connector-profile',
    pluralName: 'connector-profiles',
    displayName: 'Connector profile',
  },
  options: { draftAndPublish: false },
  pluginOptions: {
    'content-manager': { visible: false },
    'content-type-builder': { visible: false },
    i18n: { localized: false },
  },
  indexes: [
    uniqueIndex('directory_connector_profiles', 'name_digest'),
    // What each instance looks at all the time to notice a change, without reading any profile.
    { name: 'directory_connector_profiles_saved_ix', columns: ['saved_at_ms', 'version'] },
  ],
  attributes: {
    name: { type: 'string', required: true },
    /** No two are the same; collations of databases take names for the same that are not. */
    nameDigest: { type: 'string', private: true },
    comment: { type: 'text' },
    source: { type: 'json', required: true },
    sourceSecrets: { type: 'text', private: true },
    mode: { type: 'enumeration', enum: [...MODES], required: true },
    preFilter: { type: 'text' },
    variables: { type: 'json' },
    fields: { type: 'json' },
    template: { type: 'text' },
    match: { type: 'json' },
    reveal: { type: 'json' },
    existing: { type: 'enumeration', enum: [...EXISTING_POLICIES] },
    ownedByOthers: { type: 'enumeration', enum: [...OTHERS_POLICIES] },
    generate: { type: 'json' },
    limits: { type: 'json' },
    /** JSON; of version 0.1.0 only what happens, in whose column it stands. */
    missing: { type: 'string' },
    writing: { type: 'json' },
    handEdited: { type: 'enumeration', enum: [...HAND_EDITED_POLICIES] },
    returning: { type: 'enumeration', enum: [...RETURNING_POLICIES] },
    renamed: { type: 'enumeration', enum: [...RENAMED_POLICIES] },
    numbering: { type: 'json' },
    adminRoles: { type: 'json' },
    schedule: { type: 'json' },
    notify: { type: 'json' },
    pinnedMatching: { type: 'json', private: true },
    version: { type: 'integer', default: 1 },
    changes: { type: 'json', private: true },
    /** What people have been told of it, as JSON; see `alarms/`. */
    alarms: { type: 'text', private: true },
    /** When a mail about it could not be sent; null since one could. */
    mailFailedAtMs: { type: 'float', private: true },
    /** By the database's clock, in milliseconds; Strapi's own dates are of a process's clock and time zone. */
    createdAtMs: { type: 'float', private: true },
    savedAtMs: { type: 'float', private: true },
  },
};
