import type { Detection } from '../../../../shared/contracts/sources';
import { useLast } from '../../hooks/useLast';
import { useDetectSourceQuery, useDetectUploadQuery } from '../../services/sources';
import type { WizardDraft } from './model/draft';
import { SOURCE_KINDS } from './model/source-kinds';
import type { Look, PreviewOptions } from './look';

/** What names the file, whatever format it is read in. */
const identityOf = ({ kind, upload, url }: WizardDraft): string =>
  kind === 'upload' ? (upload?.id ?? '') : JSON.stringify(url);

/** The columns and first rows of a file. */
export const useFilePreview = ({ draft, isComplete }: PreviewOptions): Look<Detection> => {
  const { kind, upload, format } = draft;
  const uploaded = useDetectUploadQuery(
    { id: upload?.id ?? '', format },
    { skip: !isComplete || kind !== 'upload' || upload === null }
  );
  // An address is called only when the person goes on, not while it is being typed.
  const addressed = useDetectSourceQuery(
    { profile: null, source: SOURCE_KINDS.url.sourceOf(draft) },
    {
      skip: !isComplete || kind !== 'url' || draft.step === 'source',
      // What was wrong may be mended on the other server meanwhile.
      refetchOnMountOrArgChange: true,
    }
  );
  const { currentData, isFetching, isError, error, isUninitialized, refetch } =
    kind === 'upload' ? uploaded : addressed;
  const found = useLast(identityOf(draft), currentData);
  return {
    found,
    isFetching,
    error: isError ? error : null,
    // Whoever has gone back to the source has nothing to repeat: going on looks at it anew.
    retry: () => {
      if (!isUninitialized) void refetch();
    },
  };
};
