import type { Core } from '@strapi/strapi';

import { KEY_HOURS } from '../../../../shared/contracts/machines';
import { databaseNow } from '../clock';
import { patientRepository } from '../patience';
import { REQUEST_KEY_UID } from './models';

/** What tells a request that is sent once more. */
export interface RequestKey {
  /** Of the idempotency key, of who sent it and of the profile. */
  key: string;
  /** Of what was sent. */
  content: string;
}

const KEPT_MS = KEY_HOURS * 60 * 60 * 1000;

/** Notes which run a request has started; within the transaction that inserts the run. */
export const noteRequestKey = async (
  strapi: Core.Strapi,
  { at, ...noted }: RequestKey & { run: string; at: number }
): Promise<void> => {
  await strapi.db.query(REQUEST_KEY_UID).create({ data: { ...noted, createdAtMs: at } });
};

/** The requests that have started runs, which every instance of the app knows. */
export const createRequestKeys = (strapi: Core.Strapi) => {
  const query = () => patientRepository(strapi, REQUEST_KEY_UID);

  /** Forgets those that are too old. */
  const forget = async (): Promise<void> => {
    const createdAtMs = { $lt: (await databaseNow(strapi)) - KEPT_MS };
    await query().deleteMany({ where: { createdAtMs } });
  };

  return {
    forget,

    /** What the request with this key was, and the id of the run that it has started. */
    async find(key: string): Promise<{ content: string; run: string } | null> {
      await forget();
      return query().findOne({ where: { key } });
    },
  };
};
