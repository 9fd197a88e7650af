import { type MissingPolicy, type Mode, NEW_PROFILE } from '../../../../../shared/profile';
import { AUTOMATIC_FORMAT, type CsvFormat } from '../../../../../shared/profile/csv';
import { EMPTY_DIRECTORY, type LdapInput } from '../../../../../shared/profile/ldap';
import type { RecordType } from '../../../../../shared/records';
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
  ldap: LdapInput;
  format: CsvFormat;
  choices: Choices;
  policy: PolicyDraft;
}

const { extension } = NEW_PROFILE.generate;

/** The schema's defaults, where it has any. */
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
    mode: NEW_PROFILE.mode,
    missing: NEW_PROFILE.missing,
    removePercent: NEW_PROFILE.limits.removePercent,
    ...NEW_PROFILE.generate,
    extension: extension !== null,
    extensionFrom: extension?.from ?? null,
    extensionTo: extension?.to ?? null,
  },
};
