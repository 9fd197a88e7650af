import type { Core } from '@strapi/strapi';

import { RECORD_TYPES, type RecordType } from '../../../../shared/records';
import { UIDS } from '../../constants';

/** Who is told of what Strapi's database layer writes, whoever asks it to. */
export type Subscriber = Exclude<
  Parameters<Core.Strapi['db']['lifecycles']['subscribe']>[0],
  (...parameters: never[]) => unknown
>;

export type RecordEvent = Parameters<NonNullable<Subscriber['beforeCreate']>>[0];

/** The type of the records that an event is about. */
export const typeOfEvent = ({ model }: RecordEvent): RecordType | undefined =>
  RECORD_TYPES.find((type) => UIDS[type] === model.uid);
