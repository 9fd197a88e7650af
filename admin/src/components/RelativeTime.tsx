import { useIntl } from 'react-intl';

import { relativeTime } from '../utils/relative-time';

/** How long ago, or in how long; the exact time shows on hovering. */
export const RelativeTime = ({ time }: { time: string }) => {
  const { formatDate, formatRelativeTime } = useIntl();
  const { value, unit } = relativeTime(new Date(time), new Date());
  return (
    <time dateTime={time} title={formatDate(time, { dateStyle: 'full', timeStyle: 'medium' })}>
      {formatRelativeTime(value, unit, { numeric: 'auto' })}
    </time>
  );
};
