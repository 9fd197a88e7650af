import type { ProfileView } from '../../../shared/contracts/profiles';
import { PROFILE_FIELDS, type ProfileInput } from '../../../shared/profile';

/** The part of a profile that can be sent back: what the server adds is left out. */
export const draftOf = (profile: ProfileView): ProfileInput =>
  Object.fromEntries(PROFILE_FIELDS.map((field) => [field, profile[field]])) as ProfileInput;
