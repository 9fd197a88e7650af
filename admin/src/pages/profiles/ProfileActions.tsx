import { IconButton, MenuItem, SimpleMenu } from '@strapi/design-system';
import {
  ClockCounterClockwise,
  Download,
  Duplicate,
  More,
  Pencil,
  Play,
  Trash,
  Eye,
} from '@strapi/icons';
import { useNavigate } from 'react-router-dom';

import type { ProfileListItem } from '../../../../shared/contracts/profile-views';
import { paths } from '../../constants';
import { useDownload } from '../../hooks/useDownload';
import { useErrorNotification } from '../../hooks/useErrorNotification';
import { usePermissions } from '../../hooks/usePermissions';
import { useStartRun } from '../../hooks/useStartRun';
import { useText } from '../../hooks/useText';
import { useCloneProfileMutation } from '../../services/profiles';

interface ProfileActionsProps {
  profile: ProfileListItem;
  onRun: () => void;
  onDelete: () => void;
}

/** Everything that can be done with a profile of the list. */
export const ProfileActions = ({ profile, onRun, onDelete }: ProfileActionsProps) => {
  const t = useText();
  const navigate = useNavigate();
  const download = useDownload();
  const showError = useErrorNotification();
  const { canEdit, canTest, canExecute, canHistory } = usePermissions();
  const { startTest, isStarting } = useStartRun();
  const [cloneProfile] = useCloneProfileMutation();
  const { id, name } = profile;

  const clone = async () => {
    const answer = await cloneProfile(id);
    if ('error' in answer) showError(answer.error);
    else navigate(paths.profile(answer.data.id));
  };

  return (
    <SimpleMenu
      tag={IconButton}
      icon={<More />}
      label={t('profiles.actions', 'Actions for {name}', { name })}
      popoverPlacement="bottom-end"
    >
      {canTest && (
        <MenuItem startIcon={<Eye />} disabled={isStarting} onSelect={() => void startTest(id)}>
          {t('profiles.test', 'Test run')}
        </MenuItem>
      )}
      {canExecute && (
        <MenuItem startIcon={<Play />} onSelect={onRun}>
          {t('profiles.run', 'Run now')}
        </MenuItem>
      )}
      <MenuItem startIcon={<Pencil />} onSelect={() => navigate(paths.profile(id))}>
        {canEdit ? t('profiles.edit', 'Edit') : t('profiles.view', 'View')}
      </MenuItem>
      {canHistory && (
        <MenuItem startIcon={<ClockCounterClockwise />} onSelect={() => navigate(paths.runsOf(id))}>
          {t('profiles.history', 'History')}
        </MenuItem>
      )}
      {canEdit && (
        <MenuItem startIcon={<Duplicate />} onSelect={() => void clone()}>
          {t('profiles.clone', 'Clone')}
        </MenuItem>
      )}
      <MenuItem
        startIcon={<Download />}
        onSelect={() => void download({ path: `/profiles/${id}/export`, name: `${name}.json` })}
      >
        {t('profiles.export', 'Export')}
      </MenuItem>
      {canEdit && (
        <MenuItem variant="danger" startIcon={<Trash />} onSelect={onDelete}>
          {t('profiles.delete', 'Delete')}
        </MenuItem>
      )}
    </SimpleMenu>
  );
};
