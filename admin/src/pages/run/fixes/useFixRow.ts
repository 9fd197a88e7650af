import { useErrorNotification } from '../../../hooks/useErrorNotification';
import type { RowFix, Skip } from '../../../../../shared/contracts/uploads';
import { useAddFixMutation } from '../../../services/sources';
import { type Cell, fixesOf } from './corrections';

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
