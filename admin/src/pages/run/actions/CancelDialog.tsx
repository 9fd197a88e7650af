import type { RunDetail } from '../../../../../shared/contracts/reports';
import { AskDialog } from '../../../components/dialogs/AskDialog';
import { useErrorNotification } from '../../../hooks/useErrorNotification';
import { useText } from '../../../hooks/useText';
import { useCancelRunMutation } from '../../../services/runs';

interface CancelDialogProps {
  run: RunDetail;
  onClose: () => void;
}

/** Asks before a run that is going on is ended. */
export const CancelDialog = ({ run, onClose }: CancelDialogProps) => {
  const t = useText();
  const showError = useErrorNotification();
  const [cancelRun] = useCancelRunMutation();
  return (
    <AskDialog
      title={
        run.kind === 'test'
          ? t('run.cancel.title-test', 'Cancel this test run')
          : t('run.cancel.title', 'Cancel this run')
      }
      cancelLabel={t('run.cancel.keep', 'Keep it running')}
      onConfirm={() => cancelRun(run.id).unwrap().catch(showError)}
      onClose={onClose}
    >
      {run.kind === 'test'
        ? t('run.cancel.text-test', 'It ends and shows no changes. Nothing was written.')
        : t('run.cancel.text', 'What has been written by now stays; the next run brings the rest.')}
    </AskDialog>
  );
};
