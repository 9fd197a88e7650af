import * as React from 'react';

import type { FileComparison, UploadInfo } from '../../../../shared/contracts/uploads';
import { useErrorNotification } from '../../hooks/useErrorNotification';
import { useStartRun } from '../../hooks/useStartRun';
import { useUpload } from '../../hooks/useUpload';
import {
  useAttachUploadMutation,
  useCompareUploadQuery,
  useDeleteUploadMutation,
} from '../../services/sources';
import type { Sent } from '../../utils/sent';

export interface NewFile {
  /** Null until one is there. */
  file: UploadInfo | null;
  /** Undefined until it is known. */
  comparison: FileComparison | undefined;
  uploading: Sent | null;
  isStarting: boolean;
  /** Why the file could not be uploaded or compared. */
  error: unknown;
  take: (file: File) => void;
  /** Makes the file the profile's and begins a test run. */
  test: () => void;
  /** Leaves the profile the file that it has. */
  close: () => void;
}

/** A file that is about to take the place of a profile's: until it is tested, the profile keeps the one it has. */
export const useNewFile = (profile: string, onClose: () => void): NewFile => {
  const showError = useErrorNotification();
  const { startTest, isStarting } = useStartRun();
  const upload = useUpload();
  const [attach, attached] = useAttachUploadMutation();
  const [remove] = useDeleteUploadMutation();
  const [file, setFile] = React.useState<UploadInfo | null>(null);
  // From then on it is the profile's, and neither exchanged here nor thrown away.
  const isTaken = attached.isLoading || attached.isSuccess;
  const compared = useCompareUploadQuery({ id: file?.id ?? '', profile }, { skip: file === null });

  const discard = () => {
    if (file) void remove(file.id);
  };

  const take = async (chosen: File) => {
    if (isTaken) return;
    const sent = await upload.send(chosen, null);
    if (sent === null) return;
    discard();
    setFile(sent);
  };

  const test = async ({ id }: UploadInfo) => {
    const answer = await attach({ id, profile });
    if ('error' in answer) {
      showError(answer.error);
      return;
    }
    await startTest(profile);
    onClose();
  };

  return {
    file,
    comparison: compared.currentData,
    uploading: upload.uploading,
    isStarting: attached.isLoading || isStarting,
    error: upload.error ?? compared.error,
    take: (chosen) => void take(chosen),
    test: () => file && void test(file),
    close: () => {
      if (!isTaken) discard();
      onClose();
    },
  };
};
