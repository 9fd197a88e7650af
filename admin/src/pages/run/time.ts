import type { RunProgress } from '../../../../shared/contracts/runs';

export interface Duration {
  hours: number;
  minutes: number;
  seconds: number;
}

/** Whole hours, minutes and seconds; a part of a second counts as one, so that nothing takes no time. */
export const durationOf = (milliseconds: number): Duration => {
  const all = Math.max(1, Math.ceil(milliseconds / 1000));
  return {
    hours: Math.floor(all / 3600),
    minutes: Math.floor((all % 3600) / 60),
    seconds: all % 60,
  };
};

/** How much is done, in percent; null where the total is not known. */
export const percentOf = ({ phase, written, total }: RunProgress): number | null =>
  phase === 'writing' && total > 0 ? Math.min(100, Math.floor((written / total) * 100)) : null;

/** How long it still takes, in milliseconds; null where that cannot be told. */
export const timeLeft = ({ phase, written, total, perSecond }: RunProgress): number | null =>
  phase === 'writing' && total > 0 && perSecond > 0
    ? (Math.max(0, total - written) / perSecond) * 1000
    : null;
