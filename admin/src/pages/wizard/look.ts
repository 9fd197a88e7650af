import type { WizardDraft } from './model/draft';

/** What a look at the source gave. */
export interface Look<Found> {
  /** Of what was entered last; while that is being looked at, of what was entered before. */
  found: Found | undefined;
  isFetching: boolean;
  /** Why it could not be looked at at all. */
  error: unknown;
  retry: () => void;
}

export interface PreviewOptions {
  draft: WizardDraft;
  /** Whether the source is entered far enough to be looked at. */
  isComplete: boolean;
}
