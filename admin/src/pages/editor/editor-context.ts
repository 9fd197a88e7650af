import * as React from 'react';

import type { ProfileProblem, ProfileView } from '../../../../shared/contracts/profiles';
import type { ProfileInput } from '../../../../shared/profile';
import type { Trial } from './trial/useTrial';

interface Editor {
  /** As it is saved. */
  profile: ProfileView;
  saved: ProfileInput;
  draft: ProfileInput;
  change: <Key extends keyof ProfileInput>(key: Key, value: ProfileInput[Key]) => void;
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
