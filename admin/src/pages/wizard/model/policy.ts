import type { Mode } from '../../../../../shared/profile';
import type { PolicyDraft } from './draft';
import type { Gap } from './problems';

const LARGEST_EXTENSION = 9_999_999_999;

/** Whether a run of this mode removes who is no longer in the source. */
export const removesMissing = (mode: Mode): boolean =>
  mode === 'create-update-remove' || mode === 'replace';

const isExtension = (value: number | null): value is number =>
  value !== null && value >= 1 && value <= LARGEST_EXTENSION;

const extensionGaps = ({ extension, extensionFrom, extensionTo }: PolicyDraft): Gap[] => {
  if (!extension) return [];
  if (!isExtension(extensionFrom) || !isExtension(extensionTo)) {
    return [{ input: 'extension', code: 'required' }];
  }
  return extensionFrom > extensionTo ? [{ input: 'extension', code: 'range' }] : [];
};

const limitGaps = ({ mode, removePercent }: PolicyDraft): Gap[] => {
  const isPercent = removePercent !== null && removePercent >= 0 && removePercent <= 100;
  return removesMissing(mode) && !isPercent ? [{ input: 'removePercent', code: 'invalid' }] : [];
};

/** What has to be entered or corrected in the fourth step. */
export const policyGaps = (policy: PolicyDraft): Gap[] => [
  ...extensionGaps(policy),
  ...limitGaps(policy),
];
