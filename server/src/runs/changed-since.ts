import type { RunDetail } from '../../../shared/contracts/reports';
import { PLAN_FORM } from '../storage/runs/models';
import type { RunNeeds } from './needs';
import { currentFingerprint } from './prepare-input';
import type { RunRow } from '../storage/runs/rows';

/** What a run of the same profile would find different today. What is not known counts as the same. */
export const changedSince = async (
  needs: Pick<RunNeeds, 'profiles' | 'uploads' | 'fingerprint'>,
  { profileId, profileFingerprint, inputFingerprint, status, planForm }: RunRow
): Promise<RunDetail['changedSince']> => {
  const profile = await needs.profiles.fingerprint(profileId);
  const file = inputFingerprint === null ? null : await currentFingerprint(needs, profileId);
  return {
    profile: profileFingerprint !== '' && profileFingerprint !== profile,
    form: status === 'held' && planForm !== PLAN_FORM,
    file: inputFingerprint !== null && inputFingerprint !== file,
  };
};
