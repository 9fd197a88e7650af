import type { Core } from '@strapi/strapi';

import type { RunDetail } from '../../../shared/contracts/reports';
import { PLAN_FORM } from '../models/plans';
import { getService } from '../utils/get-service';
import { currentFingerprint } from './prepare-input';
import type { RunRow } from './types';

/** What a run of the same profile would find different today. What is not known counts as the same. */
export const changedSince = async (
  strapi: Core.Strapi,
  { profileId, profileFingerprint, inputFingerprint, status, planForm }: RunRow
): Promise<RunDetail['changedSince']> => {
  const profile = await getService('profiles', { strapi }).fingerprint(profileId);
  const file = inputFingerprint === null ? null : await currentFingerprint(strapi, profileId);
  return {
    profile: profileFingerprint !== '' && profileFingerprint !== profile,
    form: status === 'held' && planForm !== PLAN_FORM,
    file: inputFingerprint !== null && inputFingerprint !== file,
  };
};
