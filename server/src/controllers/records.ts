import { factories, type Core, type UID } from '@strapi/strapi';
import { errors } from '@strapi/utils';
import type { Context } from 'koa';

import type { RecordType } from '../../../shared/records';
import { UIDS } from '../constants';
import { ConnectorError } from '../utils/errors';
import { readSecrets } from '../write/record-secrets';

const findSecrets = async (
  strapi: Core.Strapi,
  type: RecordType,
  documentId: string
): Promise<Record<string, string | null>> => {
  try {
    const secrets = await readSecrets(strapi, type, documentId);
    if (secrets) {
      return secrets;
    }
  } catch (error) {
    if (error instanceof ConnectorError) {
      throw new errors.ApplicationError(error.message, { code: error.code });
    }
    throw error;
  }
  throw new errors.NotFoundError(`There is no ${type} ${documentId}.`);
};

/**
 * Strapi's own controller, and the action that reads SIP password and PIN back. It has a route only
 * where the plugin's option `secretAccess` is set.
 */
const createRecordController = (type: 'user' | 'phone') =>
  factories.createCoreController(UIDS[type] as UID.ContentType, ({ strapi }) => ({
    async secrets(ctx: Context) {
      const documentId: string = ctx.params.documentId;
      const secrets = await findSecrets(strapi, type, documentId);
      ctx.set('Cache-Control', 'no-store');
      ctx.body = { data: { documentId, ...secrets } };
    },
  }));

export const user = createRecordController('user');
export const phone = createRecordController('phone');
export const phonebookEntry = factories.createCoreController(
  UIDS.phonebookEntry as UID.ContentType
);
