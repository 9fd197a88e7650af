import type { Core } from '@strapi/strapi';

import { pinFromHistory } from './profiles/pinned-matching';
import { RUN_EVENT } from './runs/announce';
import { getService } from './utils/get-service';
import { removeLeftFolders } from './utils/temporary-folder';
import { renewIdentities } from './write/renew-identities';

const bootstrap = async ({ strapi }: { strapi: Core.Strapi }) => {
  strapi.get('webhookStore').addAllowedEvent('DIRECTORY_CONNECTOR_RUN', RUN_EVENT);
  await removeLeftFolders();
  await pinFromHistory(strapi);
  await getService('profiles', { strapi }).renewNames();
  await renewIdentities(strapi);
  await getService('runs', { strapi }).interruptAbandoned();
  await getService('schedule', { strapi }).start();
};

export default bootstrap;
