import type { Core } from '@strapi/strapi';

import { problem } from '../../../shared/codes/problems';
import { codeTexts, inEnglish } from '../../../shared/codes/texts';
import type {
  OwnProgress,
  RunProgress,
  RunReport,
  RunSummary,
} from '../../../shared/contracts/runs';
import { noCounts } from '../../../shared/counts';
import type { Language } from '../../../shared/languages';
import type { ProfileInput } from '../../../shared/profile';
import { RECORD_TYPES } from '../../../shared/records';
import { PLUGIN_ID } from '../constants';
import type { Profiles } from '../profiles';
import { isoTime, isoTimeOrNull } from '../storage/clock';
import type { RunEntity } from '../storage/runs/run-entities';
import { logFailure, NotFoundError } from '../utils/errors';

/** What the run did; its issues are read apart, since there may be many. */
export const reportOf = (entity: RunEntity): RunReport => {
  const counts = entity.counts ?? entity.progress?.counts ?? noCounts();
  const { user, phonebookEntry, phone } = counts;
  return {
    id: entity.documentId,
    profile: entity.profileName,
    kind: entity.kind,
    status: entity.status,
    // Runs of earlier versions counted no skipped rows.
    rows: { ...noCounts().rows, ...counts.rows },
    user,
    phonebookEntry,
    phone,
    trigger: entity.trigger,
    startedAt: isoTime(entity.startedAtMs),
    finishedAt: isoTimeOrNull(entity.finishedAtMs),
    notModified: entity.notModified,
    matching: entity.matching,
    error: entity.error && inEnglish(entity.error),
  };
};

export const summaryOf = (entity: RunEntity): RunSummary => ({
  ...reportOf(entity),
  disabled: entity.counts?.disabled ?? 0,
  profileId: entity.profileId,
  purpose: entity.purpose ?? 'import',
  startedBy: entity.startedBy,
  decidedBy: entity.decidedBy,
  sourceName: entity.sourceName,
  retryOf: entity.retryOf,
  exceeded: (entity.exceeded ?? []).map(inEnglish),
  progress: progressOf(entity, entity.progress),
});

/** How far a run is that is going on; null once it is over. */
export const progressOf = (
  { status, cancelRequested: isCanceling }: Pick<RunEntity, 'status' | 'cancelRequested'>,
  own: OwnProgress | null
): RunProgress | null => (status === 'running' && own ? { ...own, isCanceling } : null);

const WORTH_A_MAIL = new Set<RunEntity['status']>(['failed', 'held', 'interrupted']);

/** What a person has to see to; the same for two runs that ended in the same way. */
const reasonOf = ({ status, error }: RunEntity): string => {
  // A held run becomes this when the next one starts. Version 0.1.0 held for limits only.
  if (status === 'rejected' && error?.code === 'superseded') {
    return `held ${String(error.params?.held ?? 'limit-exceeded')}`;
  }
  return `${status} ${error?.code ?? ''}`;
};

/** Whether to write a mail about a run: one for each reason, and not again every night. */
export const mailAbout = (run: RunEntity, previous: RunEntity | null): boolean => {
  if (run.kind !== 'run' || !WORTH_A_MAIL.has(run.status)) return false;
  return previous === null || reasonOf(previous) !== reasonOf(run);
};

/** The mail about a run, in a language. */
export const textOf = (run: RunEntity, language: Language): { subject: string; text: string } => {
  const texts = codeTexts(language);
  const { profileName: profile, status } = run;
  const start = isoTime(run.startedAtMs);
  const about = texts.textOrStored(problem('mail/about', { profile, start, status }));
  const reason = run.error ? texts.textOrStored(run.error) : '';
  return {
    subject: texts.textOrStored(problem('mail/subject', { profile, status })),
    text: [about, '', reason, '', texts.textOrStored(problem('mail/next'))].join('\n'),
  };
};

/** Emitted once when a run is over; also known to webhooks. */
export const RUN_EVENT = 'directory-connector.run';

const logLine = (entity: RunEntity): string => {
  const run = summaryOf(entity);
  const counts = RECORD_TYPES.map((type) => {
    const { create, update, unchanged, remove, error } = run[type];
    return `${type} +${create} ~${update} =${unchanged} -${remove} !${error}`;
  });
  const { read, filtered, skipped, failed } = run.rows;
  const rows = `rows ${read} read, ${filtered} filtered, ${skipped} skipped, ${failed} failed`;
  const reason = entity.error ? ` (${entity.error.code})` : '';
  return `${PLUGIN_ID}: ${entity.kind} ${entity.documentId} of "${entity.profileName}" ${entity.status}${reason}: ${rows}; ${counts.join('; ')}`;
};

interface NotifyNeeds {
  strapi: Core.Strapi;
  profiles: Pick<Profiles, 'find'>;
}

/** Whom to write to and how; null once the profile was deleted. */
const settingsOf = async (
  profiles: NotifyNeeds['profiles'],
  { profileId }: RunEntity
): Promise<ProfileInput['notify'] | null> => {
  try {
    return (await profiles.find(profileId)).notify;
  } catch (error) {
    if (error instanceof NotFoundError) return null;
    throw error;
  }
};

const sendMail = async (
  { strapi, profiles }: NotifyNeeds,
  entity: RunEntity,
  previous: RunEntity | null
): Promise<void> => {
  if (!mailAbout(entity, previous)) return;
  const settings = await settingsOf(profiles, entity);
  if (!settings || settings.emails.length === 0) return;
  const email = strapi.plugin('email');
  if (!email) {
    strapi.log.warn(
      `${PLUGIN_ID}: no mail about run ${entity.documentId} could be sent: the app has no email plugin`
    );
    return;
  }
  await email
    .service('email')
    .send({ to: settings.emails.join(', '), ...textOf(entity, settings.language) });
};

/**
 * Tells the log, the listeners of the event and, for what a person has to see to, the profile's
 * mail addresses that a run is over. No record is named; never throws.
 * @param previous the profile's run before this one
 */
export type Notify = (entity: RunEntity, previous: RunEntity | null) => Promise<void>;

export const createNotify =
  (needs: NotifyNeeds): Notify =>
  async (entity, previous) => {
    const { strapi } = needs;
    strapi.log.info(logLine(entity));
    const quietly = async (what: string, work: () => Promise<unknown>): Promise<void> => {
      try {
        await work();
      } catch (error) {
        logFailure(strapi.log, `${what} about run ${entity.documentId}`, error);
      }
    };
    const { progress: _progress, matching: _matching, ...run } = summaryOf(entity);
    await quietly('the event', () => strapi.eventHub.emit(RUN_EVENT, { run }));
    await quietly('the mail', () => sendMail(needs, entity, previous));
  };
