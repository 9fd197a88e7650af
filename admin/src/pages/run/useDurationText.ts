import { useText } from '../../hooks/useText';
import { durationOf } from './time';

/** Says how long something takes, in words. */
export const useDurationText = (): ((milliseconds: number) => string) => {
  const t = useText();
  return (milliseconds) => {
    const { hours, minutes, seconds } = durationOf(milliseconds);
    if (hours > 0) return t('run.duration.hours', '{hours} h {minutes} min', { hours, minutes });
    if (minutes > 0) {
      return t('run.duration.minutes', '{minutes} min {seconds} s', { minutes, seconds });
    }
    return t('run.duration.seconds', '{seconds} s', { seconds });
  };
};
