import { schedule as startTask, type ScheduledTask } from 'node-cron';

import type { Core } from '@strapi/strapi';

import { hasTrait } from '../../../shared/codes/catalogue';
import type { ReadOption } from '../config/options';
import { PLUGIN_ID } from '../constants';
import type { Profiles } from '../profiles';
import type { RunQueue } from '../queue/types';
import type { Runs } from '../runs';
import type { Storage } from '../storage';
import { isDatabaseError } from '../storage/database-errors';
import { OF_WHOLE_SOURCE } from '../storage/runs/run-entities';
import { ConnectorError, logFailure } from '../utils/errors';
import { createRegularLook } from '../utils/regular-look';
import { nextTimes, ruleOf, shortestPause, slotOf, type Times } from './cron';
import { owedTime, turnOf, type EnabledSchedule } from './due';
import { decideSlot, paceAfter, pastOf } from './pace';

interface Job {
  /** By which a change is noticed. */
  rule: string;
  catchUp: boolean;
  times: Times;
  task: ScheduledTask;
}

/** How often an instance looks for what others have changed, and for runs whose process is gone. */
const LOOK_MS = 5000;
/** A time that passes while the server is too busy to notice is made up for within this long. */
const LATE_MS = 5 * 60_000;

/** Whether a run could not begin for now, by an error that says nothing of its profile. */
const mayBeginLater = (error: unknown): boolean =>
  error instanceof ConnectorError ? error.code === 'already-running' : isDatabaseError(error);

interface ScheduleNeeds {
  log: Core.Strapi['log'];
  profiles: Pick<Profiles, 'revision'> & { enabledSchedules(): Promise<EnabledSchedule[]> };
  runs: Pick<Runs, 'interruptAbandoned'>;
  queue: Pick<RunQueue, 'start'>;
  storage: Pick<Storage, 'now'> & { runs: Pick<Storage['runs'], 'latest'> };
  option: ReadOption;
}

