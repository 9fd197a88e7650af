import { Dialog } from '@strapi/design-system';
import { ConfirmDialog } from '@strapi/strapi/admin';

import type { ProfileView } from '../../../../shared/contracts/profile-views';
import { ConfirmByName } from '../../components/ConfirmByName';
import { useStartRun } from '../../hooks/useStartRun';
import { useText } from '../../hooks/useText';

interface RunDialogProps {
  profile: ProfileView;
  onClose: () => void;
}

/** Asks before a real run; where it replaces all users, for the profile's name too. */
export const RunDialog = ({ profile, onClose }: RunDialogProps) => {
  const t = useText();
  const { startRun, isStarting } = useStartRun();
  const { id, name, mode } = profile;
  const title = t('profiles.run-title', 'Run “{name}” now?', { name });

  const start = async (confirm?: string) => {
    await startRun(id, confirm);
    onClose();
  };

  if (mode === 'replace') {
    return (
      <ConfirmByName
        title={title}
        name={name}
        confirmLabel={t('profiles.run', 'Run now')}
        isLoading={isStarting}
        onCancel={onClose}
        onConfirm={() => void start(name)}
      >
        {t(
          'profiles.run-replace',
          'This profile replaces all users: every user that is not protected and not in the source is removed, whoever made them.'
        )}
      </ConfirmByName>
    );
  }
  return (
    <Dialog.Root open onOpenChange={(isOpen: boolean) => !isOpen && onClose()}>
      <ConfirmDialog variant="default" title={title} onConfirm={() => start()}>
        {t(
          'profiles.run-text',
          'The source is read and its changes are written. A test run shows beforehand what would happen.'
        )}
      </ConfirmDialog>
    </Dialog.Root>
  );
};
