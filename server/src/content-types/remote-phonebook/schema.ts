import {
  PHONEBOOK_ACCESS,
  PHONEBOOK_FORMATS,
} from '../../../../shared/contracts/remote-phonebooks';
import { LANGUAGES } from '../../../../shared/languages';

/** An address where phones read a phonebook. Of its secret, only a keyed digest is kept. */
export default {
  kind: 'collectionType',
  collectionName: 'directory_remote_phonebooks',
  info: {
    singularName: 'remote-phonebook',
    pluralName: 'remote-phonebooks',
    displayName: 'Remote phonebook',
  },
  options: { draftAndPublish: false },
  pluginOptions: {
    'content-manager': { visible: false },
    'content-type-builder': { visible: false },
    i18n: { localized: false },
  },
  attributes: {
    name: { type: 'string', required: true },
    format: { type: 'enumeration', enum: [...PHONEBOOK_FORMATS], required: true },
    access: { type: 'enumeration', enum: [...PHONEBOOK_ACCESS], required: true },
    language: { type: 'enumeration', enum: [...LANGUAGES], required: true },
    labels: { type: 'json' },
    conditions: { type: 'json' },
    /** The documentId of a user, who may be gone: such a phonebook is nobody's any more. */
    userDocumentId: { type: 'string' },
    username: { type: 'string', private: true },
    /** Null once it is revoked. */
    secretDigest: { type: 'string', private: true },
    /** By the database's clock, in milliseconds. */
    createdAtMs: { type: 'float', private: true },
    revokedAtMs: { type: 'float', private: true },
    lastUsedAtMs: { type: 'float', private: true },
    lastUsedFrom: { type: 'string', private: true },
  },
};
