import * as React from 'react';

import { useNotification } from '@strapi/strapi/admin';
import { useNavigate } from 'react-router-dom';

import { paths } from '../../constants';
import { useErrorNotification } from '../../hooks/useErrorNotification';
import { usePermissions } from '../../hooks/usePermissions';
import { useText } from '../../hooks/useText';
import { useCreateProfileMutation } from '../../services/profiles';
import { useTestProfileMutation } from '../../services/runs';
import { useAttachUploadMutation } from '../../services/sources';
import { sentOf } from '../../profile-form/problems';
import { kindOf } from '../../utils/source-kind';
import { profileOf } from './draft';
import type { Wizard } from './useWizard';

interface SaveOptions {
  wizard: Wizard;
  /** Forgets the draft. */
  onSaved: () => void;
}

export type Saving = 'save' | 'test';

/**
 * Creates the profile, gives it its file and starts the test run. Once the profile is there, whatever
 * else fails is shown on its own page: another attempt from here would create it twice.
 */
export const useSave = ({ wizard, onSaved }: SaveOptions) => {
  const t = useText();
  const navigate = useNavigate();
  const showError = useErrorNotification();
  const { toggleNotification } = useNotification();
  const { canHistory } = usePermissions();
  const [create] = useCreateProfileMutation();
  const [attach] = useAttachUploadMutation();
  const [test] = useTestProfileMutation();
  const [saving, setSaving] = React.useState<Saving | null>(null);
  // A second click comes before the state of the first one is shown.
  const isBusy = React.useRef(false);

  const { draft, profile: asked, isIdentified } = wizard;

  const createProfile = async (): Promise<string | null> => {
    if (!isIdentified) return null;
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    try {
      const profile = profileOf(asked, timeZone);
      return (await create(sentOf(profile)).unwrap()).id;
    } catch (error) {
      if (!wizard.correct(error)) showError(error);
      return null;
    }
  };

  /** Returns where to go on. */
  const deliver = async (profile: string, kind: Saving): Promise<string> => {
    try {
      if (kindOf(draft.profile.source) === 'upload' && draft.upload !== null) {
        await attach({ id: draft.upload.id, profile }).unwrap();
      }
      if (kind === 'save') return paths.profile(profile);
      const run = await test(profile).unwrap();
      return canHistory ? paths.run(run.id) : paths.profile(profile);
    } catch (error) {
      showError(error);
      return paths.profile(profile);
    }
  };

  const save = async (kind: Saving) => {
    if (isBusy.current) return;
    isBusy.current = true;
    setSaving(kind);
    const profile = await createProfile();
    if (profile !== null) {
      onSaved();
      toggleNotification({ type: 'success', message: t('wizard.saved', 'Profile saved') });
      navigate(await deliver(profile, kind), { replace: true });
    }
    isBusy.current = false;
    setSaving(null);
  };

  return { save, saving };
};
