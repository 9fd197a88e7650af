import * as React from 'react';

import { Layouts, Page } from '@strapi/strapi/admin';
import { useSearchParams } from 'react-router-dom';

import type { ProfileView } from '../../../../shared/contracts/profiles';
import { UnsavedGuard } from '../../components/dialogs/UnsavedGuard';
import { DatabaseNotice } from '../../components/feedback/DatabaseNotice';
import { MailNotice } from '../../components/feedback/MailNotice';
import { ScheduleNotice } from '../../components/feedback/ScheduleNotice';
import { usePermissions } from '../../hooks/usePermissions';
import { showInvalid, useSaveKey } from '../../hooks/useSaveKey';
import { useConnectionTest } from '../../profile-form/directory/useConnectionTest';
import type { ProfileForm } from '../../profile-form/form-context';
import { TrialProvider } from '../../profile-form/mapping/trial-context';
import { ProfileFormProvider } from '../../profile-form/ProfileFormProvider';
import { choiceOf, sourceOfKind } from '../../profile-form/source';
import { useExchange } from '../../profile-form/useExchange';
import { BrokenNotice } from './BrokenNotice';
import { OutdatedDialog } from './OutdatedDialog';
import { ProfileHeader } from './ProfileHeader';
import { ProfileTabs } from './ProfileTabs';
import { firstTabOf, readTab } from './tabs';
import { useRowTrial } from './trial/useRowTrial';
import { useProfilePreview } from './useProfilePreview';
import { useSavedProfile } from './useSavedProfile';

const TRIED_TABS = new Set(['fields', 'pre-filter', 'variables', 'template']);

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
    showInvalid(page);
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
            <ScheduleNotice profile={profile.id} />
            {profile.mailFailedAt !== null && <MailNotice failedAt={profile.mailFailedAt} />}
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
