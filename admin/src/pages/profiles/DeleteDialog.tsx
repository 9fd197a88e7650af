import * as React from 'react';

import { Typography } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';

import type { ProfileView } from '../../../../shared/contracts/profiles';
import { Stack } from '../../components/areas';
import { AskDialog } from '../../components/dialogs/AskDialog';
import { RadioCards } from '../../components/forms/RadioCards';
import { useErrorNotification } from '../../hooks/useErrorNotification';
import { usePermissions } from '../../hooks/usePermissions';
import { useStartRun } from '../../hooks/useStartRun';
import { useText } from '../../hooks/useText';
import { useDeleteProfileMutation } from '../../services/profiles';
import { kindOf } from '../../utils/source-kind';

interface DeleteDialogProps {
  profile: ProfileView;
  onClose: () => void;
}

/** Why nobody can be removed with a profile; null where that is possible. */
const useRefusal = ({ problems }: ProfileView): string | null => {
  const t = useText();
  const { canTest, canExecute, canHistory } = usePermissions();
  if (problems.length > 0) {
    return t(
      'profiles.delete.broken',
      'Not possible: the profile has to be repaired first, since its limits are not known.'
    );
  }
  return canTest && canExecute && canHistory
    ? null
    : t('profiles.delete.not-allowed', 'Your role may not test and start runs.');
};

/** Asks before a profile is deleted what is to become of its people. */
export const DeleteDialog = ({ profile, onClose }: DeleteDialogProps) => {
  const t = useText();
  const showError = useErrorNotification();
  const { toggleNotification } = useNotification();
  const [deleteProfile] = useDeleteProfileMutation();
  const { startRemovalTest } = useStartRun();
  const refusal = useRefusal(profile);
  const [people, setPeople] = React.useState<'keep' | 'remove'>('keep');
  const { id, name, source } = profile;

  const remove = async () => {
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
      confirmLabel={
        people === 'keep'
          ? t('profiles.delete', 'Delete')
          : t('profiles.delete.show', 'Show who would be removed')
      }
      onConfirm={() => (people === 'keep' ? remove() : startRemovalTest(id))}
      onClose={onClose}
    >
      <Stack gap={4} width="100%">
        <Typography textAlign="center">
          {kindOf(source) === 'upload'
            ? t(
                'profiles.delete-text',
                'The profile, its uploaded file and its history are deleted.'
              )
            : t('profiles.delete-text.fetched', 'The profile and its history are deleted.')}
        </Typography>
        <RadioCards
          isNarrow
          legend={t('profiles.delete.people', 'What happens to the people that it brought?')}
          name="people"
          value={people}
          cards={[
            {
              value: 'keep',
              title: t('profiles.delete.keep', 'Keep them'),
              description: t(
                'profiles.delete.keep-text',
                'They stay as they are, with their entries and phones, and no longer belong to any profile.'
              ),
            },
            {
              value: 'remove',
              title: t('profiles.delete.remove', 'Remove them too'),
              description:
                refusal ??
                t(
                  'profiles.delete.remove-text',
                  'A test run first shows who would be removed; nothing is removed or deleted before you have seen it. The limits of the profile apply.'
                ),
              isDisabled: refusal !== null,
            },
          ]}
          onChange={setPeople}
        />
      </Stack>
    </AskDialog>
  );
};
