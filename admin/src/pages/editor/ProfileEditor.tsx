import * as React from 'react';

import { useCallbackRef } from '@strapi/design-system';
import { Layouts, Page } from '@strapi/strapi/admin';
import { useSearchParams } from 'react-router-dom';

import type { ProfileView } from '../../../../shared/contracts/profiles';
import { DatabaseNotice } from '../../components/feedback/DatabaseNotice';
import { usePermissions } from '../../hooks/usePermissions';
import { ProfileFormProvider } from '../../profile-form/form-context';
import { BrokenNotice } from './BrokenNotice';
import { EditorHeader } from './EditorHeader';
import { EditorTabs } from './EditorTabs';
import { EditorProvider } from './editor-context';
import { firstTabOf, readTab } from './model/tabs';
import { OutdatedDialog } from './OutdatedDialog';
import { useTrial } from './trial/useTrial';
import { UnsavedGuard } from './UnsavedGuard';
import { useProfileCheck } from './useProfileCheck';
import { useProfileDraft } from './useProfileDraft';

const TRIED_TABS = new Set(['pre-filter', 'variables', 'template']);

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
  const { saved, draft, change, set, save, isSaving, isModified, refused, ...state } =
    useProfileDraft(profile);
  const { broken, outdated, keepEditing } = state;
  const tab = readTab(params.get('tab'));
  const found = useProfileCheck(profile.id, draft, canEdit);
  const trial = useTrial(profile.id, draft, canEdit && TRIED_TABS.has(tab));
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

  const problems = refused ?? found;
  const isReadOnly = !canEdit;
  return (
    <EditorProvider value={{ profile, saved, draft, change, problems, isReadOnly, trial }}>
      <ProfileFormProvider value={{ profile: profile.id, saved, draft, set, problems, isReadOnly }}>
        <Page.Title>{saved.name}</Page.Title>
        <Page.Main>
          <EditorHeader
            isModified={isModified}
            isSaving={isSaving}
            onSave={() => void saveOrShow()}
          />
          <Layouts.Content>
            <div ref={page}>
              <DatabaseNotice />
              {broken.length > 0 && <BrokenNotice problems={broken} />}
              <EditorTabs tab={tab} onChange={openTab} />
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
    </EditorProvider>
  );
};
