import type { ProfileView } from '../../../shared/contracts/profile-views';
import type { ProfileDraft } from '../services/profiles';

/** The part of a profile that can be sent back: what the server adds is left out. */
export const draftOf = (profile: ProfileView): ProfileDraft => {
  const { name, comment, source, mode, preFilter, variables, template, match, reveal } = profile;
  const { existing, ownedByOthers, generate, limits, missing, returning, schedule, notify } =
    profile;
  return {
    name,
    comment,
    source,
    mode,
    preFilter,
    variables,
    template,
    match,
    reveal,
    existing,
    ownedByOthers,
    generate,
    limits,
    missing,
    returning,
    schedule,
    notify,
  };
};
