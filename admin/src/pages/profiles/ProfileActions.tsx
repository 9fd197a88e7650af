import { IconButton, Menu } from '@strapi/design-system';
import {
  ClockCounterClockwise,
  Download,
  Duplicate,
  More,
  Pencil,
  Play,
  Trash,
  Eye,
  Upload,
} from '@strapi/icons';
import { useNavigate } from 'react-router-dom';

import type { ProfileListItem } from '../../../../shared/contracts/profiles';
import { paths } from '../../constants';
import { useDatabaseProblem } from '../../components/feedback/DatabaseNotice';
import { useDownload } from '../../hooks/useDownload';
import { useErrorNotification } from '../../hooks/useErrorNotification';
import { usePermissions } from '../../hooks/usePermissions';
import { useStartRun } from '../../hooks/useStartRun';
import { useText } from '../../hooks/useText';
import { useCloneProfileMutation } from '../../services/profiles';
import { kindOf } from '../../utils/source-kind';

interface ProfileActionsProps {
  profile: ProfileListItem;
  onNewFile: () => void;
  onRun: () => void;
  onDelete: () => void;
}

/** Everything that can be done with a profile of the list. */
export const ProfileActions = ({ profile, onNewFile, onRun, onDelete }: ProfileActionsProps) => {
  const t = useText();
  const navigate = useNavigate();
  const download = useDownload();
  const showError = useErrorNotification();
  const { canEdit, canTest, canExecute, canHistory } = usePermissions();
  const { startTest, isStarting } = useStartRun();
  const [cloneProfile] = useCloneProfileMutation();
  const { id, name } = profile;
  const isBroken = profile.problems.length > 0;
  const isRefused = useDatabaseProblem() !== null || isBroken;

  const clone = async () => {
    const answer = await cloneProfile(id);
    if ('error' in answer) showError(answer.error);
    else navigate(paths.profile(answer.data.id));
  };

  return (
    <Menu.Root>
      <Menu.Trigger
        tag={IconButton}
        icon={<More />}
        label={t('profiles.actions', 'Actions for {name}', { name })}
      />
      {/* All actions are to be seen at once. */}
      <Menu.Content popoverPlacement="bottom-end" maxHeight="40rem">
        {canTest && (
          <Menu.Item
            startIcon={<Eye />}
            disabled={isStarting || isRefused}
            onSelect={() => void startTest(id)}
          >
            {t('profiles.test', 'Test run')}
          </Menu.Item>
        )}
        {canExecute && (
          <Menu.Item startIcon={<Play />} disabled={isRefused} onSelect={onRun}>
            {t('profiles.run', 'Run now')}
          </Menu.Item>
        )}
        {canTest && kindOf(profile.source) === 'upload' && (
          <Menu.Item startIcon={<Upload />} disabled={isRefused} onSelect={onNewFile}>
            {t('run.action.new-file', 'New file…')}
          </Menu.Item>
        )}
        <Menu.Item startIcon={<Pencil />} onSelect={() => navigate(paths.profile(id))}>
          {canEdit ? t('profiles.edit', 'Edit') : t('profiles.view', 'View')}
        </Menu.Item>
        {canHistory && (
          <Menu.Item
            startIcon={<ClockCounterClockwise />}
            onSelect={() => navigate(paths.runsOf(id))}
          >
            {t('profiles.history', 'History')}
          </Menu.Item>
        )}
        {canEdit && (
          <Menu.Item startIcon={<Duplicate />} disabled={isBroken} onSelect={() => void clone()}>
            {t('profiles.clone', 'Clone')}
          </Menu.Item>
        )}
        <Menu.Item
          startIcon={<Download />}
          disabled={isBroken}
          onSelect={() => void download({ path: `/profiles/${id}/export`, name: `${name}.json` })}
        >
          {t('profiles.export', 'Export')}
        </Menu.Item>
        {canEdit && (
          <Menu.Item variant="danger" startIcon={<Trash />} onSelect={onDelete}>
            {t('profiles.delete', 'Delete')}
          </Menu.Item>
        )}
      </Menu.Content>
    </Menu.Root>
  );
};
