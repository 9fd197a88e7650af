import type { ProfileView } from '../../../../shared/contracts/profiles';
import { useText } from '../../hooks/useText';
import { RunDialog } from './RunDialog';

interface RunProfileDialogProps {
  profile: ProfileView;
  onClose: () => void;
}

/** Asks before a profile runs, where no test run has shown what it would do. */
export const RunProfileDialog = ({ profile, onClose }: RunProfileDialogProps) => {
  const t = useText();
  return (
    <RunDialog
      profile={profile}
      isReplacing={profile.mode === 'replace'}
      title={t('run-dialog.title', 'Run “{name}” now?', { name: profile.name })}
      warning={t(
        'run-dialog.replace',
        'This profile replaces all users: whoever is not in the source is removed with their entries and phones, whoever made them. Only protected users and Strapi’s administrators stay.'
      )}
      onClose={onClose}
    >
      {t(
        'run-dialog.text',
        'The source is read and its changes are written. A test run shows beforehand what would happen.'
      )}
    </RunDialog>
  );
};
