import type { ProfileDraft } from '../../../services/profiles';
import type { PolicyDraft, WizardDraft } from './draft';
import { SOURCE_KINDS } from './source-kinds';

interface Mapped {
  template: string;
  key: 'username' | 'externalId';
}

const extensionRange = ({ extension, extensionFrom: from, extensionTo: to }: PolicyDraft) =>
  extension && from !== null && to !== null ? { from, to } : null;

/** The profile to create: what was entered, and the server's defaults for what the wizard does not ask. */
export const profileOf = (
  draft: WizardDraft,
  { template, key }: Mapped,
  timezone: string
): ProfileDraft => {
  const { policy } = draft;
  return {
    name: draft.name.trim(),
    comment: '',
    source: SOURCE_KINDS[draft.kind].sourceOf(draft),
    mode: policy.mode,
    preFilter: '',
    variables: [],
    template,
    match: { user: key, phonebookEntry: 'externalId', phone: 'mac' },
    reveal: [],
    existing: 'update',
    ownedByOthers: 'conflict',
    generate: {
      extension: extensionRange(policy),
      password: policy.password,
      sipPassword: policy.sipPassword,
      pin: policy.pin,
    },
    limits: {
      removePercent: policy.removePercent,
      removeCount: null,
      updatePercent: null,
      minimumPopulation: 10,
    },
    missing: policy.missing,
    returning: 'never',
    schedule: { enabled: false, cron: '0 2 * * *', timezone },
    notify: { emails: [] },
  };
};
