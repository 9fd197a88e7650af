import type { Core } from '@strapi/strapi';

import { PLUGIN_ID } from '../constants';
import { from, insertEntities, type Transaction } from '../storage/database';
import { modelTable } from '../storage/tables';

export type Row = Record<string, unknown>;

/** Some rows of a table, by the uid of its model. */
export interface Parcel {
  uid: string;
  rows: Row[];
}

/** The last that is packed: with it, all are there. */
interface Manifest {
  token: string;
  /** How many parcels there are, and how many of them, the first ones, tell of runs. */
  count: number;
  runs: number;
}

/** Strapi's transfer takes all that is in it along. */
const CORE_STORE = 'strapi::core-store';
const KEY = `${PLUGIN_ID}:parcel:`;
const MANIFEST = `${KEY}manifest`;

const keyOf = (token: string, place: number): string => `${KEY}${token}:${place}`;

/** Whether something was packed, here or elsewhere; asked at each start, and before anything waits for others. */
export const hasParcels = async (strapi: Core.Strapi): Promise<boolean> => {
  const store = from(strapi, modelTable(strapi, CORE_STORE));
  return (await store.select('id').where('key', MANIFEST).first()) !== undefined;
};

/** What Strapi's transfer carries for the plugin: texts among the settings of Strapi and its plugins. */
export const createParcels = (strapi: Core.Strapi, transaction: Transaction) => {
  const table = modelTable(strapi, CORE_STORE);
  const stored = () => from(strapi, table, transaction);
  const put = (key: string, value: object): Promise<void> =>
    insertEntities(
      strapi,
      table,
      [{ key, value: JSON.stringify(value), type: 'object' }],
      transaction
    );

  return {
    put: (token: string, place: number, parcel: Parcel): Promise<void> =>
      put(keyOf(token, place), parcel),

    seal: (manifest: Manifest): Promise<void> => put(MANIFEST, manifest),

    /** Null where no parcels are, or not all. Another instance that asks the same waits until the transaction is over. */
    async manifest(): Promise<Manifest | null> {
      const found: { value: string } | undefined = await stored()
        .select('value')
        .where('key', MANIFEST)
        .forUpdate()
        .first();
      if (!found) return null;
      const manifest: Manifest = JSON.parse(found.value);
      const there: { count: unknown } | undefined = await stored()
        .where('key', 'like', `${KEY}${manifest.token}:%`)
        .count({ count: '*' })
        .first();
      return Number(there?.count) === manifest.count ? manifest : null;
    },

    /** The parcels of some places, in the order in which they were packed. */
    async *between(token: string, first: number, end: number): AsyncGenerator<Parcel> {
      for (let place = first; place < end; place += 1) {
        const { value } = await stored().select('value').where('key', keyOf(token, place)).first();
        yield JSON.parse(value);
      }
    },

    remove: (): Promise<unknown> => stored().where('key', 'like', `${KEY}%`).delete(),
  };
};
