import { Flex, Switch, Tooltip, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { styled } from 'styled-components';

import type { ProfileListItem } from '../../../../shared/contracts/profiles';
import { ResumeButton } from '../../components/feedback/ScheduleNotice';
import { DateTime } from '../../components/times';
import { useErrorNotification } from '../../hooks/useErrorNotification';
import { useText } from '../../hooks/useText';
import { useSwitchScheduleMutation } from '../../services/profiles';
import { scheduleInWords } from '../../utils/schedule-words';

/** The design system's is red when it is off, as if that were an error. */
const CalmSwitch = styled(Switch)`
  &[data-state='unchecked'] {
    background-color: ${({ theme }) => theme.colors.neutral500};
  }
`;

interface ScheduleCellProps {
  profile: ProfileListItem;
  isEditable: boolean;
}

/** Switches the schedule of a profile on and off. */
const ScheduleSwitch = ({ profile, isEditable }: ScheduleCellProps) => {
  const t = useText();
  const showError = useErrorNotification();
  const [switchSchedule, { isLoading }] = useSwitchScheduleMutation();
  const { id, name, mode, schedule, problems } = profile;
  const isReplace = mode === 'replace';

  const toggle = async (enabled: boolean) => {
    const answer = await switchSchedule({ id, enabled });
    if ('error' in answer) showError(answer.error);
  };

  const control = (
    <CalmSwitch
      aria-label={t('profiles.enabled-label', 'Schedule of {name}', { name })}
      checked={schedule.enabled}
      disabled={!isEditable || isLoading || problems.length > 0 || (isReplace && !schedule.enabled)}
      onCheckedChange={(enabled: boolean) => void toggle(enabled)}
    />
  );
  return isReplace ? (
    <Tooltip
      label={t('profiles.replace-by-hand', 'A profile that replaces all users runs by hand only')}
    >
      <span>{control}</span>
    </Tooltip>
  ) : (
    control
  );
};

/** A profile's schedule in words, and when it runs next. */
const ScheduleWords = ({ profile, isEditable }: ScheduleCellProps) => {
  const t = useText();
  const { locale } = useIntl();
  const { schedule, nextRunAt, overdue, pace, failures } = profile;
  if (!schedule.enabled) {
    return <Typography textColor="neutral600">{t('profiles.by-hand', 'By hand only')}</Typography>;
  }
  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      <Typography>{scheduleInWords(schedule.cron, locale) ?? schedule.cron}</Typography>
      {nextRunAt !== null && (
        <Typography variant="pi" textColor="neutral600">
          {t('profiles.next-run', 'Next:')} <DateTime time={nextRunAt} />
        </Typography>
      )}
      {overdue && (
        <Typography variant="pi" fontWeight="bold" textColor="danger700">
          {t('profiles.overdue', 'Overdue: no run succeeded for longer than two scheduled times')}
        </Typography>
      )}
      {pace !== 'usual' && (
        <Typography variant="pi" fontWeight="bold" textColor="danger700">
          {pace === 'quarantined'
            ? t(
                'profiles.resting',
                'Resting: {count, plural, one {# scheduled run} other {# scheduled runs}} failed in a row',
                { count: failures }
              )
            : t(
                'profiles.stretched',
                'Less often: {count, plural, one {# scheduled run} other {# scheduled runs}} failed in a row',
                { count: failures }
              )}
        </Typography>
      )}
      {pace === 'quarantined' && isEditable && <ResumeButton profile={profile} />}
    </Flex>
  );
};

/** Whether, when and how often a profile runs by itself. */
export const ScheduleCell = ({ profile, isEditable }: ScheduleCellProps) => (
  <Flex gap={3}>
    <ScheduleSwitch profile={profile} isEditable={isEditable} />
    <ScheduleWords profile={profile} isEditable={isEditable} />
  </Flex>
);
