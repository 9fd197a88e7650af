import { Button } from '@strapi/design-system';
import { ArrowsCounterClockwise } from '@strapi/icons';

import { useErrorNotification } from '../../../hooks/useErrorNotification';
import { useText } from '../../../hooks/useText';
import { useRemoveFixMutation } from '../../../services/sources';

interface UndoButtonProps {
  uploadId: string;
  row: number;
}

/** Takes back what was corrected in a row. */
export const UndoButton = ({ uploadId, row }: UndoButtonProps) => {
  const t = useText();
  const showError = useErrorNotification();
  const [removeFix, { isLoading }] = useRemoveFixMutation();
  return (
    <Button
      size="S"
      variant="tertiary"
      startIcon={<ArrowsCounterClockwise />}
      loading={isLoading}
      aria-label={t('run.fix.undo-row', 'Undo the correction of row {row}', { row: String(row) })}
      onClick={() => void removeFix({ id: uploadId, row }).unwrap().catch(showError)}
    >
      {t('run.fix.undo', 'Undo')}
    </Button>
  );
};
