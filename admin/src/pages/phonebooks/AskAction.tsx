import type { MadePhonebook, PhonebookView } from '../../../../shared/contracts/remote-phonebooks';
import { AskDialog } from '../../components/dialogs/AskDialog';
import { useErrorNotification } from '../../hooks/useErrorNotification';
import { useText } from '../../hooks/useText';
import {
  useRemovePhonebookMutation,
  useRenewPhonebookMutation,
  useRevokePhonebookMutation,
} from '../../services/remote-phonebooks';
import type { PhonebookAction } from './PhonebookTable';

interface AskActionProps {
  action: Exclude<PhonebookAction, 'edit'>;
  phonebook: PhonebookView;
  onMade: (made: MadePhonebook) => void;
  onClose: () => void;
}

/** Asks before phones lose what they read. */
export const AskAction = ({ action, phonebook, onMade, onClose }: AskActionProps) => {
  const t = useText();
  const showError = useErrorNotification();
  const [renew] = useRenewPhonebookMutation();
  const [revoke] = useRevokePhonebookMutation();
  const [remove] = useRemovePhonebookMutation();
  const { id, name } = phonebook;

  const words = {
    renew: {
      title: t('phonebooks.renew-title', 'New secret for “{name}”?', { name }),
      text: t(
        'phonebooks.renew-text',
        'Phones that have the one before can no longer read it, until the new one is typed in.'
      ),
      confirm: t('phonebooks.renew', 'New secret'),
    },
    revoke: {
      title: t('phonebooks.revoke-title', 'Revoke “{name}”?', { name }),
      text: t(
        'phonebooks.revoke-text',
        'From now on no phone can read it. Phones that keep a copy of their own have it until they ask again.'
      ),
      confirm: t('phonebooks.revoke', 'Revoke'),
    },
    remove: {
      title: t('profiles.delete-title', 'Delete “{name}”?', { name }),
      text: t('phonebooks.remove-text', 'It is no longer listed here. No entry is deleted.'),
      confirm: t('profiles.delete', 'Delete'),
    },
  }[action];

  const act = async () => {
    if (action === 'renew') {
      const answer = await renew(id);
      if ('data' in answer) {
        onMade(answer.data as MadePhonebook);
        return;
      }
      showError(answer.error);
    } else {
      const answer = await (action === 'revoke' ? revoke(id) : remove(id));
      if ('error' in answer) showError(answer.error);
    }
    onClose();
  };

  return (
    <AskDialog
      isLeftOpen
      title={words.title}
      confirmLabel={words.confirm}
      onConfirm={act}
      onClose={onClose}
    >
      {words.text}
    </AskDialog>
  );
};
