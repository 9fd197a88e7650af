import { Box, Flex, Typography } from '@strapi/design-system';
import { useDebounce } from '@strapi/strapi/admin';
import { useIntl } from 'react-intl';

import type { Schedule } from '../../../../shared/profile';
import { usePermissions } from '../../hooks/usePermissions';
import { useText } from '../../hooks/useText';
import { usePreviewScheduleQuery } from '../../services/profiles';
import { scheduleInWords } from '../../utils/schedule-words';

const TYPING_MS = 400;
const SHOWN_TIMES = 5;

/** A schedule in words, and the times that come next, by the clock of its time zone. */
export const NextTimes = ({ schedule }: { schedule: Schedule }) => {
  const t = useText();
  const { locale, formatDate } = useIntl();
  const { canEdit } = usePermissions();
  const settled = useDebounce(schedule, TYPING_MS);
  const words = scheduleInWords(schedule.cron, locale);
  const preview = usePreviewScheduleQuery(
    { schedule: settled, count: SHOWN_TIMES },
    { skip: !canEdit || words === null }
  );
  // Those of the schedule before would stand under the words of this one.
  const isCurrent = words !== null && settled === schedule && !preview.isError;
  const times = isCurrent ? (preview.currentData ?? []) : [];
  return (
    <Box background="neutral100" hasRadius padding={4} aria-live="polite">
      <Flex direction="column" alignItems="flex-start" gap={2}>
        <Typography fontWeight="bold">
          {words ?? t('form.schedule.invalid', 'This is no schedule yet.')}
        </Typography>
        {times.length > 0 && (
          <>
            <Typography variant="pi" textColor="neutral600">
              {t('form.schedule.next', 'The next times, by the clock of {timezone}:', {
                timezone: settled.timezone,
              })}
            </Typography>
            <ul>
              {times.map((time) => (
                <Typography key={time} tag="li" variant="pi">
                  <time dateTime={time}>
                    {formatDate(time, {
                      dateStyle: 'full',
                      timeStyle: 'short',
                      timeZone: settled.timezone,
                    })}
                  </time>
                </Typography>
              ))}
            </ul>
          </>
        )}
      </Flex>
    </Box>
  );
};
