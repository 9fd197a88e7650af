import { schedule as startTask, type ScheduledTask } from 'node-cron';

import type { Core } from '@strapi/strapi';

import { hasTrait } from '../../../shared/codes/catalogue';
import type { Schedule } from '../../../shared/profile';
import type { ReadOption } from '../config/options';
import { PLUGIN_ID } from '../constants';
import type { Profiles } from '../profiles';
import type { Runs } from '../runs';
import { nextTimes, slotOf } from './cron';
import { ConnectorError, logFailure } from '../utils/errors';

interface Job {
  /** By which a change is noticed. */
  rule: string;
  task: ScheduledTask;
}

/** Profiles may be changed on another instance. */
const SYNC_MS = 60_000;
/** A time that passes while the server is too busy to notice is made up for within this long. */
const LATE_MS = 5 * 60_000;

const ruleOf = ({ cron, timezone }: Schedule): string => `${cron} ${timezone}`;

interface ScheduleNeeds {
  strapi: Core.Strapi;
  profiles: Pick<Profiles, 'enabledSchedules'>;
  runs: Pick<Runs, 'start' | 'interruptAbandoned'>;
  option: ReadOption;
}

/** Starts runs at the times of their profiles' schedules. */
export const createSchedule = ({ strapi, profiles, runs, option }: ScheduleNeeds) => {
  const { log } = strapi;
  const jobs = new Map<string, Job>();
  const isOn = option('schedules');
  let timer: NodeJS.Timeout | null = null;
  let syncing: Promise<void> = Promise.resolve();
  let stopped = false;

  const remove = (id: string): void => {
    void jobs.get(id)?.task.destroy();
    jobs.delete(id);
  };

  const fire = async (id: string, rule: string, date: Date): Promise<void> => {
    await sync();
    if (jobs.get(id)?.rule !== rule) return;
    try {
      const slot = slotOf(id, date);
      await runs.start({
        profileId: id,
        kind: 'run',
        trigger: 'schedule',
        slot,
      });
    } catch (error) {
      if (error instanceof ConnectorError && hasTrait(error.code, 'ordinary')) {
        log.info(`${PLUGIN_ID}: the scheduled run of profile ${id} was skipped: ${error.message}`);
      } else {
        logFailure(log, `the scheduled run of profile ${id}`, error);
      }
    }
  };

  const add = (id: string, schedule: Schedule): void => {
    const rule = ruleOf(schedule);
    const task = startTask(schedule.cron, ({ date }) => fire(id, rule, date), {
      name: `${PLUGIN_ID} ${id}`,
      timezone: schedule.timezone,
      missedExecutionTolerance: LATE_MS,
      unref: true,
    });
    jobs.set(id, { rule, task });
  };

  const reconcile = async (): Promise<void> => {
    if (!isOn || stopped) return;
    const enabled = await profiles.enabledSchedules();
    if (stopped) return;
    const wanted = new Map(enabled.map(({ id, schedule }) => [id, schedule]));
    for (const [id, { rule }] of jobs) {
      const schedule = wanted.get(id);
      if (!schedule || ruleOf(schedule) !== rule) remove(id);
    }
    for (const [id, schedule] of wanted) {
      if (jobs.has(id)) continue;
      try {
        add(id, schedule);
      } catch (error) {
        logFailure(log, `the schedule of profile ${id}`, error);
      }
    }
  };

  /** Makes the jobs what the profiles say now. Calls wait for each other. */
  const sync = (): Promise<void> => {
    const next = syncing.then(reconcile);
    syncing = next.catch(() => undefined);
    return next;
  };

  const tick = (): void => {
    const tidying = runs.interruptAbandoned();
    tidying.catch((error: unknown) => logFailure(log, 'looking for interrupted runs', error));
    sync().catch((error: unknown) => logFailure(log, 'reading the schedules', error));
  };

  return {
    /** To be called after each change of profiles. */
    sync,

    /** Begins to keep the jobs in step with the profiles, wherever these are changed. */
    async start(): Promise<void> {
      await sync();
      timer = setInterval(tick, SYNC_MS);
      timer.unref();
    },

    /** The next times of a schedule that `checkSchedule` finds right, in ISO 8601. */
    next: nextTimes,

    /** Ends all jobs, for good. */
    stop(): void {
      stopped = true;
      if (timer) clearInterval(timer);
      for (const id of [...jobs.keys()]) remove(id);
    },
  };
};

export type ScheduleJobs = ReturnType<typeof createSchedule>;
