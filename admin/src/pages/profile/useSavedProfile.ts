import * as React from 'react';

import { useNotification } from '@strapi/strapi/admin';

import type { ProfileProblemView, ProfileView } from '../../../../shared/contracts/profiles';
import { type Path, withValue } from '../../../../shared/path';
import type { ProfileInput } from '../../../../shared/profile';
import { useErrorNotification } from '../../hooks/useErrorNotification';
import { useSettled } from '../../hooks/useSettled';
import { useText } from '../../hooks/useText';
import { inPlainWords, useFieldErrors } from '../../profile-form/field-errors';
import { draftOf, isOfPlugin, placedIn, sentOf } from '../../profile-form/problems';
import { useCheckProfileQuery, useUpdateProfileMutation } from '../../services/profiles';
import { type Outdated, outdatedOf, problemsOfError } from '../../utils/answers';
import { isSame } from '../../utils/values';

const NOTHING: ProfileProblemView[] = [];

/** What is wrong with a draft, as one types; nothing where the person may not ask. */
const useProfileCheck = (
  profile: string,
  draft: ProfileInput,
  isAllowed: boolean
): ProfileProblemView[] => {
  const settled = useSettled(draft);
  const { data = NOTHING } = useCheckProfileQuery(
    { profile, draft: sentOf(settled) },
    { skip: !isAllowed }
  );
  return placedIn(settled, data);
};

interface Refusal {
  draft: ProfileInput;
  problems: ProfileProblemView[];
}

/** A profile as it is saved and as it is edited; `save` gives what the server refuses it for. */
export const useSavedProfile = (profile: ProfileView, canEdit: boolean) => {
  const t = useText();
  const { toggleNotification } = useNotification();
  const showError = useErrorNotification();
  const [update, { isLoading: isSaving }] = useUpdateProfileMutation();
  const [stored, setStored] = React.useState(profile);
  const saved = React.useMemo(() => draftOf(stored), [stored]);
  const { version, problems: broken } = stored;
  const [draft, setDraft] = React.useState<ProfileInput>(saved);
  const [refusal, setRefusal] = React.useState<Refusal | null>(null);
  const [outdated, setOutdated] = React.useState<Outdated | null>(null);

  const found = useProfileCheck(profile.id, draft, canEdit);
  const fieldErrors = useFieldErrors();

  const set = React.useCallback(
    (path: Path, value: unknown) => setDraft((before) => withValue(before, path, value)),
    []
  );

  const save = async (over: number = version): Promise<ProfileProblemView[]> => {
    const answer = await update({ id: profile.id, version: over, profile: sentOf(draft) });
    if ('data' in answer) {
      const next = draftOf(answer.data);
      setStored(answer.data);
      setOutdated(null);
      // What was typed while it was being saved stays.
      setDraft((current) => (current === draft ? next : current));
      toggleNotification({ type: 'success', message: t('editor.saved', 'Profile saved') });
      return [];
    }
    const changed = outdatedOf(answer.error);
    if (changed) {
      setOutdated(changed);
      return [];
    }
    const problems = placedIn(draft, problemsOfError(answer.error));
    if (problems.length === 0) {
      showError(answer.error);
      return [];
    }
    setRefusal({ draft, problems });
    toggleNotification({
      type: 'danger',
      message: t(
        'editor.refused',
        '{count, plural, one {Not saved: one thing has to be corrected} other {Not saved: # things have to be corrected}}',
        { count: problems.length }
      ),
    });
    return problems;
  };

  return {
    saved,
    draft,
    set,
    save,
    isSaving,
    /** What is saved replaces settings that do not fit, though nobody has changed anything here. */
    isModified: !broken.every(isOfPlugin) || !isSame(sentOf(saved), sentOf(draft)),
    /** The settings of the stored profile that do not fit any more. */
    broken,
    /** What somebody else has saved meanwhile; null once that is decided. */
    outdated,
    keepEditing: () => setOutdated(null),
    /** What is wrong with the draft; what it was refused for, until it is changed. */
    problems: inPlainWords(refusal?.draft === draft ? refusal.problems : found, fieldErrors(draft)),
  };
};
