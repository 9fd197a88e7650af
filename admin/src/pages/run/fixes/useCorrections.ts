import type { RunDetail } from '../../../../../shared/contracts/reports';
import type { RowFix, UploadInfo } from '../../../../../shared/contracts/uploads';
import { usePermissions } from '../../../hooks/usePermissions';
import { useGetCurrentUploadQuery, useGetFixesQuery } from '../../../services/sources';
import { isCorrectable, isFileOf } from './corrections';

const NONE: RowFix[] = [];

export interface Corrections {
  profileId: string;
  /** The file that the run has read, while it is the profile's: its corrections hold for the next run too. */
  file: UploadInfo | null;
  /** The same, where its rows can be corrected from here. */
  upload: UploadInfo | null;
  fixes: RowFix[];
  /** True when corrections were made or taken back since the run. */
  isPending: boolean;
}

/** The corrections of the file that a run has read, as long as it is the profile's file. */
export const useCorrections = (run: RunDetail): Corrections => {
  const { canRead, canTest } = usePermissions();
  const maySee = canRead && canTest;
  const { data: current = null } = useGetCurrentUploadQuery(run.profileId, { skip: !maySee });
  const file = maySee && current !== null && isFileOf(run, current) ? current : null;
  const upload = isCorrectable(run, file) ? file : null;
  const { currentData: fixes = NONE } = useGetFixesQuery(file?.id ?? '', { skip: file === null });
  return {
    profileId: run.profileId,
    file,
    upload,
    fixes: file === null ? NONE : fixes,
    isPending: upload !== null && run.changedSince.file,
  };
};
