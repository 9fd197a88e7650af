import path from 'node:path';
import type { Core } from '@strapi/strapi';

import { PLUGIN_ID } from '../constants';
import type { Secrets } from '../secrets';
import { inTransaction } from '../storage/database';
import type { LookupRenewal } from '../storage/lookup/renewal';
import { pack, unload } from './pack';
import { hasParcels } from './parcels';
import { unpack } from './unpack';

/** Strapi's commands that read a database in order to carry it elsewhere. */
const CARRYING = ['export', 'transfer'];

/** True in the process of such a command. */
export const isCarrying = ([, program = '', command = '']: readonly string[]): boolean =>
  path.parse(program).name === 'strapi' && CARRYING.includes(command);

interface MovingNeeds {
  strapi: Core.Strapi;
  secrets: Secrets;
  renewal: Pick<LookupRenewal, 'forget'>;
}

/**
 * What moving to another database takes besides Strapi's own transfer, which knows content types
 * only: the rest is packed before it reads, among what it carries, and stored where it arrives.
 */
export const createMoving = (needs: MovingNeeds) => {
  const { strapi, renewal } = needs;
  let isPacked = false;
  return {
    /** Before Strapi's transfer reads. */
    async pack(): Promise<void> {
      isPacked = true;
      await inTransaction(strapi, (transaction) => pack(needs, transaction));
    },

    /** At the next start after it has written. */
    async unpack(): Promise<void> {
      if (!(await hasParcels(strapi))) return;
      const count = await inTransaction(strapi, async (transaction) => {
        const unpacked = await unpack(needs, transaction);
        if (unpacked !== null) await renewal.forget(transaction);
        return unpacked;
      });
      if (count !== null) {
        strapi.log.info(`${PLUGIN_ID}: the history and files that were moved here are in place.`);
      }
    },

    /** Removes what was packed. */
    async end(): Promise<void> {
      if (isPacked) await inTransaction(strapi, (transaction) => unload(strapi, transaction));
      isPacked = false;
    },
  };
};
