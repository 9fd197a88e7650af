import type { Core } from '@strapi/strapi';

import { PLUGIN_ID } from '../../constants';
import type { NumberedType } from '../../lookup/numbers';
import { giveWay } from '../../utils/turns';
import { createRegularLook } from '../../utils/regular-look';
import { from, inTransaction, insertEntity, type Transaction } from '../database';
import { modelTable, recordTables } from '../tables';
import { LOOKUP_STATE_UID, NAME_UID, NUMBER_UID } from './models';
import type { PlansStore } from './plans';
import type { RecordIndex } from './record-index';

/** Changed settings are looked for so often, in milliseconds: longer than any instance takes the former ones for current. */
const LOOK_MS = 10_000;
/** How many records are renewed in one transaction. */
const SLICE = 100;

const TYPES: NumberedType[] = ['user', 'phonebookEntry'];

interface State {
  id: number;
  rules: string;
  recordType: NumberedType | null;
  lastId: number;
}

interface RenewalNeeds {
  strapi: Core.Strapi;
  plans: PlansStore;
  index: RecordIndex;
}

/**
 * Goes through all records, slice by slice, when numbers and names are to be read otherwise: at the first start
 * with this version, and when a setting has changed. Several instances share the work.
 */
export const createLookupRenewal = ({ strapi, plans, index }: RenewalNeeds) => {
  const states = (transaction?: Transaction) =>
    from(strapi, modelTable(strapi, LOOKUP_STATE_UID), transaction);

  const read = async (transaction?: Transaction): Promise<State | undefined> => {
    const query = states(transaction)
      .select({ id: 'id', rules: 'rules', recordType: 'record_type', lastId: 'last_id' })
      .orderBy('id')
      .first();
    return (transaction ? query.forUpdate() : query) as Promise<State | undefined>;
  };

  /** Says that all records are to be gone through, by rules that nobody has begun with yet. */
  const begin = (rules: string): Promise<void> =>
    inTransaction(strapi, async (transaction) => {
      const state = await read(transaction);
      if (state?.rules === rules) return;
      const first = { rules, record_type: TYPES[0], last_id: 0 };
      if (state) await states(transaction).where('id', state.id).update(first);
      else {
        await insertEntity(strapi, modelTable(strapi, LOOKUP_STATE_UID), first, transaction);
      }
    });

  /** Renews the next records; false when there are none, or other rules hold by now. */
  const renewSlice = (rules: string): Promise<boolean> =>
    inTransaction(strapi, async (transaction) => {
      const state = await read(transaction);
      if (!state?.recordType || state.rules !== rules) return false;
      const { recordType, lastId } = state;
      const entities: { id: number }[] = await from(
        strapi,
        recordTables(strapi)[recordType].table,
        transaction
      )
        .select('id')
        .where('id', '>', lastId)
        .orderBy('id')
        .limit(SLICE)
        // Nobody changes them until what they are found by is noted.
        .forUpdate();
      const ids = entities.map(({ id }) => Number(id));
      await index.renew(recordType, ids, transaction);
      const last = ids.at(-1);
      const next =
        last === undefined
          ? { record_type: TYPES[TYPES.indexOf(recordType) + 1] ?? null, last_id: 0 }
          : { record_type: recordType, last_id: last };
      await states(transaction).where('id', state.id).update(next);
      return next.record_type !== null;
    });

  /** The rules of the last look: until they have been the same twice, others may still go by former ones. */
  let seen: string | null = null;
  let isStopped = false;

  const look = async (): Promise<void> => {
    const { rules } = await plans.current();
    const state = await read();
    const isSure = state === undefined || seen === rules;
    seen = rules;
    if (state?.rules !== rules) {
      if (!isSure) return;
      await begin(rules);
      strapi.log.info(`${PLUGIN_ID}: the numbers and names of all records are read again`);
    } else if (state.recordType === null) {
      return;
    }
    while (!isStopped && (await renewSlice(rules))) {
      if ((await plans.current()).rules !== rules) return;
      await giveWay();
    }
  };

  const regular = createRegularLook({
    every: LOOK_MS,
    what: 'reading numbers and names again',
    look,
    log: strapi.log,
  });
  let working: Promise<void> = Promise.resolve();

  return {
    /** Looks once, and settles when all is done that is due. */
    look,

    /** Settles at once: Strapi does not wait for what grows with all that is stored. */
    start(): void {
      isStopped = false;
      working = regular.start();
    },

    async stop(): Promise<void> {
      isStopped = true;
      regular.stop();
      await working;
    },

    /** Forgets all that has been read, in the transaction that replaces the records. */
    async forget(transaction: Transaction): Promise<void> {
      for (const uid of [NUMBER_UID, NAME_UID, LOOKUP_STATE_UID]) {
        await from(strapi, modelTable(strapi, uid), transaction).delete();
      }
    },
  };
};

export type LookupRenewal = ReturnType<typeof createLookupRenewal>;
