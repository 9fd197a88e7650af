import type { RunDetail } from '../../../../../shared/contracts/reports';
import { AskDialog } from '../../../components/dialogs/AskDialog';
import { useDownload } from '../../../hooks/useDownload';
import { useText } from '../../../hooks/useText';
import { useGetRunQuery } from '../../../services/runs';

interface CredentialsDialogProps {
  run: RunDetail;
  onClose: () => void;
}

/** Hands out what the run made up, once. */
export const CredentialsDialog = ({ run, onClose }: CredentialsDialogProps) => {
  const t = useText();
  const download = useDownload();
  const { refetch } = useGetRunQuery(run.id);
  const { id, profile, credentials } = run;

  const take = async () => {
    const path = `/runs/${id}/credentials`;
    await download({ path, name: `${profile} ${id} credentials.csv`, method: 'POST' });
    await refetch();
  };

  return (
    <AskDialog
      variant="default"
      title={t('run.credentials.title', 'Download the generated credentials')}
      onConfirm={take}
      onClose={onClose}
    >
      {t(
        'run.credentials.text',
        'The file holds the generated passwords and PINs of {count, plural, one {# record} other {# records}} in clear. It can be downloaded once only: afterwards nobody can read them again. Keep it safe.',
        { count: credentials }
      )}
    </AskDialog>
  );
};
