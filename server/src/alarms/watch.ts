import type { Core } from '@strapi/strapi';

import type { Runs } from '../runs';
import { createRegularLook } from '../utils/regular-look';
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
  const look = async (): Promise<void> => {
    await runs.expireHeld();
    if (hasSchedules) await alarms.lookForOverdue();
  };

  return createRegularLook({
    every: LOOK_MS,
    what: 'looking for overdue profiles and held runs',
    look,
    log,
  });
};
