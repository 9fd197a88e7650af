import type { ProfileUpload } from '../../profile-form/form-context';
import { useDeleteUploadMutation, useUploadFileMutation } from '../../services/sources';
import { isGone } from '../../utils/answers';
import type { UploadDraft } from './draft';

interface Options {
  upload: UploadDraft | null;
  /** Why its beginning could not be read. */
  error: unknown;
  onUpload: (upload: UploadDraft) => void;
}

/** The file that waits for the profile which is being made. */
export const useDraftUpload = ({ upload, error, onUpload }: Options): ProfileUpload => {
  const [send, sent] = useUploadFileMutation();
  const [remove] = useDeleteUploadMutation();
  const take = async (file: File) => {
    const answer = await send({ file, profile: null });
    if (!('data' in answer) || answer.data === undefined) return;
    const { id, name, size } = answer.data;
    onUpload({ id, name, size });
    if (upload) void remove(upload.id);
  };
  return {
    file: isGone(error) ? null : upload,
    isLoading: false,
    isUploading: sent.isLoading,
    error: sent.error,
    take: (file) => void take(file),
  };
};
