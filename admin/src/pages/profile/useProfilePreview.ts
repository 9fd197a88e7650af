import * as React from 'react';

import type { SourceInput } from '../../../../shared/profile';
import { usePermissions } from '../../hooks/usePermissions';
import { useSettled } from '../../hooks/useSettled';
import { useUpload } from '../../hooks/useUpload';
import type { ProfileUpload, SourcePreview } from '../../profile-form/form-context';
import { useSourcePreview } from '../../profile-form/useSourcePreview';
import { useGetCurrentUploadQuery } from '../../services/sources';
import { kindOf } from '../../utils/source-kind';
import { isSame } from '../../utils/values';

const useProfileUpload = (profile: string, isUpload: boolean) => {
  const current = useGetCurrentUploadQuery(profile, { skip: !isUpload });
  const { send, uploading, error } = useUpload();
  const file = current.data ?? null;
  return {
    file,
    isLoading: current.isLoading,
    uploading,
    error,
    take: (chosen: File) => void send(chosen, profile),
  };
};

/** A saved profile's file, and the beginning of its source: an uploaded file's at once, any other when asked for. */
export const useProfilePreview = (
  profile: string,
  source: SourceInput
): { upload: ProfileUpload; preview: SourcePreview } => {
  const { canTest, canEdit } = usePermissions();
  const kind = kindOf(source);
  const isUpload = kind === 'upload';
  const upload = useProfileUpload(profile, isUpload);
  const settled = useSettled(source);
  const [latest, setAsked] = React.useState<SourceInput | null>(null);
  const asked = latest !== null && kindOf(latest) === kind ? latest : null;
  const shown = kindOf(settled) === kind ? settled : source;

  const preview = useSourcePreview({
    profile,
    source: isUpload ? shown : (asked ?? source),
    upload: upload.file?.id ?? null,
    isWanted: isUpload ? canTest : canEdit && asked !== null,
  });
  const ask = () => {
    if (asked !== null && isSame(asked, source)) preview.read();
    else setAsked(source);
  };
  return {
    upload,
    preview: {
      ...preview,
      ask: isUpload || !canEdit ? null : ask,
      isStale: asked !== null && !isSame(asked, source),
    },
  };
};
