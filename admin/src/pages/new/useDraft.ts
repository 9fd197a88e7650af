import * as React from 'react';

import { readKept, writeKept } from '../../utils/browser-storage';
import type { WizardDraft } from './draft';
import { restoreDraft, storeDraft } from './stored-draft';

const keyOf = (user: string): string => `STRAPI_DIRECTORY_CONNECTOR_DRAFT:${user}`;

const write = (key: string, text: string | null): void => writeKept('localStorage', key, text);

interface DraftOptions {
  /** Each person has a draft of their own on a shared computer. */
  user: string;
  empty: WizardDraft;
}

/** What is entered in the wizard, kept in this browser until `clear`. */
export const useDraft = ({ user, empty }: DraftOptions) => {
  const key = keyOf(user);
  const [restored, setRestored] = React.useState(() => restoreDraft(readKept('localStorage', key)));
  const [draft, setDraft] = React.useState(restored?.draft ?? empty);
  const untouched = React.useRef(draft);

  React.useEffect(() => {
    if (draft !== untouched.current) write(key, storeDraft(draft, new Date().toISOString()));
  }, [key, draft]);

  const clear = React.useCallback(() => write(key, null), [key]);

  return {
    draft,
    setDraft,
    /** When what was found on opening the page had been entered; null for a new draft. */
    restoredFrom: restored?.savedAt ?? null,
    dismissRestored: () => setRestored(null),
    clear,
  };
};
