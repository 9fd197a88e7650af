import * as React from 'react';

import type { RunDetail } from '../../../../../shared/contracts/reports';
import type { LineFix, RowCheck, RowFix } from '../../../../../shared/contracts/uploads';
import { useErrorNotification } from '../../../hooks/useErrorNotification';
import { usePermissions } from '../../../hooks/usePermissions';
import {
  useAddFixMutation,
  useAddLineFixMutation,
  useGetCurrentUploadQuery,
  useGetFixesQuery,
  useGetLineFixesQuery,
  useLazyCheckRowQuery,
  useRemoveFixMutation,
  useRemoveLineFixMutation,
} from '../../../services/sources';
import { type CorrectedRow, isFileOf } from './corrections';

const NONE: RowFix[] = [];

/** A file whose rows are corrected: an uploaded one by the numbers of rows, else that of a run by the text of lines. */
export interface CorrectedFile {
  profile: string;
  name: string;
  upload: string | null;
  run: string | null;
}

export interface Corrections {
  /** The file whose corrections are listed. */
  file: CorrectedFile | null;
  /** Whether its rows can be corrected from here. */
  isFixable: boolean;
  fixes: (RowFix | LineFix)[];
  /** True when corrections were made or taken back since the run. */
  isPending: boolean;
}

/** The corrections of the file that a run has read, as long as the next run would read it, or one with the same lines. */
export const useCorrections = (run: RunDetail): Corrections => {
  const { canRead, canTest } = usePermissions();
  const maySee = canRead && canTest;
  const { profileId: profile, keepsFile } = run;
  const { data: current = null } = useGetCurrentUploadQuery(profile, { skip: !maySee });
  const upload = current !== null && isFileOf(run, current) && !keepsFile ? current.id : null;
  const byRow = useGetFixesQuery(upload ?? '', { skip: !maySee || upload === null });
  const byLine = useGetLineFixesQuery(profile, { skip: !maySee || upload !== null });
  const { currentData: fixes = NONE } = upload === null ? byLine : byRow;
  const file = {
    profile,
    name: run.sourceName ?? '–',
    upload,
    run: keepsFile && upload === null ? run.id : null,
  };
  const isOver = maySee && run.status !== 'running';
  const isFixable = isOver && (upload !== null || keepsFile);
  // An older uploaded file has its corrections no more, and those of lines are not for it.
  const isListed = isFixable || (isOver && current === null);
  return {
    file: isListed ? file : null,
    isFixable,
    fixes: isListed ? fixes : NONE,
    // The file of a command is not there to be tested again.
    isPending: isFixable && run.trigger !== 'cli' && run.changedSince.file,
  };
};

/** Takes back what was corrected in a row. */
export const useUndo = ({ profile, upload }: CorrectedFile) => {
  const showError = useErrorNotification();
  const [removeFix, { isLoading: isRemoving }] = useRemoveFixMutation();
  const [removeLineFix, { isLoading }] = useRemoveLineFixMutation();
  const undo = ({ row, line }: Pick<CorrectedRow, 'row' | 'line'>): void => {
    const removal =
      line === null ? removeFix({ id: upload ?? '', row }) : removeLineFix({ profile, line });
    void removal.unwrap().catch(showError);
  };
  return { undo, isUndoing: isRemoving || isLoading };
};

/** Keeps the corrections of a row, and checks the row with them. */
export const useFixRow = ({ profile, upload, run }: CorrectedFile, row: number) => {
  const showError = useErrorNotification();
  const [addFix] = useAddFixMutation();
  const [addLineFix] = useAddLineFixMutation();
  const [checkRow] = useLazyCheckRowQuery();
  const [isSaving, setSaving] = React.useState(false);

  const add = (fix: RowFix): Promise<unknown> =>
    run === null
      ? addFix({ id: upload ?? '', fix }).unwrap()
      : addLineFix({ profile, run, fix }).unwrap();

  /** False when the corrections could not be kept. */
  const save = async (fixes: RowFix[]): Promise<boolean> => {
    setSaving(true);
    try {
      for (const fix of fixes) await add(fix);
      return true;
    } catch (error) {
      showError(error);
      return false;
    } finally {
      setSaving(false);
    }
  };

  /** Null when it could not be checked. */
  const check = async (): Promise<RowCheck | null> => {
    setSaving(true);
    try {
      return await checkRow({ profile, run, row }).unwrap();
    } catch (error) {
      showError(error);
      return null;
    } finally {
      setSaving(false);
    }
  };

  return { save, check, isSaving };
};
