import type { RunDetail } from '../../../../../shared/contracts/reports';
import { AskDialog } from '../../../components/dialogs/AskDialog';
import { useErrorNotification } from '../../../hooks/useErrorNotification';
import { useText } from '../../../hooks/useText';
import { useRejectRunMutation } from '../../../services/runs';

interface RejectDialogProps {
  run: RunDetail;
  onClose: () => void;
}

/** Asks before a held run is given up. */
export const RejectDialog = ({ run, onClose }: RejectDialogProps) => {
  const t = useText();
  const showError = useErrorNotification();
  const [rejectRun] = useRejectRunMutation();
  return (
    <AskDialog
      title={t('run.reject.title', 'Reject this run')}
      onConfirm={() => rejectRun(run.id).unwrap().catch(showError)}
      onClose={onClose}
    >
      {t(
        'run.reject.text',
        'Nothing is written. The next run of this profile reads its source again.'
      )}
    </AskDialog>
  );
};
