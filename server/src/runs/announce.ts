import type { Core } from '@strapi/strapi';

import { RECORD_TYPES } from '../../../shared/records';
import { PLUGIN_ID } from '../constants';
import type { Profiles } from '../profiles';
import { framesOf, kindOf } from '../utils/errors';
import { mailAbout, textOf } from './mail';
import { summaryOf } from './report';
import type { RunRow } from '../storage/runs/rows';

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

interface AnnounceNeeds {
  strapi: Core.Strapi;
  profiles: Pick<Profiles, 'find'>;
}

const sendMail = async (
  { strapi, profiles }: AnnounceNeeds,
  row: RunRow,
  previous: RunRow | null
): Promise<void> => {
  if (!mailAbout(row, previous)) return;
  const { notify } = await profiles.find(row.profileId);
  if (notify.emails.length === 0) return;
  const email = strapi.plugin('email');
  if (!email) {
    strapi.log.warn(
      `${PLUGIN_ID}: no mail about run ${row.documentId} could be sent: the app has no email plugin`
    );
    return;
  }
  await email.service('email').send({ to: notify.emails.join(', '), ...textOf(row) });
};

/**
 * Tells the log, the listeners of the event and, for what a person has to see to, the profile's
 * mail addresses that a run is over. No record is named; never throws.
 * @param previous the profile's run before this one
 */
export type Announce = (row: RunRow, previous: RunRow | null) => Promise<void>;

export const createAnnounce =
  (needs: AnnounceNeeds): Announce =>
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
