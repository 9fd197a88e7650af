import type { ContactMatch } from '../../../../shared/contracts/mapping';
import type { UploadInfo } from '../../../../shared/contracts/uploads';
import { type Path, withValue } from '../../../../shared/path';
import {
  type Mode,
  NEW_PROFILE,
  type ProfileInput,
  type SourceInput,
} from '../../../../shared/profile';
import { contactKeyOf, fitting, keyOf } from '../../profile-form/assignment/assignment';
import type { Proposal } from '../../profile-form/assignment/useProposal';
import { choiceOf, type SourceChoice, sourceOfKind } from '../../profile-form/source';
import type { NewProfile } from '../../services/profiles';
import { kindOf } from '../../utils/source-kind';
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
  /** Which rows are taken, as a person chose it. Null as long as nobody has: then those that an export means. */
  filter: string | null;
  /** The export that a person says the file is; null: what its columns look like. */
  preset: string | null;
  /** What was entered for kinds of source that are not chosen any more. */
  aside: Record<string, SourceInput>;
  upload: UploadDraft | null;
}

/** A draft that nothing is entered in, with a source of a kind. */
export const emptyDraft = (kind: SourceChoice): WizardDraft => ({
  step: 'source',
  profile: { ...NEW_PROFILE, source: sourceOfKind(kind, NEW_PROFILE.source, NEW_PROFILE.source) },
  content: null,
  filter: null,
  preset: null,
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
  filter: null,
  profile: { ...draft.profile, fields: null },
});

/** A draft whose file is an export that a person has named, or that is known by its columns again. */
export const withPreset = (draft: WizardDraft, preset: string | null): WizardDraft => ({
  ...withContent(draft, 'people'),
  content: null,
  preset,
});

interface Setting {
  path: Path;
  value: unknown;
  /** What the rows were when it was entered. */
  content: Content;
}

/** A draft in which something was entered. What is filled is of the rows as they were taken. */
export const withSetting = (draft: WizardDraft, { path, value, content }: Setting): WizardDraft =>
  path === 'preFilter'
    ? { ...draft, filter: String(value) }
    : {
        ...draft,
        content: path === 'fields' ? content : draft.content,
        profile: withValue(draft.profile, path, value),
      };

/** Whether the mapping is a template, as of a connector that was copied elsewhere: then nothing is proposed. */
export const isWritten = ({ template }: Pick<ProfileInput, 'template'>): boolean =>
  template.trim() !== '';

/** The profile of a draft: what the columns propose, where nobody has chosen anything else. */
export const proposedProfile = (
  { profile, filter }: Pick<WizardDraft, 'profile' | 'filter'>,
  { fields, preFilter, columns }: Pick<Proposal, 'fields' | 'preFilter' | 'columns'>,
  contacts: ContactMatch | null
): ProfileInput => {
  if (isWritten(profile)) return { ...profile, preFilter: filter ?? profile.preFilter };
  const isKnown = fields.length > 0;
  const chosen = isKnown && profile.fields ? fitting(profile.fields, fields, columns) : null;
  const proposed: ProfileInput = {
    ...profile,
    preFilter: filter ?? preFilter,
    fields: chosen ?? (isKnown ? fields : profile.fields),
  };
  if (contacts) return ofContacts(proposed, contacts);
  const key = keyOf(proposed.fields ?? [], kindOf(profile.source));
  return { ...proposed, match: { ...profile.match, ...(key !== null && { user: key }) } };
};

/** A profile whose rows are contacts: their fields, and what tells them apart. */
export const ofContacts = (
  profile: ProfileInput,
  { fields: proposed, match }: ContactMatch
): ProfileInput => {
  const fields = profile.fields ?? proposed;
  const key = contactKeyOf(fields, match.phonebookEntry);
  return {
    ...profile,
    fields,
    match: { ...profile.match, ...(key !== null && { phonebookEntry: key }) },
  };
};

/** Whether a run of this mode removes who is no longer in the source. */
export const removesMissing = (mode: Mode): boolean =>
  mode === 'create-update-remove' || mode === 'replace';

/** A profile as it is sent: a limit that its mode does not ask for is as in a new one. */
export const askedOf = (profile: ProfileInput): ProfileInput =>
  removesMissing(profile.mode) ? profile : { ...profile, limits: NEW_PROFILE.limits };

/** The profile to create: that of a draft, in the person's time zone. Who is told of its runs no step asks. */
export const profileOf = (profile: ProfileInput, timezone: string): NewProfile => {
  const { notify: _standard, ...asked } = askedOf(profile);
  return { ...asked, schedule: { ...profile.schedule, timezone } };
};
