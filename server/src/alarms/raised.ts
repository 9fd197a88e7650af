import type { Core } from '@strapi/strapi';

import { UIDS } from '../constants';
import { raised, settled, type Raised } from './causes';

interface Row {
  id: number;
  alarms: string | null;
}

/** An instance that keeps losing against others gives up: they tell it. */
const ATTEMPTS = 10;

const read = (alarms: string | null): Raised[] =>
  alarms === null ? [] : (JSON.parse(alarms) as Raised[]);

/**
 * What has been told of each profile, in the database. Every change is made in one statement, if
 * nobody else has changed it since it was read: of several instances, one tells.
 */
export const createRaisedAlarms = (strapi: Core.Strapi) => {
  const query = () => strapi.db.query(UIDS.profile);

  /** @param next what becomes of the list, and what is answered if that could be written; null: nothing to write */
  const change = async <Answer>(
    profileId: string,
    next: (list: Raised[]) => { list: Raised[]; answer: Answer } | null
  ): Promise<Answer | null> => {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const row: Row | null = await query().findOne({
        where: { documentId: profileId },
        select: ['id', 'alarms'],
      });
      const wanted = row && next(read(row.alarms));
      if (!wanted) return null;
      const { count } = await query().updateMany({
        where: { id: row.id, alarms: row.alarms ?? { $null: true } },
        data: { alarms: wanted.list.length === 0 ? null : JSON.stringify(wanted.list) },
      });
      if (count > 0) return wanted.answer;
    }
    return null;
  };

  return {
    /** Whether this caller is to tell of a cause, and whether it is new; null where it has been told. */
    raise: (profileId: string, cause: string, mails: boolean): Promise<{ isNew: boolean } | null> =>
      change(profileId, (before) => {
        const found = raised(before, cause, mails);
        return found && { list: found.list, answer: { isNew: found.isNew } };
      }),

    /** Ends causes, and answers which ones this caller has ended. */
    async settle(profileId: string, isOver: (cause: string) => boolean): Promise<Raised[]> {
      const over = await change(profileId, (before) => {
        const found = settled(before, isOver);
        return found.over.length === 0 ? null : { list: found.list, answer: found.over };
      });
      return over ?? [];
    },

    /** Notes that the mail about a cause did not leave. */
    async unsent(profileId: string, cause: string): Promise<void> {
      await change(profileId, (before) => ({
        list: before.map((one) => (one.cause === cause ? { ...one, mailed: false } : one)),
        answer: true,
      }));
    },
  };
};

export type RaisedAlarms = ReturnType<typeof createRaisedAlarms>;
