import type { Core } from '@strapi/strapi';

import { PLUGIN_ID } from '../constants';
import type { Profiles } from '../profiles';
import { logLine, summaryOf } from '../runs/report';
import type { RunNotices } from '../runs/types';
import { isShutDown, QUARANTINED_AFTER } from '../schedule/pace';
import type { Storage } from '../storage';
import { isoTimeOrNull } from '../storage/clock';
import { isOfWholeSource, type RunEntity, WRITTEN } from '../storage/runs/run-entities';
import { logFailure, NotFoundError } from '../utils/errors';
import { inTime } from '../utils/in-time';
import { causeOf, isHeld, isKeptCause, isTrouble, keptCause, UNREMOVED } from './causes';
import type { Emit, EventRun } from './events';
import type { MailSubject } from './mails';
import { createOverdueCheck } from './overdue';
import type { Letter, Post } from './post';
import type { RaisedAlarms } from './raised';

interface AlarmNeeds {
  profiles: Pick<Profiles, 'find' | 'enabledSchedules'>;
  storage: Pick<Storage, 'now' | 'runs' | 'keptTooLong' | 'areRemovalsSkipped'>;
  raised: RaisedAlarms;
  post: Post;
  emit: Emit;
  log: Core.Strapi['log'];
}

/** A mail that did not leave is tried again after so long, where no run asks for it. */
const RETRY_MS = 60 * 60_000;
/** How long the end of the process waits for mails that are on their way. */
const END_MS = 5000;

const eventRun = (entity: RunEntity): EventRun => {
  const { progress: _progress, matching: _matching, ...run } = summaryOf(entity);
  return run;
};

const letterOf = (run: RunEntity, about: MailSubject): Letter => ({
  about,
  target: { page: 'run', id: run.documentId },
});

/** A worker that was told to end has handed its job back, and another run begins in the place of this one. */
const isHandedBack = (run: RunEntity): boolean => run.job !== null && isShutDown(run);

/** What a mail says of the end of a run. */
const endingOf = (
  kind: 'failed' | 'interrupted' | 'held' | 'recovered',
  { startedAtMs, error }: RunEntity
): MailSubject => ({ kind, startedAtMs, error });

/**
 * Tells of runs and schedules: the log, the listeners of events, and those who are to get mails. A
 * cause is told once, whichever instance finds it; it is in the database what has been told.
 */
