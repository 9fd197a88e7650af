import type { Core } from '@strapi/strapi';

import { logFailure } from './errors';

interface RegularLook {
  /** In milliseconds. */
  every: number;
  /** What is said to have failed. */
  what: string;
  look: () => Promise<void>;
  log: Pick<Core.Strapi['log'], 'error'>;
}

/**
 * Looks every so often, one look after the other. One that fails is logged, once until one succeeds: a
 * database that is away is said once, not all the time.
 */
export const createRegularLook = ({ every, what, look, log }: RegularLook) => {
  let timer: NodeJS.Timeout | undefined;
  let isLooking = false;
  let fails = false;

  const tick = async (): Promise<void> => {
    if (isLooking) return;
    isLooking = true;
    try {
      await look();
      fails = false;
    } catch (error) {
      if (!fails) logFailure(log, what, error);
      fails = true;
    } finally {
      isLooking = false;
    }
  };

  return {
    /** Looks from now on. Settles, and never fails, when it has looked for the first time. */
    start(): Promise<void> {
      timer = setInterval(() => void tick(), every);
      timer.unref();
      return tick();
    },

    stop(): void {
      clearInterval(timer);
    },
  };
};
