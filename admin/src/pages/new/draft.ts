import type { ContactMatch } from '../../../../shared/contracts/mapping';
import type { UploadInfo } from '../../../../shared/contracts/uploads';
import { bothFilters } from '../../../../shared/filter';
import {
  type Mode,
  NEW_PROFILE,
  type ProfileInput,
  type SourceInput,
} from '../../../../shared/profile';
import type { Fields } from '../../../../shared/profile/fields';
import { contactKeyOf, type Key } from '../../profile-form/assignment/assignment';
import { choiceOf, type SourceChoice, sourceOfKind } from '../../profile-form/source';
import type { StepId } from './steps';

/** What the rows of a file are: people, each with an account, or contacts. */
export const CONTENTS = ['people', 'contacts'] as const;
export type Content = (typeof CONTENTS)[number];

export type UploadDraft = Pick<UploadInfo, 'id' | 'name' | 'size'>;

/** Everything that a person enters in the wizard. */
export interface WizardDraft {
  /** Where the person went; shown as far as what stands before it is in order. */
  step: StepId;
  /** Without fields as long as nobody has changed what automatic matching proposes. */
  profile: ProfileInput;
  /** Null as long as nobody has said it: then it is what the columns look like. */
  content: Content | null;
  /** What was entered for kinds of source that are not chosen any more. */
  aside: Record<string, SourceInput>;
  upload: UploadDraft | null;
}

/** A draft that nothing is entered in, with a source of a kind. */
export const emptyDraft = (kind: SourceChoice): WizardDraft => ({
  step: 'source',
  profile: { ...NEW_PROFILE, source: sourceOfKind(kind, NEW_PROFILE.source, NEW_PROFILE.source) },
  content: null,
  aside: {},
  upload: null,
});

/** A draft with a source of another kind; what was entered for one comes back with it. */
export const withKind = (draft: WizardDraft, kind: SourceChoice): WizardDraft => {
  const { source } = draft.profile;
  const aside = { ...draft.aside, [choiceOf(source)]: source };
  const next = sourceOfKind(kind, aside[kind] ?? NEW_PROFILE.source, source);
  return { ...draft, aside, profile: { ...draft.profile, source: next } };
};

/** What the rows are that are imported. A directory holds people. */
export const contentOf = (
  { content, profile }: Pick<WizardDraft, 'content' | 'profile'>,
  contacts: ContactMatch | null
): Content => {
  const hasUsers = profile.fields?.some(({ type }) => type === 'user');
  if (profile.source.type !== 'csv' || (content === null && hasUsers)) return 'people';
  return content ?? (contacts?.isLikely ? 'contacts' : 'people');
};

/** A draft of other rows: what was chosen for the fields of the others is of no use for them. */
export const withContent = (draft: WizardDraft, content: Content): WizardDraft => ({
  ...draft,
  content,
  profile: { ...draft.profile, fields: null },
});

/** A profile whose rows are contacts: their fields, which of them are taken, and what tells them apart. */
export const ofContacts = (
  profile: ProfileInput,
  { fields: proposed, preFilter, match }: ContactMatch
): ProfileInput => {
  const fields = profile.fields ?? proposed;
  const key = contactKeyOf(fields, match.phonebookEntry);
  return {
    ...profile,
    fields,
    preFilter: bothFilters(profile.preFilter, preFilter),
    match: { ...profile.match, ...(key !== null && { phonebookEntry: key }) },
  };
};

/** Whether a run of this mode removes who is no longer in the source. */
export const removesMissing = (mode: Mode): boolean =>
  mode === 'create-update-remove' || mode === 'replace';

/** A profile as it is sent: a limit that its mode does not ask for is as in a new one. */
export const askedOf = (profile: ProfileInput): ProfileInput =>
  removesMissing(profile.mode) ? profile : { ...profile, limits: NEW_PROFILE.limits };

interface Mapped {
  fields: Fields;
  /** What people are recognised by; null where there are none. */
  key: Key | null;
}

/** The profile to create, with what fills its fields. */
export const profileOf = (
  { profile }: Pick<WizardDraft, 'profile'>,
  { fields, key }: Mapped,
  timezone: string
): ProfileInput => ({
  ...askedOf(profile),
  fields,
  match: { ...profile.match, ...(key !== null && { user: key }) },
  schedule: { ...profile.schedule, timezone },
});
