import { Typography } from '@strapi/design-system';

import type { RunDetail } from '../../../../../shared/contracts/reports';
import { ConfirmByName } from '../../../components/ConfirmByName';
import { usePermissions } from '../../../hooks/usePermissions';
import { useText } from '../../../hooks/useText';
import { useGetProfileQuery } from '../../../services/profiles';
import { sumOf } from '../banners';
import { AskDialog } from './AskDialog';
import { useStart } from './useStart';

interface RunNowDialogProps {
  run: RunDetail;
  onClose: () => void;
}

/** Starts a run after a test run; says what it does and whether something has changed since. */
export const RunNowDialog = ({ run, onClose }: RunNowDialogProps) => {
  const t = useText();
  const { canRead } = usePermissions();
  const { data: profile, isLoading } = useGetProfileQuery(run.profileId, { skip: !canRead });
  const { run: start, isStarting } = useStart(run.profileId);
  const hasChanged = run.changedSince.profile || run.changedSince.file;
  const title = t('run.now.title', 'Run “{profile}” now', { profile: run.profile });
  const text = hasChanged
    ? t(
        'run.now.changed',
        'The profile or its file has changed since this test run, so the run may do something else than shown here.'
      )
    : t(
        'run.now.text',
        'It creates {created, plural, one {# record} other {# records}}, changes {updated, number} and removes {removed, number}.',
        {
          created: sumOf(run, 'create'),
          updated: sumOf(run, 'update'),
          removed: sumOf(run, 'remove'),
        }
      );

  if (isLoading) return null;
  if (profile?.mode === 'replace') {
    return (
      <ConfirmByName
        title={title}
        name={profile.name}
        confirmLabel={t('run.action.run', 'Run now')}
        isLoading={isStarting}
        onCancel={onClose}
        onConfirm={() => void start(profile.name).then(onClose)}
      >
        <Typography tag="p">{text}</Typography>
        <Typography tag="p" paddingTop={2} fontWeight="bold">
          {t(
            'run.now.replace',
            'This profile replaces all users: it removes everybody who is not in its source and not protected, whoever made them.'
          )}
        </Typography>
      </ConfirmByName>
    );
  }
  return (
    <AskDialog variant="default" title={title} onConfirm={() => start()} onClose={onClose}>
      {text}
    </AskDialog>
  );
};
