import { useIntl } from 'react-intl';

import { useText } from '../hooks/useText';
import { durationOf, relativeTime } from '../utils/time';

interface TimeProps {
  /** As the server sends it, in ISO 8601. */
  time: string;
}

/** A time in the person's language, to the minute; the machine-readable one beside it. */
export const DateTime = ({ time }: TimeProps) => {
  const { formatDate } = useIntl();
  return (
    <time dateTime={time}>{formatDate(time, { dateStyle: 'medium', timeStyle: 'short' })}</time>
  );
};

/** How long ago, or in how long; the exact time shows on hovering. */
export const RelativeTime = ({ time }: TimeProps) => {
  const { formatDate, formatRelativeTime } = useIntl();
  const { value, unit } = relativeTime(new Date(time), new Date());
  return (
    <time dateTime={time} title={formatDate(time, { dateStyle: 'full', timeStyle: 'medium' })}>
      {formatRelativeTime(value, unit, { numeric: 'auto' })}
    </time>
  );
};

/** Says how long something takes, in words. */
export const useDurationText = (): ((milliseconds: number) => string) => {
  const t = useText();
  return (milliseconds) => {
    const { hours, minutes, seconds } = durationOf(milliseconds);
    if (hours > 0) return t('duration.hours', '{hours} h {minutes} min', { hours, minutes });
    if (minutes > 0) {
      return t('duration.minutes', '{minutes} min {seconds} s', { minutes, seconds });
    }
    return t('duration.seconds', '{seconds} s', { seconds });
  };
};
