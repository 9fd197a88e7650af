import { errors } from '@strapi/utils';
import type { Core } from '@strapi/strapi';

import { RECORD_TYPES } from '../../../shared/records';
import { PLUGIN_ID } from '../constants';
import type { Profiles } from '../profiles';
import { isoTime } from '../storage/clock';
import type { RunRow } from '../storage/runs/rows';
import { framesOf, kindOf } from '../utils/errors';
import { summaryOf } from './history';

const WORTH_A_MAIL = new Set<RunRow['status']>(['failed', 'held', 'interrupted']);

/** What a person has to see to; the same for two runs that ended in the same way. */
const reasonOf = ({ status, error }: RunRow): string => {
  // A held run becomes this when the next one starts.
  if (status === 'rejected' && error?.code === 'superseded') return 'held limit-exceeded';
  return `${status} ${error?.code ?? ''}`;
};

/** Whether to write a mail about a run: one for each reason, and not again every night. */
export const mailAbout = (run: RunRow, previous: RunRow | null): boolean => {
  if (run.kind !== 'run' || !WORTH_A_MAIL.has(run.status)) return false;
  return previous === null || reasonOf(previous) !== reasonOf(run);
};

const HEADLINES: Partial<Record<RunRow['status'], string>> = {
  failed: 'failed',
  held: 'waits for approval',
  interrupted: 'was interrupted',
};

export const textOf = (run: RunRow): { subject: string; text: string } => {
  const headline = HEADLINES[run.status] ?? run.status;
  const lines = [
    `The run of the connector profile "${run.profileName}" that started at ${isoTime(run.startedAtMs)} ${headline}.`,
    '',
    run.error?.message ?? '',
    '',
    'The next mail comes when a run ends in another way. Its report is in Strapi, under Directory Connector.',
  ];
  return {
    subject: `Directory Connector: "${run.profileName}" ${headline}`,
    text: lines.join('\n'),
  };
};

/** Emitted once when a run is over; also known to webhooks. */
export const RUN_EVENT = 'directory-connector.run';

const logLine = (row: RunRow): string => {
  const run = summaryOf(row);
  const counts = RECORD_TYPES.map((type) => {
    const { create, update, unchanged, remove, error } = run[type];
    return `${type} +${create} ~${update} =${unchanged} -${remove} !${error}`;
  });
  const { read, filtered, skipped, failed } = run.rows;
  const rows = `rows ${read} read, ${filtered} filtered, ${skipped} skipped, ${failed} failed`;
  const reason = row.error ? ` (${row.error.code})` : '';
  return `${PLUGIN_ID}: ${row.kind} ${row.documentId} of "${row.profileName}" ${row.status}${reason}: ${rows}; ${counts.join('; ')}`;
};

interface NotifyNeeds {
  strapi: Core.Strapi;
  profiles: Pick<Profiles, 'find'>;
}

/** The addresses to write to; none once the profile was deleted. */
const addressesOf = async (
  profiles: NotifyNeeds['profiles'],
  { profileId }: RunRow
): Promise<string[]> => {
  try {
    return (await profiles.find(profileId)).notify.emails;
  } catch (error) {
    if (error instanceof errors.NotFoundError) return [];
    throw error;
  }
};

const sendMail = async (
  { strapi, profiles }: NotifyNeeds,
  row: RunRow,
  previous: RunRow | null
): Promise<void> => {
  if (!mailAbout(row, previous)) return;
  const emails = await addressesOf(profiles, row);
  if (emails.length === 0) return;
  const email = strapi.plugin('email');
  if (!email) {
    strapi.log.warn(
      `${PLUGIN_ID}: no mail about run ${row.documentId} could be sent: the app has no email plugin`
    );
    return;
  }
  await email.service('email').send({ to: emails.join(', '), ...textOf(row) });
};

/**
 * Tells the log, the listeners of the event and, for what a person has to see to, the profile's
 * mail addresses that a run is over. No record is named; never throws.
 * @param previous the profile's run before this one
 */
export type Notify = (row: RunRow, previous: RunRow | null) => Promise<void>;

export const createNotify =
  (needs: NotifyNeeds): Notify =>
  async (row, previous) => {
    const { strapi } = needs;
    strapi.log.info(logLine(row));
    const quietly = async (what: string, work: () => Promise<unknown>): Promise<void> => {
      try {
        await work();
      } catch (error) {
        strapi.log.error(
          `${PLUGIN_ID}: ${what} about run ${row.documentId} failed: ${kindOf(error)}\n${framesOf(error)}`
        );
      }
    };
    const { progress: _progress, matching: _matching, ...run } = summaryOf(row);
    await quietly('the event', () => strapi.eventHub.emit(RUN_EVENT, { run }));
    await quietly('the mail', () => sendMail(needs, row, previous));
  };
