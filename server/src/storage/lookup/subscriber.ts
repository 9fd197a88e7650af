import type { Core } from '@strapi/strapi';

import { type RecordType, RECORD_TYPES } from '../../../../shared/records';
import { UIDS } from '../../constants';
import { from, inTransaction } from '../database';
import { type RecordEvent, type Subscriber, typeOfEvent } from '../records/events';
import { modelTable, recordTables } from '../tables';
import { NAME_UID, recordOfName } from './models';
import { isNumbered, type RecordIndex } from './record-index';

type Data = Record<string, unknown>;

const NUMBERED = RECORD_TYPES.filter(isNumbered);

const typeOf = (event: RecordEvent): RecordType | undefined => {
  const type = typeOfEvent(event);
  return type && isNumbered(type) ? type : undefined;
};

const idOf = (entity: unknown): number[] =>
  typeof entity === 'object' && entity !== null && 'id' in entity ? [Number(entity.id)] : [];

/** A run notes what it creates in bulk itself, once it is linked. */
const isOfRun = ({ params }: RecordEvent): boolean =>
  [params.data as Data | Data[]].flat().some((data) => data.connectorRun !== undefined);

/**
 * Keeps numbers and names true to what Strapi's database layer writes, whoever asks it to: `documents()`, the
 * content manager or `db.query`.
 */
export const createLookupSubscriber = (strapi: Core.Strapi, index: RecordIndex): Subscriber => {
  const noting =
    (note: 'renew' | 'remove') =>
    async (type: RecordType, ids: number[]): Promise<void> => {
      if (ids.length === 0) return;
      await inTransaction(strapi, (transaction) => index[note](type, ids, transaction));
    };
  const renew = noting('renew');
  const remove = noting('remove');

  /** Which records a query is about, which does not say so afterwards. */
  const find = async (event: RecordEvent): Promise<void> => {
    const { model, params, state } = event;
    const entities = await strapi.db
      .query(model.uid as never)
      .findMany({ where: params.where, select: ['id'] });
    state.ids = entities.flatMap(idOf);
  };

  /** The ids of entities that were inserted together; MySQL says only the first of them. */
  const created = ({ result, params }: RecordEvent): number[] => {
    const { ids = [] } = (result ?? {}) as { ids?: unknown[] };
    const numbers = ids.map((id) => Number(typeof id === 'object' ? idOf(id)[0] : id));
    const { length } = [params.data as Data | Data[]].flat();
    const [first] = numbers;
    if (numbers.length === length || first === undefined) return numbers;
    return Array.from({ length }, (_, place) => first + place);
  };

  /** A user may be given entries, and lose some: whose eyes private ones are for changes with it. */
  const renewEntriesOf = (users: number[]): Promise<void> =>
    inTransaction(strapi, async (transaction) => {
      const { link } = recordTables(strapi).phonebookEntry;
      if (!link) return;
      const linked: { id: number }[] = await from(strapi, link.table, transaction)
        .select({ id: link.child })
        .whereIn(link.user, users);
      const noted: { id: number }[] = await from(strapi, modelTable(strapi, NAME_UID), transaction)
        .select('id')
        .whereIn('owner_id', users);
      const ids = [
        ...linked.map(({ id }) => Number(id)),
        ...noted.map(({ id }) => recordOfName(Number(id)).id),
      ];
      await index.renew('phonebookEntry', [...new Set(ids)], transaction);
    });

  const afterUpdate = async (event: RecordEvent, ids: number[]): Promise<void> => {
    const type = typeOf(event);
    const attributes = Object.keys((event.params.data ?? {}) as Data);
    if (!type || ids.length === 0) return;
    if (index.isNoted(type, attributes)) await renew(type, ids);
    if (type === 'user' && attributes.includes('phonebookEntries')) await renewEntriesOf(ids);
  };

  return {
    models: NUMBERED.map((type) => UIDS[type]),

    async afterCreate(event) {
      const type = typeOf(event);
      if (type) await renew(type, idOf(event.result));
    },

    async afterCreateMany(event) {
      const type = typeOf(event);
      if (type && !isOfRun(event)) await renew(type, created(event));
    },

    afterUpdate: (event) => afterUpdate(event, idOf(event.result)),
    beforeUpdateMany: find,
    afterUpdateMany: (event) => afterUpdate(event, (event.state.ids ?? []) as number[]),

    async afterDelete(event) {
      const type = typeOf(event);
      if (type) await remove(type, idOf(event.result));
    },

    beforeDeleteMany: find,
    async afterDeleteMany(event) {
      const type = typeOf(event);
      if (type) await remove(type, (event.state.ids ?? []) as number[]);
    },
  };
};
