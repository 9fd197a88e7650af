import * as React from 'react';

import { isObject } from '../../../../shared/path';
import { readKept, writeKept } from '../../utils/browser-storage';
import type { WizardDraft } from './draft';
import { restoreDraft, storeDraft } from './stored-draft';

const keyOf = (user: string): string => `STRAPI_DIRECTORY_CONNECTOR_DRAFT:${user}`;

const write = (key: string, text: string | null): void => writeKept('localStorage', key, text);

/** Whether the person has begun a profile that is still kept. */
export const hasDraft = (user: string): boolean =>
  restoreDraft(readKept('localStorage', keyOf(user))) !== null;

/** Keeps a draft that was begun elsewhere, for the wizard to go on with. */
export const keepDraft = (user: string, draft: WizardDraft): void =>
  write(keyOf(user), storeDraft(draft, new Date().toISOString()));

/** What tells the wizard's page that it was gone to with such a draft. */
export const HANDED_OVER = { draft: 'handed-over' } as const;

export const isHandedOver = (state: unknown): boolean =>
  isObject(state) && state['draft'] === HANDED_OVER.draft;

interface DraftOptions {
  /** Each person has a draft of their own on a shared computer. */
  user: string;
  empty: WizardDraft;
  /** Whether what is kept was begun on another page a moment ago. */
  isHandedOver: boolean;
}

/** What is entered in the wizard, kept in this browser until `clear`. */
export const useDraft = ({ user, empty, isHandedOver }: DraftOptions) => {
  const key = keyOf(user);
  const [restored] = React.useState(() => restoreDraft(readKept('localStorage', key)));
  const [draft, setDraft] = React.useState(restored?.draft ?? empty);
  const [isNews, setIsNews] = React.useState(!isHandedOver);
  const untouched = React.useRef(draft);

  React.useEffect(() => {
    if (draft !== untouched.current) write(key, storeDraft(draft, new Date().toISOString()));
  }, [key, draft]);

  const clear = React.useCallback(() => write(key, null), [key]);

  return {
    draft,
    setDraft,
    /** When what was found on opening the page had been entered; null for a new draft, and once that is known. */
    restoredFrom: isNews ? (restored?.savedAt ?? null) : null,
    dismissRestored: () => setIsNews(false),
    clear,
  };
};
