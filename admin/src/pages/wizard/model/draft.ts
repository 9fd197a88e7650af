import type { CsvFormat, MissingPolicy, Mode } from '../../../../../shared/contracts/profiles';
import type { RecordType } from '../../../../../shared/records';
import { EMPTY_DIRECTORY } from '../../../components/ldap/model/defaults';
import type { LdapSourceDraft } from '../../../services/profiles';
import { AUTOMATIC_FORMAT } from '../../../utils/format-options';
import type { SourceKindId } from '../../../utils/source-kind';

/** Of all kinds of source; each has its own of them. */
export const STEPS = ['source', 'format', 'directory', 'fields', 'policy', 'finish'] as const;
export type StepId = (typeof STEPS)[number];

export const AUTH_TYPES = ['none', 'basic', 'bearer'] as const;
export type AuthType = (typeof AUTH_TYPES)[number];

/** An attribute of a record type, such as `user.username`. */
export type FieldId = `${RecordType}.${string}`;

/** The columns that a person chose for fields; empty text leaves a field unfilled. */
export type Choices = Partial<Record<FieldId, string>>;

export interface UploadDraft {
  id: string;
  name: string;
  size: number;
}

/** What was entered for a file at an address, whatever is chosen of it at present. */
export interface UrlDraft {
  url: string;
  auth: AuthType;
  username: string;
  password: string;
  token: string;
  ca: string;
}

export interface PolicyDraft {
  mode: Mode;
  missing: MissingPolicy;
  removePercent: number | null;
  extension: boolean;
  extensionFrom: number | null;
  extensionTo: number | null;
  password: boolean;
  sipPassword: boolean;
  pin: boolean;
}

/** Everything that a person enters in the wizard. */
export interface WizardDraft {
  /** Where the person went; shown as far as what stands before it is in order. */
  step: StepId;
  name: string;
  kind: SourceKindId;
  upload: UploadDraft | null;
  url: UrlDraft;
  ldap: LdapSourceDraft;
  format: CsvFormat;
  choices: Choices;
  policy: PolicyDraft;
}

/** The server's defaults, where it has any. */
export const EMPTY_DRAFT: WizardDraft = {
  step: 'source',
  name: '',
  kind: 'upload',
  upload: null,
  url: { url: '', auth: 'none', username: '', password: '', token: '', ca: '' },
  ldap: EMPTY_DIRECTORY,
  format: AUTOMATIC_FORMAT,
  choices: {},
  policy: {
    mode: 'create-update-remove',
    missing: 'remove',
    removePercent: 20,
    extension: true,
    extensionFrom: 100,
    extensionTo: 999,
    password: true,
    sipPassword: true,
    pin: true,
  },
};
