import type { RunDetail } from '../../../../../shared/contracts/reports';
import type { RowFix, Skip, UploadInfo } from '../../../../../shared/contracts/uploads';
import { AUTOMATIC_FORMAT } from '../../../../../shared/profile/csv';
import { useErrorNotification } from '../../../hooks/useErrorNotification';
import { usePermissions } from '../../../hooks/usePermissions';
import { useGetProfileQuery } from '../../../services/profiles';
import type { RunIssue } from '../../../services/runs';
import {
  useAddFixMutation,
  useDetectUploadQuery,
  useGetCurrentUploadQuery,
  useGetFixesQuery,
  useGetSourceRowQuery,
} from '../../../services/sources';
import { formatOf } from '../../../utils/source-kind';
import { type Cell, cellsOf, fixesOf, isCorrectable, isFileOf } from './corrections';

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

/** Keeps the corrections of a row; `onDone` when all of them are. */
export const useFixRow = (uploadId: string, row: number, onDone: () => void) => {
  const showError = useErrorNotification();
  const [addFix, { isLoading }] = useAddFixMutation();

  const add = async (fixes: RowFix[]): Promise<void> => {
    try {
      for (const fix of fixes) await addFix({ id: uploadId, fix }).unwrap();
      onDone();
    } catch (error) {
      showError(error);
    }
  };

  return {
    save: (cells: Cell[], edited: Record<string, string>) => add(fixesOf(row, cells, edited)),
    skip: (skip: Skip) => add([{ row, skip }]),
    isSaving: isLoading,
  };
};

interface RowCells {
  /** Null where the row cannot be read. */
  cells: Cell[] | null;
  /** Whom the row is about; null where that is not certain. */
  person: string | null;
  isLoading: boolean;
}

/** The cells of an issue's row. Only a row that is cut short needs the header. */
export const useRowCells = (
  profileId: string,
  uploadId: string,
  { row, code }: RunIssue & { row: number }
): RowCells => {
  const isCutShort = code === 'too-few-fields';
  const source = useGetSourceRowQuery({ profile: profileId, row });
  const profile = useGetProfileQuery(profileId, { skip: !isCutShort });
  const format = profile.data ? formatOf(profile.data.source) : null;
  const detection = useDetectUploadQuery(
    { id: uploadId, format: format ?? AUTOMATIC_FORMAT },
    { skip: !isCutShort || !profile.data }
  );
  const isLoading = source.isLoading || profile.isLoading || detection.isLoading;
  const cells =
    source.data && !isLoading ? cellsOf(source.data.values, detection.data?.columns ?? []) : null;
  return { cells, person: source.data?.person ?? null, isLoading };
};
