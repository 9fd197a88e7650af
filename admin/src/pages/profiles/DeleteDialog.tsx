import { useNotification } from '@strapi/strapi/admin';

import type { ProfileView } from '../../../../shared/contracts/profiles';
import { AskDialog } from '../../components/dialogs/AskDialog';
import { useErrorNotification } from '../../hooks/useErrorNotification';
import { useText } from '../../hooks/useText';
import { useDeleteProfileMutation } from '../../services/profiles';
import { kindOf } from '../../utils/source-kind';

interface DeleteDialogProps {
  profile: ProfileView;
  onClose: () => void;
}

/** Asks before a profile is deleted, and says what becomes of its records. */
export const DeleteDialog = ({ profile, onClose }: DeleteDialogProps) => {
  const t = useText();
  const showError = useErrorNotification();
  const { toggleNotification } = useNotification();
  const [deleteProfile] = useDeleteProfileMutation();
  const { id, name, source } = profile;

  const confirm = async () => {
    const answer = await deleteProfile(id);
    if ('error' in answer) {
      showError(answer.error);
    } else {
      const message = t('profiles.deleted', '“{name}” was deleted', { name });
      toggleNotification({ type: 'success', message });
    }
  };

  return (
    <AskDialog
      title={t('profiles.delete-title', 'Delete “{name}”?', { name })}
      confirmLabel={t('profiles.delete', 'Delete')}
      onConfirm={confirm}
      onClose={onClose}
    >
      {kindOf(source) === 'upload'
        ? t(
            'profiles.delete-text',
            'The profile, its uploaded file and its history are deleted. The records that it brought stay and no longer belong to any profile.'
          )
        : t(
            'profiles.delete-text.fetched',
            'The profile and its history are deleted. The records that it brought stay and no longer belong to any profile.'
          )}
    </AskDialog>
  );
};
