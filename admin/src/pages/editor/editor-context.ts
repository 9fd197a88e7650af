import * as React from 'react';

import type { ProfileProblem, ProfileView } from '../../../../shared/contracts/profile-views';
import type { ProfileDraft } from '../../services/profiles';
import type { Trial } from './trial/useTrial';

interface Editor {
  /** As it is saved. */
  profile: ProfileView;
  saved: ProfileDraft;
  draft: ProfileDraft;
  change: <Key extends keyof ProfileDraft>(key: Key, value: ProfileDraft[Key]) => void;
  problems: ProfileProblem[];
  isReadOnly: boolean;
  trial: Trial;
}

const EditorContext = React.createContext<Editor | null>(null);

/** Gives the tabs of the editor what is being edited. */
export const EditorProvider = EditorContext.Provider;

/** What is being edited; within the editor's page only. */
export const useEditor = (): Editor => {
  const editor = React.useContext(EditorContext);
  if (!editor) throw new Error('useEditor is used outside of the editor');
  return editor;
};
