import type { Core } from '@strapi/strapi';

import { setAppAttributes } from '../../shared/records';
import { connectorOf } from './compose';
import { ACTIONS, INTERNAL_UIDS } from './constants';
import { profilesOfRole } from './delegation/condition';
import { offerInGraphql } from './graphql';
import { appAttributesOf } from './content-types/attributes';
import { createDocumentsMiddleware } from './middlewares/documents';
import { hideInternalTypes } from './middlewares/internal-types';
import { takeTokens } from './middlewares/phonebook-tokens';
import { explainRefused } from './middlewares/uploads';
import { timesMigration } from './migrations/times';
import { viewsMigration } from './migrations/views';
import { packingModel } from './moving/model';
import {
  changeModel,
  credentialModel,
  issueModel,
  planBlockModel,
  requestKeyModel,
} from './storage/runs/models';
import { imageModel } from './storage/images/model';
import { ownerModel } from './storage/owners/model';
import { createOwnersSubscriber } from './storage/owners/subscriber';
import { forgettingModel, tombstoneModel } from './storage/forgetting/models';
import { lookupStateModel, nameModel, numberModel } from './storage/lookup/models';
import { createLookupSubscriber } from './storage/lookup/subscriber';
import { lineFixesModel, uploadChunkModel, uploadModel } from './uploads/model';
import { secretReadModel } from './storage/secret-reads';
import { createIdentitySubscriber } from './storage/records/identity-subscriber';

const register = async ({ strapi }: { strapi: Core.Strapi }) => {
  setAppAttributes(appAttributesOf(strapi));
  [
    uploadModel,
    uploadChunkModel,
    lineFixesModel,
    changeModel,
    planBlockModel,
    issueModel,
    credentialModel,
    requestKeyModel,
    imageModel,
    ownerModel,
    packingModel,
    secretReadModel,
    forgettingModel,
    tombstoneModel,
    numberModel,
    nameModel,
    lookupStateModel,
  ].forEach((model) => strapi.get('models').add(model));
  [timesMigration, viewsMigration].forEach((migration) =>
    strapi.db.migrations.providers.internal.register(migration(strapi))
  );
  // Without a key the app must not start at all: the first secret to be stored would fail much later.
  const { secrets, recordIndex } = connectorOf(strapi);
  strapi.documents.use(createDocumentsMiddleware({ strapi, secrets }));
  strapi.db.lifecycles.subscribe(createIdentitySubscriber(strapi));
  strapi.db.lifecycles.subscribe(createLookupSubscriber(strapi, recordIndex));
  strapi.db.lifecycles.subscribe(createOwnersSubscriber(strapi));
  const { actionProvider, conditionProvider } = strapi.service('admin::permission');
  await actionProvider.registerMany(ACTIONS);
  await conditionProvider.register(profilesOfRole(strapi));
  // Before Strapi's own, which log addresses.
  strapi.server.use(takeTokens);
  strapi.server.use(explainRefused);
  hideInternalTypes(strapi);
  offerInGraphql(strapi);
  INTERNAL_UIDS.forEach((uid) =>
    strapi.plugin('graphql')?.service('extension').shadowCRUD(uid).disable()
  );
};

export default register;
