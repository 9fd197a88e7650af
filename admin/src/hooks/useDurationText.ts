import { durationOf } from '../utils/duration';
import { useText } from './useText';

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