/** Starts runs at the times of their profiles' schedules. */
export const createSchedule = ({ log, profiles, runs, queue, storage, option }: ScheduleNeeds) => {
  const jobs = new Map<string, Job>();
  /** By profile, the last time that came when its run could not begin. */
  const waiting = new Map<string, Date>();
  const isOn = option('schedules');
  let syncing: Promise<void> = Promise.resolve();
  /** Of the profiles when they were read. */
  let revision: string | null = null;
  let started = false;
  let stopped = false;
  let hasRecalled = false;

  const say = (id: string, what: string): void => {
    log.info(`${PLUGIN_ID}: the scheduled run of profile ${id} ${what}`);
  };

  const latestRun = (profileId: string) =>
    storage.runs.latest({ profileId, kind: 'run', ...OF_WHOLE_SOURCE });

  const remove = (id: string): void => {
    void jobs.get(id)?.task.destroy();
    jobs.delete(id);
    waiting.delete(id);
  };

  const putOff = (id: string, date: Date, error: unknown): void => {
    if (waiting.get(id)?.getTime() === date.getTime()) return;
    waiting.set(id, date);
    if (error instanceof ConnectorError) say(id, `waits: ${error.message}`);
    else
      logFailure(log, `starting the scheduled run of profile ${id}, which is tried again,`, error);
  };

  /** Whether a time has no run since those before have failed in a row. */
  const isLeftOut = async (id: string, date: Date): Promise<boolean> => {
    const times = jobs.get(id)?.times;
    const past = pastOf(await latestRun(id));
    if (!times || paceAfter(past.failures) === 'usual') return false;
    const decision = decideSlot(past, date.getTime(), shortestPause(times));
    if (decision === 'run') return false;
    say(id, `was left out (${decision}): ${past.failures} have failed in a row`);
    return true;
  };

  const start = async (id: string, date: Date): Promise<void> => {
    if (await isLeftOut(id, date)) return;
    const slot = slotOf(id, date);
    await queue.start({ profileId: id, kind: 'run', trigger: 'schedule', slot });
  };

  const begin = async (id: string, date: Date): Promise<void> => {
    try {
      await start(id, date);
    } catch (error) {
      if (mayBeginLater(error)) return putOff(id, date, error);
      if (error instanceof ConnectorError && hasTrait(error.code, 'ordinary')) {
        say(id, `was skipped: ${error.message}`);
      } else {
        logFailure(log, `the scheduled run of profile ${id}`, error);
      }
    }
    // An older time has no turn any more either; a later one may have come meanwhile.
    if ((waiting.get(id) ?? date) <= date) waiting.delete(id);
  };

  const fire = async (id: string, rule: string, date: Date): Promise<void> => {
    try {
      await sync();
    } catch (error) {
      putOff(id, date, error);
      return;
    }
    if (jobs.get(id)?.rule === rule) await begin(id, date);
  };

  const miss = (id: string, date: Date): void => {
    say(id, `was missed: the server was too busy or asleep at ${date.toISOString()}`);
    if (jobs.get(id)?.catchUp) waiting.set(id, date);
  };

  const add = ({ id, schedule }: EnabledSchedule): void => {
    const rule = ruleOf(schedule);
    const task = startTask(schedule.cron, ({ date }) => fire(id, rule, date), {
      name: `${PLUGIN_ID} ${id}`,
      timezone: schedule.timezone,
      missedExecutionTolerance: LATE_MS,
      unref: true,
    });
    task.on('execution:missed', ({ date }) => miss(id, date));
    jobs.set(id, { rule, catchUp: schedule.catchUp, times: schedule, task });
  };

  const follow = (profile: EnabledSchedule): void => {
    const job = jobs.get(profile.id);
    if (job?.rule === ruleOf(profile.schedule)) {
      job.catchUp = profile.schedule.catchUp;
      return;
    }
    remove(profile.id);
    try {
      add(profile);
    } catch (error) {
      logFailure(log, `the schedule of profile ${profile.id}`, error);
    }
  };

  const reconcile = async (): Promise<EnabledSchedule[]> => {
    if (!isOn || !started || stopped) return [];
    // It comes first: what is changed meanwhile is looked at once more.
    const found = await profiles.revision();
    const enabled = await profiles.enabledSchedules();
    if (stopped) return [];
    revision = found;
    const wanted = new Set(enabled.map(({ id }) => id));
    for (const id of [...jobs.keys()]) if (!wanted.has(id)) remove(id);
    enabled.forEach(follow);
    return enabled;
  };

  /** Makes the jobs what the profiles say now. Calls wait for each other. */
  const sync = async (): Promise<EnabledSchedule[]> => {
    const next = syncing.then(reconcile);
    syncing = next.then(
      () => undefined,
      () => undefined
    );
    return next;
  };

  /** Finds what came due before this instance was there and still is to have its run. */
  const recall = async (profile: EnabledSchedule, now: Date): Promise<void> => {
    const owed = owedTime(profile, await latestRun(profile.id), now);
    if (!owed || waiting.has(profile.id) || !jobs.has(profile.id)) return;
    say(profile.id, `is made up for: that of ${owed.toISOString()}`);
    waiting.set(profile.id, owed);
  };

  const attend = async (): Promise<void> => {
    for (const [id, date] of waiting) {
      const turn = turnOf(id, date, await latestRun(id));
      if (turn === 'now') await begin(id, date);
      if (turn === 'never') waiting.delete(id);
    }
  };

  /** What came before is looked for once, as soon as the database answers. */
  const recallAll = async (): Promise<void> => {
    const enabled = await sync();
    const now = new Date(await storage.now());
    for (const profile of enabled) await recall(profile, now);
    hasRecalled = true;
  };

  const look = async (): Promise<void> => {
    await runs.interruptAbandoned();
    if (!isOn) return;
    if (!hasRecalled) await recallAll();
    else if ((await profiles.revision()) !== revision) await sync();
    await attend();
  };

  const regular = createRegularLook({
    every: LOOK_MS,
    what: 'looking for schedules and interrupted runs',
    look,
    log,
  });

  return {
    /** To be called after each change of profiles; nothing where no jobs are kept. */
    async sync(): Promise<void> {
      await sync();
    },

    /** Begins to keep the jobs in step with the profiles, wherever these are changed. */
    async start(): Promise<void> {
      started = true;
      await regular.start();
    },

    /** The next times of a schedule that `checkSchedule` finds right, in ISO 8601. */
    next: nextTimes,

    /** Ends all jobs, for good. */
    stop(): void {
      stopped = true;
      regular.stop();
      for (const id of [...jobs.keys()]) remove(id);
    },
  };
};

export type ScheduleJobs = ReturnType<typeof createSchedule>;
