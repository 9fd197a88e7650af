import * as React from 'react';

import { useNotification } from '@strapi/strapi/admin';

import type { ProfileProblemView } from '../../../../shared/contracts/profiles';
import type { SettingsView } from '../../../../shared/contracts/settings';
import { type Path, valueAt, withValue } from '../../../../shared/path';
import { type Settings, settingsOf } from '../../../../shared/settings';
import { useErrorNotification } from '../../hooks/useErrorNotification';
import { useText } from '../../hooks/useText';
import { useUpdateSettingsMutation } from '../../services/settings';
import { problemsOfError } from '../../utils/answers';
import { isSame } from '../../utils/values';

interface Refusal {
  draft: Settings;
  problems: ProfileProblemView[];
}

/** The settings as they are saved and as they are edited; `save` tells whether they could be saved. */
export const useSettingsForm = (view: SettingsView) => {
  const t = useText();
  const { toggleNotification } = useNotification();
  const showError = useErrorNotification();
  const [update, { isLoading: isSaving }] = useUpdateSettingsMutation();
  const [{ settings: saved, fixed }, setSaved] = React.useState(view);
  const [draft, setDraft] = React.useState(saved);
  const [refusal, setRefusal] = React.useState<Refusal | null>(null);

  /** Somebody else may change the others meanwhile. */
  const change = settingsOf((name) => {
    const value = valueAt(draft, name);
    return isSame(value, valueAt(saved, name)) ? undefined : value;
  });

  const save = async (): Promise<boolean> => {
    const answer = await update(change);
    if ('data' in answer) {
      setSaved(answer.data);
      // What was typed while it was being saved stays.
      setDraft((current) => (current === draft ? answer.data.settings : current));
      toggleNotification({ type: 'success', message: t('options.saved', 'Settings saved') });
      return true;
    }
    const problems = problemsOfError(answer.error);
    if (problems.length === 0) showError(answer.error);
    else setRefusal({ draft, problems });
    return false;
  };

  return {
    draft,
    fixed,
    set: (path: Path, value: unknown) => setDraft((before) => withValue(before, path, value)),
    save,
    isSaving,
    isModified: Object.keys(change).length > 0,
    /** What they were refused for, until something is changed. */
    problems: refusal?.draft === draft ? refusal.problems : [],
  };
};
