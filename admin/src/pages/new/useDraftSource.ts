import * as React from 'react';

import type { SourceInput } from '../../../../shared/profile';
import type { ProfileUpload, SourcePreview } from '../../profile-form/form-context';
import { useSourcePreview } from '../../profile-form/useSourcePreview';
import { useDebounced } from '../../hooks/useDebounced';
import { useUpload } from '../../hooks/useUpload';
import { useDeleteUploadMutation } from '../../services/sources';
import { isGone } from '../../utils/answers';
import { kindOf } from '../../utils/source-kind';
import type { UploadDraft, WizardDraft } from './draft';
import { isOfSource } from './steps';

/** Each look asks the directory anew. */
const TYPING_MS = 1000;

/** A directory, or the like, that is changed is read when the person pauses; whoever goes on has finished typing. */
const useSettledSource = (source: SourceInput, isAsked: boolean): SourceInput => {
  const settled = useDebounced(source, TYPING_MS);
  const [begun, setBegun] = React.useState<SourceInput | null>(null);
  if (!isAsked && begun !== null) setBegun(null);
  if (isAsked && begun === null) setBegun(source);
  const isAsking = source.type !== 'csv' && settled.type === source.type;
  return isAsking && begun !== source ? settled : source;
};

/** The beginning of the source that is entered: of a file at once, of any other once the person goes on. */
const useDraftPreview = (
  { profile, upload, step }: WizardDraft,
  isComplete: boolean
): SourcePreview => {
  const { source } = profile;
  const kind = kindOf(source);
  const isWanted = isComplete && (kind === 'upload' || step !== 'source');
  const settled = useSettledSource(source, isWanted);
  const preview = useSourcePreview({
    profile: null,
    source: settled,
    upload: upload?.id ?? null,
    isWanted,
  });
  const { detection, browse, error } = preview;
  const found = {
    ...preview,
    ask: null,
    isStale: false,
    isFetching: preview.isFetching || (isWanted && settled !== source),
  };
  const problem = error === null ? (browse ?? detection)?.problem : null;
  return problem && isOfSource(kind, problem)
    ? { ...found, detection: undefined, browse: undefined, sample: undefined, error: problem }
    : found;
};

/** The beginning of the source that is entered, and the file that waits for the profile. */
export const useDraftSource = (
  draft: WizardDraft,
  isComplete: boolean,
  onUpload: (upload: UploadDraft) => void
): { upload: ProfileUpload; preview: SourcePreview } => {
  const { upload } = draft;
  const preview = useDraftPreview(draft, isComplete);
  const { send, uploading, error } = useUpload();
  const [remove] = useDeleteUploadMutation();
  const take = async (file: File) => {
    const sent = await send(file, null);
    if (sent === null) return;
    const { id, name, size } = sent;
    onUpload({ id, name, size });
    if (upload) void remove(upload.id);
  };
  return {
    preview,
    upload: {
      file: isGone(preview.error) ? null : upload,
      isLoading: false,
      uploading,
      error,
      take: (file) => void take(file),
    },
  };
};
