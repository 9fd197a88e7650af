import type { Core } from '@strapi/strapi';

import { RECORD_TYPES, type RecordType } from '../../../../shared/records';
import { UIDS } from '../../constants';
import { inTransaction } from '../database';
import { digested, digestsOf } from '../digests';
import { type RecordEvent, type Subscriber, typeOfEvent } from './events';
import { markShared, releaseShared } from './shared-identities';
import { recordTables } from '../tables';

type Data = Record<string, unknown>;

/** Everything that has a digest, empty: what a new record does not mention. */
const nothing = (type: RecordType): Data =>
  Object.fromEntries(digested(type).map((name) => [name, null]));

/**
 * Keeps the digests beside the values that Strapi's database layer writes, whoever asks it to:
 * `documents()`, the content manager or `db.query`. Who no longer shares an identity with another
 * record gets it back.
 */
export const createIdentitySubscriber = (strapi: Core.Strapi): Subscriber => {
  const identify = (type: RecordType, list: Data[], isNew: boolean): Promise<Data[]> => {
    const given = list.map((data) => ({
      ...data,
      ...digestsOf(type, isNew ? { ...nothing(type), ...data } : data),
    }));
    return inTransaction(strapi, (transaction) =>
      markShared(strapi, recordTables(strapi)[type], given, transaction)
    );
  };

  const before =
    (isNew: boolean) =>
    async (event: RecordEvent): Promise<void> => {
      const type = typeOfEvent(event);
      const given = event.params.data as Data | Data[] | undefined;
      if (!type || !given) return;
      const data = await identify(type, [given].flat(), isNew);
      event.params.data = Array.isArray(given) ? data : data[0];
    };

  const after = async (event: RecordEvent): Promise<void> => {
    const type = typeOfEvent(event);
    if (type) await releaseShared(strapi, [type]);
  };

  return {
    models: RECORD_TYPES.map((type) => UIDS[type]),
    beforeCreate: before(true),
    beforeCreateMany: before(true),
    beforeUpdate: before(false),
    beforeUpdateMany: before(false),
    afterUpdate: after,
    afterUpdateMany: after,
    afterDelete: after,
    afterDeleteMany: after,
  };
};
