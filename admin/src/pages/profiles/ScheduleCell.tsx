import { Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { ProfileListItem } from '../../../../shared/contracts/profiles';
import { Moment } from '../../components/Moment';
import { useText } from '../../hooks/useText';
import { scheduleInWords } from '../../utils/schedule-words';
import { ScheduleSwitch } from './ScheduleSwitch';

/** A profile's schedule in words, and when it runs next. */
const ScheduleWords = ({ profile }: { profile: ProfileListItem }) => {
  const t = useText();
  const { locale } = useIntl();
  const { schedule, nextRunAt, overdue } = profile;
  if (!schedule.enabled) {
    return <Typography textColor="neutral600">{t('profiles.by-hand', 'By hand only')}</Typography>;
  }
  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      <Typography>{scheduleInWords(schedule.cron, locale) ?? schedule.cron}</Typography>
      {nextRunAt !== null && (
        <Typography variant="pi" textColor="neutral600">
          {t('profiles.next-run', 'Next:')} <Moment time={nextRunAt} />
        </Typography>
      )}
      {overdue && (
        <Typography variant="pi" fontWeight="bold" textColor="danger700">
          {t('profiles.overdue', 'Overdue: a scheduled time passed without a run')}
        </Typography>
      )}
    </Flex>
  );
};

interface ScheduleCellProps {
  profile: ProfileListItem;
  isEditable: boolean;
}

/** Whether, when and how often a profile runs by itself. */
export const ScheduleCell = ({ profile, isEditable }: ScheduleCellProps) => (
  <Flex gap={3}>
    <ScheduleSwitch profile={profile} isEditable={isEditable} />
    <ScheduleWords profile={profile} />
  </Flex>
);
