import * as React from 'react';

import { useAuth } from '@strapi/strapi/admin';

import type { UploadInfo } from '../../../shared/contracts/uploads';
import { useUploadFileMutation } from '../services/upload-file';
import type { Sent } from '../utils/sent';

interface Upload {
  /** How much of the file has gone to the server; null while none is being uploaded. */
  uploading: Sent | null;
  /** Why the last file could not be uploaded. */
  error: unknown;
  /** Answers null for a file that could not be. */
  send: (file: File, profile: string | null) => Promise<UploadInfo | null>;
}

/** Uploads files, one at a time. */
export const useUpload = (): Upload => {
  const token = useAuth('useUpload', (auth) => auth.token);
  const [sent, setSent] = React.useState<Sent | null>(null);
  const [upload, { isLoading, error }] = useUploadFileMutation();
  return {
    uploading: isLoading ? (sent ?? { done: 0, total: 0 }) : null,
    error,
    send: async (file, profile) => {
      setSent({ done: 0, total: file.size });
      const answer = await upload({ file, profile, token, onSent: setSent });
      return 'data' in answer ? (answer.data ?? null) : null;
    },
  };
};
