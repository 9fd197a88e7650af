import { useDebounce } from '@strapi/strapi/admin';

import type { ProfileProblem } from '../../../shared/contracts/profiles';
import type { ProfileInput } from '../../../shared/profile';
import { useCheckProfileQuery } from '../services/profiles';
import { placedIn, sentOf } from './problems';

const TYPING_MS = 400;
const NOTHING: ProfileProblem[] = [];

/** What is wrong with a draft, as one types; nothing where the person may not ask. */
export const useProfileCheck = (
  profile: string,
  draft: ProfileInput,
  isAllowed: boolean
): ProfileProblem[] => {
  const settled = useDebounce(draft, TYPING_MS);
  const { data = NOTHING } = useCheckProfileQuery(
    { profile, draft: sentOf(settled) },
    { skip: !isAllowed }
  );
  return placedIn(settled, data);
};
