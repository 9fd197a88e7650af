import { Box, Button } from '@strapi/design-system';
import { Play } from '@strapi/icons';

import type { ProfileListItem } from '../../../../shared/contracts/profiles';
import { useErrorNotification } from '../../hooks/useErrorNotification';
import { usePermissions } from '../../hooks/usePermissions';
import { useText } from '../../hooks/useText';
import { useGetProfilesQuery, useResumeScheduleMutation } from '../../services/profiles';
import { Notice } from './Notice';

/** Lets the schedule of a profile go on that rests after failures. */
export const ResumeButton = ({ profile }: { profile: Pick<ProfileListItem, 'id' | 'name'> }) => {
  const t = useText();
  const showError = useErrorNotification();
  const [resume, { isLoading }] = useResumeScheduleMutation();
  const { id, name } = profile;
  const press = async () => {
    const answer = await resume(id);
    if ('error' in answer) showError(answer.error);
  };
  return (
    <Button
      size="S"
      variant="secondary"
      startIcon={<Play />}
      loading={isLoading}
      aria-label={t('schedule.resume-label', 'Resume the schedule of {name}', { name })}
      onClick={() => void press()}
    >
      {t('schedule.resume', 'Resume the schedule')}
    </Button>
  );
};

const OverdueNotice = () => {
  const t = useText();
  return (
    <Box paddingBottom={4}>
      <Notice
        isLarge
        variant="warning"
        title={t(
          'profiles.overdue',
          'Overdue: no run succeeded for longer than two scheduled times'
        )}
      >
        {t(
          'schedule.overdue.text',
          'What it brings may be out of date. Look at the last run and at the times of the schedule, and whether the server that runs schedules is up.'
        )}
      </Notice>
    </Box>
  );
};

/** Says that a schedule rests, or leaves times out, since its runs have failed in a row, or that none has succeeded for long. */
export const ScheduleNotice = ({ profile: id }: { profile: string }) => {
  const t = useText();
  const { canRead, canEdit } = usePermissions();
  const { data } = useGetProfilesQuery(undefined, {
    skip: !canRead,
    refetchOnMountOrArgChange: true,
  });
  const profile = data?.find((one) => one.id === id);
  if (!profile) return null;
  if (profile.pace === 'usual') return profile.overdue ? <OverdueNotice /> : null;
  const { failures, pace } = profile;
  const rests = pace === 'quarantined';
  return (
    <Box paddingBottom={4}>
      <Notice
        isLarge
        variant={rests ? 'danger' : 'warning'}
        title={
          rests
            ? t('schedule.resting.title', 'The schedule of this profile rests')
            : t('schedule.stretched.title', 'This profile runs less often than its schedule says')
        }
        action={canEdit && <ResumeButton profile={profile} />}
      >
        {rests
          ? t(
              'schedule.resting.text',
              '{count, plural, one {# scheduled run} other {# scheduled runs}} failed in a row, so nothing runs by itself any more. Mend what the last run says. The schedule goes on once it is resumed, the profile is changed, or a run by hand succeeds.',
              { count: failures }
            )
          : t(
              'schedule.stretched.text',
              '{count, plural, one {# scheduled run} other {# scheduled runs}} failed in a row. With each further failure the pause doubles, up to a day; after ten the schedule rests. A run that succeeds ends that.',
              { count: failures }
            )}
      </Notice>
    </Box>
  );
};
