import * as React from 'react';

import { useCallbackRef } from '@strapi/design-system';
import { Layouts, Page } from '@strapi/strapi/admin';
import { useSearchParams } from 'react-router-dom';

import type { ProfileView } from '../../../../shared/contracts/profiles';
import { DatabaseNotice } from '../../components/feedback/DatabaseNotice';
import { usePermissions } from '../../hooks/usePermissions';
import { useConnectionTest } from '../../profile-form/directory/useConnectionTest';
import { type ProfileForm, ProfileFormProvider } from '../../profile-form/form-context';
import { TrialProvider } from '../../profile-form/mapping/trial-context';
import { choiceOf, sourceOfKind } from '../../profile-form/source';
import { useExchange } from '../../profile-form/useExchange';
import { BrokenNotice } from './BrokenNotice';
import { OutdatedDialog } from './OutdatedDialog';
import { ProfileHeader } from './ProfileHeader';
import { ProfileTabs } from './ProfileTabs';
import { firstTabOf, readTab } from './tabs';
import { useRowTrial } from './trial/useRowTrial';
import { UnsavedGuard } from './UnsavedGuard';
import { useProfilePreview } from './useProfilePreview';
import { useSavedProfile } from './useSavedProfile';

const TRIED_TABS = new Set(['fields', 'pre-filter', 'variables', 'template']);

const useSaveKey = (save: () => void): void => {
  const press = useCallbackRef((event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey) || event.altKey)
      return;
    event.preventDefault();
    save();
  });
  React.useEffect(() => {
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [press]);
};

interface ProfileEditorProps {
  profile: ProfileView;
  /** Opens it as it is stored now, without what was changed here. */
  onReload: () => void;
}

/** One profile, open for editing or, where that is not allowed, for reading. */
export const ProfileEditor = ({ profile, onReload }: ProfileEditorProps) => {
  const [params, setParams] = useSearchParams();
  const { canEdit } = usePermissions();
  const { saved, draft, set, save, isSaving, isModified, problems, ...state } = useSavedProfile(
    profile,
    canEdit
  );
  const { broken, outdated, keepEditing } = state;
  const tab = readTab(params.get('tab'));
  const trial = useRowTrial(profile.id, draft, canEdit && TRIED_TABS.has(tab));
  const source = useProfilePreview(profile.id, draft.source);
  const connection = useConnectionTest({ profile: profile.id, source: draft.source });
  const exchange = useExchange({ saved, draft, set }, 'source', choiceOf);
  const page = React.useRef<HTMLDivElement>(null);

  const openTab = (name: string) => setParams({ tab: name }, { replace: true });

  const saveOrShow = async (over?: number) => {
    if (!canEdit || !isModified || isSaving) return;
    const problems = await save(over);
    if (problems.length === 0) return;
    openTab(firstTabOf(problems));
    // The tab has to be there before something in it can be focused.
    setTimeout(() => {
      const field = page.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
      field?.focus();
      field?.scrollIntoView({ block: 'center' });
    });
  };
  useSaveKey(() => void saveOrShow());

  const form: ProfileForm = {
    profile: profile.id,
    saved,
    draft,
    set,
    setKind: (kind) => exchange(kind, (before) => sourceOfKind(kind, before, draft.source)),
    problems,
    isReadOnly: !canEdit,
    ...source,
    connection,
  };
  return (
    <ProfileFormProvider value={form}>
      <Page.Title>{saved.name}</Page.Title>
      <Page.Main>
        <ProfileHeader
          profile={profile}
          isModified={isModified}
          isBroken={broken.length > 0}
          isSaving={isSaving}
          onSave={() => void saveOrShow()}
        />
        <Layouts.Content>
          <div ref={page}>
            <DatabaseNotice />
            {broken.length > 0 && <BrokenNotice problems={broken} />}
            <TrialProvider value={trial}>
              <ProfileTabs tab={tab} onChange={openTab} />
            </TrialProvider>
          </div>
        </Layouts.Content>
      </Page.Main>
      {outdated && (
        <OutdatedDialog
          outdated={outdated}
          onReload={onReload}
          onOverwrite={() => {
            keepEditing();
            return saveOrShow(outdated.version);
          }}
          onClose={keepEditing}
        />
      )}
      <UnsavedGuard isModified={isModified} />
    </ProfileFormProvider>
  );
};
