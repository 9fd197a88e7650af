import type { RunDetail } from '../../../../../shared/contracts/reports';
import type { RowFix, UploadInfo } from '../../../../../shared/contracts/uploads';
import { usePermissions } from '../../../hooks/usePermissions';
import { useGetCurrentUploadQuery, useGetFixesQuery } from '../../../services/sources';
import { isCorrectable } from './corrections';

const NONE: RowFix[] = [];

export interface Corrections {
  profileId: string;
  /** The file whose rows can be corrected from here; null where they cannot. */
  upload: UploadInfo | null;
  fixes: RowFix[];
  /** True when corrections were made or taken back since the run. */
  isPending: boolean;
}

/** The corrections of the file that a test run has read, as long as it is the profile's file. */
export const useCorrections = (run: RunDetail): Corrections => {
  const { canRead, canTest } = usePermissions();
  const mayCorrect = run.kind === 'test' && canRead && canTest;
  const { data: current = null } = useGetCurrentUploadQuery(run.profileId, { skip: !mayCorrect });
  const upload = mayCorrect && isCorrectable(run, current) ? current : null;
  const { data: fixes = NONE } = useGetFixesQuery(upload?.id ?? '', { skip: upload === null });
  return {
    profileId: run.profileId,
    upload,
    fixes: upload === null ? NONE : fixes,
    isPending: upload !== null && run.changedSince.file,
  };
};
