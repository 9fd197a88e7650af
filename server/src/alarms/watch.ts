import type { Core } from '@strapi/strapi';

import type { Runs } from '../runs';
import { logFailure } from '../utils/errors';
import type { Alarms } from '.';

interface WatchNeeds {
  runs: Pick<Runs, 'expireHeld'>;
  alarms: Pick<Alarms, 'lookForOverdue'>;
  /** Whether schedules are run here: a copy of the database for trials is overdue, and nobody's concern. */
  hasSchedules: boolean;
  log: Core.Strapi['log'];
}

const LOOK_MS = 60_000;

/** Looks for what no run and no request brings about: that time has passed. */
export const createWatch = ({ runs, alarms, hasSchedules, log }: WatchNeeds) => {
  let timer: NodeJS.Timeout | null = null;
  let isLooking = false;

  const look = async (): Promise<void> => {
    await runs.expireHeld();
    if (hasSchedules) await alarms.lookForOverdue();
  };

  const tick = async (): Promise<void> => {
    if (isLooking) return;
    isLooking = true;
    try {
      await look();
    } catch (error) {
      logFailure(log, 'looking for overdue profiles and held runs', error);
    } finally {
      isLooking = false;
    }
  };

  return {
    async start(): Promise<void> {
      timer = setInterval(() => void tick(), LOOK_MS);
      timer.unref();
      await tick();
    },
    stop(): void {
      if (timer) clearInterval(timer);
    },
  };
};
