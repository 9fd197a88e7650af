import { useIntl } from 'react-intl';

/** A time in the person's language, to the minute; the machine-readable one beside it. */
export const Moment = ({ time }: { time: string }) => {
  const { formatDate } = useIntl();
  return (
    <time dateTime={time}>{formatDate(time, { dateStyle: 'medium', timeStyle: 'short' })}</time>
  );
};
