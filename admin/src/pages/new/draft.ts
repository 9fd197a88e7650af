import type { UploadInfo } from '../../../../shared/contracts/uploads';
import {
  type Mode,
  NEW_PROFILE,
  type ProfileInput,
  type SourceInput,
} from '../../../../shared/profile';
import type { Fields } from '../../../../shared/profile/fields';
import type { Key } from '../../profile-form/assignment/assignment';
import { sourceOfKind } from '../../profile-form/source';
import { kindOf, type SourceKindId } from '../../utils/source-kind';
import type { StepId } from './steps';

export type UploadDraft = Pick<UploadInfo, 'id' | 'name' | 'size'>;

/** Everything that a person enters in the wizard. */
export interface WizardDraft {
  /** Where the person went; shown as far as what stands before it is in order. */
  step: StepId;
  /** Without fields as long as nobody has changed what automatic matching proposes. */
  profile: ProfileInput;
  /** What was entered for kinds of source that are not chosen any more. */
  aside: Partial<Record<SourceKindId, SourceInput>>;
  upload: UploadDraft | null;
}

/** A draft that nothing is entered in, with a source of a kind. */
export const emptyDraft = (kind: SourceKindId): WizardDraft => ({
  step: 'source',
  profile: { ...NEW_PROFILE, source: sourceOfKind(kind, NEW_PROFILE.source, NEW_PROFILE.source) },
  aside: {},
  upload: null,
});

/**
 * A draft with a source of another kind; what was entered for one comes back with it.
 * @param name of a source of another plugin
 */
export const withKind = (draft: WizardDraft, kind: SourceKindId, name?: string): WizardDraft => {
  const { source } = draft.profile;
  const aside = { ...draft.aside, [kindOf(source)]: source };
  const next = sourceOfKind(kind, aside[kind] ?? NEW_PROFILE.source, source, name);
  return { ...draft, aside, profile: { ...draft.profile, source: next } };
};

/** Whether a run of this mode removes who is no longer in the source. */
export const removesMissing = (mode: Mode): boolean =>
  mode === 'create-update-remove' || mode === 'replace';

/** A profile as it is sent: a limit that its mode does not ask for is as in a new one. */
export const askedOf = (profile: ProfileInput): ProfileInput =>
  removesMissing(profile.mode) ? profile : { ...profile, limits: NEW_PROFILE.limits };

interface Mapped {
  fields: Fields;
  key: Key;
}

/** The profile to create, with what fills its fields. */
export const profileOf = (
  { profile }: Pick<WizardDraft, 'profile'>,
  { fields, key }: Mapped,
  timezone: string
): ProfileInput => ({
  ...askedOf(profile),
  fields,
  match: { ...profile.match, user: key },
  schedule: { ...profile.schedule, timezone },
});