export const createAlarms = ({ profiles, storage, raised, post, emit, log }: AlarmNeeds) => {
  const overdueOf = createOverdueCheck();
  /** When a mail was tried that no run asks for, by its profile. */
  const tried = new Map<string, number>();
  /** What is being told. */
  const underway = new Set<Promise<void>>();

  const quietly = async (what: string, work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      logFailure(log, what, error);
    }
  };

  /** Null once the profile was deleted. */
  const addresseeOf = async (profileId: string) => {
    try {
      return await profiles.find(profileId);
    } catch (error) {
      if (error instanceof NotFoundError) return null;
      throw error;
    }
  };

  /** Writes about a cause, unless that has been done; answers whether it is a new one. */
  const raise = async (profileId: string, cause: string, letter: Letter): Promise<boolean> => {
    const profile = await addresseeOf(profileId);
    if (!profile) return false;
    const mails = profile.notify.emails.length > 0;
    const told = await raised.raise(profileId, cause, mails);
    if (!told) return false;
    if (mails && !(await post.send(profile, letter))) await raised.unsent(profileId, cause);
    return told.isNew;
  };

  const tellOfTrouble = async (run: RunEntity): Promise<void> => {
    const { profileId, status } = run;
    const cause = causeOf(run);
    if (cause === null || (status !== 'failed' && status !== 'held' && status !== 'interrupted')) {
      return;
    }
    await raise(profileId, cause, letterOf(run, endingOf(status, run)));
    const failures = run.failures ?? 0;
    if (failures < QUARANTINED_AFTER) return;
    const about = { kind: 'quarantined' as const, failures };
    await raise(profileId, 'quarantined', { about, target: { page: 'profile', id: profileId } });
  };

  const tellOfRecovery = async (
    run: RunEntity,
    isOver: (cause: string) => boolean
  ): Promise<void> => {
    const { profileId } = run;
    const over = await raised.settle(profileId, isOver);
    if (over.length === 0) return;
    await emit('directory-connector.recovered', {
      run: eventRun(run),
      over: over.map(({ cause }) => cause),
    });
    const profile = await addresseeOf(profileId);
    const isTold = over.some(({ mailed }) => mailed) && profile?.notify.emails.length;
    if (profile && isTold) await post.send(profile, letterOf(run, endingOf('recovered', run)));
  };

  /** Records that are missing from the source, and stay run after run since a row about them fails. */
  const tellOfKept = async (run: RunEntity): Promise<void> => {
    const kept = await storage.keptTooLong(run);
    if (kept === null) {
      await raised.settle(run.profileId, isKeptCause);
    } else {
      const about = { kind: 'kept' as const, count: kept.count };
      await raise(run.profileId, keptCause(kept.newest), letterOf(run, about));
    }
  };

  const tell = async (run: RunEntity): Promise<void> => {
    if (isHandedBack(run)) return;
    if (!WRITTEN.some((status) => status === run.status)) return tellOfTrouble(run);
    const skipped = await storage.areRemovalsSkipped(run);
    await tellOfRecovery(
      run,
      (cause) => isTrouble(cause) || (skipped === false && cause === UNREMOVED)
    );
    await tellOfKept(run);
    if (skipped) await raise(run.profileId, UNREMOVED, letterOf(run, { kind: 'unremoved' }));
  };

  const tellOfEnd = async (run: RunEntity): Promise<void> => {
    log.info(logLine(run));
    const event = { run: eventRun(run) };
    await emit('directory-connector.run', event);
    if (run.kind !== 'run') return;
    if (run.status === 'held') await emit('directory-connector.held', event);
    // Who syncs one person looks at it; nothing of it says how the whole source fares.
    if (!isOfWholeSource(run) && run.status !== 'held') return;
    await quietly(`telling of run ${run.documentId}`, () => tell(run));
  };

  /** A run that was held waits for nobody any more. */
  const endHeld = ({ profileId }: RunEntity): Promise<void> =>
    quietly(`the alarms of profile ${profileId}`, () => raised.settle(profileId, isHeld));

  const notices: RunNotices = {
    started: (run) => emit('directory-connector.started', { run: eventRun(run) }),

    async ended(run) {
      const telling = tellOfEnd(run);
      underway.add(telling);
      await telling.finally(() => underway.delete(telling));
    },

    approved: (run, by) => emit('directory-connector.approved', { run: eventRun(run), by }),

    async rejected(run, by) {
      await emit('directory-connector.rejected', { run: eventRun(run), by });
      await endHeld(run);
    },

    async expired(run) {
      log.info(logLine(run));
      await endHeld(run);
    },
  };

  return {
    ...notices,

    /** Lets what is being told come to its end: a command may be over before a mail has left. */
    async end(): Promise<void> {
      await inTime(END_MS, Promise.allSettled(underway));
    },

    /** Tells of the profiles that had no success for longer than two times of their schedules. */
    async lookForOverdue(): Promise<void> {
      const enabled = await profiles.enabledSchedules();
      if (enabled.length === 0) return;
      const [now, successes] = await Promise.all([storage.now(), storage.runs.lastSuccesses()]);
      for (const { id, name, lastSuccessMs } of overdueOf(enabled, successes, now)) {
        if ((tried.get(id) ?? -Infinity) + RETRY_MS > performance.now()) continue;
        tried.set(id, performance.now());
        const about = { kind: 'overdue' as const, lastSuccessMs };
        const isNew = await raise(id, 'overdue', { about, target: { page: 'profile', id } });
        if (!isNew) continue;
        log.warn(`${PLUGIN_ID}: "${name}" is overdue`);
        const lastSuccessAt = isoTimeOrNull(lastSuccessMs);
        await emit('directory-connector.overdue', { profile: { id, name }, lastSuccessAt });
      }
    },
  };
};

export type Alarms = ReturnType<typeof createAlarms>;
