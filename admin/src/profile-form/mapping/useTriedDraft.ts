import type { ProfileInput } from '../../../../shared/profile';
import { useSettled } from '../../hooks/useSettled';
import type { MappingQuery } from '../../services/sources';
import { kindOf } from '../../utils/source-kind';
import { useProfileForm } from '../form-context';
import { triedOf } from '../problems';

/** What is edited, to be tried on its source once nobody types any more; `identity` tells sources apart. */
export const useTriedDraft = (
  change: Partial<ProfileInput> = {}
): { query: MappingQuery; identity: string } => {
  const { profile, draft, upload } = useProfileForm();
  const isUpload = kindOf(draft.source) === 'upload';
  const asked = JSON.stringify(triedOf({ ...draft, ...change }));
  const settled = useSettled(asked, !isUpload);
  return {
    query: {
      profile,
      draft: JSON.parse(settled) as ProfileInput,
      upload: profile === null && isUpload ? upload.file?.id : undefined,
    },
    identity: JSON.stringify([profile, draft.source]),
  };
};
