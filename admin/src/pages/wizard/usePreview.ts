import * as React from 'react';

import type { Detection } from '../../../../shared/contracts/sources';
import { useDetectSourceQuery, useDetectUploadQuery } from '../../services/sources';
import type { WizardDraft } from './model/draft';
import { SOURCE_KINDS } from './model/source-kinds';

export interface Preview {
  /** Of the format chosen last; while that is being looked at, of the one before. */
  detection: Detection | undefined;
  isFetching: boolean;
  /** Why the file could not be looked at at all. */
  error: unknown;
  retry: () => void;
}

interface PreviewOptions {
  draft: WizardDraft;
  /** Whether the source is entered far enough to be looked at. */
  isComplete: boolean;
}

/** What names the file, whatever format it is read in. */
const identityOf = ({ kind, upload, url }: WizardDraft): string =>
  kind === 'upload' ? (upload?.id ?? '') : JSON.stringify(url);

/** The columns and first rows of the source, read as the draft says. */
export const usePreview = ({ draft, isComplete }: PreviewOptions): Preview => {
  const { kind, upload, format } = draft;
  const uploaded = useDetectUploadQuery(
    { id: upload?.id ?? '', format },
    { skip: !isComplete || kind !== 'upload' || upload === null }
  );
  // An address is called only when the person goes on, not while it is being typed.
  const addressed = useDetectSourceQuery(
    { profile: null, source: SOURCE_KINDS[kind].sourceOf(draft) },
    {
      skip: !isComplete || kind !== 'url' || draft.step === 'source',
      // What was wrong may be mended on the other server meanwhile.
      refetchOnMountOrArgChange: true,
    }
  );
  const { currentData, isFetching, isError, error, refetch } =
    kind === 'upload' ? uploaded : addressed;

  const identity = identityOf(draft);
  const [last, setLast] = React.useState<{ identity: string; detection: Detection } | null>(null);
  if (currentData && (last?.detection !== currentData || last.identity !== identity)) {
    setLast({ identity, detection: currentData });
  }

  const retry = () => void refetch();
  const problem = currentData?.problem;
  if (problem && SOURCE_KINDS[kind].isOfSource(problem)) {
    return { detection: undefined, isFetching, error: problem, retry };
  }
  return {
    detection: currentData ?? (last?.identity === identity ? last.detection : undefined),
    isFetching,
    error: isError ? error : null,
    retry,
  };
};
