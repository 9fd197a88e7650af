import type { RunProgress } from '../../../../shared/contracts/runs';

/** How much is done, in percent; null where the total is not known. */
export const percentOf = ({ phase, written, total }: RunProgress): number | null =>
  phase === 'writing' && total > 0 ? Math.min(100, Math.floor((written / total) * 100)) : null;

/** How long it still takes, in milliseconds; null where that cannot be told. */
export const timeLeft = ({ phase, written, total, perSecond }: RunProgress): number | null =>
  phase === 'writing' && total > 0 && perSecond > 0
    ? (Math.max(0, total - written) / perSecond) * 1000
    : null;
