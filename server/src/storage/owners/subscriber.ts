import type { Core } from '@strapi/strapi';

import { RECORD_TYPES } from '../../../../shared/records';
import { UIDS } from '../../constants';
import { inTransaction } from '../database';
import { type RecordEvent, type Subscriber, typeOfEvent } from '../records/events';
import { dropOwners, isAnyShared } from './store';

/** Forgets who owned a record that somebody deletes. */
export const createOwnersSubscriber = (strapi: Core.Strapi): Subscriber => {
  const forget = async (event: RecordEvent, ids: number[]): Promise<void> => {
    const type = typeOfEvent(event);
    if (!type || ids.length === 0) return;
    await inTransaction(strapi, (transaction) => dropOwners(strapi, type, ids, transaction));
  };

  return {
    models: RECORD_TYPES.map((type) => UIDS[type]),

    async afterDelete(event) {
      const { id } = (event.result ?? {}) as { id?: unknown };
      if (id !== undefined) await forget(event, [Number(id)]);
    },

    async beforeDeleteMany(event) {
      const { model, params, state } = event;
      const isAny = await inTransaction(strapi, (transaction) => isAnyShared(strapi, transaction));
      if (!isAny) return;
      const found: { id: number }[] = await strapi.db
        .query(model.uid as never)
        .findMany({ where: params.where, select: ['id'] });
      state.owned = found.map(({ id }) => Number(id));
    },

    afterDeleteMany: (event) => forget(event, (event.state.owned ?? []) as number[]),
  };
};
