import { factories, type Core, type UID } from '@strapi/strapi';
import { errors } from '@strapi/utils';
import type { Context } from 'koa';

import { problem } from '../../../shared/codes/problems';
import { englishOf } from '../../../shared/codes/texts';
import type { RecordType } from '../../../shared/records';
import { UIDS } from '../constants';
import { type Authentication, callerOf } from '../machines/caller';
import { ConnectorError, problemOf } from '../utils/errors';
import { getService } from '../utils/get-service';
import { createAuthenticate } from './authentication';

const findSecrets = async (
  strapi: Core.Strapi,
  type: RecordType,
  documentId: string
): Promise<Record<string, string | null>> => {
  try {
    const secrets = await getService('storage', { strapi }).readSecrets(type, documentId);
    if (secrets) {
      return secrets;
    }
  } catch (error) {
    if (error instanceof ConnectorError) {
      throw new errors.ApplicationError(error.message, problemOf(error));
    }
    throw error;
  }
  const missing = problem('record-not-found', { type, record: documentId });
  throw new errors.NotFoundError(englishOf(missing), missing);
};

/**
 * The action that reads SIP password and PIN back. It has a route only where the plugin's option
 * `secretAccess` is set.
 */
const createReadSecrets =
  (strapi: Core.Strapi, type: 'user' | 'phone') =>
  async (ctx: Context): Promise<void> => {
    const documentId: string = ctx.params.documentId;
    const secrets = await findSecrets(strapi, type, documentId);
    const { name: by } = callerOf((ctx.state as { auth?: Authentication }).auth);
    await getService('storage', { strapi }).secretReads.note({
      type,
      record: documentId,
      by,
      address: ctx.request.ip,
    });
    await getService('events', { strapi }).emit('directory-connector.secrets-read', {
      record: { type, id: documentId },
      by,
    });
    ctx.set('Cache-Control', 'no-store');
    ctx.body = { data: { documentId, ...secrets } };
  };

export const user = factories.createCoreController(UIDS.user as UID.ContentType, ({ strapi }) => ({
  secrets: createReadSecrets(strapi, 'user'),
  authenticate: createAuthenticate(strapi),
}));
export const phone = factories.createCoreController(
  UIDS.phone as UID.ContentType,
  ({ strapi }) => ({ secrets: createReadSecrets(strapi, 'phone') })
);
export const phonebookEntry = factories.createCoreController(
  UIDS.phonebookEntry as UID.ContentType
);
