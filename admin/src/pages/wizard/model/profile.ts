import { NEW_PROFILE, type ProfileInput } from '../../../../../shared/profile';
import type { PolicyDraft, WizardDraft } from './draft';
import { SOURCE_KINDS } from './source-kinds';

interface Mapped {
  template: string;
  key: 'username' | 'externalId';
}

const extensionRange = ({ extension, extensionFrom: from, extensionTo: to }: PolicyDraft) =>
  extension && from !== null && to !== null ? { from, to } : null;

/** The profile to create: what was entered, and the defaults for what the wizard does not ask. */
export const profileOf = (
  draft: WizardDraft,
  { template, key }: Mapped,
  timezone: string
): ProfileInput => {
  const { policy } = draft;
  return {
    ...NEW_PROFILE,
    name: draft.name.trim(),
    source: SOURCE_KINDS[draft.kind].sourceOf(draft),
    mode: policy.mode,
    template,
    match: { ...NEW_PROFILE.match, user: key },
    generate: {
      extension: extensionRange(policy),
      password: policy.password,
      sipPassword: policy.sipPassword,
      pin: policy.pin,
    },
    limits: { ...NEW_PROFILE.limits, removePercent: policy.removePercent },
    missing: policy.missing,
    schedule: { ...NEW_PROFILE.schedule, timezone },
  };
};
